"""What a source sees on one page: words and marks with boxes, whatever read them; boxes are fractions of the page, origin top left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coverwatch.domain.evidence import Box

GAP_WITHIN_A_RUN = 1.1  # of the word's height: a justified line's spaces stay below it, a form's neighbouring cells above
SAME_LINE = 0.5  # of the lower word's height: how far centres of one line may differ


@dataclass(frozen=True, slots=True)
class Word:
    """A word as a source read it. `confidence` is 0–1; `visible` is False when the page does not show it."""

    text: str
    box: Box
    confidence: float = 1.0
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A checkbox or cell that a source saw, selected or not. `confidence` is 0–1."""

    box: Box
    selected: bool
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A form field of the PDF with its ACORD eLabel: text, or True for a ticked box."""

    value: str | bool
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as one source (`textract` or `digital`) sees it. `quarter_turns`: how often to turn it clockwise to stand upright."""

    number: int
    source: str
    words: tuple[Word, ...] = ()
    marks: tuple[Mark, ...] = ()
    named_values: Mapping[str, NamedValue] = field(default_factory=dict)
    quarter_turns: int = 0


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds them all; raises ValueError when there are none."""
    boxes = list(boxes)
    left, top = min(b.left for b in boxes), min(b.top for b in boxes)
    return Box(left, top, max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top)


def runs(words: Sequence[Word], stretch: float = 1.0) -> list[list[Word]]:
    """Words that follow each other on a line with no more than a space between, left to right, top to bottom.

    `stretch` is the page's width over its height: gaps are measured against the words' height.
    """
    by_row: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        by_row.setdefault(int(word.box.center[1] * 100), []).append(index)
    follows: dict[int, int] = {}
    taken: set[int] = set()
    for index in sorted(range(len(words)), key=lambda i: (words[i].box.left, words[i].box.top)):
        nearest = _right_neighbour(words, by_row, index, stretch, taken)
        if nearest is not None:
            follows[index] = nearest
            taken.add(nearest)
    found = []
    for start in sorted((i for i in range(len(words)) if i not in taken), key=lambda i: (words[i].box.top, words[i].box.left)):
        run = [words[start]]
        index = start
        while index in follows:
            index = follows[index]
            run.append(words[index])
        found.append(run)
    return found


def _right_neighbour(words: Sequence[Word], by_row: dict[int, list[int]], index: int, stretch: float, taken: set[int]) -> int | None:
    word = words[index]
    row = int(word.box.center[1] * 100)
    best, best_gap = None, 0.0
    for candidate in (i for r in (row - 1, row, row + 1) for i in by_row.get(r, ())):
        other = words[candidate]
        if candidate == index or candidate in taken or other.box.left < word.box.left:
            continue
        height = min(word.box.height, other.box.height)
        gap = (other.box.left - word.box.right) * stretch
        if abs(other.box.center[1] - word.box.center[1]) > SAME_LINE * height or not -height < gap < GAP_WITHIN_A_RUN * height:
            continue
        if best is None or gap < best_gap:
            best, best_gap = candidate, gap
    return best


def lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words grouped by the line they stand on, top to bottom, each line left to right, whatever the gaps."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.center[1]):
        if found and _on_line(found[-1], word):
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(line, key=lambda w: w.box.left) for line in found]


def _on_line(line: Sequence[Word], word: Word) -> bool:
    height = min(word.box.height, *(w.box.height for w in line))
    middle = sum(w.box.center[1] for w in line) / len(line)
    return abs(middle - word.box.center[1]) <= SAME_LINE * height
