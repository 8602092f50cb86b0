"""A form's geometry as facts: where its fields, labels and rules stand, in points on a 612 x 792 page, origin top left."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PAGE_WIDTH = 612.0
PAGE_HEIGHT = 792.0
LINE = 12.0
"""The grid's row height in points."""

FORMS = Path(__file__).parent / "forms"


class Kind(StrEnum):
    """How a field's value is set in its box."""

    TEXT = "text"
    CENTRED = "centred"
    PARAGRAPH = "paragraph"
    MARK = "mark"
    SIGNATURE = "signature"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class FieldBox:
    """A field's place; `kind` says how it is filled."""

    name: str
    kind: Kind
    left: float
    top: float
    right: float
    bottom: float

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> "FieldBox":
        return FieldBox(self.name, self.kind, self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label, set so that it runs exactly from `left` to `right` on `baseline`."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed line, or the outline of a box."""

    left: float
    top: float
    right: float
    bottom: float
    width: float
    box: bool


@dataclass(frozen=True, slots=True)
class FillerLines:
    """Where a paragraph of the form stands; its words are ours (filler.py)."""

    subject: str
    left: float
    right: float
    baselines: tuple[float, ...]
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A policy row: what its entries are called, and between which heights they may stand."""

    line: str
    top: float
    bottom: float
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that is printed on one edition of a form before anyone fills it in."""

    form: str
    edition: str
    fields: Mapping[str, FieldBox]
    labels: tuple[Label, ...]
    rules: tuple[Rule, ...]
    filler: tuple[FillerLines, ...]
    bands: tuple[Band, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.form} ({self.edition})"


def read_fields(name: str) -> dict[str, FieldBox]:
    """The fields of `forms/NAME_fields.txt` by eLabel."""
    fields = {}
    for line in _lines(f"{name}_fields.txt"):
        label, kind, *box = line.split()
        left, top, right, bottom = map(float, box)
        fields[label] = FieldBox(label, Kind(kind), left, top, right, bottom)
    return fields


def read_labels(name: str) -> tuple[Label, ...]:
    """The labels of `forms/NAME_labels.txt`."""
    labels = []
    for line in _lines(f"{name}_labels.txt"):
        left, right, baseline, size, weight, text = line.split(maxsplit=5)
        labels.append(Label(text, float(left), float(right), float(baseline), float(size), weight == "bold"))
    return tuple(labels)


def read_rules(name: str) -> tuple[Rule, ...]:
    """The rules of `forms/NAME_rules.txt`."""
    rules = []
    for line in _lines(f"{name}_rules.txt"):
        shape, *numbers = line.split()
        left, top, right, bottom, width = map(float, numbers)
        rules.append(Rule(left, top, right, bottom, width, shape == "box"))
    return tuple(rules)


def _lines(name: str) -> list[str]:
    text = (FORMS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
