"""Read a document: classify its pages, read each form from every source, and normalise the certificate they make together."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from coverwatch.reading.alone import read_alone
from coverwatch.reading.bundle import Bundle, bundled
from coverwatch.reading.classify import PageClass, PageKind, classify
from coverwatch.reading.critical import CRITICAL_FIELDS
from coverwatch.reading.keyed import keyed_fields
from coverwatch.reading.maps import ACORD_25_EDITIONS, acord_25, acord_101
from coverwatch.reading.misprint import OFF
from coverwatch.reading.outcome import FieldReading, FormReading, Reading
from coverwatch.reading.page import Page
from coverwatch.reading.reconcile import NOT_IN_LAYER, NOT_SHOWN
from coverwatch.reading.sheet import ADDRESSED_TO_A_MACHINE, Sheet, laid_on, read_sheet
from coverwatch.reading.sources import Sources

NO_TITLE_NEEDED = 0.6  # of the form's labels: a page that bears so many is the form, whatever its title says
READ_AS = {"2009/09": "2010/05"}  # editions that differ from one that has a map by words alone
UNREAD_LAYOUT = "OTHER_LAYOUT: the page bears the title of ACORD 25, but is not laid out as it"
POLICY_NEWS = "POLICY_NEWS: a page tells of a policy that is cancelled, not renewed or reinstated"
LONGEST_TEXT = 20_000  # letters of a page: a full one has 6,000
MISMATCH = (NOT_SHOWN.partition("{")[0], NOT_IN_LAYER.partition("{")[0])
FAILED = "the job's status is FAILED"
OLD_EDITIONS = frozenset({"2001/08"})  # mapped, but never without a person


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    kind: PageClass
    form: FormReading | None = None
    reasons: tuple[str, ...] = ()
    text: str = ""


def read(
    content: bytes,
    detected: Sequence[Mapping[str, Any]] = (),
    analyzed: Sequence[Mapping[str, Any]] = (),
    *,
    specimens_allowed: bool = False,
) -> Reading:
    """Read a document from its bytes and Textract's response pages: `detected` of DetectDocumentText, `analyzed` of FORMS+TABLES.

    Never raises for what it is given: a document that can't be read is a Reading that a person must look at.
    """
    sources = Sources(content, detected, analyzed)
    pages = [_page(number, sources) for number in range(1, sources.count + 1)]
    forms = tuple(page.form for page in pages if page.form is not None)
    bundle = bundled(forms)
    of_document = list(dict.fromkeys(_of_document(sources, pages, bundle, specimens_allowed=specimens_allowed)))
    of_fields = [f"{name}: {f.review}" for form in forms for name, f in form.fields.items() if f.review]
    critical = [page.number for page in pages if _has_critical_review(page)]
    required: Literal[False, "fields", "document"] = "document" if of_document else "fields" if critical else False
    return Reading(
        sha256=hashlib.sha256(content).hexdigest(),
        pages=sources.count,
        bytes=len(content),
        forms=forms,
        certificate=bundle.certificate,
        review_required=required,
        review=(*(f"document: {reason}" for reason in of_document), *of_fields),
        undecided_pages=tuple(n for n in critical if n not in sources.analyzed),
        policy_news="\n".join(page.text for page in pages if page.text),
    )


def _page(number: int, sources: Sources) -> _Page:
    pages = sources.pages(number)
    kind = classify(pages)
    if kind.kind in {PageKind.CERTIFICATE, PageKind.OTHER, PageKind.ENDORSEMENT, PageKind.DECLARATIONS, PageKind.POLICY_NEWS}:
        page = _certificate_page(number, kind, sources)
        if page is not None:
            return page
    if kind.kind is PageKind.REMARKS:
        form = acord_101()
        laid = laid_on(pages, form)
        fields = read_sheet(pages, laid, None, form).fields if laid else {}
        return _Page(number, kind, FormReading(form.form, kind.edition, (number,), fields))
    if kind.kind is PageKind.BLANK:
        return _Page(number, kind)
    name = {PageKind.ENDORSEMENT: f"endorsement {kind.form or ''}".strip(), PageKind.CERTIFICATE: "other"}.get(
        kind.kind, kind.form or kind.kind.value
    )
    brings_news = kind.kind is PageKind.POLICY_NEWS
    reasons, text = ((POLICY_NEWS,), _text_of(pages)) if brings_news else ((), "")
    return _Page(number, kind, FormReading(name, kind.edition, (number,), specimen=kind.specimen), reasons, text)


def _text_of(pages: Sequence[Page]) -> str:
    """What stands on a page, as the source that sees most of it has it."""
    page = max(pages, key=lambda page: len(page.words))
    return "\n".join(" ".join(page.words[i].text for i in run) for run in page.runs)[:LONGEST_TEXT]


def _certificate_page(number: int, kind: PageClass, sources: Sources) -> _Page | None:
    """The page as an ACORD 25; None when neither its title nor its labels are that form's."""
    pages = sources.pages(number)
    named = kind.kind is PageKind.CERTIFICATE
    edition = READ_AS.get(kind.edition or "", kind.edition) if named else None
    known = edition is not None and edition in (*ACORD_25_EDITIONS, *OLD_EDITIONS)
    tried = {e: laid_on(pages, acord_25(e)) for e in ((edition,) if known and edition else ACORD_25_EDITIONS)}
    best = max(tried, key=lambda e: max((r.share for r in tried[e].values()), default=0.0))
    share = max((r.share for r in tried[best].values()), default=0.0)
    if share == 0.0 or (not named and share < NO_TITLE_NEEDED):
        alone = read_alone(max(pages, key=lambda page: page.source == "textract"), acord_25(ACORD_25_EDITIONS[0]))
        unread = FormReading("ACORD 25", kind.edition, (number,), {**_keyed(pages), **alone}, specimen=kind.specimen)
        return _Page(number, kind, unread, (UNREAD_LAYOUT,)) if named and kind.titled else None
    sheet = read_sheet(pages, tried[best], sources.picture(number), acord_25(best))
    told = kind.edition if named and kind.edition else best
    fields = sheet.fields if sheet.in_place else {**_keyed(pages), **sheet.fields}
    form = FormReading("ACORD 25", told, (number,), fields, sheet.signed, kind.specimen)
    return _Page(number, kind, form, tuple(_of_layout(kind if named else PageClass(PageKind.CERTIFICATE), sheet)))


