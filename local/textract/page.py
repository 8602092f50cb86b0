"""What a person sees on one page, before it becomes Textract's blocks.

Places are fractions of the page as it is displayed, origin top-left. Everything here crosses a process border as plain JSON: the
process that opens strangers' documents is trusted with nothing richer.
"""

from dataclasses import dataclass
from typing import Any

Corners = tuple[float, float, float, float, float, float, float, float]
"""x0, y0 … x3, y3: clockwise from the top-left as the text is read: on a page scanned upside down it starts at the bottom right."""

WHOLE_PAGE: Corners = (0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space; confidence 0–100."""

    text: str
    confidence: float
    corners: Corners


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines in reading order, each a row of words; `corners` begins where the text's top-left is."""

    lines: tuple[tuple[Word, ...], ...]
    corners: Corners = WHOLE_PAGE


def as_plain(page: Page) -> dict[str, Any]:
    """The page as JSON can carry it."""
    return {"corners": page.corners, "lines": [[[word.text, word.confidence, *word.corners] for word in line] for line in page.lines]}


def from_plain(plain: dict[str, Any]) -> Page:
    """The page that `as_plain` wrote down."""
    lines = tuple(tuple(Word(text, confidence, tuple(corners)) for text, confidence, *corners in line) for line in plain["lines"])
    return Page(lines, tuple(plain["corners"]))
