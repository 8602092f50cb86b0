"""A line that was recognised, divided into words with their real boxes: by the ink, where the recogniser only guessed at spaces."""

from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import metrics, shapes, spelling
from .ocr import Letter, Reading
from .ruling import Ink
from .sheet import Box, Text

NOTABLE = 0.1
"""Of the letters' size: white that may lie between two letters, not within one."""

SPACE = ((0.5, -1.0), (0.02, 0.08), (0.0, 0.3))
"""How likely the recogniser thinks a space, and how much white, beyond what two letters have between them anyway, then makes one;
shares of the letters' size. It is seldom wrong about spaces that it sees, and overlooks narrow ones."""

BESIDE_AT, BESIDE_STROKE = 1.0, 0.09
"""As above: the recogniser takes the white around the ring of an @ for a space, and overlooks spaces between letters and strokes."""

SWAY = 3
"""By how many letters the recogniser may be mistaken about where it is."""

IN_A_LETTER = 0.25
"""What it costs to take white for a part of a letter: broken print has such."""

CORE = 0.12
"""Of the fullest row: rows with less ink are tails of letters, or hang in from the lines above and below."""

DIRT = 3
"""Dots: a full stop of legible print has more."""

STROKES = frozenset("1Iil|!/()[]{}'.,:;-·•")
"""Characters that may be taken for the remains of a rule."""

UPRIGHT = frozenset("Il|")
"""Characters that a slash is taken for."""

Gap = tuple[int, int]
"""White columns: first, past the last."""


def of_line(reading: Reading, ink: Ink, left: int, top: int) -> list[Text]:
    """The words of one line; `ink` is the line's own cut-out, whose top-left is at (left, top) of the page."""
    core = core_of(ink)
    letters = _with_slashes(reading.letters, ink[core[0] : core[1]])
    columns = _without_edges(_columns(ink[_top(ink, core) : core[1]]), reading.text)
    if not letters or not columns.any():
        return []
    words: list[Text] = []
    inked = np.flatnonzero(columns)
    start, end = float(inked[0]), float(inked[-1]) + 1
    group = [letters[0]]
    for letter, bound in zip(letters[1:], _bounds(letters, columns)):
        if bound is not None:
            words.append(_word(group, ink, (start, bound), core, (left, top)))
            group, start = [], bound
        group.append(letter)
    words.append(_word(group, ink, (start, end), core, (left, top)))
    return _with_capitals(words)


def _with_slashes(letters: Sequence[Letter], ink: Ink) -> Sequence[Letter]:
    """Strokes between two capitals that lean as a slash does were taken for an I: Y/N for YIN."""
    suspects = [
        index
        for index in range(1, len(letters) - 1)
        if letters[index].character in UPRIGHT and letters[index - 1].character.isupper() and letters[index + 1].character.isupper()
    ]
    if not suspects:
        return letters
    mended, stretches = list(letters), runs(np.asarray((ink > 0).any(axis=0)))
    for index in suspects:
        at = letters[index].middle * ink.shape[1]
        first, last = min(stretches, key=lambda stretch: abs((stretch[0] + stretch[1]) / 2 - at), default=(0, 0))
        if abs((first + last) / 2 - at) < ink.shape[0] / 2 and shapes.leans(ink[:, first:last]):
            mended[index] = letters[index]._replace(character="/")
    return mended


def _with_capitals(words: list[Text]) -> list[Text]:
    """Lone small letters that are as high as the line's capitals are capitals."""
    heights = [word.box.height for word in words if word.text.isupper() and word.text.isalpha()]
    if not heights:
        return words
    least = 0.88 * median(heights)
    return [
        word._replace(text=spelling.ALIKE[word.text[0]] + word.text[1:])
        if word.text.rstrip(":.,") in spelling.ALIKE and word.box.height >= least
        else word
        for word in words
    ]


def core_of(ink: Ink) -> Gap:
    """The rows between the tops of the letters and the line they stand on."""
    inked = (ink > 0).sum(axis=1)
    stretches = runs(inked >= max(CORE * inked.max(), 1))
    if not stretches:
        return 0, ink.shape[0]
    middle = ink.shape[0] / 2
    return min(stretches, key=lambda stretch: max(stretch[0] - middle, middle - stretch[1], 0))


