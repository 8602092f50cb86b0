"""Small pages to read: drawn with reportlab, or photographed from such a drawing."""

import io
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

Drawing = Callable[[Canvas], None]

LETTER = (612.0, 792.0)


def a_pdf(*drawings: Drawing, size: tuple[float, float] = LETTER) -> bytes:
    """A page per drawing; the origin is at the bottom left, units are points."""
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=size, invariant=True)
    for drawing in drawings:
        drawing(canvas)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def text(*lines: str, left: float = 72, top: float = 700, size: float = 11, font: str = "Helvetica") -> Drawing:
    """Lines of text, one under the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for number, line in enumerate(lines):
            canvas.drawString(left, top - 1.6 * size * number, line)

    return draw


def boxes(*lefts: float, top: float = 600, width: float = 16, height: float = 12, edge: float = 0.7) -> Drawing:
    """Boxes for a mark, side by side; `edge` is how thick theirs are."""

    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(edge)
        for left in lefts:
            canvas.rect(left, top - height, width, height)

    return draw


def cross(left: float, top: float, size: float = 8) -> Drawing:
    """A cross of two strokes."""

    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(1)
        canvas.line(left, top, left + size, top - size)
        canvas.line(left, top - size, left + size, top)

    return draw


def grid(columns: Sequence[float], rows: Sequence[float]) -> Drawing:
    """A ruled table; columns from left to right, rows from top to bottom."""

    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.7)
        canvas.grid(list(columns), list(rows))

    return draw


def together(*drawings: Drawing) -> Drawing:
    """All of these on one page."""

    def draw(canvas: Canvas) -> None:
        for drawing in drawings:
            drawing(canvas)

    return draw


def photographed(pdf: bytes, *, dpi: float = 150, turned: float = 0.0) -> Image.Image:
    """The first page as a picture, turned clockwise by so many degrees."""
    picture = pdfium.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("L")
    if turned % 90 == 0:
        return picture.rotate(-turned, expand=True)
    return picture.rotate(-turned, Image.Resampling.BICUBIC, fillcolor="white")


def saved(picture: Image.Image, kind: str = "PNG", **settings: object) -> bytes:
    """The picture as a file."""
    output = io.BytesIO()
    picture.save(output, kind, **({"dpi": (150, 150)} | settings))
    return output.getvalue()
