"""Sheets to PDF: the same sheets give the same bytes."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from local.specimens.ink import draw
from local.specimens.overlays import Overlay
from local.specimens.placement import Placement, stored
from local.specimens.sheet import FILLED_IN, Role, Sheet, Text
from local.specimens.specimen import Knobs, Layer

INVISIBLE = 3
"""The text rendering mode of a scan's recognised text."""
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


def _canvas(placement: Placement, knobs: Knobs) -> tuple[BytesIO, Canvas]:
    buffer = BytesIO()
    encryption = StandardEncryption("", ownerPassword="owner", strength=128) if knobs.locked else None
    canvas = Canvas(buffer, pagesize=(placement.width, placement.height), invariant=1, encrypt=encryption)
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
