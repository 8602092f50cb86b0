"""Pages that are not laid out as the form is: read from the labels, and never without a person."""

import pytest

from coverwatch.domain.evidence import Box
from coverwatch.reading import Reading, read
from coverwatch.reading.keyed import keyed_fields
from coverwatch.reading.maps import acord_25
from coverwatch.reading.misprint import OFF, misprinted
from coverwatch.reading.page import Page, Pair
from coverwatch.reading.placed import Sight
from coverwatch.reading.placement import Seen
from tests.reading.papers import AGGREGATE, DESCRIPTION, EACH_OCCURRENCE, EFFECTIVE, INSURED, NUMBER, own_layout

PLACE = Box(0.1, 0.1, 0.1, 0.01)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(own_layout())


def test_an_insurers_own_layout_is_read_from_its_labels(reading: Reading) -> None:
    values = {name: field.value for name, field in reading.forms[0].fields.items()}

    assert values[INSURED] == "Keystone Elevator L.P."
    assert values["NamedInsured_MailingAddress_PostalCode_A"] == "78664"
    assert (values["Insurer_FullName_A"], values["Insurer_NAICCode_A"]) == ("Bluestem Casualty Company", "98117")
    assert (values[NUMBER], values[EFFECTIVE], values[EACH_OCCURRENCE], values[AGGREGATE]) == (
        "BCC-GL-204417",
        "03/01/2026",
        "1,000,000",
        "2,000,000",
    )
    assert values["ExcessUmbrella_Umbrella_EachOccurrenceAmount_A"] == "5,000,000"
    assert values[DESCRIPTION] == "All operations of the named insured."
    assert values["Form_CompletionDate_A"] == "03/04/2026"


def test_what_is_read_from_labels_alone_is_never_sure(reading: Reading) -> None:
    assert reading.review_required == "document"
    assert reading.undecided_pages == (1,)
    assert all(field.review and field.confidence <= 0.5 for field in reading.forms[0].fields.values())


def test_a_key_that_the_form_prints_once_gives_its_value_and_one_that_stands_twice_does_not() -> None:
    pairs = tuple(
        Pair(key, PLACE, value, PLACE, 0.9)
        for key, value in (
            ("GENERAL AGGREGATE", "$ 2,000,000"),
            ("EACH OCCURRENCE", "$ 1,000,000"),
            ("CERTIFICATE NUMBFR:", "C-77"),
            ("ANY AUTO", "SELECTED"),
            ("UMBRELLA LIAB", "NOT_SELECTED"),
            ("MED EXP (Any one person)", "5,000"),
            ("MED EXP (Any one person)", "10,000"),
        )
    )
    found = keyed_fields(Page(number=1, source="textract", pairs=pairs))

    assert {name: field.value for name, field in found.items()} == {
        AGGREGATE: "2,000,000",
        "CertificateOfInsurance_CertificateNumberIdentifier_A": "C-77",
        "Vehicle_AnyAutoIndicator_A": True,
    }
    assert all(field.review for field in found.values())


def test_limits_whose_first_line_is_blank_and_whose_free_line_has_no_label_stand_too_low() -> None:
    sights = {n: Sight("1,000,000", 0.99, PLACE) for n in (AGGREGATE, "GeneralLiability_OtherCoverageLimitAmount_A")}
    found = misprinted(acord_25("2016/03"), Seen(sights, {}))

    assert found[AGGREGATE] == "the limits of this row seem to stand a line too low"


def test_a_date_just_below_its_cell_casts_doubt_on_every_entry() -> None:
    from coverwatch.reading.page import Word
    from coverwatch.reading.placed import Placed

    form = acord_25("2016/03")
    cell = form.fields["Form_CompletionDate_A"].cell
    box = Box(cell.left + 0.01, cell.bottom + 0.002, 0.08, 0.01)
    seen = Seen({NUMBER: Sight("A-1", 0.99, PLACE)}, {}, [Placed(Word("03/04/2026", box, 1.0, box), box)])

    assert misprinted(form, seen)[NUMBER] == OFF
