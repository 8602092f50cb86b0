"""A specimen as the files that people send: PDF, PNG, JPEG, TIFF. The same specimen gives the same bytes."""

from dataclasses import replace
from typing import Literal

from local.specimens.composing import compose
from local.specimens.pdf import write_image_pdf, write_outlines, write_pdf
from local.specimens.raster import encode, encode_tiff, pictures
from local.specimens.specimen import Layer, Specimen

TYPED = frozenset({Layer.TEXT, Layer.FIELDS, Layer.ANNOTATIONS})


def draw_pdf(specimen: Specimen) -> bytes:
    """The specimen as a PDF, its values in the layer that the knobs name."""
    sheets = compose(specimen)
    knobs = specimen.knobs
    if knobs.layer in TYPED:
        return write_pdf(sheets, knobs)
    taken = list(pictures(_drawn(specimen), knobs.dpi, knobs, specimen.name))
    return write_outlines(taken, knobs) if knobs.layer is Layer.OUTLINES else write_image_pdf(taken, sheets, knobs)


def draw_images(specimen: Specimen, dpi: int = 200, kind: Literal["png", "jpeg", "tiff"] = "png", page: int = 1) -> bytes:
    """A page, from 1, as PNG or JPEG; or all pages as one TIFF. Raises IndexError for a page that the specimen does not have."""
    pages = list(pictures(_drawn(specimen), dpi, specimen.knobs, specimen.name))
    if kind == "tiff":
        return encode_tiff(pages, dpi)
    if not 1 <= page <= len(pages):
        raise IndexError(f"page {page} of {len(pages)}")
    return encode(pages[page - 1], kind, dpi, specimen.knobs.jpeg_quality)


def _drawn(specimen: Specimen) -> bytes:
    """The pages as a person sees them, for the camera."""
    knobs = replace(specimen.knobs, layer=Layer.TEXT, rotate_key=0, locked=False)
    return write_pdf(compose(specimen), knobs)
