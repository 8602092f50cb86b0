"""What comes with a certificate, or instead of it."""

from dataclasses import replace

import pypdfium2
import pytest

from local.specimens import (
    CertificatePage,
    EndorsementPage,
    Kind,
    OtherPage,
    RemarksPage,
    Specimen,
    draw_pdf,
    textract_responses,
    truth,
)
from tests.specimens.seeing import a_specimen, compliant_fields, page_text


def test_a_remarks_schedule_continues_the_certificate() -> None:
    remarks = RemarksPage(remarks="Line one.\nLine two.", agency="Larkspur Insurance Agency", named_insured=("Keystone Elevator L.P.",))
    pdf = draw_pdf(replace(a_specimen(), extra_pages=(remarks,)))
    text = page_text(pdf, 1)

    assert "ACORD 101 (2008/01)" in text
    assert "ADDITIONAL REMARKS SCHEDULE" in text
    assert "Larkspur Insurance Agency 25 Certificate of Liability Insurance" in text
    assert "Line one. Line two." in text
    assert "CERTIFICATE OF LIABILITY INSURANCE" not in text


def test_an_endorsement_shows_its_form_its_policy_and_its_schedule() -> None:
    endorsement = EndorsementPage(
        form="CG 20 10",
        edition="04 13",
        title="Additional insured - scheduled person or organization",
        policy_number="BCC-GL-204417",
        schedule=(("Name of person or organization:", "Meridian Property Group LLC"),),
    )
    text = page_text(draw_pdf(replace(a_specimen(), extra_pages=(endorsement,))), 1)

    for shown in ("CG 20 10 04 13", "POLICY NUMBER: BCC-GL-204417", "Meridian Property Group LLC"):
        assert shown in text


@pytest.mark.parametrize("kind", [Kind.EVIDENCE_OF_PROPERTY, Kind.DECLARATIONS, Kind.LICENCE, Kind.REQUIREMENTS_LETTER, Kind.BLANK])
def test_a_page_that_is_no_certificate_does_not_look_like_one(kind: Kind) -> None:
    specimen = Specimen(edition=None, extra_pages=(OtherPage(kind=kind, named_insured="Keystone Elevator L.P."),))
    text = page_text(draw_pdf(specimen))

    assert "SPECIMEN" in text
    assert "CERTIFICATE OF LIABILITY" not in text
    assert truth(specimen) == {"form": None, "fields": {}}


def test_pages_keep_their_order_in_the_file_and_in_textract_s_answer() -> None:
    licence = OtherPage(kind=Kind.LICENCE, named_insured="Keystone Elevator L.P.")
    second = CertificatePage(fields={"NamedInsured_FullName_A": "Another Insured LLC"}, edition="2014/01")
    specimen = replace(a_specimen(), pages_before=(licence,), extra_pages=(second,))
    pdf = draw_pdf(specimen)
    blocks = [block for answer in textract_responses(specimen) for block in answer["Blocks"]]

    assert len(pypdfium2.PdfDocument(pdf)) == 3
    for number, words in enumerate(("CONTRACTOR LICENSE", "BCC-GL-204417", "Another Insured LLC")):
        assert words in page_text(pdf, number)
        assert any(words in block.get("Text", "") for block in blocks if block["BlockType"] == "LINE" and block["Page"] == number + 1)


def test_the_truth_is_the_certificate_s_alone_and_leaves_out_what_is_blank_or_hidden() -> None:
    fields = {
        "Insurer_FullName_F": "",
        "Form_EditionIdentifier_A": "ACORD 0025 2016-03 Acroform",
        "OtherPolicy_PolicyNumberIdentifier_A": "PL-1\nCY-2",
        "Vehicle_AnyAutoIndicator_A": True,
    }
    second = CertificatePage(fields=compliant_fields())

    assert truth(Specimen(fields=fields, extra_pages=(second,))) == {
        "form": "ACORD 25 (2016/03)",
        "fields": {"OtherPolicy_PolicyNumberIdentifier_A": "PL-1 CY-2", "Vehicle_AnyAutoIndicator_A": True},
    }


def test_a_field_that_the_edition_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError, match="GeneralLiability_EachOccurence"):
        draw_pdf(Specimen(fields={"GeneralLiability_EachOccurence": "1,000,000"}))
    with pytest.raises(KeyError, match="1999/09"):
        draw_pdf(Specimen(edition="1999/09"))
