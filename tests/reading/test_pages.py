"""What a page is, and which pages make up one certificate."""

from io import BytesIO

import pypdfium2
import pytest

from coverwatch.domain.evidence import Box
from coverwatch.reading import read
from coverwatch.reading.classify import PageKind, classify
from coverwatch.reading.page import Page, Word
from local.specimens import CertificatePage, EndorsementPage, Kind, OtherPage, RemarksPage, Specimen, draw_pdf, textract_responses
from tests.papers import a_one_page_pdf
from tests.reading.papers import DESCRIPTION, FIELDS, INSURED, a_specimen, reading_of


def a_page(*texts: tuple[str, float, float]) -> Page:
    """A page of lines: text, top, height."""
    words = []
    for text, top, height in texts:
        for n, part in enumerate(text.split()):
            box = Box(0.05 + 0.055 * n, top, 0.05, height)
            words.append(Word(part, box, 1.0, box))
    return Page(number=1, source="textract", words=tuple(words))


BODY = tuple((f"some more words of line {n}", 0.4 + 0.02 * n, 0.01) for n in range(12))


@pytest.mark.parametrize(
    ("text", "form", "edition"),
    [
        ("ACORD 25 (2016/03)", "ACORD 25", "2016/03"),
        ("ACORD 25 (2016/3)", "ACORD 25", "2016/03"),
        ("ACORD 0025 2016-03 Acroform", "ACORD 25", "2016/03"),
        ("ACORD25(2025/12)", "ACORD 25", "2025/12"),
        ("ACORD 25-S (3/93)", "ACORD 25", "1993/03"),
        ("INS025 (201003)", "ACORD 25", "2010/03"),
        ("ACORD 27 (2016/03)", "ACORD 27", "2016/03"),
        ("ACORD 101 (2008/01)", "ACORD 101", "2008/01"),
    ],
)
def test_a_footer_tells_form_and_edition(text: str, form: str, edition: str) -> None:
    found = classify([a_page(*BODY, (text, 0.96, 0.011))])

    assert (found.form, found.edition) == (form, edition)


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("CERTIFICATE OF PROPERTY INSURANCE", "ACORD 24"),
        ("EVIDENCE OF COMMERCIAL PROPERTY INSURANCE", "ACORD 28"),
        ("EVIDENCE OF PROPERTY INSURANCE", "ACORD 27"),
        ("CERTIFICATE OF GARAGE INSURANCE", "ACORD 30"),
        ("CERTIFICATE OF LIABILTY INSURANCE", "ACORD 25"),
    ],
)
def test_a_title_tells_the_form_when_no_footer_does(title: str, form: str) -> None:
    assert classify([a_page((title, 0.04, 0.018), *BODY)]).form == form


def test_the_title_is_known_from_the_same_words_in_the_fine_print() -> None:
    assert classify([a_page(("CERTIFICATE OF LIABILITY INSURANCE", 0.1, 0.01), *BODY)]).kind is PageKind.OTHER


def test_a_form_named_in_a_description_is_no_footer() -> None:
    assert classify([a_page(*BODY, ("See attached ACORD 101 (2008/01)", 0.77, 0.01))]).kind is PageKind.OTHER


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (Kind.EVIDENCE_OF_PROPERTY, "ACORD 28"),
        (Kind.DECLARATIONS, "declarations"),
        (Kind.LICENCE, "other"),
        (Kind.REQUIREMENTS_LETTER, "other"),
    ],
)
def test_what_is_no_certificate_says_what_it_is(kind: Kind, form: str) -> None:
    specimen = Specimen(
        edition=None, extra_pages=(OtherPage(kind=kind, named_insured="Keystone Elevator L.P.", policy_number="BCC-PR-118822"),)
    )
    reading = reading_of(specimen)

    assert [f.form for f in reading.forms] == [form]
    assert reading.certificate is None
    assert reading.review_required == "document"
    assert reading.review[0].startswith("document: NOT_A_CERTIFICATE")


def test_a_remarks_schedule_continues_the_certificate_before_it() -> None:
    remarks = RemarksPage(
        remarks="Meridian Property Group LLC is additional insured per CG 20 10 04 13.", named_insured=("Keystone Elevator L.P.",)
    )
    certificate = reading_of(Specimen(fields={**FIELDS, DESCRIPTION: "See attached ACORD 101."}, extra_pages=(remarks,))).certificate

    assert certificate is not None
    assert certificate.continuation_pages == (2,)
    assert certificate.continued_elsewhere
    assert certificate.description == "See attached ACORD 101.\nMeridian Property Group LLC is additional insured per CG 20 10 04 13."
    assert [(e.form, e.edition, e.page, e.attached) for e in certificate.endorsements] == [("CG 20 10", "04 13", 2, False)]


def test_a_remarks_schedule_of_another_form_is_not_the_certificates() -> None:
    remarks = RemarksPage(remarks="Schedule of vehicles.", form_number="127", form_title="Business Auto Section")
    certificate = reading_of(Specimen(fields=FIELDS, extra_pages=(remarks,))).certificate

    assert certificate is not None
    assert certificate.continuation_pages == ()
    assert certificate.description is None