def _keyed(pages: Sequence[Page]) -> dict[str, FieldReading]:
    return {name: reading for page in pages for name, reading in keyed_fields(page).items()}


def _of_layout(kind: PageClass, sheet: Sheet) -> Iterator[str]:
    if kind.edition is None:
        yield "UNKNOWN_EDITION: the page does not say which edition of ACORD 25 it is"
    elif kind.edition not in ACORD_25_EDITIONS:
        yield f"UNKNOWN_EDITION: ACORD 25 ({kind.edition}) is not an edition that is read without a person"
    if not sheet.in_place:
        yield "OTHER_LAYOUT: the page is not laid out as ACORD 25 is, and was read from its labels alone"
    if any(f.review == OFF for f in sheet.fields.values()):
        yield f"OTHER_LAYOUT: {OFF}"
    if any(f.review and f.review.startswith(MISMATCH) for f in sheet.fields.values()):
        yield "TEXT_LAYER_MISMATCH: what the file's text says is not what its page shows"
    if any(f.review == ADDRESSED_TO_A_MACHINE for f in sheet.fields.values()):
        yield f"SUSPICIOUS_TEXT: a field {ADDRESSED_TO_A_MACHINE}"


def _of_document(sources: Sources, pages: Sequence[_Page], bundle: Bundle, *, specimens_allowed: bool) -> Iterator[str]:
    for fault in sources.faults:
        yield f"UNREADABLE: {fault}"
    for fault in sorted({fault for page in sources.words.values() for fault in page.faults} | set(sources.job_faults)):
        yield f"OCR_FAILED: {fault}" if fault == FAILED else f"OCR_INCOMPLETE: {fault}"
    missing = [n for n in range(1, sources.count + 1) if n not in sources.words] if sources.words else []
    if any(sources.layer.get(n) is None or sources.layer[n].words for n in missing):
        yield "OCR_INCOMPLETE: not every page was read"
    if all(page.kind.kind is PageKind.BLANK for page in pages):
        yield "NO_TEXT: no page shows any text"
    elif bundle.certificate is None and not any(page.reasons for page in pages):
        yield "NOT_A_CERTIFICATE: no page is a certificate of liability insurance"
    if not specimens_allowed and any(page.kind.specimen for page in pages):
        yield "SPECIMEN: a page says that it is a specimen"
    yield from bundle.reasons
    for page in pages:
        yield from page.reasons


def _has_critical_review(page: _Page) -> bool:
    form = page.form
    if form is None or form.form != "ACORD 25":
        return False
    return not form.fields or any(f.review for n, f in form.fields.items() if n in CRITICAL_FIELDS)
