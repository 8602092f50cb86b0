"""Words into lines, as a reader takes them in: left to right, top to bottom, in the direction the page is written."""

from collections import Counter
from collections.abc import Sequence

from .page import WHOLE_PAGE, Corners, Page, Word

GAP_BETWEEN_LINES = 1.6
"""Of the words' height: words on one baseline further apart than this are two lines, as Textract divides columns."""


def compose(words: Sequence[Word]) -> Page:
    """The page that these words make."""
    turns = Counter(quarter_turns(word.corners) for word in words)
    turn = turns.most_common(1)[0][0] if turns else 0
    placed = [(_turned_back(word.corners, quarter_turns(word.corners)), word) for word in words]
    lines: list[list[tuple[tuple[float, float, float, float], Word]]] = []
    for other in sorted(turns, key=lambda each: (each != turn, each)):
        lines += _lines([entry for entry in placed if quarter_turns(entry[1].corners) == other])
    return Page(tuple(tuple(word for _, word in line) for line in lines), WHOLE_PAGE[turn * 2 :] + WHOLE_PAGE[: turn * 2])


def quarter_turns(corners: Corners) -> int:
    """How often the text is turned clockwise by 90°: 1 means that it runs down the page."""
    across, down = corners[2] - corners[0], corners[3] - corners[1]
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 1 if down >= 0 else 3


Upright = tuple[float, float, float, float]
"""left, top, right, bottom in the frame in which the text stands upright."""


def _turned_back(corners: Corners, turn: int) -> Upright:
    across, down = corners[::2], corners[1::2]
    match turn:
        case 1:
            across, down = down, tuple(1 - value for value in corners[::2])
        case 2:
            across, down = tuple(1 - value for value in across), tuple(1 - value for value in down)
        case 3:
            across, down = tuple(1 - value for value in corners[1::2]), corners[::2]
    return min(across), min(down), max(across), max(down)


def _lines(placed: list[tuple[Upright, Word]]) -> list[list[tuple[Upright, Word]]]:
    rows: list[list[tuple[Upright, Word]]] = []
    for entry in sorted(placed, key=lambda each: each[0][1] + each[0][3]):
        middle = (entry[0][1] + entry[0][3]) / 2
        row = next((row for row in reversed(rows[-3:]) if row[-1][0][1] <= middle <= row[-1][0][3]), None)
        if row is None:
            rows.append([entry])
        else:
            row.append(entry)
    lines = [line for row in rows for line in _divided(sorted(row, key=lambda each: each[0][0]))]
    return sorted(lines, key=lambda line: (line[0][0][1], line[0][0][0]))


def _divided(row: list[tuple[Upright, Word]]) -> list[list[tuple[Upright, Word]]]:
    lines = [[row[0]]]
    for entry in row[1:]:
        before = lines[-1][-1][0]
        height = max(before[3] - before[1], entry[0][3] - entry[0][1])
        if entry[0][0] - before[2] > GAP_BETWEEN_LINES * height:
            lines.append([entry])
        else:
            lines[-1].append(entry)
    return lines
