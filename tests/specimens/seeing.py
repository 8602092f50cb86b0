"""What a viewer makes of a drawn file: the page's text with its places, its picture, its form fields."""

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from local.examples import certificate_specimens
from local.specimens import Knobs, Specimen, draw_pdf, field_boxes
from local.specimens.invention.specimen_set import ON

LONGEST = 4000  # letters that a field's name or value may have here


@dataclass(frozen=True)
class Seen:
    """Text as a viewer places it, in fractions of the page, origin top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def compliant_fields() -> Mapping[str, str | bool]:
    return certificate_specimens(ON)["compliant"].fields


def a_specimen(edition: str = "2016/03", fields: Mapping[str, str | bool | None] | None = None, **knobs: object) -> Specimen:
    """The compliant example, with some fields changed (None: blank) and some knobs turned."""
    changed = {**compliant_fields(), **(fields or {})}
    known = field_boxes(edition)
    return Specimen(
        fields={name: value for name, value in changed.items() if value and name in known},
        edition=edition,
        knobs=Knobs(**knobs),  # type: ignore[arg-type]
        name="specimen",
    )


@cache
def clean_pdf(edition: str = "2016/03") -> bytes:
    return draw_pdf(a_specimen(edition))


def page_text(pdf: bytes, page: int = 0) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range().split())


def find(pdf: bytes, wanted: str) -> list[Seen]:
    """Every place where the first page has this text."""
    page = pypdfium2.PdfDocument(pdf)[0]
    width, height = page.get_size()
    text = page.get_textpage()
    whole = text.get_text_range()
    places, start = [], whole.find(wanted)
    while start >= 0:
        boxes = [text.get_charbox(start + number, loose=True) for number, letter in enumerate(wanted) if letter != " "]
        places.append(
            Seen(
                wanted,
                min(box[0] for box in boxes) / width,
                1 - max(box[3] for box in boxes) / height,
                max(box[2] for box in boxes) / width,
                1 - min(box[1] for box in boxes) / height,
            )
        )
        start = whole.find(wanted, start + 1)
    return places


def picture(pdf: bytes, page: int = 0, scale: float = 1.0) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    if raw.FPDF_GetFormType(document) in (raw.FORMTYPE_NONE, raw.FORMTYPE_ACRO_FORM):
        document.init_forms()
    return document[page].render(scale=scale, may_draw_forms=True).to_pil().convert("L")


def darkness(image: Image.Image, left: float, top: float, right: float, bottom: float) -> float:
    """The share of dark pixels in a part of the page, given in fractions."""
    part = image.crop((round(left * image.width), round(top * image.height), round(right * image.width), round(bottom * image.height)))
    return sum(part.histogram()[:128]) / (part.width * part.height)


def form_values(pdf: bytes) -> dict[str, str]:
    """The live form fields by name, as pdfium reads them; a ticked box is `Yes`, another `Off`."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    form = document.formenv
    page = document[0]
    values = {}
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        name = _string(lambda buffer, size, at=annotation: raw.FPDFAnnot_GetFormFieldName(form, at, buffer, size))
        if raw.FPDFAnnot_GetFormFieldType(form, annotation) == raw.FPDF_FORMFIELD_CHECKBOX:
            values[name] = "Yes" if raw.FPDFAnnot_IsChecked(form, annotation) else "Off"
        else:
            values[name] = _string(lambda buffer, size, at=annotation: raw.FPDFAnnot_GetFormFieldValue(form, at, buffer, size))
        raw.FPDFPage_CloseAnnot(annotation)
    return values


def _string(fill: object) -> str:
    buffer = (ctypes.c_ushort * LONGEST)()
    length = fill(buffer, LONGEST * 2)  # type: ignore[operator]
    return bytes(buffer)[: max(0, length - 2)].decode("utf-16-le")


def kinds_of_objects(pdf: bytes) -> set[int]:
    return {item.type for item in pypdfium2.PdfDocument(pdf)[0].get_objects()}
