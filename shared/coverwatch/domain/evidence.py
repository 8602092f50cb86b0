"""Where a value was read, and how sure the reading is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page in fractions of its width and height, origin top left."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def center(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2

    def holds(self, other: "Box") -> bool:
        """The other's middle lies inside."""
        x, y = other.center
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Evidence:
    """The field of a document that a fact rests on.

    `review` is the reason why a person must look before the value counts, or None.
    `certificate_id` is None until the reading is filed.
    """

    field: str
    page: int
    box: Box
    confidence: float
    sources: tuple[str, ...] = ()
    review: str | None = None
    certificate_id: str | None = None
