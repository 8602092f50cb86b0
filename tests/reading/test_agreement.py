"""Sources that agree are sure, sources that differ go to a person, and a lonely value has to be likely."""

from dataclasses import replace

import pytest

from coverwatch.domain.evidence import Box
from coverwatch.reading.maps import Kind, acord_25
from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.placed import Sight
from coverwatch.reading.plausible import doubts
from coverwatch.reading.reconcile import marked, written
from coverwatch.reading.witness import Witness
from local.specimens import Recognition
from tests.reading.papers import (
    ADDITIONAL_INSURED,
    AGGREGATE,
    EACH_OCCURRENCE,
    EFFECTIVE,
    EXPIRATION,
    GL,
    NUMBER,
    a_specimen,
    fields_of,
)

PLACE = Box(0.1, 0.1, 0.1, 0.01)
FIELDS = acord_25("2016/03").fields
LETTER = f"{GL}InsurerLetterCode_A"


def a_sight(value: str | bool, confidence: float = 0.99) -> Sight:
    return Sight(value, confidence, PLACE)


def a_reading(value: str | bool, confidence: float = 0.99, *sources: str) -> FieldReading:
    return FieldReading(value, confidence, 1, PLACE, sources or ("textract",))


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        (EACH_OCCURRENCE, "1,000,000", "1000000"),
        (EACH_OCCURRENCE, "$1,000,000", "1 000 000"),
        (EFFECTIVE, "3/1/2026", "03/01/2026"),
        (NUMBER, "BCC-GL 204417", "BCC-GL204417"),
        ("NamedInsured_FullName_A", "Smith & Sons, Inc.", "Smith & Sons Inc"),
    ],
)
def test_readings_that_mean_the_same_agree_however_they_are_written(name: str, one: str, other: str) -> None:
    reading = written(FIELDS[name], {"digital": a_sight(one), "textract": a_sight(other)}, None, 1, PLACE, layered=True)

    assert reading is not None
    assert (reading.value, reading.review, reading.sources) == (one, None, ("digital", "textract"))
    assert reading.confidence == 0.99


@pytest.mark.parametrize(("one", "other"), [("1,000,000", "1,000,00"), ("1,000,000", "7,000,000"), ("1,000,000", "Included")])
def test_readings_that_differ_show_both(one: str, other: str) -> None:
    reading = written(FIELDS[EACH_OCCURRENCE], {"digital": a_sight(one), "textract": a_sight(other, 0.8)}, None, 1, PLACE, layered=True)

    assert reading is not None
    assert reading.review == f"reads disagree: {one} / {other}"
    assert reading.value == one


def test_what_the_page_shows_goes_before_what_its_layer_says() -> None:
    reading = written(FIELDS[NUMBER], {"digital": a_sight("A-1"), "textract": a_sight("B-2")}, None, 1, PLACE, layered=True)

    assert reading is not None
    assert reading.value == "B-2"


def test_a_text_that_the_page_does_not_show_goes_to_a_person() -> None:
    reading = written(FIELDS[NUMBER], {"digital": a_sight("A-1")}, Witness(hidden=frozenset({NUMBER})), 1, PLACE, layered=True)

    assert reading is not None
    assert reading.review == "the layer has a text that the page does not show: A-1"


def test_a_text_that_the_layer_lacks_goes_to_a_person() -> None:
    reading = written(FIELDS[NUMBER], {"textract": a_sight("A-1")}, Witness(), 1, PLACE, layered=True)

    assert reading is not None
    assert reading.review == "the page shows a text that its layer does not have: A-1"


@pytest.mark.parametrize(
    ("sights", "share", "told", "expected"),
    [
        ({"textract": a_sight(True)}, 0.14, True, (True, None)),
        ({"textract": a_sight(True)}, 0.001, True, (True, "a mark was read, but the box shows no ink")),
        ({}, 0.14, True, (True, None)),
        ({}, 0.14, False, (True, "may be marked: 14% of the box is dark")),
        ({}, 0.025, True, (True, "may be marked: 2% of the box is dark")),
        ({"digital": a_sight(True), "textract": a_sight(True)}, 0.025, True, (True, None)),
    ],
)
def test_a_box_is_marked_by_what_is_read_in_it_and_by_its_ink(
    sights: dict[str, Sight], share: float, told: bool, expected: tuple[bool, str | None]
) -> None:
    reading = marked(sights, share, 1, PLACE, told=told)

    assert reading is not None
    assert (reading.value, reading.review) == expected


