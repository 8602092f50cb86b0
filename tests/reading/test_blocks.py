"""Textract's blocks as they come: pages merged, what is missing filled, what is beyond mending left out and named."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverwatch.reading import read, textract
from coverwatch.reading.blocks import mended
from local.specimens import Channel, Recognition, draw_pdf, textract_responses
from tests.reading.papers import a_specimen

GEOMETRY = {"BoundingBox": {"Left": 0.1, "Top": 0.1, "Width": 0.2, "Height": 0.02}, "Polygon": [{"X": 0.1, "Y": 0.1}] * 4}


def a_word(text: str = "WORD", **more: Any) -> dict[str, Any]:
    return {"BlockType": "WORD", "Id": f"id-{text}", "Text": text, "Confidence": 99.0, "Geometry": GEOMETRY, "Page": 1, **more}


def test_blocks_of_all_response_pages_are_one_document() -> None:
    whole = textract_responses(a_specimen())
    parts = textract_responses(a_specimen(), Recognition(blocks_per_response=100))

    assert len(parts) > 3
    assert textract.pages_of(parts)[1].words == textract.pages_of(whole)[1].words


def test_a_synchronous_answer_without_page_numbers_is_page_one() -> None:
    pages = textract.pages_of(textract_responses(a_specimen(), Recognition(synchronous=True)))

    assert list(pages) == [1]
    assert len(pages[1].words) > 300


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (a_word(Relationships=[{"Type": "CHILD", "Ids": ["nobody"]}]), "a relationship to a block that is not there"),
        ({"BlockType": "WORD", "Text": "no id"}, "a block without id or type"),
        ({"Id": "no type"}, "a block without id or type"),
    ],
)
def test_what_is_wrong_with_blocks_is_named(block: dict[str, Any], fault: str) -> None:
    _, faults = mended([{"Blocks": [block]}])

    assert faults == (fault,)


@pytest.mark.parametrize(
    "geometry", [None, {}, {"BoundingBox": None}, {"BoundingBox": {"Left": "x"}}, {"BoundingBox": {"Left": float("nan")}}, 7]
)
def test_a_word_without_a_place_is_left_out(geometry: object) -> None:
    pages = textract.pages_of([{"Blocks": [a_word(Geometry=geometry), a_word("HERE")]}])

    assert [w.text for w in pages[1].words] == ["HERE"]


def test_a_box_without_a_polygon_is_place_enough() -> None:
    pages = textract.pages_of([{"Blocks": [a_word(Geometry={"BoundingBox": GEOMETRY["BoundingBox"]})]}])

    assert [w.text for w in pages[1].words] == ["WORD"]


def test_an_element_that_is_not_selected_is_a_blank_and_never_an_n() -> None:
    element = {"BlockType": "SELECTION_ELEMENT", "Id": "e", "SelectionStatus": "NOT_SELECTED", "Confidence": 40.0, "Geometry": GEOMETRY}
    page = textract.pages_of([{"Blocks": [element]}])[1]

    assert [m.selected for m in page.marks] == [False]


def test_keys_and_their_values_come_with_their_places() -> None:
    page = textract.pages_of(textract_responses(a_specimen(), Recognition(analyzed=True, channel=Channel.ELEMENTS)))[1]

    assert ("EACH OCCURRENCE", "$ 1,000,000") in [(p.key, p.value) for p in page.pairs]
    assert all(0 <= p.box.left <= 1 for p in page.pairs)


@pytest.mark.parametrize("status", ["FAILED", "IN_PROGRESS"])
def test_a_job_without_blocks_is_a_reason_to_look(status: str) -> None:
    reading = read(draw_pdf(a_specimen()), [{"JobStatus": status}], specimens_allowed=True)

    assert reading.review_required == "document"
    assert any(status in reason for reason in reading.review)


ODD_VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.lists(st.none(), max_size=2))
ODD_BLOCKS = st.dictionaries(
    st.sampled_from(["BlockType", "Id", "Text", "Confidence", "Geometry", "Page", "Relationships", "EntityTypes", "SelectionStatus"]),
    st.one_of(ODD_VALUES, st.sampled_from(["WORD", "LINE", "PAGE", "CELL", "TABLE", "KEY_VALUE_SET", "SELECTION_ELEMENT"])),
)


@given(st.lists(st.one_of(ODD_BLOCKS, ODD_VALUES), max_size=6))
def test_no_block_however_odd_raises(blocks: list[Any]) -> None:
    pages = textract.pages_of([{"Blocks": blocks}, {"Blocks": None}, {}])

    assert all(page.source == "textract" for page in pages.values())
