"""Whether a PDF may be opened, decided from its bytes: what it would do, what it unpacks to, how large its pages and pictures are."""

from collections.abc import Iterator
from dataclasses import dataclass

from coverwatch.reading.pdfium import UnopenableDocumentError
from coverwatch.reading.safety.actions import refuse_actions
from coverwatch.reading.safety.budget import Budget
from coverwatch.reading.safety.cross_references import are_sound, refuse_absurd_tables
from coverwatch.reading.safety.limits import MAX_PAGES
from coverwatch.reading.safety.page_tree import pages_of, states_a_wrong_count
from coverwatch.reading.safety.refusal import PRINT_IT, Reason, RefusedError, damaged
from coverwatch.reading.safety.sizes import measure, refuse_large_page, refuse_large_picture
from coverwatch.reading.safety.structure import Dictionary, Structure, structure
from coverwatch.reading.safety.syntax import Value
from coverwatch.reading.safety.vault import without_encryption

_DRAWN_BY_THE_VIEWER = frozenset({"Widget", "FreeText", "Stamp", "Ink", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight"})
"""Annotations that show something of their own; whether Textract draws them is not documented."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What its bytes say of a PDF that may be opened."""

    pages: int
    encrypted: bool
    needs_flattening: bool
    flags: tuple[str, ...]


def check_document(content: bytes, budget: Budget | None = None) -> DocumentFacts:
    """Raises RefusedError for a PDF that must not be opened, or that no person could open."""
    budget = budget or Budget()
    outer = structure(content, budget)
    refuse_absurd_tables(outer)
    pdf = _unlocked(outer, budget) if outer.encrypted else outer
    dictionaries = list(_dictionaries(pdf))
    refuse_actions(pdf, dictionaries)
    _refuse_dynamic_form(pdf, dictionaries)
    for each in dictionaries:
        refuse_large_page(pdf, each)
        refuse_large_picture(pdf, each)
    for found in pdf.found:
        if found.stream_begins is not None:
            measure(pdf, found)
    roots = [trailer["Root"] for trailer in outer.trailers if "Root" in trailer]
    pages = len(pages_of(pdf, roots))
    if pages > MAX_PAGES:
        raise RefusedError(Reason.TOO_MANY_PAGES, f"The file has more than {MAX_PAGES} pages. Please send the certificate alone.")
    repaired = not are_sound(content, budget) or states_a_wrong_count(pdf, roots, pages)
    live = "XFA" in pdf.names or any(str(pdf.resolve(each.get("Subtype"))) in _DRAWN_BY_THE_VIEWER for each in dictionaries)
    flags = (("REPAIRED",) if repaired else ()) + (("EMBEDDED_FILES",) if _has_attachments(pdf, dictionaries) else ())
    return DocumentFacts(pages, outer.encrypted, outer.encrypted or live or repaired, flags)


def _unlocked(outer: Structure, budget: Budget) -> Structure:
    try:
        return structure(without_encryption(outer), budget)
    except UnopenableDocumentError as error:
        if error.needs_password:
            raise RefusedError(Reason.ENCRYPTED, "The file asks for a password. Please send it without one.") from error
        raise damaged() from error


def _dictionaries(pdf: Structure) -> Iterator[Dictionary]:
    """Every dictionary of the file, those inside others too."""
    waiting: list[Value] = list(pdf.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(each for each in value.values() if isinstance(each, dict | list))
        elif isinstance(value, list):
            waiting.extend(each for each in value if isinstance(each, dict | list))


def _refuse_dynamic_form(pdf: Structure, dictionaries: list[Dictionary]) -> None:
    if any(pdf.resolve(each.get("NeedsRendering")) is True for each in dictionaries):
        raise RefusedError(Reason.XFA_UNSUPPORTED, f"The form's pages exist only inside Adobe's own software. {PRINT_IT}")


def _has_attachments(pdf: Structure, dictionaries: list[Dictionary]) -> bool:
    return any(pdf.dictionary(each.get("EF")) or pdf.resolve(each.get("Type")) == "EmbeddedFile" for each in dictionaries)
