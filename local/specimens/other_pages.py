"""Pages that come with a certificate, or instead of one. Titles and form numbers are facts; the sentences are ours."""

from collections.abc import Iterator

from local.specimens.filling import wrap
from local.specimens.fonts import text_width
from local.specimens.geometry import LINE, read_labels, read_rules
from local.specimens.printing import BOLD, PLAIN, box_stroke, margin, printed_labels, printed_rules
from local.specimens.sheet import Item, Role, Sheet, Text
from local.specimens.specimen import EndorsementPage, Kind, OtherPage, RemarksPage

LEFT, RIGHT = 36.0, 576.0
SIZE = 9.0


def other_page(page: RemarksPage | EndorsementPage | OtherPage) -> Sheet:
    """The sheet of a page that is no certificate."""
    if isinstance(page, RemarksPage):
        return Sheet(tuple(_remarks(page)), "ACORD 101 (2008/01)")
    if isinstance(page, EndorsementPage):
        return Sheet(tuple(_endorsement(page)), page.form)
    return Sheet(tuple(DRAWN[page.kind](page)), page.kind.value)


def _remarks(page: RemarksPage) -> Iterator[Item]:
    yield from printed_rules(read_rules("acord101_2008_01"))
    yield from printed_labels(read_labels("acord101_2008_01"))
    yield from margin()
    yield Text("This specimen page continues the form named here,", 21.6, 174.8, BOLD, 8.0)
    yield Text("Specimen: invented data, drawn for tests, of no effect", 187.2, 764.8, BOLD, 8.4)
    entries = {
        (378.0, 33.8): page.customer_id,
        (378.0, 45.9): page.location,
        (540.0, 68.4): page.page,
        (574.0, 68.4): page.pages,
        (24.0, 97.6): page.agency,
        (24.0, 121.6): page.policy_number,
        (24.0, 145.6): page.carrier,
        (262.0, 145.6): page.naic_code,
        (366.0, 145.6): page.effective_date,
        (90.0, 188.7): page.form_number,
        (192.0, 188.7): page.form_title,
    }
    for (x, y), entry in entries.items():
        yield Text(entry, x, y, PLAIN, 8.0, role=Role.VALUE)
    for number, line in enumerate(page.named_insured):
        yield Text(line, 312.0, 97.6 + LINE * number, PLAIN, 8.0, role=Role.VALUE)
    for number, line in enumerate(wrap(page.remarks, PLAIN, 8.0, 560.0)):
        yield Text(line, 24.0, 213.6 + LINE * number, PLAIN, 8.0, role=Role.VALUE)


def _endorsement(page: EndorsementPage) -> Iterator[Item]:
    yield from margin()
    yield Text(f"POLICY NUMBER: {page.policy_number}", LEFT, 72, PLAIN, SIZE)
    yield Text("COMMERCIAL GENERAL LIABILITY", 380, 72, BOLD, SIZE)
    yield Text(f"{page.form} {page.edition}", 380, 84, PLAIN, SIZE)
    if page.effective_on:
        yield Text(f"Effective date: {page.effective_on}", LEFT, 84, PLAIN, SIZE)
    for number, line in enumerate(wrap(page.title.upper(), BOLD, 12, RIGHT - LEFT)):
        yield from _centred(line, 112 + 16 * number, BOLD, 12)
    yield Text("SCHEDULE", 280, 160, BOLD, SIZE)
    yield box_stroke(LEFT, 170, RIGHT, 300, 0.8)
    y = 184.0
    for heading, entry in page.schedule or (("Name of person or organization:", ""), ("Location of operations:", "")):
        yield Text(heading, LEFT + 6, y, BOLD, SIZE)
        for line in wrap(entry, PLAIN, SIZE, 500):
            y += 13
            yield Text(line, LEFT + 6, y, PLAIN, SIZE)
        y += 20
    sentences = (
        "This page stands where an insurer's endorsement would. The words below its schedule are ours and change no policy. They take the "
        "room that such a page gives to its conditions, and end where a reader who looks for the schedule has long found it."
    )
    yield from _paragraph(sentences, 330)
    yield Text(f"{page.form} {page.edition}", LEFT, 752, BOLD, SIZE)
    yield Text("Page 1 of 1", 520, 752, PLAIN, SIZE)


