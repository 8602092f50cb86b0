"""A line that was recognised, divided into words with their real boxes: by the ink, where the recogniser only guessed at spaces."""

from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .ocr import Reading
from .ruling import Ink
from .sheet import Box, Text

SLENDER = frozenset("1iIjltfr.,:;'!|()[]\"‘’“”°·")
"""Characters with much white of their own on either side: a gap beside them says little."""

WORD_GAP, WORD_GAP_BESIDE_SLENDER, LEAST_GAP = 0.26, 0.55, 0.06
"""Of the line's height: white that divides words without a recognised space; and the least that a recognised space must show."""


class _Letter(NamedTuple):
    character: str
    probability: float
    middle: float
    after_space: bool


class _Gap(NamedTuple):
    width: int
    at: float
    spaced: bool


def of_line(reading: Reading, ink: Ink, left: int, top: int) -> list[Text]:
    """The words of one line; `ink` is the line's own cut-out, whose top-left is at (left, top) of the page."""
    letters = _letters(reading, ink.shape[1])
    extent = _rows(ink, ink.shape[0])
    if not letters or extent is None:
        return []
    first, last = extent
    columns = ink[first:last].any(axis=0)
    gaps = [_gap(columns, before, after) for before, after in pairwise(letters)]
    usual = median([gap.width for gap in gaps if not gap.spaced] or [0])
    words: list[Text] = []
    group, start = [letters[0]], 0.0
    for gap, letter in zip(gaps, letters[1:]):
        if _divides(gap, group[-1], letter, last - first, usual):
            words.append(_word(group, ink, columns, (start, gap.at), extent, (left, top)))
            group, start = [], gap.at
        group.append(letter)
    words.append(_word(group, ink, columns, (start, float(len(columns))), extent, (left, top)))
    return words


def _letters(reading: Reading, width: int) -> list[_Letter]:
    letters: list[_Letter] = []
    spaced = False
    for character, probability, middle in zip(reading.text, reading.probabilities, reading.middles):
        if character == " ":
            spaced = True
            continue
        letters.append(_Letter(character, probability, middle * width, spaced))
        spaced = False
    return letters


def _gap(columns: NDArray[np.bool_], before: _Letter, after: _Letter) -> _Gap:
    """The widest white between two letters."""
    start = min(int(before.middle), len(columns) - 1)
    end = max(int(after.middle), start + 1)
    white = runs(~columns[start : end + 1])
    if not white:
        return _Gap(0, (before.middle + after.middle) / 2, after.after_space)
    first, last = max(white, key=lambda run: run[1] - run[0])
    return _Gap(last - first, start + (first + last) / 2, after.after_space)


def _divides(gap: _Gap, before: _Letter, after: _Letter, height: int, usual: float) -> bool:
    if gap.spaced:
        return gap.width >= LEAST_GAP * height
    if before.character in SLENDER or after.character in SLENDER:
        return gap.width > max(WORD_GAP_BESIDE_SLENDER * height, 2.5 * usual)
    return gap.width > max(WORD_GAP * height, 2.2 * usual)


def _word(
    letters: list[_Letter],
    ink: Ink,
    columns: NDArray[np.bool_],
    span: tuple[float, float],
    extent: tuple[int, int],
    corner: tuple[int, int],
) -> Text:
    start, end = round(span[0]), max(round(span[1]), round(span[0]) + 1)
    inked = np.flatnonzero(columns[start:end])
    if len(inked):
        start, end = start + int(inked[0]), start + int(inked[-1]) + 1
    first, last = _rows(ink[:, start:end], extent[1] - extent[0]) or extent
    confidence = 100 * sum(letter.probability for letter in letters) / len(letters)
    box = Box(corner[0] + start, corner[1] + first, corner[0] + end, corner[1] + last)
    return Text("".join(letter.character for letter in letters), confidence, box)


def _rows(ink: Ink, height: int) -> tuple[int, int] | None:
    """From which to which row the letters reach: the rows around the middle, without what the lines above and below let hang in."""
    stretches = runs(ink.any(axis=1))
    if not stretches:
        return None
    middle = ink.shape[0] / 2
    nearest = min(range(len(stretches)), key=lambda index: max(stretches[index][0] - middle, middle - stretches[index][1], 0))
    first = last = nearest
    reach = max(2.0, 0.15 * height)
    while first > 0 and stretches[first][0] - stretches[first - 1][1] <= reach:
        first -= 1
    while last + 1 < len(stretches) and stretches[last + 1][0] - stretches[last][1] <= reach:
        last += 1
    return stretches[first][0], stretches[last][1]


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where flags are true: (first, past the last) of each stretch."""
    edges = np.diff(np.concatenate(([0], flags.astype(np.int8), [0])))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist()))
