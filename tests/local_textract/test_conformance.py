"""The conformance checks themselves: as wide as what Textract answers, and no wider."""

from typing import Any

import pytest

from tests.local_textract.conformance import assert_conventional

Block = dict[str, Any]


def block(kind: str, name: str, *parts: tuple[str, str], **more: Any) -> Block:
    """A block in the page's middle; `parts` are its relations, type and target."""
    box = {"Left": 0.1, "Top": 0.1, "Width": 0.2, "Height": 0.1}
    polygon = [{"X": x, "Y": y} for x, y in ((0.1, 0.1), (0.30000001, 0.1), (0.30000001, 0.2), (0.1, 0.2))]
    related = {"Relationships": [{"Type": how, "Ids": [target]} for how, target in parts]} if parts else {}
    return {"BlockType": kind, "Id": name, "Geometry": {"BoundingBox": box, "Polygon": polygon}, **related, **more}


WORD = block("WORD", "word", Text="Total")
LINE = block("LINE", "line", ("CHILD", "word"), Text="Total")
QUESTION = {"BlockType": "QUERY", "Id": "question", "Relationships": [{"Type": "ANSWER", "Ids": ["answer"]}]}


@pytest.mark.parametrize(
    "blocks",
    [
        [WORD, LINE, block("PAGE", "page", ("CHILD", "question"), ("CHILD", "line")), QUESTION, block("QUERY_RESULT", "answer")],
        [
            WORD,
            LINE,
            block("TABLE", "table", ("MERGED_CELL", "merged")),
            block("MERGED_CELL", "merged", ("CHILD", "cell")),
            block("CELL", "cell"),
        ],
        [WORD, LINE, block("TABLE", "table", ("TABLE_TITLE", "title")), block("TABLE_TITLE", "title", ("CHILD", "word"))],
        [WORD, LINE, block("LAYOUT_KEY_VALUE", "layout", ("CHILD", "line"))],
    ],
)
def test_what_the_service_answers_beyond_ours_is_conventional(blocks: list[Block]) -> None:
    assert_conventional(blocks, numbered=False)


@pytest.mark.parametrize(
    "blocks",
    [
        [WORD],
        [WORD, LINE | {"Text": "Sum"}],
        [WORD, LINE, block("TABLE", "table", ("CHILD", "word"))],
        [WORD, LINE, WORD],
        [WORD, {name: value for name, value in LINE.items() if name != "Geometry"}],
        [WORD | {"Page": 1}, LINE],
    ],
)
def test_what_the_service_never_answers_is_found(blocks: list[Block]) -> None:
    with pytest.raises((AssertionError, KeyError)):
        assert_conventional(blocks, numbered=False)
