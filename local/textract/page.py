"""What is seen on one page, before it becomes Textract's blocks.

Places are fractions of the page as it is displayed, origin top-left. Everything here crosses a process border as plain JSON: the
process that opens strangers' documents is trusted with nothing richer.
"""

import base64
from array import array
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

Corners = tuple[float, ...]
"""Eight numbers x0, y0 … x3, y3: clockwise from the top-left as the text is read: on a page scanned upside down it starts bottom right."""

WHOLE_PAGE: Corners = (0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0)


class Word(NamedTuple):
    """A run of characters without a space; confidence 0–100."""

    text: str
    confidence: float
    corners: Corners


class Line(NamedTuple):
    """Words that are read in one go."""

    words: tuple[Word, ...]
    corners: Corners


@dataclass(frozen=True, slots=True)
class Mark:
    """A place for a mark and what is in it: `place` is the box, or the mark itself where no box is drawn.

    `text` is what a reader of words would make of the mark ("X", "✓"), `ink` where it is; both empty when nothing is there.
    """

    place: Corners
    selected: bool
    confidence: float
    text: str = ""
    ink: Corners = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; rows and columns count from 1. `words` and `marks` are positions in the page's words and marks."""

    row: int
    column: int
    rows: int
    columns: int
    corners: Corners
    words: tuple[int, ...] = ()
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and its value by position: `value_words` or `value_mark` is what it holds; both empty for a blank."""

    key_words: tuple[int, ...]
    value: Corners
    value_words: tuple[int, ...] = ()
    value_mark: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Ink that looks like a signature; confidence 0–100."""

    corners: Corners
    confidence: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines in reading order; `corners` begins where the text's top-left is."""

    lines: tuple[Line, ...]
    corners: Corners = WHOLE_PAGE
    marks: tuple[Mark, ...] = ()
    tables: tuple[tuple[Cell, ...], ...] = ()
    pairs: tuple[Pair, ...] = ()
    signatures: tuple[Signature, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in reading order: what positions in cells and pairs count."""
        return tuple(word for line in self.lines for word in line.words)


def as_plain(page: Page) -> dict[str, Any]:
    """The page as JSON can carry it; all places together as one run of 32-bit floats, since they are most of it."""
    words = page.words
    places = [word.corners for word in words] + [line.corners for line in page.lines]
    return {
        "corners": page.corners,
        "texts": [word.text for word in words],
        "confidences": [round(word.confidence, 4) for word in words],
        "lines": [len(line.words) for line in page.lines],
        "places": base64.b64encode(array("f", [value for corners in places for value in corners]).tobytes()).decode(),
        "marks": [[mark.place, mark.selected, mark.confidence, mark.text, mark.ink] for mark in page.marks],
        "tables": [
            [[cell.row, cell.column, cell.rows, cell.columns, cell.corners, cell.words, cell.marks] for cell in table]
            for table in page.tables
        ],
        "pairs": [[pair.key_words, pair.value, pair.value_words, pair.value_mark] for pair in page.pairs],
        "signatures": [[signature.corners, signature.confidence] for signature in page.signatures],
    }


def from_plain(plain: dict[str, Any]) -> Page:
    """The page that `as_plain` wrote down."""
    values = array("f", base64.b64decode(plain["places"])).tolist()
    places = iter([tuple(values[start : start + 8]) for start in range(0, len(values), 8)])
    words = iter([Word(*word) for word in zip(plain["texts"], plain["confidences"], places)])
    rows = [tuple(islice(words, count)) for count in plain["lines"]]
    return Page(
        lines=tuple(Line(row, corners) for row, corners in zip(rows, places)),
        corners=tuple(plain["corners"]),
        marks=tuple(Mark(*mark) for mark in plain["marks"]),
        tables=tuple(tuple(Cell(*cell) for cell in table) for table in plain["tables"]),
        pairs=tuple(Pair(*pair) for pair in plain["pairs"]),
        signatures=tuple(Signature(*signature) for signature in plain["signatures"]),
    )
