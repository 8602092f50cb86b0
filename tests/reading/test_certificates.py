"""Whole certificates: every edition, every layer, every trap of real certificates; nothing wrong goes unsaid."""

from collections.abc import Mapping

import pytest

from coverwatch.reading import FieldReading
from local.specimens import Channel, Recognition, Specimen, draw_pdf, specimen_set, textract_responses, truth
from tests.reading.papers import (
    AGGREGATE,
    DESCRIPTION,
    EACH_OCCURRENCE,
    EFFECTIVE,
    EXPIRATION,
    NUMBER,
    a_specimen,
    fields_of,
    reading_of,
)

SIGNATURE = "Producer_AuthorizedRepresentative_Signature_A"
SPECIMENS = {s.name: s for s in specimen_set()}
EVERY_FIELD = [name for name in SPECIMENS if name.endswith("/everything")]
WHOLE = [name for name, s in SPECIMENS.items() if s.edition == "2016/03" and not name.endswith("/everything")]
OTHER_EDITIONS = [name for n, (name, s) in enumerate(SPECIMENS.items()) if s.edition not in {None, "2016/03"} and n % 9 == 0]


def wrong(specimen: Specimen, found: Mapping[str, FieldReading]) -> list[str]:
    """What the reading has otherwise than the truth; what it found without reading it counts as neither."""
    wanted = truth(specimen)["fields"]
    assert isinstance(wanted, dict)
    said = []
    for name in sorted(wanted.keys() | found.keys()):
        got = found[name].value if name in found else None
        same = got == wanted.get(name) or (isinstance(got, str) and "".join(got.split()) == "".join(str(wanted.get(name)).split()))
        if not same and not (name not in wanted and got == "" and found[name].review):
            said.append(f"{name}: {got!r} for {wanted.get(name)!r}, review {found[name].review if name in found else None}")
    return said


@pytest.mark.parametrize("name", [*EVERY_FIELD, *WHOLE[::3], *OTHER_EDITIONS])
def test_a_specimen_is_read_as_it_was_drawn(name: str) -> None:
    specimen = SPECIMENS[name]
    reading = reading_of(specimen)
    form = next(f for f in reading.forms if f.form == "ACORD 25")

    assert wrong(specimen, form.fields) == []
    assert form.edition == specimen.edition


@pytest.mark.parametrize("name", ["2016/03/clean", "2025/12/clean", "2010/05/clean"])
def test_no_field_of_a_clean_certificate_waits_for_a_person(name: str) -> None:
    reading = reading_of(SPECIMENS[name])

    assert reading.review == ()
    assert reading.review_required is False


@pytest.mark.parametrize("how", [Recognition(lost=tuple(SPECIMENS["2016/03/everything"].fields)), Recognition(channel=Channel.ELEMENTS)])
def test_marks_that_textract_does_not_report_are_told_by_strokes_and_ink(how: Recognition) -> None:
    specimen = SPECIMENS["2016/03/everything"]

    assert wrong(specimen, fields_of(specimen, how)) == []


@pytest.mark.parametrize("name", ["2016/03/good scan", "2014/01/crooked scan", "2025/12/fax"])
def test_crosses_of_a_scan_that_textract_lost_are_told_by_ink(name: str) -> None:
    specimen = SPECIMENS[name]
    found = fields_of(specimen, Recognition(lost=tuple(n for n, v in specimen.fields.items() if v is True)))

    assert wrong(specimen, found) == []
    assert {f.sources for n, f in found.items() if f.value is True} == {("ink",)}


def test_letters_of_a_scan_that_textract_lost_are_told_by_their_shape_or_by_a_person() -> None:
    specimen = SPECIMENS["2016/03/good scan"]
    letters = tuple(n for n in specimen.fields if n.endswith(("AdditionalInsuredCode_A", "SubrogationWaivedCode_A")))
    found = fields_of(specimen, Recognition(unread=letters))

    assert letters
    assert all(found[n].value == specimen.fields[n] or found[n].review for n in letters)


def test_the_own_layer_alone_is_read_when_textract_was_not_asked() -> None:
    specimen = SPECIMENS["2016/03/clean"]
    found = fields_of(specimen, detected=False)

    assert wrong(specimen, found) == []
    assert {s for f in found.values() for s in f.sources} == {"digital", "ink"}


def test_a_text_that_textract_misread_is_shown_with_both_readings() -> None:
    field = fields_of(a_specimen(), Recognition(misread={EACH_OCCURRENCE: "1,000,00"}))[EACH_OCCURRENCE]

    assert field.review == "reads disagree: 1,000,000 / 1,000,00"
    assert field.confidence <= 0.5


def test_a_limit_of_a_copiers_text_that_the_page_does_not_show_goes_to_a_person() -> None:
    field = fields_of(SPECIMENS["2016/03/copier's text with a wrong limit"])[EACH_OCCURRENCE]

    assert field.value == SPECIMENS["2016/03/copier's text with a wrong limit"].fields[EACH_OCCURRENCE]
    assert field.review is not None
    assert "7,000,000" in field.review


def test_a_scanned_value_that_textract_did_not_read_is_missed_aloud() -> None:
    field = fields_of(a_specimen(layer="image"), Recognition(unread=(NUMBER,)))[NUMBER]

    assert (field.value, field.sources) == ("", ("ink",))
    assert field.review == "something stands here that no source read"