def _columns(ink: Ink) -> NDArray[np.bool_]:
    """Where there is ink; spots smaller than a full stop are dirt."""
    inked = (ink > 0).sum(axis=0)
    columns: NDArray[np.bool_] = inked > 0
    dirt = DIRT if ink.shape[0] >= 12 else 0
    for first, last in runs(columns):
        if last - first <= dirt and inked[first:last].sum() <= dirt:
            columns[first:last] = False
    return columns


def _without_edges(columns: NDArray[np.bool_], text: str) -> NDArray[np.bool_]:
    """Without what does not belong to the line at either end: the remains of an upright rule, which stand off from text that begins or
    ends with no stroke, and letters of the next line, which the edge of the cut-out cuts off."""
    inked = runs(columns)
    if len(inked) > 1 and text:
        wide = len(columns)
        sliver, apart = max(0.012 * wide, 3), max(0.02 * wide, 5)
        first, last = inked[0], inked[-1]
        if inked[1][0] - first[1] >= apart and (
            (first[1] - first[0] <= sliver and text[0] not in STROKES) or (first[0] == 0 and first[1] <= 2 * sliver)
        ):
            columns[: first[1]] = False
        if last[0] - inked[-2][1] >= apart and (
            (last[1] - last[0] <= sliver and text[-1] not in STROKES) or (last[1] == wide and wide - last[0] <= 2 * sliver)
        ):
            columns[last[0] :] = False
    return columns


def _top(ink: Ink, core: Gap) -> int:
    """Where capitals begin, if the core reaches only as high as small letters."""
    top = core[0]
    while top > 0 and top > core[0] - 0.5 * (core[1] - core[0]) and ink[top - 1].any():
        top -= 1
    return top


