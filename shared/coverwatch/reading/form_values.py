"""The values of a PDF's form fields that carry an ACORD eLabel."""

import ctypes
import re
from collections.abc import Callable

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from coverwatch.domain.evidence import Box
from coverwatch.reading.page import NamedValue

ELABEL = re.compile(r"[A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+_[A-Z](?=(?:\[\d+\])?$)")
"""`GeneralLiability_EachOccurrence_LimitAmount_A`, also as the last step of `F[0].P1[0].…[0]`."""

HIDDEN = pdfium_raw.FPDF_ANNOT_FLAG_HIDDEN | pdfium_raw.FPDF_ANNOT_FLAG_NOVIEW

Place = Callable[[float, float, float, float], Box]


def named_values(page: pdfium.PdfPage, place: Place) -> dict[str, NamedValue]:
    """The page's filled form fields by eLabel; `place` takes left, bottom, right, top in points to the page as shown."""
    environment = page.formenv
    if environment is None:
        return {}
    found: dict[str, NamedValue] = {}
    for index in range(pdfium_raw.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            named = _named_value(environment, annotation, place)
        finally:
            pdfium_raw.FPDFPage_CloseAnnot(annotation)
        if named is not None:
            found.setdefault(*named)
    return found


def _named_value(environment: pdfium.PdfFormEnv, annotation: pdfium_raw.FPDF_ANNOTATION, place: Place) -> tuple[str, NamedValue] | None:
    if pdfium_raw.FPDFAnnot_GetSubtype(annotation) != pdfium_raw.FPDF_ANNOT_WIDGET:
        return None
    name = ELABEL.search(_text(pdfium_raw.FPDFAnnot_GetFormFieldName, environment, annotation).rpartition(".")[2])
    if name is None or pdfium_raw.FPDFAnnot_GetFlags(annotation) & HIDDEN:
        return None
    box = pdfium_raw.FS_RECTF()
    if not pdfium_raw.FPDFAnnot_GetRect(annotation, box):
        return None
    shown = place(box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))
    kind = pdfium_raw.FPDFAnnot_GetFormFieldType(environment, annotation)
    if kind in {pdfium_raw.FPDF_FORMFIELD_CHECKBOX, pdfium_raw.FPDF_FORMFIELD_RADIOBUTTON}:
        checked = pdfium_raw.FPDFAnnot_IsChecked(environment, annotation)
        return (name[0], NamedValue(True, shown)) if checked else None
    value = _text(pdfium_raw.FPDFAnnot_GetFormFieldValue, environment, annotation)
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n]+", value)]
    text = "\n".join(line for line in lines if line)
    return (name[0], NamedValue(text, shown)) if text else None


def _text(get: Callable[..., int], environment: pdfium.PdfFormEnv, annotation: pdfium_raw.FPDF_ANNOTATION) -> str:
    size = get(environment, annotation, None, 0)
    if size <= 2:
        return ""
    held = ctypes.create_string_buffer(size)
    get(environment, annotation, ctypes.cast(held, ctypes.POINTER(pdfium_raw.FPDF_WCHAR)), size)
    return held.raw[: size - 2].decode("utf-16-le", "replace")
