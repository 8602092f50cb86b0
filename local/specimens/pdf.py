"""Sheets to PDF: the same sheets give the same bytes."""

from collections.abc import Iterable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from local.specimens.geometry import PAGE_HEIGHT, PAGE_WIDTH
from local.specimens.sheet import Sheet, Stroke, Text


def write_pdf(sheets: Iterable[Sheet]) -> bytes:
    """A PDF with a text layer, one page per sheet."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1)
    canvas.setTitle("Specimen")
    for sheet in sheets:
        for item in sheet.items:
            if isinstance(item, Text):
                _text(canvas, item)
            else:
                _stroke(canvas, item)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _text(canvas: Canvas, text: Text) -> None:
    run = canvas.beginText(text.x, PAGE_HEIGHT - text.y)
    run.setFont(text.font, text.size)
    run.setHorizScale(text.stretch * 100)
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
