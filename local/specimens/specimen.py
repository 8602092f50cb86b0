"""What is asked for: a certificate's fields, and how the page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Marks(StrEnum):
    """How a ticked box is ticked."""

    STROKES = "strokes"
    DINGBATS = "dingbats"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """How the page shows the fields. The defaults give a clean page with a text layer."""

    marks: Marks = Marks.STROKES
    font: str = "Helvetica"
    size: float = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A certificate to draw. `fields` is keyed by ACORD's eLabels; ticked boxes are True; a field that is not listed is blank."""

    fields: Mapping[str, str | bool]
    edition: str = "2016/03"
    knobs: Knobs = field(default_factory=Knobs)
    name: str = ""
