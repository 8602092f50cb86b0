"""Sheets to PDF: the same sheets give the same bytes."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from local.specimens.ink import draw
from local.specimens.overlays import Overlay
from local.specimens.placement import Placement, shown, stored
from local.specimens.sheet import FILLED_IN, Role, Sheet, Text
from local.specimens.specimen import Knobs, Layer

INVISIBLE = 3
"""The text rendering mode of a scan's recognised text."""
BLACK = 140
WHITE = 255
OVERLAID = frozenset({Layer.FIELDS, Layer.ANNOTATIONS})


def write_pdf(sheets: Sequence[Sheet], knobs: Knobs) -> bytes:
    """A PDF whose values are text, live form fields or annotations, one page per sheet."""
    placement = stored(knobs)
    buffer, canvas = _canvas(placement, knobs)
    overlay = Overlay(canvas, placement, knobs)
    for sheet in sheets:
        canvas.setPageRotation(knobs.rotate_key)
        over = knobs.layer in OVERLAID and sheet.form is not None
        canvas.saveState()
        canvas.transform(*placement.in_pdf())
        draw(canvas, [item for item in sheet.items if not (over and item.role in FILLED_IN)])
        canvas.restoreState()
        if over:
            overlay.add(sheet)
        canvas.showPage()
    overlay.finish()
    canvas.save()
    return buffer.getvalue()


def write_image_pdf(pictures: Sequence[Image.Image], sheets: Sequence[Sheet], knobs: Knobs) -> bytes:
    """A PDF of pictures that were taken of the pages as they are shown, with the scanner's hidden text if the knobs ask for it."""
    placement = stored(knobs)
    buffer, canvas = _canvas(placement, knobs)
    for picture, sheet in zip(pictures, sheets, strict=True):
        canvas.setPageRotation(knobs.rotate_key)
        laid = picture.rotate(knobs.rotate_key, expand=True) if knobs.rotate_key else picture
        canvas.drawImage(_encoded(laid, knobs), 0, 0, placement.width, placement.height)
        if knobs.layer is Layer.IMAGE_WITH_TEXT:
            canvas.transform(*placement.in_pdf())
            draw(canvas, (_recognised(item, knobs) for item in sheet.items if isinstance(item, Text)), mode=INVISIBLE)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write_outlines(pictures: Sequence[Image.Image], knobs: Knobs) -> bytes:
    """A PDF whose pages are filled shapes: every black run of a black and white picture is a rectangle."""
    placement = shown(knobs)
    buffer, canvas = _canvas(placement, knobs)
    for picture in pictures:
        dots = picture.convert("L").point(lambda value: 0 if value < BLACK else 1, mode="1")
        step = placement.width / dots.width
        path = canvas.beginPath()
        for row in range(dots.height):
            for left, right in _black_runs(dots.crop((0, row, dots.width, row + 1))):
                path.rect(left * step, placement.height - (row + 1) * step, (right - left) * step, step)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _black_runs(row: Image.Image) -> Iterator[tuple[int, int]]:
    """Where black starts and where it ends, along one row of dots."""
    dots = row.convert("L").tobytes()
    left = dots.find(0)
    while left >= 0:
        right = dots.find(WHITE, left)
        right = len(dots) if right < 0 else right
        yield left, right
        left = dots.find(0, right)


def _canvas(placement: Placement, knobs: Knobs) -> tuple[BytesIO, Canvas]:
    buffer = BytesIO()
    encryption = StandardEncryption("", ownerPassword="owner", strength=128) if knobs.locked else None
    size = (placement.width, placement.height)
    pagesize = size[::-1] if knobs.rotate_key % 180 else size  # reportlab turns the page's size with its /Rotate
    canvas = Canvas(buffer, pagesize=pagesize, invariant=1, encrypt=encryption)
    canvas.setTitle("Specimen")
    return buffer, canvas


def _recognised(text: Text, knobs: Knobs) -> Text:
    said = knobs.hidden_text.get(text.field or "", text.text)
    return Text(said, text.x, text.y, "Helvetica", text.size, text.stretch, Role.STRAY)


def _encoded(picture: Image.Image, knobs: Knobs) -> ImageReader:
    """JPEG for greys and colours; black and white without loss."""
    if knobs.bilevel:
        return ImageReader(picture.convert("L"))
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=knobs.jpeg_quality)
    return ImageReader(buffer)
