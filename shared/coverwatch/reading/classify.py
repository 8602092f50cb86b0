"""What a page is: an ACORD form by number and edition, an endorsement, declarations, or something else; by its titles and footers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from coverwatch.domain.policy_news import policy_news_in
from coverwatch.reading.endorsement_forms import mentioned
from coverwatch.reading.labels import folded
from coverwatch.reading.page import Page

FOOTER = re.compile(r"ACORD\s*(0*\d{2,3})\s*\(?\s*(\d{4})\s*[/-]\s*(\d{1,2})\s*(?:r\d+)?\s*\)?", re.IGNORECASE)
OLD_FOOTER = re.compile(r"ACORD\s*25-S\s*\((\d{1,2})/(\d{2})\)", re.IGNORECASE)
VENDOR_FOOTER = re.compile(r"INS025\s*\(?(\d{4})(\d{2})\)?")
FOOTERS_FROM, HEADERS_TO = 0.75, 0.12  # of the page's height; a page that was shrunk ends early
SURE_FOOTERS_FROM = 0.9  # above it, only what begins a line is a footer: descriptions name forms too
TITLES_TO = 0.35
TITLE_EDITS = 0.12  # of a title's letters
TITLE_SIZE = 1.2  # of the page's median type: the fine print says the same words

TITLES = {
    "CERTIFICATE OF LIABILITY INSURANCE": "ACORD 25",
    "CERTIFICATE OF PROPERTY INSURANCE": "ACORD 24",
    "EVIDENCE OF PROPERTY INSURANCE": "ACORD 27",
    "EVIDENCE OF COMMERCIAL PROPERTY INSURANCE": "ACORD 28",
    "CERTIFICATE OF GARAGE INSURANCE": "ACORD 30",
    "ADDITIONAL REMARKS SCHEDULE": "ACORD 101",
    "NEW YORK CONSTRUCTION CERTIFICATE OF LIABILITY INSURANCE ADDENDUM": "ACORD 855",
    "VEHICLE OR EQUIPMENT CERTIFICATE OF INSURANCE": "ACORD 23",
    "COMMERCIAL INSURANCE APPLICATION": "ACORD 125",
    "COMMERCIAL GENERAL LIABILITY SECTION": "ACORD 126",
}
ENDORSEMENT_TITLE = "THIS ENDORSEMENT CHANGES THE POLICY"
SPECIMEN = re.compile(r"(?:SPECIMEN|SAMPLE)\b(?!\s+(?:LLC|INC|CO|CORP|COMPANY)\b)", re.IGNORECASE)
BARE_SAMPLE = re.compile(r"(?:VOID\W*)?SAMPLE(?:\s+(?:ONLY|COPY|CERTIFICATE|FORM|DOCUMENT))?\W*$", re.IGNORECASE)


class PageKind(StrEnum):
    """What a page is, in the words of the reading."""

    CERTIFICATE = "ACORD 25"
    REMARKS = "ACORD 101"
    OTHER_FORM = "other ACORD"
    ENDORSEMENT = "endorsement"
    DECLARATIONS = "declarations"
    POLICY_NEWS = "policy news"
    """A notice of cancellation, non-renewal or reinstatement."""
    OTHER = "other"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class PageClass:
    """A page's kind; `form` and `edition` as printed: (`ACORD 25`, `2016/03`), (`CG 20 10`, `04 13`); `titled`: it bears the title."""

    kind: PageKind
    form: str | None = None
    edition: str | None = None
    titled: bool = False
    specimen: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    top: float
    height: float


def classify(pages: Sequence[Page]) -> PageClass:
    """What the sources' words say of one page, the first that says anything."""
    said = [_classified(page) for page in pages if page.words]
    if not said:
        return PageClass(PageKind.BLANK)
    order = list(PageKind)
    best = min(said, key=lambda c: order.index(c.kind))
    edition = best.edition or next((c.edition for c in said if c.form == best.form and c.edition), None)
    return PageClass(best.kind, best.form, edition, any(c.titled for c in said), any(c.specimen for c in said))


def _classified(page: Page) -> PageClass:
    lines = [
        _Line(" ".join(page.words[i].text for i in run), page.words[run[0]].upright.top, page.words[run[0]].upright.height)
        for run in page.runs
    ]
    heights = sorted(line.height for line in lines)
    usual = heights[len(heights) // 2]
    specimen = any(SPECIMEN.match(n.text) and ("specimen" in n.text.casefold() or BARE_SAMPLE.match(n.text)) for n in lines)
    footer = _footer(lines)
    titled = _title(lines, usual)
    form = footer[0] if footer else titled
    if form is not None:
        edition = footer[1] if footer else None
        return PageClass(_kind_of(form), form, edition, titled == form, specimen)
    return _unnumbered(lines, usual, specimen=specimen)


def _kind_of(form: str) -> PageKind:
    return {"ACORD 25": PageKind.CERTIFICATE, "ACORD 101": PageKind.REMARKS}.get(form, PageKind.OTHER_FORM)


def _footer(lines: Iterable[_Line]) -> tuple[str, str] | None:
    """Form and edition of an ACORD footer; some vendors print it at the top."""
    for line in lines:
        if HEADERS_TO < line.top < FOOTERS_FROM:
            continue
        if match := FOOTER.search(line.text) if line.top < HEADERS_TO or line.top > SURE_FOOTERS_FROM else FOOTER.match(line.text):
            return f"ACORD {int(match[1])}", f"{match[2]}/{int(match[3]):02d}"
        if match := OLD_FOOTER.search(line.text):
            return "ACORD 25", f"19{match[2]}/{int(match[1]):02d}"
        if match := VENDOR_FOOTER.search(line.text):
            return "ACORD 25", f"{match[1]}/{match[2]}"
    return None


def _title(lines: Iterable[_Line], usual: float) -> str | None:
    for line in lines:
        if line.top > TITLES_TO or line.height < TITLE_SIZE * usual:
            continue
        text = folded(line.text)
        for title, form in TITLES.items():
            wanted = folded(title)
            if Levenshtein.distance(text, wanted, score_cutoff=int(TITLE_EDITS * len(wanted))) <= TITLE_EDITS * len(wanted):
                return form
    return None


def _unnumbered(lines: Sequence[_Line], usual: float, *, specimen: bool) -> PageClass:
    edges = [line for line in lines if line.top < HEADERS_TO or line.top > FOOTERS_FROM]
    named = [form for line in edges for form in mentioned(line.text)]
    if named or any(folded(ENDORSEMENT_TITLE) in folded(line.text) for line in lines):
        form, edition = named[0] if named else next((f for line in lines for f in mentioned(line.text)), (None, None))
        return PageClass(PageKind.ENDORSEMENT, form, edition, specimen=specimen)
    if any("DECLARATIONS" in line.text.upper() and line.top < TITLES_TO and line.height >= usual for line in lines):
        return PageClass(PageKind.DECLARATIONS, specimen=specimen)
    kind = PageKind.POLICY_NEWS if _brings_news(lines) else PageKind.OTHER
    return PageClass(kind, specimen=specimen)


def _brings_news(lines: Sequence[_Line]) -> bool:
    """Whether a page tells of a policy: in its heading, or with a day. A policy's own conditions speak of cancellation with neither."""
    news = policy_news_in("\n".join(line.text for line in lines))
    heading = "\n".join(line.text for line in lines if line.top < TITLES_TO)
    return news is not None and (news.effective_on is not None or policy_news_in(heading) is not None)
