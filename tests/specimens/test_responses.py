"""Textract's answer is worked out from the drawing, and has the shapes that real answers have."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import trp

from local.specimens import Channel, Recognition, Specimen, field_boxes, textract_responses
from tests.specimens.seeing import a_specimen

OCCURRENCE = "GeneralLiability_OccurrenceIndicator_A"
GL_ADDITIONAL = "CertificateOfInsurance_GeneralLiability_AdditionalInsuredCode_A"
Block = dict[str, Any]


def blocks_of(specimen: Specimen, **how: Any) -> list[Block]:
    return [block for answer in textract_responses(specimen, Recognition(**how)) for block in answer["Blocks"]]


def texts(blocks: Sequence[Block], kind: str = "WORD") -> list[str]:
    return [block["Text"] for block in blocks if block["BlockType"] == kind]


def over(blocks: Sequence[Block], field: str, kind: str, edition: str = "2016/03") -> list[Block]:
    """The blocks of a kind whose middle lies in a field of an upright page."""
    box = field_boxes(edition)[field]
    return [block for block in blocks if block["BlockType"] == kind and _holds(box.left, box.top, box.right, box.bottom, block)]


def _holds(left: float, top: float, right: float, bottom: float, block: Block) -> bool:
    place = block["Geometry"]["BoundingBox"]
    x, y = (place["Left"] + place["Width"] / 2) * 612, (place["Top"] + place["Height"] / 2) * 792
    return left <= x <= right and top <= y <= bottom


def analyzed_document(specimen: Specimen, **how: Any) -> trp.Document:
    first, *rest = textract_responses(specimen, Recognition(analyzed=True, **how))
    whole: Mapping[str, Any] = {**first, "Blocks": [*first["Blocks"], *(block for answer in rest for block in answer["Blocks"])]}
    return trp.Document(whole)


def test_detection_holds_pages_lines_and_words_only() -> None:
    (answer,) = textract_responses(a_specimen())

    assert answer["DetectDocumentTextModelVersion"] == "1.0"
    assert answer["JobStatus"] == "SUCCEEDED"
    assert answer["DocumentMetadata"] == {"Pages": 1}
    assert set(Counter(block["BlockType"] for block in answer["Blocks"])) == {"PAGE", "LINE", "WORD"}


@pytest.mark.parametrize("analyzed", [False, True])
def test_every_relationship_leads_to_a_block_and_every_word_to_one_line(analyzed: bool) -> None:
    blocks = blocks_of(a_specimen(), analyzed=analyzed)
    ids = [block["Id"] for block in blocks]
    related = [other for block in blocks for relation in block.get("Relationships", ()) for other in relation["Ids"]]
    in_lines = [
        other for block in blocks if block["BlockType"] == "LINE" for relation in block["Relationships"] for other in relation["Ids"]
    ]

    assert len(set(ids)) == len(ids)
    assert set(related) <= set(ids)
    assert sorted(in_lines) == sorted(block["Id"] for block in blocks if block["BlockType"] == "WORD")


def test_words_lie_where_the_drawing_has_them() -> None:
    blocks = blocks_of(a_specimen())

    for field, text in (("Policy_GeneralLiability_PolicyNumberIdentifier_A", "BCC-GL-204417"), ("Insurer_NAICCode_B", "98342")):
        assert texts(over(blocks, field, "WORD")) == [text]
    assert texts(over(blocks, OCCURRENCE, "WORD")) == ["X"]


def test_detection_may_not_see_a_cross_at_all() -> None:
    blocks = blocks_of(a_specimen(), channel=Channel.ELEMENTS)

    assert over(blocks, OCCURRENCE, "WORD") == []


def test_a_cross_is_a_word_or_an_element_but_never_both() -> None:
    blocks = blocks_of(a_specimen(), analyzed=True, channel=Channel.MIXED)
    marks = [name for name, value in a_specimen().fields.items() if value is True]
    found = {
        name: (
            len([word for word in over(blocks, name, "WORD") if word["Text"] == "X"]),
            len([one for one in over(blocks, name, "SELECTION_ELEMENT") if one["SelectionStatus"] == "SELECTED"]),
        )
        for name in marks
    }

    assert set(found.values()) == {(1, 0), (0, 1)}


def test_no_word_lies_inside_a_selection_element() -> None:
    blocks = blocks_of(a_specimen(), analyzed=True, channel=Channel.MIXED)

    for name, box in field_boxes("2016/03").items():
        if box.kind == "mark" and over(blocks, name, "SELECTION_ELEMENT"):
            assert over(blocks, name, "WORD") == []


def test_a_lost_mark_is_nothing_to_detection_and_not_selected_to_analysis() -> None:
    lost = (OCCURRENCE,)

    assert over(blocks_of(a_specimen(), lost=lost), OCCURRENCE, "WORD") == []
    (element,) = over(blocks_of(a_specimen(), lost=lost, analyzed=True), OCCURRENCE, "SELECTION_ELEMENT")
    assert element["SelectionStatus"] == "NOT_SELECTED"


@pytest.mark.parametrize(("spurious", "count"), [(True, 1), (False, 0)])
def test_empty_cells_come_back_as_boxes_that_are_not_selected(spurious: bool, count: int) -> None:
    blocks = blocks_of(a_specimen(fields={GL_ADDITIONAL: None}), analyzed=True, spurious=spurious)
    elements = over(blocks, GL_ADDITIONAL, "SELECTION_ELEMENT")

    assert len(elements) == count
    assert all(element["SelectionStatus"] == "NOT_SELECTED" and 20 <= element["Confidence"] <= 48 for element in elements)


def test_a_field_may_be_misread_or_not_read() -> None:
    limit = "GeneralLiability_EachOccurrence_LimitAmount_A"
    (word,) = over(blocks_of(a_specimen(), misread={limit: "1,000,00"}), limit, "WORD")

    assert word["Text"] == "1,000,00"
    assert word["Confidence"] < 80
    assert over(blocks_of(a_specimen(), unread=(limit,)), limit, "WORD") == []


def test_dates_that_touch_are_one_word() -> None:
    assert "11/16/202511/16/2026" in texts(blocks_of(a_specimen(touching_dates=True)))
    assert "11/16/2025" in texts(blocks_of(a_specimen()))


def test_lines_merge_across_columns_when_the_gap_is_forgiven() -> None:
    near, far = (texts(blocks_of(a_specimen(), line_gap=gap), "LINE") for gap in (12, 400))

    assert "Keystone Elevator L.P." in near
    assert any("Keystone Elevator L.P." in line and "98516" in line for line in far)


def test_a_signature_s_scribble_comes_back_as_a_word_that_is_none() -> None:
    blocks = blocks_of(a_specimen(signature="scribbled"))

    (word,) = over(blocks, "Producer_AuthorizedRepresentative_Signature_A", "WORD")
    assert word["TextType"] == "HANDWRITING"
    assert word["Confidence"] < 50


def test_a_long_answer_comes_in_chunks_each_but_the_last_with_a_token() -> None:
    whole = textract_responses(a_specimen())[0]["Blocks"]
    answers = textract_responses(a_specimen(), Recognition(blocks_per_response=300))

    assert [len(answer["Blocks"]) for answer in answers[:-1]] == [300] * (len(answers) - 1)
    assert [block for answer in answers for block in answer["Blocks"]] == whole
    tokens = [answer.get("NextToken") for answer in answers]
    assert tokens[-1] is None
    assert len(set(tokens[:-1])) == len(tokens) - 1


def test_relationships_reach_across_chunks() -> None:
    answers = textract_responses(a_specimen(), Recognition(analyzed=True))
    first = {block["Id"] for block in answers[0]["Blocks"]}
    page = answers[0]["Blocks"][0]

    assert len(answers) > 1
    assert any(other not in first for relation in page["Relationships"] for other in relation["Ids"])


def test_a_synchronous_answer_has_no_job_and_no_page_numbers() -> None:
    (answer,) = textract_responses(a_specimen(), Recognition(analyzed=True, synchronous=True))

    assert set(answer) == {"DocumentMetadata", "AnalyzeDocumentModelVersion", "Blocks"}
    assert not any("Page" in block for block in answer["Blocks"])


@pytest.mark.parametrize(
    ("turn", "corner"), [(0, {"X": 0.0, "Y": 0.0}), (90, {"X": 1.0, "Y": 0.0}), (180, {"X": 1.0, "Y": 1.0}), (270, {"X": 0.0, "Y": 1.0})]
)
def test_the_page_s_first_corner_tells_how_it_lies_and_words_stay_on_their_side(turn: int, corner: dict[str, float]) -> None:
    blocks = blocks_of(a_specimen(turn=turn))
    title = next(block for block in blocks if block.get("Text") == "CERTIFICATE OF LIABILITY INSURANCE")
    place = title["Geometry"]["BoundingBox"]

    assert blocks[0]["Geometry"]["Polygon"][0] == corner
    assert (place["Height"] > place["Width"]) == (turn in (90, 270))


def test_a_crooked_page_is_a_crooked_polygon() -> None:
    first, second, *_ = blocks_of(a_specimen(skew=2))[0]["Geometry"]["Polygon"]

    assert second["Y"] > first["Y"]


def test_the_parser_finds_pairs_whose_keys_repeat() -> None:
    pairs = [(str(field.key), str(field.value)) for field in analyzed_document(a_specimen()).pages[0].form.fields]

    assert ("CERTIFICATE NUMBER:", "2604117") in pairs
    assert ("INSURER B :", "Harbor Point Indemnity Company") in pairs
    assert [value for key, value in pairs if key == "EACH OCCURRENCE"] == ["$ 1,000,000", "$ 5,000,000"]


def test_the_parser_finds_the_grid_of_policies() -> None:
    insurers, policies = analyzed_document(a_specimen()).pages[0].tables
    rows = [[cell.text.strip() for cell in row.cells] for row in policies.rows]

    assert len(rows) == 23
    assert rows[0][4] == "POLICY NUMBER"
    assert rows[4][0] == "A"
    assert rows[4][4:7] == ["BCC-GL-204417", "11/16/2025", "11/16/2026"]
    assert rows[1][7:] == ["EACH OCCURRENCE", "$ 1,000,000"]
    assert insurers.rows[2].cells[1].text.strip() == "98342"


def test_a_policy_s_own_cells_are_merged_over_its_lines() -> None:
    spans = Counter(
        (block["RowIndex"], block["RowSpan"]) for block in blocks_of(a_specimen(), analyzed=True) if block["BlockType"] == "MERGED_CELL"
    )

    assert spans == {(2, 7): 7, (9, 5): 7, (14, 3): 7, (17, 4): 7, (21, 3): 7}
