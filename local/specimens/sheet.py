"""A page as a list of what is drawn on it, so that the picture, the PDF and the Textract response come from the same drawing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from local.specimens.fonts import text_width
from local.specimens.geometry import FieldBox, Form


class Role(StrEnum):
    """Why something is on the page."""

    PRINTED = "printed"
    VALUE = "value"
    MARK = "mark"
    MARGIN = "margin"
    STRAY = "stray"


FILLED_IN = frozenset({Role.VALUE, Role.MARK})


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
        return text_width(self.text, self.font, self.size) * self.stretch


@dataclass(frozen=True, slots=True)
class Stroke:
    """A polyline of the given width."""

    points: tuple[tuple[float, float], ...]
    width: float
    role: Role = Role.PRINTED
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """A yellow marker's stripe under the text."""

    left: float
    top: float
    right: float
    bottom: float
    role: Role = Role.STRAY
    field: str | None = None


Item = Text | Stroke | Patch


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, in the order in which it is drawn; `boxes` says where the page's fields stand after the knobs have moved them."""

    items: tuple[Item, ...]
    title: str
    form: Form | None = None
    boxes: Mapping[str, FieldBox] = field(default_factory=dict)
    values: Mapping[str, str | bool] = field(default_factory=dict)
