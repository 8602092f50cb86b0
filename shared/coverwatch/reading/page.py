"""What a source sees on one page: words and marks with boxes, whatever read them; boxes are fractions of the page, origin top left."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from coverwatch.domain.evidence import Box
from coverwatch.reading.affine import Affine

LETTER_PAPER = 8.5 / 11
GAP_WITHIN_A_RUN = 1.1  # of the word's height: a justified line's spaces stay below it, a form's neighbouring cells above
SAME_LINE = 0.5  # of the lower word's height: how far centres of one line may differ
Item = TypeVar("Item")
ROWS = 100  # slices of the page in which neighbours are looked for


@dataclass(frozen=True, slots=True)
class Word:
    """A word as a source read it. `confidence` is 0–1.

    `box` is where the page shows it; `upright` where it would stand if the page were turned so that its text runs level.
    """

    text: str
    box: Box
    confidence: float
    upright: Box

    def part(self, start: int, end: int) -> "Word":
        """The letters from `start` to `end`, the boxes cut in proportion; on a turned page the box stays whole."""
        count = max(len(self.text), 1)
        whole = self.upright
        upright = Box(whole.left + whole.width * start / count, whole.top, whole.width * (end - start) / count, whole.height)
        return Word(self.text[start:end], upright if self.box == whole else self.box, self.confidence, upright)


@dataclass(frozen=True, slots=True)
class Mark:
    """A checkbox or cell that a source saw, selected or not; `confidence` is 0–1. A drawn cross is a selected mark."""

    box: Box
    selected: bool
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A form field of the PDF with its ACORD eLabel: its text, or True for a ticked box."""

    value: str | bool
    box: Box


@dataclass(frozen=True, slots=True)
class Pair:
    """A printed key and the value that Textract's FORMS put beside it."""

    key: str
    key_box: Box
    value: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as one source (`textract` or `digital`) sees it.

    `aspect` is the upright page's width over its height; `to_upright` takes a point of the page to where it stands on the upright one.
    `faults` say what of the source could not be used.
    """

    number: int
    source: str
    words: tuple[Word, ...] = ()
    marks: tuple[Mark, ...] = ()
    named_values: Mapping[str, NamedValue] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    aspect: float = LETTER_PAPER
    to_upright: Affine = field(default_factory=Affine)
    faults: tuple[str, ...] = ()
    _runs: list[tuple[int, ...]] = field(default_factory=list, compare=False, repr=False)

    @property
    def runs(self) -> Sequence[tuple[int, ...]]:
        """Indexes of words that follow each other on a line with no more than a space between, left to right; runs from the top down."""
        if not self._runs:
            self._runs.extend(_runs(self.words, self.aspect))
        return self._runs

    @property
    def shown_aspect(self) -> float:
        """The page's width over its height as it is shown, however its text runs."""
        return self.aspect if abs(self.to_upright.a) > abs(self.to_upright.b) else 1 / self.aspect


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds them all; raises ValueError when there are none."""
    boxes = list(boxes)
    left, top = min(b.left for b in boxes), min(b.top for b in boxes)
    return Box(left, top, max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top)


def overlap(one: Box, other: Box) -> float:
    """The part of the smaller box that the other covers, 0–1."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0


def _runs(words: Sequence[Word], aspect: float) -> Iterator[tuple[int, ...]]:
    places = [(w.upright.left, w.upright.right, w.upright.center[1], w.upright.height) for w in words]
    by_row: dict[int, list[int]] = {}
    for index, place in enumerate(places):
        by_row.setdefault(int(place[2] * ROWS), []).append(index)
    follows: dict[int, int] = {}
    taken: set[int] = set()
    for index in sorted(range(len(words)), key=lambda i: places[i]):
        nearest = _right_neighbour(places, by_row, index, aspect, taken)
        if nearest is not None:
            follows[index] = nearest
            taken.add(nearest)
    starts = (i for i in range(len(words)) if i not in taken)
    for start in sorted(starts, key=lambda i: (words[i].upright.top, words[i].upright.left)):
        run = [start]
        while run[-1] in follows:
            run.append(follows[run[-1]])
        yield tuple(run)


def _right_neighbour(
    places: Sequence[tuple[float, float, float, float]], by_row: Mapping[int, list[int]], index: int, aspect: float, taken: set[int]
) -> int | None:
    left, right, middle, own = places[index]
    row = int(middle * ROWS)
    best, best_gap = None, 0.0
    for nearby in (row - 1, row, row + 1):
        for candidate in by_row.get(nearby, ()):
            starts, _, its_middle, its_height = places[candidate]
            gap = (starts - right) * aspect
            if gap >= GAP_WITHIN_A_RUN * own or starts < left or candidate == index or candidate in taken:
                continue
            height = min(own, its_height)
            if abs(its_middle - middle) > SAME_LINE * height or not -height < gap < GAP_WITHIN_A_RUN * height:
                continue
            if best is None or gap < best_gap:
                best, best_gap = candidate, gap
    return best


def lines(items: Iterable[Item], box_of: Callable[[Item], Box]) -> list[list[Item]]:
    """Items grouped by the line they stand on, top to bottom, each line left to right, whatever the gaps."""
    found: list[list[Item]] = []
    for item in sorted(items, key=lambda i: box_of(i).center[1]):
        if found and _stands_on([box_of(i) for i in found[-1]], box_of(item)):
            found[-1].append(item)
        else:
            found.append([item])
    return [sorted(line, key=lambda i: box_of(i).left) for line in found]


def _stands_on(line: Sequence[Box], box: Box) -> bool:
    """Most of the lower of the two lies beside the other: `on` and `per` stand on the line of taller words."""
    top, bottom = sum(b.top for b in line) / len(line), sum(b.bottom for b in line) / len(line)
    beside = min(bottom, box.bottom) - max(top, box.top)
    return beside >= SAME_LINE * min(bottom - top, box.height)
