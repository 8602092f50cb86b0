"""Ticks in boxes: vector strokes, dingbats, letters. What a page shows as the same cross reaches a reader in several ways."""

from collections.abc import Iterator

from local.specimens.fonts import CROSS, CROSS_CODE, DINGBATS, MISNAMED_DINGBATS, text_width
from local.specimens.geometry import FieldBox
from local.specimens.sheet import Item, Role, Stroke, Text
from local.specimens.specimen import Knobs, Marks

SPAN = 7.0
"""A cross's width and height in points."""
GLYPH_SIZE = 9.0
GLYPHS = {Marks.DINGBATS: (CROSS, DINGBATS), Marks.MISNAMED_DINGBATS: (CROSS_CODE, MISNAMED_DINGBATS)}


def mark(box: FieldBox, knobs: Knobs) -> Iterator[Item]:
    """The ink of one ticked box."""
    x = (box.left + box.right) / 2 + knobs.mark_offset[0]
    y = (box.top + box.bottom) / 2 + knobs.mark_offset[1]
    half = SPAN / 2
    if knobs.marks is Marks.STROKES:
        yield Stroke(((x - half, y - half), (x + half, y + half)), 0.9, Role.MARK, box.name)
        yield Stroke(((x - half, y + half), (x + half, y - half)), 0.9, Role.MARK, box.name)
    elif knobs.marks is Marks.TICKS:
        yield Stroke(((x - half, y), (x - 1, y + half), (x + half + 1, y - half - 1)), 1.1, Role.MARK, box.name)
    else:
        glyph, font = GLYPHS.get(knobs.marks, ("X", knobs.font))
        width = text_width(glyph, font, GLYPH_SIZE)
        yield Text(glyph, x - width / 2, y + GLYPH_SIZE * 0.35, font, GLYPH_SIZE, role=Role.MARK, field=box.name)