def test_endorsement_pages_belong_to_their_certificate() -> None:
    page = EndorsementPage(form="CG 20 37", edition="04 13", title="Completed operations", policy_number="BCC-GL-204417")
    reading = reading_of(Specimen(fields=FIELDS, extra_pages=(page,)))

    assert [(f.form, f.edition, f.pages) for f in reading.forms] == [("ACORD 25", "2016/03", (1,)), ("endorsement CG 20 37", "04 13", (2,))]
    assert reading.certificate is not None
    assert [(e.form, e.edition, e.page, e.attached) for e in reading.certificate.endorsements] == [("CG 20 37", "04 13", 2, True)]


def test_certificates_of_two_insureds_in_one_file_go_to_a_person() -> None:
    reading = reading_of(Specimen(fields=FIELDS, extra_pages=(CertificatePage(fields={**FIELDS, INSURED: "Granite Peak Electric, Inc."}),)))

    assert reading.review_required == "document"
    assert any("MULTIPLE_DOCUMENTS" in reason for reason in reading.review)


def test_the_same_certificate_twice_in_one_file_is_one() -> None:
    reading = reading_of(Specimen(fields=FIELDS, extra_pages=(CertificatePage(fields=FIELDS),)))

    assert not any("MULTIPLE_DOCUMENTS" in reason for reason in reading.review)


@pytest.mark.parametrize("allowed", [True, False])
def test_a_page_that_calls_itself_a_specimen_counts_only_where_specimens_do(allowed: bool) -> None:
    specimen = a_specimen()
    reading = read(draw_pdf(specimen), textract_responses(specimen), specimens_allowed=allowed)

    assert reading.certificate is not None
    assert reading.certificate.specimen
    assert any("SPECIMEN" in reason for reason in reading.review) is not allowed


def test_an_insured_called_sample_is_no_specimen() -> None:
    assert not classify([a_page(("SAMPLE LLC", 0.2, 0.01), ("Sample Street 4", 0.22, 0.01), *BODY)]).specimen


def test_an_edition_without_a_map_is_read_and_goes_to_a_person() -> None:
    specimen = a_specimen()
    answers = [
        {**a, "Blocks": [{**b, "Text": b["Text"].replace("(2016/03)", "(2031/07)")} if "Text" in b else b for b in a["Blocks"]]}
        for a in textract_responses(specimen)
    ]
    reading = read(draw_pdf(a_specimen(layer="image")), answers, specimens_allowed=True)

    assert reading.forms[0].edition == "2031/07"
    assert reading.forms[0].fields[INSURED].value == "Keystone Elevator L.P."
    assert any("UNKNOWN_EDITION" in reason for reason in reading.review)


@pytest.mark.parametrize(
    "lines",
    [
        (("NOTICE OF CANCELLATION", 0.1, 0.02), *BODY),
        (("Reinstatement Notice", 0.2, 0.02), *BODY),
        (*BODY, ("Policy GL-4711-26 will be cancelled effective 04/15/2026.", 0.7, 0.01)),
        (*BODY, ("It will not be renewed, effective July 1, 2026.", 0.7, 0.01)),
    ],
)
def test_a_page_that_tells_of_a_policy_is_known_by_its_heading_or_its_day(lines: tuple[tuple[str, float, float], ...]) -> None:
    assert classify([a_page(*lines)]).kind is PageKind.POLICY_NEWS


@pytest.mark.parametrize(
    "lines",
    [
        (*BODY, ("We will mail notice of cancellation to the first Named Insured.", 0.7, 0.01)),
        (("CG 02 24 10 93 EARLIER NOTICE OF CANCELLATION PROVIDED BY US", 0.05, 0.015), *BODY),
        (("CERTIFICATE OF LIABILITY INSURANCE", 0.04, 0.018), ("NOTICE OF CANCELLATION", 0.1, 0.02), *BODY),
    ],
    ids=["a policy's conditions", "an endorsement", "a certificate"],
)
def test_a_page_that_merely_speaks_of_cancellation_brings_no_news(lines: tuple[tuple[str, float, float], ...]) -> None:
    assert classify([a_page(*lines)]).kind is not PageKind.POLICY_NEWS


def test_a_certificate_with_a_notice_of_cancellation_behind_it_goes_to_a_person() -> None:
    both, content = pypdfium2.PdfDocument.new(), BytesIO()
    for part in (draw_pdf(a_specimen()), a_one_page_pdf("NOTICE OF CANCELLATION Policy BCC-GL-204417 effective 04/15/2026")):
        both.import_pages(pypdfium2.PdfDocument(part))
    both.save(content)

    reading = read(content.getvalue(), specimens_allowed=True)

    assert reading.review_required == "document"
    assert any("POLICY_NEWS" in reason for reason in reading.review)
    assert "BCC-GL-204417" in reading.policy_news
    assert reading.certificate is not None
