"""Words to LINE blocks, as Textract groups them: by nearness on a line, whatever column they stand in."""

from collections.abc import Sequence

from local.specimens.answers.seen import Word

SAME_LINE = 2.5
"""Points by which the middles of one line's words may differ."""


def grouped(words: Sequence[Word], gap: float) -> list[list[Word]]:
    """Lines from top to bottom, their words from left to right; a gap wider than `gap` starts another line."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle[1], word.left)):
        if rows and abs(rows[-1][0].middle[1] - word.middle[1]) <= SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = [line for row in rows for line in _broken(sorted(row, key=lambda word: word.left), gap)]
    return sorted(lines, key=lambda line: (round(line[0].middle[1]), line[0].left))


def _broken(row: list[Word], gap: float) -> list[list[Word]]:
    lines = [[row[0]]]
    for word in row[1:]:
        if word.left - lines[-1][-1].right > gap:
            lines.append([word])
        else:
            lines[-1].append(word)
    return lines


def around(words: Sequence[Word]) -> tuple[float, float, float, float]:
    """The rectangle that holds the words."""
    return (
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )
