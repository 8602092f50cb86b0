"""How a drawing lies on the page that is shown: shifted, scaled, crooked, on its side."""

from dataclasses import dataclass
from math import cos, radians, sin

from local.specimens.geometry import PAGE_HEIGHT, PAGE_WIDTH
from local.specimens.specimen import Knobs

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placement:
    """(x, y) → (ax + cy + e, bx + dy + f), in points with y downward, onto a page of the given size."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0
    width: float = PAGE_WIDTH
    height: float = PAGE_HEIGHT

    def point(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def corners(self, left: float, top: float, right: float, bottom: float) -> tuple[Point, Point, Point, Point]:
        """A box's corners where they come to lie: its own top left, top right, bottom right, bottom left."""
        return self.point(left, top), self.point(right, top), self.point(right, bottom), self.point(left, bottom)

    def then(self, other: "Placement") -> "Placement":
        """This placement followed by another, on the other's page."""
        origin = other.point(self.e, self.f)
        return Placement(
            other.a * self.a + other.c * self.b,
            other.b * self.a + other.d * self.b,
            other.a * self.c + other.c * self.d,
            other.b * self.c + other.d * self.d,
            *origin,
            other.width,
            other.height,
        )

    def in_pdf(self) -> tuple[float, float, float, float, float, float]:
        """The same as a PDF matrix, whose y runs upward on both pages."""
        return (self.a, -self.b, -self.c, self.d, self.e + self.c * PAGE_HEIGHT, self.height - self.d * PAGE_HEIGHT - self.f)


def upright(knobs: Knobs) -> Placement:
    """Shift, scale and skew about the page's middle, before the page is turned."""
    x, y = PAGE_WIDTH / 2, PAGE_HEIGHT / 2
    angle = radians(knobs.skew)
    a, b = cos(angle) * knobs.scale[0], sin(angle) * knobs.scale[0]
    c, d = -sin(angle) * knobs.scale[1], cos(angle) * knobs.scale[1]
    return Placement(a, b, c, d, x - a * x - c * y + knobs.shift[0], y - b * x - d * y + knobs.shift[1])


def turned(degrees: int) -> Placement:
    """The page turned clockwise by a multiple of 90 degrees."""
    turns = {
        0: Placement(),
        90: Placement(0, 1, -1, 0, PAGE_HEIGHT, 0, PAGE_HEIGHT, PAGE_WIDTH),
        180: Placement(-1, 0, 0, -1, PAGE_WIDTH, PAGE_HEIGHT),
        270: Placement(0, -1, 1, 0, 0, PAGE_WIDTH, PAGE_HEIGHT, PAGE_WIDTH),
    }
    return turns[degrees % 360]


def shown(knobs: Knobs) -> Placement:
    """From the drawing to the page as it is shown, which is also the frame of Textract's geometry."""
    return upright(knobs).then(turned(knobs.turn))


def stored(knobs: Knobs) -> Placement:
    """From the drawing to the page as the PDF stores it, before a viewer honours /Rotate."""
    return upright(knobs).then(turned(knobs.turn - knobs.rotate_key))
