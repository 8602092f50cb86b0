"""AM Best's financial strength ratings, as `A- VII`: a letter and a size category."""

from typing import NamedTuple

LETTERS = ("A++", "A+", "A", "A-", "B++", "B+", "B", "B-", "C++", "C+", "C", "C-", "D", "E", "F", "S")
"""From the strongest to the weakest. Source: AM Best's rating scale."""

SIZES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
"""Financial size categories, from the smallest to the largest. Source: AM Best's categories."""


class Rating(NamedTuple):
    """`strength`: 0 is the strongest. `size`: 1 to 15, or None where the rating gives none."""

    strength: int
    size: int | None


def parse_rating(text: str) -> Rating | None:
    """`A- VII` → a rating; None when the text is none (`NR`, `not rated`)."""
    parts = text.upper().replace(",", " ").split()
    if not parts or parts[0] not in LETTERS or len(parts) > 2:
        return None
    if len(parts) == 1:
        return Rating(LETTERS.index(parts[0]), None)
    return Rating(LETTERS.index(parts[0]), SIZES.index(parts[1]) + 1) if parts[1] in SIZES else None
