"""Ticks in boxes: vector strokes, dingbats, letters. What a page shows as the same cross reaches a reader in three ways."""

from collections.abc import Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth

from local.specimens.geometry import FieldBox
from local.specimens.sheet import Item, Role, Stroke, Text
from local.specimens.specimen import Knobs, Marks

SPAN = 7.0
"""A cross's width and height in points."""


def mark(box: FieldBox, knobs: Knobs) -> Iterator[Item]:
    """The ink of one ticked box."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    half = SPAN / 2
    if knobs.marks is Marks.STROKES:
        yield Stroke(((x - half, y - half), (x + half, y + half)), 0.9, Role.MARK, box.name)
        yield Stroke(((x - half, y + half), (x + half, y - half)), 0.9, Role.MARK, box.name)
        return
    glyph, font, size = ("6", "ZapfDingbats", 9.0) if knobs.marks is Marks.DINGBATS else ("X", knobs.font, 9.0)
    width = stringWidth(glyph, font, size)
    yield Text(glyph, x - width / 2, y + size * 0.35, font, size, role=Role.MARK, field=box.name)