def test_a_mark_where_no_ink_is_goes_to_a_person() -> None:
    answers = textract_responses(a_specimen())
    blank = a_specimen({"GeneralLiability_OccurrenceIndicator_A": None}, layer="image")
    from coverwatch.reading import read

    field = read(draw_pdf(blank), answers).forms[0].fields["GeneralLiability_OccurrenceIndicator_A"]

    assert field.review == "a mark was read, but the box shows no ink"


def test_an_insurers_long_name_ends_in_the_next_column_whatever_stands_left_of_its_label() -> None:
    long = {"Insurer_FullName_A": "Northgate Specialty Insurance Company of Delaware", "Producer_MailingAddress_PostalCode_A": "63101-2204"}
    found = fields_of(a_specimen(long, overflow=True, size=9.5))

    assert found["Insurer_FullName_A"].value == long["Insurer_FullName_A"]
    assert found["Insurer_NAICCode_A"].value == "98117"


def test_a_signature_in_script_counts_when_the_form_has_its_name_in_print() -> None:
    field = fields_of(a_specimen({SIGNATURE: "Larkspur Insurance Agency"}, layer="image"))[SIGNATURE]

    assert (field.value, field.review) == ("Larkspur Insurance Agency", None)


def test_a_signature_in_script_that_is_printed_nowhere_is_read_and_shown_to_a_person() -> None:
    field = fields_of(a_specimen({SIGNATURE: "Marta Quillfeather"}, layer="image"))[SIGNATURE]

    assert field.value == "Marta Quillfeather"
    assert field.review == f"signed by hand: read once, at {field.confidence:.0%}"


@pytest.mark.parametrize("layer", ["text", "image"])
def test_a_scribble_is_a_signature_and_no_name(layer: str) -> None:
    reading = reading_of(a_specimen({SIGNATURE: "Marta Quillfeather"}, layer=layer, signature="scribbled"))
    field = reading.forms[0].fields[SIGNATURE]

    assert (field.value, field.review) == ("", "signed by hand: no name was read")
    assert reading.forms[0].signed is True
    assert reading.review_required is False


@pytest.mark.parametrize("row_line", [0, 3, 6])
def test_a_row_entry_belongs_to_its_row_on_whatever_line_it_stands(row_line: int) -> None:
    found = fields_of(a_specimen(row_line=row_line))

    assert (found[NUMBER].value, found[EFFECTIVE].value, found[EXPIRATION].value) == ("BCC-GL-204417", "03/01/2026", "03/01/2027")


def test_each_occurrence_stands_twice_and_is_told_by_its_row() -> None:
    found = fields_of(
        a_specimen(
            {"ExcessUmbrella_Umbrella_EachOccurrenceAmount_A": "5,000,000", "ExcessUmbrella_Umbrella_AggregateAmount_A": "5,000,000"}
        )
    )

    assert found[EACH_OCCURRENCE].value == "1,000,000"
    assert found["ExcessUmbrella_Umbrella_EachOccurrenceAmount_A"].value == "5,000,000"
    assert found[AGGREGATE].value == "2,000,000"


def test_the_printed_n_a_of_workers_compensation_is_nobodys_answer() -> None:
    found = fields_of(
        a_specimen(
            {
                "Policy_WorkersCompensationAndEmployersLiability_PolicyNumberIdentifier_A": "WC-1",
                "WorkersCompensationEmployersLiability_InsurerLetterCode_A": "A",
            }
        )
    )

    assert not any("WorkersCompensation" in n and "InsuredCode" in n for n in found)
    assert "N" not in {f.value for n, f in found.items() if n.endswith("Code_A") and "Letter" not in n and "State" not in n}


def test_an_insured_with_a_trading_name_on_its_second_line_has_one_name() -> None:
    certificate = reading_of(a_specimen({"NamedInsured_MailingAddress_LineOne_A": "DBA Redbud Plumbing"})).certificate

    assert certificate is not None
    assert certificate.insured is not None
    assert certificate.insured.name == "Keystone Elevator L.P. DBA Redbud Plumbing"
    assert certificate.insured.lines == ("Round Rock, TX 78664",)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(turn: int) -> None:
    found = fields_of(a_specimen(turn=turn))

    assert found[NUMBER].value == "BCC-GL-204417"
    assert found["GeneralLiability_OccurrenceIndicator_A"].sources == ("digital", "textract", "ink")


def test_a_description_over_several_lines_keeps_every_word() -> None:
    text = "Meridian Property Group LLC is additional insured on General Liability. " * 4

    assert "".join(str(fields_of(a_specimen({DESCRIPTION: text}))[DESCRIPTION].value).split()) == "".join(text.split())


def test_a_free_label_ends_where_the_printed_dollar_begins() -> None:
    label, amount = "GeneralLiability_OtherCoverageLimitDescription_A", "GeneralLiability_OtherCoverageLimitAmount_A"
    found = fields_of(a_specimen({label: "EMPLOYEE BENEFITS LIAB", amount: "25,000"}))

    assert (found[label].value, found[amount].value) == ("EMPLOYEE BENEFITS LIAB", "25,000")
    assert found[label].review is None
