"""Form fields and annotations made part of the page, so that what a person sees is what is read."""

import ctypes
import re
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

USUAL_SIZE = 10.0
"""Points, where an annotation does not say how large its text is."""

LEADING = 1.15


def drawn(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """The page with its fields, annotations and notes drawn into it."""
    page = document[index]
    if not pdf.FPDFPage_GetAnnotCount(page):
        return page
    _write_out_free_text(document, page)
    if pdf.FPDFPage_Flatten(page, pdf.FLAT_NORMALDISPLAY) == pdf.FLATTEN_SUCCESS:
        page.close()
        page = document[index]
    return page


def _write_out_free_text(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> None:
    """FreeText that comes without a drawing of itself is set by every viewer; pdfium would leave it out."""
    changed = False
    for number in range(pdf.FPDFPage_GetAnnotCount(page)):
        annotation = pdf.FPDFPage_GetAnnot(page, number)
        try:
            hidden = pdf.FPDFAnnot_GetFlags(annotation) & (pdf.FPDF_ANNOT_FLAG_HIDDEN | pdf.FPDF_ANNOT_FLAG_NOVIEW)
            if pdf.FPDFAnnot_GetSubtype(annotation) == pdf.FPDF_ANNOT_FREETEXT and not hidden and not _is_drawn(annotation):
                _set(document, page, annotation)
                changed = True
        finally:
            pdf.FPDFPage_CloseAnnot(annotation)
    if changed:
        pdf.FPDFPage_GenerateContent(page)


def _set(document: pdfium.PdfDocument, page: pdfium.PdfPage, annotation: "pdf.FPDF_ANNOTATION") -> None:
    place = pdf.FS_RECTF()
    pdf.FPDFAnnot_GetRect(annotation, place)
    size = re.search(r"([\d.]+)\s+Tf", _string(annotation, b"DA"))
    height = float(size[1]) if size and float(size[1]) > 0 else USUAL_SIZE
    for row, line in enumerate(_string(annotation, b"Contents").replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        text = pdf.FPDFPageObj_NewTextObj(document, b"Helvetica", height)
        encoded = ctypes.create_string_buffer(line.encode("utf-16-le") + b"\0\0")
        pdf.FPDFText_SetText(text, ctypes.cast(encoded, pdf.FPDF_WIDESTRING))
        pdf.FPDFPageObj_Transform(text, 1, 0, 0, 1, place.left + 2, place.top - 2 - height * (1 + LEADING * row) * 0.9)
        pdf.FPDFPage_InsertObject(page, text)


def _is_drawn(annotation: "pdf.FPDF_ANNOTATION") -> bool:
    """Whether an annotation has a drawing that shows something: pdfium's own, made without a font, shows nothing."""
    drawing = _filled(lambda buffer, length: pdf.FPDFAnnot_GetAP(annotation, pdf.FPDF_ANNOT_APPEARANCEMODE_NORMAL, buffer, length))
    return bool(drawing.strip()) and not ("Tj" in drawing and "Tf" not in drawing)


def _string(annotation: "pdf.FPDF_ANNOTATION", key: bytes) -> str:
    return _filled(lambda buffer, length: pdf.FPDFAnnot_GetStringValue(annotation, key, buffer, length))


def _filled(ask: Callable[[Any, int], int]) -> str:
    """A text that pdfium writes into a buffer, once it has said how long it is."""
    length = ask(None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
