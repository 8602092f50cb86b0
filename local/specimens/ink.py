"""Items onto a canvas, in the drawing's own coordinates."""

from collections.abc import Iterable

from reportlab.pdfgen.canvas import Canvas

from local.specimens.geometry import PAGE_HEIGHT
from local.specimens.sheet import Item, Patch, Stroke, Text

MARKER = (1.0, 0.95, 0.35)


def draw(canvas: Canvas, items: Iterable[Item], mode: int = 0) -> None:
    """Draws the items; `mode` is PDF's text rendering mode (0 filled, 3 invisible)."""
    for item in items:
        if isinstance(item, Text):
            _text(canvas, item, mode)
        elif isinstance(item, Stroke):
            _stroke(canvas, item)
        else:
            _patch(canvas, item)


def _text(canvas: Canvas, text: Text, mode: int) -> None:
    run = canvas.beginText(text.x, PAGE_HEIGHT - text.y)
    run.setFont(text.font, text.size)
    run.setHorizScale(text.stretch * 100)
    run.setTextRenderMode(mode)
    run.textOut(text.text)
    canvas.drawText(run)


def _stroke(canvas: Canvas, stroke: Stroke) -> None:
    canvas.setLineWidth(stroke.width)
    path = canvas.beginPath()
    first, *rest = stroke.points
    path.moveTo(first[0], PAGE_HEIGHT - first[1])
    for x, y in rest:
        path.lineTo(x, PAGE_HEIGHT - y)
    canvas.drawPath(path, stroke=1, fill=0)


def _patch(canvas: Canvas, patch: Patch) -> None:
    canvas.setFillColorRGB(*MARKER)
    canvas.rect(patch.left, PAGE_HEIGHT - patch.bottom, patch.right - patch.left, patch.bottom - patch.top, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
