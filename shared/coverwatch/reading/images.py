"""Pages as pictures, as a person sees them: forms and annotations drawn, rotation and orientation honoured."""

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence

from coverwatch.reading.file_type import Kind, kind_of
from coverwatch.reading.pdfium import PDFIUM, open_document, picture

DPI = 150
MAX_SIDE = 10_000
"""Pixels; Textract's limit, and ours."""
MAX_PIXELS = 40_000_000
"""Of one page picture: a letter page at 600 dpi has 34 million. Larger ones are drawn smaller, never refused."""

_PILLOW_FORMATS: dict[Kind, str] = {"png": "PNG", "jpeg": "JPEG", "tiff": "TIFF"}


def page_images(content: bytes, dpi: float = DPI, *, gray: bool = False) -> Iterator[Image.Image]:
    """One picture per page, in order; `L` if gray, else `RGB`. Call `inspect` first: it refuses what is not safe to draw.

    PDF pages come at `dpi`, photographs and scans at their own size; both smaller where a picture would exceed MAX_SIDE or MAX_PIXELS.
    Raises UnopenableDocumentError or OSError for what `inspect` would have refused.
    """
    kind = kind_of(content)
    if kind == "pdf":
        yield from _pdf_pages(content, dpi, gray=gray)
    elif kind is not None:
        yield from _image_pages(content, kind, gray=gray)
    else:
        raise OSError("neither a PDF nor an image that we read")


def _pdf_pages(content: bytes, dpi: float, *, gray: bool) -> Iterator[Image.Image]:
    with PDFIUM:
        document = open_document(content)
        count = len(document)
    try:
        for index in range(count):
            with PDFIUM:
                page = document[index]
                try:
                    width, height = page.get_size()
                    image = picture(page, dpi * _shrink(width * dpi / 72, height * dpi / 72), gray=gray)
                finally:
                    page.close()
            yield image
    finally:
        with PDFIUM:
            document.close()


def _image_pages(content: bytes, kind: Kind, *, gray: bool) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        opened = Image.open(io.BytesIO(content), formats=[_PILLOW_FORMATS[kind]])
    with opened:
        frames = ImageSequence.Iterator(opened) if kind == "tiff" else (opened,)
        for frame in frames:
            upright = ImageOps.exif_transpose(frame)
            image = upright.convert("L" if gray else "RGB")
            factor = _shrink(*image.size)
            yield image if factor == 1 else image.resize((int(image.width * factor), int(image.height * factor)))


def _shrink(width: float, height: float) -> float:
    """The factor by which a picture must be made smaller to stay within the limits; 1 when it does."""
    return min(1.0, MAX_SIDE / max(width, height), (MAX_PIXELS / (width * height)) ** 0.5)
