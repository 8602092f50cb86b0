"""Read a document: every page from every source, laid onto its form, reconciled, and normalised into a certificate."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from PIL import Image

from coverwatch.reading import digital, textract
from coverwatch.reading.file_type import kind_of
from coverwatch.reading.images import page_images
from coverwatch.reading.maps import acord_25
from coverwatch.reading.normalise import certificate_of
from coverwatch.reading.outcome import FormReading, Reading
from coverwatch.reading.page import Page
from coverwatch.reading.pdfium import UnopenableDocumentError
from coverwatch.reading.sheet import read_sheet

INK_DPI = 200


def read(
    content: bytes,
    detected: Sequence[Mapping[str, Any]] = (),
    analyzed: Sequence[Mapping[str, Any]] = (),
    *,
    specimens_allowed: bool = False,
) -> Reading:
    """Read a document from its bytes and Textract's response pages: `detected` of DetectDocumentText, `analyzed` of FORMS+TABLES."""
    layer = _layer(content)
    pictures = _pictures(content)
    aspects = {n: p.width / p.height for n, p in pictures.items()}
    found, looked = textract.pages_of(detected, aspects), textract.pages_of(analyzed, aspects)
    words = {n: page for n in found.keys() | looked.keys() if (page := textract.joined(found.get(n), looked.get(n))) is not None}
    forms = []
    for number in sorted(layer.keys() | pictures.keys() | words.keys()):
        sources = [page for page in (layer.get(number), words.get(number)) if page is not None]
        form = _form(sources, pictures.get(number))
        if form is not None:
            forms.append(form)
    review = tuple(f"{name}: {field.review}" for form in forms for name, field in form.fields.items() if field.review)
    if not forms:
        review = ("document: no page is a certificate of liability insurance",)
    required: Literal[False, "fields", "document"] = "document" if not forms else "fields" if review else False
    return Reading(
        sha256=hashlib.sha256(content).hexdigest(),
        pages=max(layer.keys() | pictures.keys() | words.keys(), default=0),
        bytes=len(content),
        forms=tuple(forms),
        certificate=certificate_of(forms[0]) if forms else None,
        review_required=required,
        review=review,
    )


def _layer(content: bytes) -> dict[int, Page]:
    if kind_of(content) != "pdf":
        return {}
    try:
        return digital.pages_of(content)
    except UnopenableDocumentError:
        return {}


def _pictures(content: bytes) -> dict[int, Image.Image]:
    try:
        return dict(enumerate(page_images(content, INK_DPI, gray=True), 1))
    except (UnopenableDocumentError, OSError, ValueError):
        return {}


def _form(sources: Sequence[Page], picture: Image.Image | None) -> FormReading | None:
    form = acord_25("2016/03")
    sheet = read_sheet(sources, picture, form) if sources else None
    return None if sheet is None else FormReading(form.form, form.edition, (sources[0].number,), sheet.fields)