def _evidence_of_property(page: OtherPage) -> Iterator[Item]:
    yield from margin()
    yield from _centred("EVIDENCE OF COMMERCIAL PROPERTY INSURANCE", 64, BOLD, 13)
    yield box_stroke(18, 76, 594, 740, 1.4)
    lines = (
        ("PRODUCER NAME, CONTACT PERSON AND ADDRESS", ""),
        ("COMPANY NAME AND ADDRESS   NAIC NO:", "Tidewater Property Insurance Company"),
        ("NAMED INSURED AND ADDRESS", page.named_insured),
        ("POLICY NUMBER", page.policy_number),
        ("BUILDING OR BUSINESS PERSONAL PROPERTY", "Building"),
        ("COMMERCIAL PROPERTY COVERAGE AMOUNT OF INSURANCE: $", "2,400,000   DED: 10,000"),
        ("BUSINESS INCOME / RENTAL VALUE", "YES"),
        ("EQUIPMENT BREAKDOWN (If Applicable)", "YES"),
        ("ADDITIONAL INTEREST", "LENDER'S LOSS PAYABLE"),
    )
    yield from _entries(lines, 92)
    yield Text("ACORD 28 (2016/03)", 21.6, 764.8, BOLD, 8.4)


def _declarations(page: OtherPage) -> Iterator[Item]:
    yield from margin()
    yield from _centred("COMMERCIAL GENERAL LIABILITY DECLARATIONS", 72, BOLD, 13)
    lines = (
        ("NAMED INSURED", page.named_insured),
        ("POLICY NUMBER", page.policy_number),
        ("POLICY PERIOD", "From 12:01 A.M. standard time at your mailing address"),
        ("GENERAL AGGREGATE LIMIT", "$ 2,000,000"),
        ("EACH OCCURRENCE LIMIT", "$ 1,000,000"),
        ("TOTAL ADVANCE PREMIUM", "$ 8,412"),
        ("FORMS AND ENDORSEMENTS", "See schedule"),
    )
    yield from _entries(lines, 100)


def _licence(page: OtherPage) -> Iterator[Item]:
    yield from margin()
    yield from _centred("CONTRACTOR LICENSE", 96, BOLD, 16)
    yield from _entries((("LICENSEE", page.named_insured), ("LICENSE NUMBER", "C-40-118822"), ("CLASSIFICATION", "Specialty")), 140)


def _requirements_letter(page: OtherPage) -> Iterator[Item]:
    yield from margin()
    yield Text(f"To: {page.named_insured}", LEFT, 96, PLAIN, SIZE)
    yield Text("Insurance requirements", LEFT, 120, BOLD, 12)
    sentences = (
        "Before work starts we need a certificate of insurance that shows general liability of $1,000,000 each occurrence and $2,000,000 "
        "general aggregate, automobile liability of $1,000,000 combined single limit, and workers compensation with statutory limits."
    )
    yield from _paragraph(sentences, 150)


def _blank(_page: OtherPage) -> Iterator[Item]:
    yield from margin()


DRAWN = {
    Kind.EVIDENCE_OF_PROPERTY: _evidence_of_property,
    Kind.DECLARATIONS: _declarations,
    Kind.LICENCE: _licence,
    Kind.REQUIREMENTS_LETTER: _requirements_letter,
    Kind.BLANK: _blank,
}


def _entries(lines: tuple[tuple[str, str], ...], top: float) -> Iterator[Text]:
    for number, (heading, entry) in enumerate(lines):
        y = top + 36 * number
        yield Text(heading, LEFT, y, BOLD, 7)
        yield Text(entry, LEFT + 8, y + 13, PLAIN, SIZE)


def _paragraph(text: str, top: float) -> Iterator[Text]:
    for number, line in enumerate(wrap(text, PLAIN, SIZE, RIGHT - LEFT)):
        yield Text(line, LEFT, top + 13 * number, PLAIN, SIZE)


def _centred(text: str, y: float, font: str, size: float) -> Iterator[Text]:
    yield Text(text, (612 - text_width(text, font, size)) / 2, y, font, size)
