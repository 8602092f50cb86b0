"""A sheet into a page: reading order, lines, and every place given in the original frame."""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from . import forms, signatures, tables
from .page import Line, Mark, Page, Word
from .sheet import Sheet, Text, Tick
from .straighten import in_rows
from .text_layer import LayerWord

GAP_BETWEEN_LINES = 1.6
"""Of the words' height: words on one baseline further apart than this are two lines, as Textract divides columns."""


def compose(sheet: Sheet, sideways: Sequence[tuple[LayerWord, float]] = (), *, analysed: bool) -> Page:
    """The page that a sheet shows; `sideways` words with their confidence come last, a line each.

    Puts the sheet's words and ticks in reading order. Tables, pairs and signatures are looked for only when analysed.
    """
    lines = in_lines(sheet.words)
    sheet.words = [word for line in lines for word in line]
    sheet.ticks.sort(key=lambda tick: (tick.place.top, tick.place.left))
    return Page(
        lines=(*_lines(sheet, lines), *(_sideways(word, confidence) for word, confidence in sideways)),
        corners=sheet.straight.page,
        marks=_marks(sheet),
        tables=tables.find(sheet) if analysed else (),
        pairs=forms.find(sheet, lines) if analysed else (),
        signatures=signatures.find(sheet) if analysed else (),
    )


def in_lines(words: Sequence[Text]) -> list[list[Text]]:
    """Words into lines, left to right and top to bottom."""
    rows: list[list[Text]] = []
    for word in sorted(words, key=lambda each: each.box.top + each.box.bottom):
        middle = (word.box.top + word.box.bottom) / 2
        for row in rows[:-4:-1]:
            if row[-1].box.top <= middle <= row[-1].box.bottom:
                row.append(word)
                break
        else:
            rows.append([word])
    lines = [line for row in rows for line in _divided(sorted(row, key=lambda each: each.box.left))]
    return sorted(lines, key=lambda line: (line[0].box.top, line[0].box.left))


def _divided(row: list[Text]) -> list[list[Text]]:
    lines = [[row[0]]]
    for word in row[1:]:
        before = lines[-1][-1].box
        if word.box.left - before.right > GAP_BETWEEN_LINES * max(before.height, word.box.height):
            lines.append([word])
        else:
            lines[-1].append(word)
    return lines


def _lines(sheet: Sheet, lines: Sequence[Sequence[Text]]) -> list[Line]:
    places = sheet.straight.corners([word.box for word in sheet.words])
    words = iter([Word(word.text, word.confidence, corners) for word, corners in zip(sheet.words, places)])
    outer = sheet.straight.corners(_around(lines))
    return [Line(tuple(islice(words, len(line))), corners) for line, corners in zip(lines, outer)]


def _around(lines: Sequence[Sequence[Text]]) -> list[tuple[float, float, float, float]]:
    """The smallest box around each line."""
    if not lines:
        return []
    boxes = in_rows([word.box for line in lines for word in line])
    starts = np.cumsum([0, *(len(line) for line in lines[:-1])])
    around = np.minimum.reduceat(boxes[:, :2], starts), np.maximum.reduceat(boxes[:, 2:], starts)
    return list(map(tuple, np.hstack(around).tolist()))


def _sideways(word: LayerWord, confidence: float) -> Line:
    left, top, right, bottom = word.box
    points = ((left, top), (right, top), (right, bottom), (left, bottom))
    corners = tuple(value for index in range(4) for value in points[(index + word.turn) % 4])
    return Line((Word(word.text, confidence, corners),), corners)


def _marks(sheet: Sheet) -> tuple[Mark, ...]:
    places = sheet.straight.corners([tick.place for tick in sheet.ticks])
    inks = sheet.straight.corners([tick.ink or tick.place for tick in sheet.ticks])
    return tuple(_mark(tick, place, ink) for tick, place, ink in zip(sheet.ticks, places, inks))


def _mark(tick: Tick, place: tuple[float, ...], ink: tuple[float, ...]) -> Mark:
    if tick.ink is None:
        return Mark(place, selected=False, confidence=tick.confidence)
    return Mark(place, selected=True, confidence=tick.confidence, text=tick.text, ink=ink)