def test_a_box_without_mark_and_ink_is_blank() -> None:
    assert marked({}, 0.004, 1, PLACE, told=True) is None
    assert marked({}, None, 1, PLACE, told=True) is None


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("Insurer_NAICCode_A", "9811", "a NAIC number has five digits"),
        (LETTER, "G", "an insurer's letter is one of A to F"),
        (ADDITIONAL_INSURED, "K", "the cell holds X, Y or N"),
        (EFFECTIVE, "02/30/2026", "not a date"),
        (EACH_OCCURRENCE, "1OOO000", "not an amount"),
    ],
)
def test_what_a_field_cannot_hold_is_gravely_doubted(name: str, value: str, reason: str) -> None:
    found = doubts({name: a_reading(value), "Insurer_FullName_G": a_reading("x")}, {n: f.kind for n, f in FIELDS.items()})

    assert (found[name].reason, found[name].grave) == (reason, True)


@pytest.mark.parametrize(
    ("fields", "name", "reason"),
    [
        ({EFFECTIVE: "03/01/2026", EXPIRATION: "03/01/2025"}, EXPIRATION, "the term runs -365 days"),
        ({EFFECTIVE: "03/01/2026", EXPIRATION: "03/01/2036"}, EFFECTIVE, "the term runs 3653 days"),
        ({EACH_OCCURRENCE: "2,000,000", AGGREGATE: "1,000,000"}, AGGREGATE, "the aggregate is lower than the limit per occurrence"),
        ({EACH_OCCURRENCE: "1,000,003"}, EACH_OCCURRENCE, "a limit is a round sum"),
        ({EACH_OCCURRENCE: "61,000,000"}, EACH_OCCURRENCE, "its first digit may be a dollar sign"),
        ({EACH_OCCURRENCE: "850,000"}, EACH_OCCURRENCE, "its first digit may be a dollar sign"),
        ({LETTER: "C"}, LETTER, "no insurer C is listed"),
    ],
)
def test_what_is_odd_beside_its_neighbours_is_doubted_a_little(fields: dict[str, str], name: str, reason: str) -> None:
    found = doubts({n: a_reading(v) for n, v in fields.items()}, {n: f.kind for n, f in FIELDS.items()})

    assert (found[name].reason, found[name].grave) == (reason, False)


def test_a_usual_row_is_not_doubted() -> None:
    usual = {EFFECTIVE: "04/11/2026", EXPIRATION: "04/25/2027", EACH_OCCURRENCE: "1,000,000", AGGREGATE: "Included", LETTER: "A"}
    fields = {n: a_reading(v) for n, v in usual.items()} | {"Insurer_FullName_A": a_reading("Bluestem Casualty Company")}

    assert doubts(fields, {n: f.kind for n, f in FIELDS.items()}) == {}


def test_two_sources_that_agree_are_never_doubted() -> None:
    found = fields_of(a_specimen({EACH_OCCURRENCE: "1,000,003", AGGREGATE: "500,000", LETTER: "F"}))

    assert [n for n, f in found.items() if f.review] == []


def test_a_lonely_odd_value_goes_to_a_person_and_is_never_corrected() -> None:
    field = fields_of(a_specimen(layer="image"), Recognition(misread={EACH_OCCURRENCE: "1OOO,000"}))[EACH_OCCURRENCE]

    assert field.value == "1OOO,000"
    assert field.review is not None
    assert field.review.startswith("not an amount")


def test_a_limit_between_two_rows_is_nobodys_for_sure() -> None:
    field = next(f for f in FIELDS.values() if f.name == EACH_OCCURRENCE)
    from coverwatch.reading.page import Word
    from coverwatch.reading.placed import Placed
    from coverwatch.reading.placement import _doubt

    box = replace(field.box, top=field.cell.bottom - field.box.height / 2 - 0.001)

    assert field.kind is Kind.AMOUNT
    assert _doubt(field, Placed(Word("1,000,000", box, 1.0, box), box)) == "stands between two rows"
