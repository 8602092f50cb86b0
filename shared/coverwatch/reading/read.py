"""Read a document: every page from every source, laid onto its form, reconciled, and normalised into a certificate."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from coverwatch.reading import digital, textract
from coverwatch.reading.file_type import kind_of
from coverwatch.reading.maps import acord_25
from coverwatch.reading.normalise import certificate_of
from coverwatch.reading.outcome import FormReading, Reading
from coverwatch.reading.page import Page
from coverwatch.reading.pdfium import UnopenableDocumentError, opened
from coverwatch.reading.placement import Sight, sights
from coverwatch.reading.reconcile import reconciled
from coverwatch.reading.register import register

LETTER_PAPER = 612 / 792


def read(
    content: bytes,
    detected: Sequence[Mapping[str, Any]] = (),
    analyzed: Sequence[Mapping[str, Any]] = (),
    *,
    specimens_allowed: bool = False,
) -> Reading:
    """Read a document from its bytes and Textract's response pages: `detected` of DetectDocumentText, `analyzed` of FORMS+TABLES."""
    layer = _layer(content)
    by_source = {"digital": layer, "textract": textract.pages_of([*detected, *analyzed])}
    numbers = sorted({page.number for pages in by_source.values() for page in pages})
    forms = [form for n in numbers if (form := _form(n, [p for pages in by_source.values() for p in pages if p.number == n])) is not None]
    review = tuple(f"{name}: {field.review}" for form in forms for name, field in form.fields.items() if field.review)
    if not forms:
        review = ("document: no page is a certificate of liability insurance",)
    required: Literal[False, "fields", "document"] = "document" if not forms else "fields" if review else False
    return Reading(
        sha256=hashlib.sha256(content).hexdigest(),
        pages=max(numbers, default=0),
        bytes=len(content),
        forms=tuple(forms),
        certificate=certificate_of(forms[0]) if forms else None,
        review_required=required,
        review=review,
    )


def _layer(content: bytes) -> tuple[Page, ...]:
    if kind_of(content) != "pdf":
        return ()
    try:
        with opened(content) as document:
            return tuple(digital.pages_of(document))
    except UnopenableDocumentError:
        return ()


def _form(number: int, pages: Sequence[Page]) -> FormReading | None:
    form = acord_25("2016/03")
    seen: dict[str, dict[str, Sight]] = {}
    for page in pages:
        registration = register(page, form, LETTER_PAPER)
        if registration is not None:
            seen[page.source] = sights(page, registration, form)
    if not seen:
        return None
    return FormReading("ACORD 25", form.edition, (number,), reconciled(seen, number))
