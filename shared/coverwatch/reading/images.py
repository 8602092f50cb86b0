"""Pages as pictures, as a person sees them: forms and annotations drawn, rotation and orientation honoured, on white paper."""

import io
import math
from collections.abc import Iterator
from typing import cast

import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from coverwatch.reading.file_type import Kind, kind_of
from coverwatch.reading.pdfium import PDFIUM, open_document, picture

DPI = 150
MAX_SIDE = 10_000
"""Pixels; Textract's limit, and ours."""
MAX_PIXELS = 40_000_000
"""Of one page picture: a letter page at 600 dpi has 34 million. Larger ones come smaller, never refused."""

_16_BITS = ("I", "I;16", "I;16B", "I;16L")


def page_images(content: bytes, dpi: float = DPI, *, gray: bool = False) -> Iterator[Image.Image]:
    """One picture per page, in order; `L` if gray, else `RGB`. For content that `inspect` has let pass.

    PDF pages come at `dpi`, photographs and scans at their own size; both smaller where they would exceed MAX_SIDE or MAX_PIXELS.
    Raises UnopenableDocumentError or OSError for what `inspect` would have refused.
    """
    kind = kind_of(content)
    if kind == "pdf":
        yield from _pdf_pages(content, dpi, gray=gray)
    elif kind is not None:
        yield from _image_pages(content, kind, gray=gray)
    else:
        raise OSError("neither a PDF nor an image that we read")


def fitting_picture(page: pypdfium2.PdfPage, dpi: float, *, gray: bool) -> Image.Image:
    """A page at the resolution that is asked for, or at the highest within the limits. The caller holds the lock."""
    width, height = page.get_size()
    return picture(page, dpi * _shrink(width * dpi / 72, height * dpi / 72), gray=gray)


def _pdf_pages(content: bytes, dpi: float, *, gray: bool) -> Iterator[Image.Image]:
    with PDFIUM:
        document = open_document(content)
        count = len(document)
    try:
        for index in range(count):
            with PDFIUM:
                page = document[index]
                image = fitting_picture(page, dpi, gray=gray)
                page.close()
            yield image
    finally:
        with PDFIUM:
            document.close()


def _image_pages(content: bytes, kind: Kind, *, gray: bool) -> Iterator[Image.Image]:
    with Image.open(io.BytesIO(content), formats=[kind.upper()]) as opened:
        frames = ImageSequence.Iterator(opened) if kind == "tiff" else (opened,)
        for frame in frames:
            across, down = _dots(frame)
            image = _on_paper(ImageOps.exif_transpose(frame), gray=gray)
            width, height = image.size
            if abs(across - down) > down / 10:  # faxes have twice as many dots across as down
                width, height = (width, round(height * across / down)) if across > down else (round(width * down / across), height)
            factor = _shrink(width, height)
            size = max(1, int(width * factor)), max(1, int(height * factor))
            yield image if size == image.size else image.resize(size)


def _dots(frame: Image.Image) -> tuple[float, float]:
    """Per inch, across and down; equal when the file does not say."""
    across, down = (float(each) for each in frame.info.get("dpi", (1, 1)))
    return (across, down) if across > 0 < down else (1.0, 1.0)


def _on_paper(image: Image.Image, *, gray: bool) -> Image.Image:
    """Opaque, eight bits: what is transparent shows white paper, sixteen bits and fractions lose their lower half."""
    mode = "L" if gray else "RGB"
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        return paper.convert(mode)
    if image.mode in _16_BITS:
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert(mode)
    if image.mode == "F":
        return _stretched(image).convert("L").convert(mode)
    return image.convert(mode)


def _stretched(image: Image.Image) -> Image.Image:
    """A picture of fractions, its darkest made 0 and its lightest 255."""
    low, high = cast("tuple[float, float]", image.getextrema())
    factor = 255 / ((high - low) or 1.0)
    return image.point(lambda value: value * factor - low * factor)


def _shrink(width: float, height: float) -> float:
    """The factor by which a picture must be made smaller to stay within the limits; 1 when it does."""
    return min(1.0, MAX_SIDE / max(width, height), math.sqrt(MAX_PIXELS / (width * height)))
