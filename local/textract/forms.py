"""Keys and values: a box and the words beside it, words that end in a colon and what follows, a label and the cell to its right."""

from collections.abc import Iterator, Sequence

from .page import Pair
from .ruling import Cell
from .sheet import Box, Sheet, Text, Tick

LABEL_REACH = 14.0
"""Points between a box and the first word of its label."""

WORD_REACH = 10.0
"""Points between two words of one label."""


def find(sheet: Sheet, lines: Sequence[Sequence[Text]]) -> tuple[Pair, ...]:
    """Every pair of the page, boxes first; the sheet's words are already in reading order."""
    position = {id(word): index for index, word in enumerate(sheet.words)}
    return (*_boxes(sheet, lines, position), *_colons(sheet, lines, position), *_neighbours(sheet, position))


def _boxes(sheet: Sheet, lines: Sequence[Sequence[Text]], position: dict[int, int]) -> Iterator[Pair]:
    for index, tick in enumerate(sheet.ticks):
        label = _label(sheet, tick, lines) if tick.boxed else []
        if label:
            yield Pair(tuple(position[id(word)] for word in label), sheet.straight.corners([tick.place])[0], value_mark=index)


def _label(sheet: Sheet, tick: Tick, lines: Sequence[Sequence[Text]]) -> list[Text]:
    """The words to the right of a box, as far as they follow one another and no other box comes between."""
    beyond = min(
        (other.place.left for other in sheet.ticks if other.place.left > tick.place.right and _level(other.place, tick.place)),
        default=float("inf"),
    )
    label: list[Text] = []
    for line in lines:
        end, reach = tick.place.right, LABEL_REACH
        for word in line:
            if not _level(word.box, tick.place) or word.box.left < tick.place.right - sheet.point or word.box.left >= beyond:
                continue
            if word.box.left - end > reach * sheet.point:
                break
            label.append(word)
            end, reach = word.box.right, WORD_REACH
    return label


def _level(one: Box, other: Box) -> bool:
    """Whether the middle of the first lies within the height of the second."""
    return other.top <= one.middle[1] <= other.bottom


def _colons(sheet: Sheet, lines: Sequence[Sequence[Text]], position: dict[int, int]) -> Iterator[Pair]:
    for line in lines:
        ends = [index for index, word in enumerate(line) if word.text.endswith(":")]
        for number, end in enumerate(ends):
            start = ends[number - 1] + 1 if number else 0
            until = ends[number + 1] if number + 1 < len(ends) else len(line)
            key = _since_gap(line[start : end + 1], sheet.point)
            value = line[end + 1 : until] if number + 1 == len(ends) else line[end + 1 : end + 1]
            corners = sheet.straight.corners([_value_place(sheet, key, value)])[0]
            yield Pair(_positions(key, position), corners, _positions(value, position))


def _since_gap(words: Sequence[Text], point: float) -> Sequence[Text]:
    """The last words that follow one another closely: earlier ones are another value."""
    start = 0
    for index in range(1, len(words)):
        if words[index].box.left - words[index - 1].box.right > WORD_REACH * point:
            start = index
    return words[start:]


def _value_place(sheet: Sheet, key: Sequence[Text], value: Sequence[Text]) -> Box:
    if value:
        return Box(value[0].box.left, min(word.box.top for word in value), value[-1].box.right, max(word.box.bottom for word in value))
    last = key[-1].box
    return Box(last.right, last.top, last.right + 40 * sheet.point, last.bottom)


def _neighbours(sheet: Sheet, position: dict[int, int]) -> Iterator[Pair]:
    """A cell of letters, and to its right a cell that says an amount: a label and its value."""
    contents = {cell: [word for word in sheet.words if cell.holds(*word.box.middle)] for cell in sheet.ruling.cells}
    for cell, words in contents.items():
        before = _left_neighbour(cell, contents, 4 * sheet.point)
        if words and words[0].text.startswith("$") and before:
            edges = sheet.straight.corners([(cell.left, cell.top, cell.right, cell.bottom)])[0]
            yield Pair(_positions(contents[before], position), edges, _positions(words, position))


def _left_neighbour(cell: Cell, contents: dict[Cell, list[Text]], slack: float) -> Cell | None:
    for other, words in contents.items():
        level = abs(other.top - cell.top) <= slack and abs(other.bottom - cell.bottom) <= slack
        if level and abs(cell.left - other.right) <= slack and words:
            return other
    return None


def _positions(words: Sequence[Text], position: dict[int, int]) -> tuple[int, ...]:
    return tuple(position[id(word)] for word in words)
