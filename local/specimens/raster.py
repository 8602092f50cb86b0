"""Pages as pictures: rendered from the PDF, then made as bad as a scanner makes them. Noise comes from a hash, so it repeats."""

from collections.abc import Iterator, Sequence
from hashlib import shake_256
from io import BytesIO

import pypdfium2
from PIL import Image, ImageFilter

from local.specimens.specimen import Knobs

POINTS_PER_INCH = 72
WHITE = 255
THRESHOLD = 160


def pictures(pdf: bytes, dpi: int, knobs: Knobs, seed: str) -> Iterator[Image.Image]:
    """Every page as it is shown, degraded as the knobs say: greys, or colours where something is highlighted."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        for number in range(len(document)):
            page = document[number]
            picture = page.render(scale=dpi / POINTS_PER_INCH, may_draw_forms=True).to_pil()
            yield degrade(picture.convert("RGB" if knobs.highlighted else "L"), knobs, f"{seed}/{number}")
    finally:
        document.close()


def degrade(picture: Image.Image, knobs: Knobs, seed: str) -> Image.Image:
    """Blur, fade, grain, dirt, and last the threshold of a black and white scanner."""
    if knobs.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(knobs.blur))
    if knobs.fade:
        picture = Image.blend(picture, Image.new(picture.mode, picture.size, "white"), knobs.fade)
    if knobs.noise:
        grain = _grain(picture.size, f"{seed}/grain").convert(picture.mode)
        picture = Image.blend(picture, grain, knobs.noise)
    if knobs.specks:
        dirt = _grain(picture.size, f"{seed}/dirt").point(lambda value: WHITE if value < knobs.specks * 256 else 0)
        picture.paste("black", mask=dirt)
    return picture.convert("L").point(lambda value: WHITE if value > THRESHOLD else 0).convert("1") if knobs.bilevel else picture


def encode(picture: Image.Image, kind: str, dpi: int, quality: int) -> bytes:
    """One picture as `png` or `jpeg`."""
    buffer = BytesIO()
    if kind == "jpeg":
        grey = picture.convert("L") if picture.mode == "1" else picture
        grey.save(buffer, "JPEG", quality=quality, dpi=(dpi, dpi))
    else:
        picture.save(buffer, "PNG", dpi=(dpi, dpi))
    return buffer.getvalue()


def encode_tiff(pages: Sequence[Image.Image], dpi: int) -> bytes:
    """All pages in one TIFF, as fax machines and scanners write it: black and white in group 4, greys deflated."""
    buffer = BytesIO()
    first, *rest = pages
    compression = "group4" if first.mode == "1" else "tiff_deflate"
    first.save(buffer, "TIFF", save_all=True, append_images=rest, compression=compression, dpi=(dpi, dpi))
    return buffer.getvalue()


def _grain(size: tuple[int, int], seed: str) -> Image.Image:
    return Image.frombytes("L", size, shake_256(seed.encode()).digest(size[0] * size[1]))
