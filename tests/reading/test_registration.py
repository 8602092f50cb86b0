"""A page is laid onto its form by the labels printed on it, wherever and however it lies."""

from math import radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverwatch.domain.evidence import Box
from coverwatch.reading import digital
from coverwatch.reading.affine import Affine, consensus, least_squares, levelled
from coverwatch.reading.maps import ACORD_25_EDITIONS, Kind, acord_25
from coverwatch.reading.page import Page, Word
from coverwatch.reading.register import register
from local.specimens import draw_pdf
from tests.reading.papers import a_specimen

PLACES = [(0.1, 0.1), (0.9, 0.1), (0.5, 0.4), (0.1, 0.9), (0.9, 0.9), (0.3, 0.7)]


@given(st.floats(0.8, 1.2), st.floats(-0.05, 0.05), st.floats(-0.1, 0.1), st.floats(0.8, 1.2), st.floats(-0.1, 0.1))
def test_a_fit_finds_the_map_that_its_pairs_were_made_with(a: float, b: float, c: float, e: float, f: float) -> None:
    made = Affine(a, b, c, -b, e, f)
    fit = least_squares([(p, made(*p)) for p in PLACES])

    assert fit is not None
    assert fit(0.7, 0.2) == pytest.approx(made(0.7, 0.2), abs=1e-6)


def test_pairs_that_are_wrong_do_not_move_the_fit() -> None:
    made = Affine(1.02, 0.01, 0.03, -0.01, 0.98, -0.02)
    pairs = [(p, made(*p)) for p in PLACES] + [((0.2, 0.2), (0.9, 0.9)), ((0.6, 0.3), (0.1, 0.8))]
    found = consensus(pairs, 0.005)

    assert found is not None
    assert sorted(found[1]) == [0, 1, 2, 3, 4, 5]


def test_points_on_one_line_lay_nothing() -> None:
    assert least_squares([((x / 10, 0.5), (x / 10, 0.5)) for x in range(5)]) is None


@given(st.floats(-3.1, 3.1), st.floats(0.5, 2.0))
def test_turning_level_and_back_leaves_a_point_where_it_was(angle: float, aspect: float) -> None:
    turn, _ = levelled(angle, aspect)

    assert turn.inverse()(*turn(0.3, 0.8)) == pytest.approx((0.3, 0.8), abs=1e-9)


@pytest.mark.parametrize("edition", ACORD_25_EDITIONS)
def test_every_label_of_an_edition_is_met_on_its_own_page(edition: str) -> None:
    page = digital.pages_of(draw_pdf(a_specimen(edition=edition)))[1]
    registration = register(page, acord_25(edition))

    assert registration is not None
    assert registration.share == 1.0
    assert registration.drift < 0.001


@pytest.mark.parametrize(
    "knobs",
    [{"shift": (9.0, 14.0)}, {"scale": (0.9, 0.87), "shift": (0.0, -30.0)}, {"scale": (1.0, 1.007), "label_typos": True}],
    ids=["shifted", "shrunk", "typeset again"],
)
def test_fields_are_found_on_a_page_that_was_moved_or_set_again(knobs: dict[str, object]) -> None:
    page = digital.pages_of(draw_pdf(a_specimen(**knobs)))[1]
    registration = register(page, acord_25("2016/03"))
    number = next(w for w in page.words if w.text == "BCC-GL-204417")

    assert registration is not None
    assert acord_25("2016/03").fields["Policy_GeneralLiability_PolicyNumberIdentifier_A"].cell.holds(registration.placed(number.upright))


def test_rows_that_an_edition_moved_are_found_by_their_own_labels() -> None:
    page = digital.pages_of(draw_pdf(a_specimen(edition="2025/12")))[1]
    form = acord_25("2016/03")
    registration = register(page, form)

    assert registration is not None
    assert registration.redrawn
    for text, field in {
        "1,000,000": "GeneralLiability_EachOccurrence_LimitAmount_A",
        "BCC-GL-204417": "Policy_GeneralLiability_PolicyNumberIdentifier_A",
    }.items():
        word = next(w for w in page.words if w.text == text)
        assert form.fields[field].cell.holds(registration.placed(word.upright)), text


def test_a_page_of_something_else_is_not_laid_onto_the_form() -> None:
    words = tuple(Word(f"word{n}", Box(0.1, 0.02 * n, 0.1, 0.01), 1.0, Box(0.1, 0.02 * n, 0.1, 0.01)) for n in range(45))

    assert register(Page(number=1, source="textract", words=words), acord_25("2016/03")) is None


@pytest.mark.parametrize("edition", ACORD_25_EDITIONS)
def test_no_two_cells_of_a_form_claim_the_same_place(edition: str) -> None:
    fields = [f for f in acord_25(edition).fields.values() if f.kind != Kind.SIGNATURE]
    blocks = acord_25(edition).blocks.values()
    free = [f for f in fields if not any(b.holds(f.box) for b in blocks)]
    claimed = [(one.name, other.name) for one in free for other in free if one is not other and other.box.holds(one.box)]

    assert claimed == []


def test_an_edition_without_a_map_is_unknown() -> None:
    with pytest.raises(KeyError):
        acord_25("1993/03")


def test_skew_of_a_degree_is_taken_out_by_the_fit() -> None:
    turn, aspect = levelled(radians(1.2), 8.5 / 11)

    assert aspect == 8.5 / 11
    assert turn(0.5, 0.5) == pytest.approx((0.5, 0.5))
