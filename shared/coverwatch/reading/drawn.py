"""Crosses drawn as strokes: no letter of the layer tells of them, their lines do."""

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from coverwatch.domain.evidence import Box
from coverwatch.reading.affine import Affine
from coverwatch.reading.page import Mark

SMALLEST, LARGEST = 3.0, 18.0  # points: what stands in a box of the form's 12-point grid
SLANT = 1.0  # points by which a slanted stroke leaves the level and the upright
DEPTH = 3  # forms within forms

Place = Callable[[float, float, float, float], Box]


def drawn_crosses(page: pdfium.PdfPage, place: Place) -> Iterator[Mark]:
    """Every slanted stroke of a cross's size; `place` takes left, bottom, right, top in points to the page as shown."""
    for index in range(pdfium_raw.FPDFPage_CountObjects(page)):
        for left, bottom, right, top in _slanted(pdfium_raw.FPDFPage_GetObject(page, index), Affine(), DEPTH):
            yield Mark(place(left, bottom, right, top), selected=True)


def _slanted(item: pdfium_raw.FPDF_PAGEOBJECT, outer: Affine, depth: int) -> Iterator[tuple[float, float, float, float]]:
    kind = pdfium_raw.FPDFPageObj_GetType(item)
    if kind == pdfium_raw.FPDF_PAGEOBJ_FORM and depth:
        inner = outer.after(_matrix(item))
        for index in range(pdfium_raw.FPDFFormObj_CountObjects(item)):
            yield from _slanted(pdfium_raw.FPDFFormObj_GetObject(item, index), inner, depth - 1)
    elif kind == pdfium_raw.FPDF_PAGEOBJ_PATH:
        box = _bounds(item, outer)
        if box is not None and all(SMALLEST <= side <= LARGEST for side in (box[2] - box[0], box[3] - box[1])) and _has_slant(item, outer):
            yield box


def _matrix(item: pdfium_raw.FPDF_PAGEOBJECT) -> Affine:
    matrix = pdfium_raw.FS_MATRIX()
    if not pdfium_raw.FPDFPageObj_GetMatrix(item, matrix):
        return Affine()
    return Affine(matrix.a, matrix.c, matrix.e, matrix.b, matrix.d, matrix.f)


def _bounds(item: pdfium_raw.FPDF_PAGEOBJECT, outer: Affine) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    corners = [outer(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    across, up = [c[0] for c in corners], [c[1] for c in corners]
    return min(across), min(up), max(across), max(up)


def _has_slant(item: pdfium_raw.FPDF_PAGEOBJECT, outer: Affine) -> bool:
    place = outer.after(_matrix(item))
    last: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium_raw.FPDFPath_CountSegments(item), 64)):
        segment = pdfium_raw.FPDFPath_GetPathSegment(item, index)
        pdfium_raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = place(x.value, y.value)
        drawn = pdfium_raw.FPDFPathSegment_GetType(segment) != pdfium_raw.FPDF_SEGMENT_MOVETO
        if drawn and last is not None and all(abs(point[k] - last[k]) > SLANT for k in (0, 1)):
            return True
        last = point
    return False
