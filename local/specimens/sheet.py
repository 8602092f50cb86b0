"""A page as a list of what is drawn on it, so that the picture, the PDF and the Textract response come from the same drawing."""

from dataclasses import dataclass
from enum import StrEnum

from reportlab.pdfbase.pdfmetrics import stringWidth


class Role(StrEnum):
    """Why something is on the page."""

    PRINTED = "printed"
    VALUE = "value"
    MARK = "mark"
    MARGIN = "margin"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text; `stretch` widens it (1.0 as the font has it). Points, origin top left, `y` is the baseline."""

    text: str
    x: float
    y: float
    font: str
    size: float
    stretch: float = 1.0
    role: Role = Role.PRINTED
    field: str | None = None

    @property
    def width(self) -> float:
        return float(stringWidth(self.text, self.font, self.size)) * self.stretch


@dataclass(frozen=True, slots=True)
class Stroke:
    """A polyline of the given width."""

    points: tuple[tuple[float, float], ...]
    width: float
    role: Role = Role.PRINTED
    field: str | None = None


Item = Text | Stroke


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, in the order in which it is drawn."""

    items: tuple[Item, ...]
    title: str