def _bounds(letters: Sequence[Letter], columns: NDArray[np.bool_]) -> list[float | None]:
    """Between every two letters: where they are divided into two words, or None."""
    inked = np.flatnonzero(columns)
    first, last = int(inked[0]), int(inked[-1]) + 1
    text = "".join(letter.character for letter in letters)
    size = (last - first) / (metrics.advance(text) + metrics.SPACE * sum(letter.space > 0.5 for letter in letters))
    white = [gap for gap in runs(~columns) if first < gap[0] and gap[1] < last]
    placed = _placed(letters, [gap for gap in white if gap[1] - gap[0] >= max(NOTABLE * size, 1.5)], (first, last), size)
    excess = [_excess(placed.get(index), text[index], text[index + 1], size) for index in range(len(text) - 1)]
    unspaced = sorted(excess[index] for index in placed if letters[index + 1].space < SPACE[0][0])
    tracking = min(max(unspaced[len(unspaced) // 4], 0.0), 0.3) if len(unspaced) >= 3 else 0.0
    bounds: list[float | None] = []
    for index, (one, other) in enumerate(pairwise(letters)):
        needed = _needed(one.character + other.character, other.space)
        if index in placed and excess[index] - tracking >= needed:
            bounds.append(sum(placed[index]) / 2)
        elif other.space >= SPACE[0][0] > needed:
            bounds.append(_nearest_white(white, (one.middle + other.middle) / 2 * len(columns), size))
        else:
            bounds.append(None)
    return bounds


def _needed(pair: str, likely: float) -> float:
    """How much white, beyond what the two letters have anyway, divides them into two words."""
    if "@" in pair:
        return BESIDE_AT
    needed = next(white for least, white in SPACE if likely >= least)
    return min(needed, BESIDE_STROKE) if "/" in pair and pair.strip("/").isalpha() else needed


def _excess(gap: Gap | None, before: str, after: str, size: float) -> float:
    """White between two letters beyond what they have between them anyway."""
    return (gap[1] - gap[0]) / size - metrics.after(before) - metrics.before(after) if gap else 0.0


def _nearest_white(white: Sequence[Gap], at: float, size: float) -> float:
    """The middle of the white nearest to where a space was seen, or that place itself."""
    nearest = min(((first + last) / 2 for first, last in white), key=lambda middle: abs(middle - at), default=at)
    return nearest if abs(nearest - at) < size / 2 else at


class _Way(NamedTuple):
    """A way through the gaps so far: what it costs, where its last gap ends, and which gap lies after which letter."""

    cost: float
    end: int
    chosen: "tuple[_Way, int, Gap] | None"


def _placed(letters: Sequence[Letter], gaps: Sequence[Gap], ends: Gap, size: float) -> dict[int, Gap]:
    """Which gap lies after which letter: so that the ink between gaps is as wide as the letters between them.

    The cheapest way through the gaps, each after one of the letters about it or within one.
    """
    if not gaps:
        return {}
    reach = _reach(letters)
    width = ends[1] - ends[0]
    between = [((one.middle + other.middle) / 2 - letters[0].middle) for one, other in pairwise(letters)]
    span = max(letters[-1].middle - letters[0].middle, 1e-6)
    first, last = metrics.ink(letters[0].character) * size / 2, metrics.ink(letters[-1].character) * size / 2
    between = [ends[0] + first + place / span * (width - first - last) for place in between]
    usual = [
        metrics.after(one.character) + metrics.before(other.character) + metrics.SPACE * other.space for one, other in pairwise(letters)
    ]
    ways: dict[int, _Way] = {-1: _Way(0.0, ends[0], None)}
    for gap in gaps:
        middle, white = (gap[0] + gap[1]) / 2, (gap[1] - gap[0]) / size
        nearest = bisect(between, middle)
        reached: dict[int, _Way] = {}
        for before, way in ways.items():
            _keep(reached, before, way._replace(cost=way.cost + IN_A_LETTER + 4 * white * white))
            for after in range(max(before + 1, nearest - SWAY), min(nearest + SWAY, len(between))):
                wrong = _misfit((gap[0] - way.end) / size, reach(before + 1, after))
                away = (between[after] - middle) / size
                odd = white - usual[after]
                cost = way.cost + wrong + 0.3 * away * away + min(2 * odd * odd, 0.3)
                _keep(reached, after, _Way(cost, gap[1], (way, after, gap)))
        ways = reached
    end = len(letters) - 1
    best = min(ways.items(), key=lambda item: item[1].cost + _misfit((ends[1] - item[1].end) / size, reach(item[0] + 1, end)))[1]
    placed: dict[int, Gap] = {}
    step = best.chosen
    while step:
        placed[step[1]] = step[2]
        step = step[0].chosen
    return placed


def _misfit(width: float, expected: float) -> float:
    """What it costs that letters are wider or narrower than they should be: little in a long stretch, which may be in another size."""
    off = (width - expected) / (0.3 + 0.15 * expected)
    return 0.3 * off * off


def _reach(letters: Sequence[Letter]) -> Callable[[int, int], float]:
    """How far letters i to j reach, ink to ink, in sizes, with the spaces that were seen between them."""
    totals = [0.0]
    for letter in letters:
        totals.append(totals[-1] + metrics.wide(letter.character) + (metrics.SPACE if letter.space >= 0.5 else 0.0))

    def reach(first: int, last: int) -> float:
        leading = metrics.SPACE if letters[first].space >= 0.5 else 0.0
        sides = metrics.before(letters[first].character) + metrics.after(letters[last].character)
        return totals[last + 1] - totals[first] - leading - sides

    return reach


def _keep(ways: dict[int, _Way], key: int, way: _Way) -> None:
    if key not in ways or way.cost < ways[key].cost:
        ways[key] = way


def _word(letters: Sequence[Letter], ink: Ink, span: tuple[float, float], core: Gap, corner: tuple[int, int]) -> Text:
    start, end = round(span[0]), max(round(span[1]), round(span[0]) + 1)
    inked = np.flatnonzero(ink[core[0] : core[1], start:end].any(axis=0))
    if len(inked):
        start, end = start + int(inked[0]), start + int(inked[-1]) + 1
    first, last = _rows(ink[:, start:end], core)
    confidence = 100 * sum(letter.probability for letter in letters) / len(letters)
    box = Box(corner[0] + start, corner[1] + first, corner[0] + end, corner[1] + last)
    text = "".join(letter.character for letter in letters)
    if text.endswith(".") and shapes.is_hyphen(ink[core[0] : core[1], start:end]):
        text = text[:-1] + "-"
    return Text(spelling.mended(text, box.height / max(box.width, 1)), confidence, box)


def _rows(ink: Ink, core: Gap) -> Gap:
    """From which to which row a word reaches: what of its ink touches the core, without what hangs in from other lines."""
    touching = [stretch for stretch in runs(np.asarray((ink > 0).sum(axis=1) > 0)) if stretch[0] < core[1] and stretch[1] > core[0]]
    if not touching:
        return core
    return touching[0][0], touching[-1][1]


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where flags are true: (first, past the last) of each stretch."""
    edges = np.diff(np.concatenate(([0], flags.astype(np.int8), [0])))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist()))
