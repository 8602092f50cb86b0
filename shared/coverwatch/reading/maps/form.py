"""The shape of a form's map, and how its tables are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coverwatch.domain.evidence import Box


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    MARK = "mark"
    LETTER = "letter"
    """One letter of X, Y, N: ADDL INSD, SUBR WVD, officer excluded."""
    INSURER = "insurer"
    NAIC = "naic"
    DATE = "date"
    AMOUNT = "amount"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label with the size of its type in points."""

    text: str
    box: Box
    points: float


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its ACORD eLabel, its box on the form, and the wider cell in which issuers write it. `labels` stand beside a checkbox."""

    name: str
    kind: Kind
    box: Box
    cell: Box
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class FormMap:
    """A form's edition. `bands` are the policy rows' vertical extents, top to bottom, by name."""

    form: str
    edition: str
    fields: Mapping[str, Field]
    labels: tuple[Label, ...]
    bands: Mapping[str, tuple[float, float]]
    blocks: Mapping[str, Box]
    """Where the parties' addresses and the description are written freely."""
    block_fields: Mapping[str, str]
    """The field that stands for each block."""
    printed: tuple[Box, ...]
    """What else is printed in cells: the $ of limits, N / A."""


def box_of(left: float, top: float, right: float, bottom: float) -> Box:
    """A box by its corners."""
    return Box(left, top, right - left, bottom - top)


def read_fields(table: str) -> list[tuple[str, Kind, Box]]:
    """A fields table: left top right bottom kind eLabel."""
    rows = []
    for line in table.strip().splitlines():
        left, top, right, bottom, kind, name = line.split()
        rows.append((name, Kind(kind), box_of(float(left), float(top), float(right), float(bottom))))
    return rows


def read_labels(table: str) -> tuple[Label, ...]:
    """A labels table: left top right bottom points text."""
    rows = []
    for line in table.strip().splitlines():
        left, top, right, bottom, points, text = line.split(maxsplit=5)
        rows.append(Label(text, box_of(float(left), float(top), float(right), float(bottom)), float(points)))
    return tuple(rows)
