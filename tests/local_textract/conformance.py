"""Whether an answer is one that Textract could have given: botocore's own shapes, and what holds in its real responses."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

Block = dict[str, Any]

LAYOUTS = frozenset({"LAYOUT_HEADER", "LAYOUT_KEY_VALUE", "LAYOUT_SECTION_HEADER", "LAYOUT_TABLE", "LAYOUT_TEXT", "LAYOUT_TITLE"})
PARTS = {
    "PAGE": {"LINE", "KEY_VALUE_SET", "TABLE", "SIGNATURE", "QUERY", "QUERY_RESULT"} | LAYOUTS,
    "LINE": {"WORD"},
    "KEY_VALUE_SET": {"WORD", "SELECTION_ELEMENT", "KEY_VALUE_SET"},
    "TABLE": {"CELL", "MERGED_CELL", "TABLE_TITLE", "TABLE_FOOTER"},
    "CELL": {"WORD", "SELECTION_ELEMENT"},
    "MERGED_CELL": {"CELL"},
    "TABLE_TITLE": {"WORD"},
    "TABLE_FOOTER": {"WORD"},
    "QUERY": {"QUERY_RESULT"},
    **{layout: {"LINE"} for layout in LAYOUTS},
}
"""What each kind of block may have among its relations: what was met in twelve published responses with blocks, of forms, tables, queries,
layout, turned pages. PAGE → SIGNATURE and TABLE → TABLE_FOOTER are the service's documentation's alone."""

PLACELESS = frozenset({"QUERY"})
"""A question stands nowhere on the page."""

ROUNDING = 1e-6
"""Textract writes 32-bit fractions: in its own answers a box and its polygon differ by up to 6e-8."""


@cache
def model() -> ServiceModel:
    return ServiceModel(Loader().load_service_model("textract", "service-2"))


def assert_shaped(operation: str, answer: dict[str, Any]) -> None:
    """The answer has the operation's output shape: every member known, of its type, within its bounds; enumerations kept."""
    shape = model().operation_model(operation).output_shape
    problems = ParamValidator().validate(answer, shape)
    assert not problems.has_errors(), problems.generate_report()
    for block in answer.get("Blocks", ()):
        assert block["BlockType"] in model().shape_for("BlockType").enum
        assert set(block.get("EntityTypes", ())) <= set(model().shape_for("EntityType").enum)
        assert all(relation["Type"] in model().shape_for("RelationshipType").enum for relation in block.get("Relationships", ()))


def assert_conventional(blocks: Sequence[Block], *, numbered: bool) -> None:
    """The blocks hold together as those of a whole result do.

    Every check holds in every published response with blocks, once the nulls are left out that one of them was saved with.
    """
    by_id = {block["Id"]: block for block in blocks}
    assert len(by_id) == len(blocks)
    for block in blocks:
        assert ("Page" in block) == numbered
        if block["BlockType"] not in PLACELESS:
            assert_placed(block)
        for relation in block.get("Relationships", ()):
            targets = [by_id[target] for target in relation["Ids"]]
            assert targets
            assert {target["BlockType"] for target in targets} <= PARTS[block["BlockType"]]
            assert (relation["Type"] == "VALUE") == (block.get("EntityTypes") == ["KEY"] and targets[0]["BlockType"] == "KEY_VALUE_SET")
    lines = [block for block in blocks if block["BlockType"] == "LINE"]
    words = [target for line in lines for target in children(line)]
    assert sorted(words) == sorted(block["Id"] for block in blocks if block["BlockType"] == "WORD")
    assert all(line["Text"] == " ".join(by_id[word]["Text"] for word in children(line)) for line in lines)


def assert_marks_once(blocks: Sequence[Block]) -> None:
    """No word lies inside a selected element: a mark is one or the other."""
    selected = [block for block in blocks if block.get("SelectionStatus") == "SELECTED"]
    for word in (block for block in blocks if block["BlockType"] == "WORD"):
        box = word["Geometry"]["BoundingBox"]
        across, down = box["Left"] + box["Width"] / 2, box["Top"] + box["Height"] / 2
        for mark in (block["Geometry"]["BoundingBox"] for block in selected if block.get("Page") == word.get("Page")):
            assert not (mark["Left"] < across < mark["Left"] + mark["Width"] and mark["Top"] < down < mark["Top"] + mark["Height"])


def assert_placed(block: Block) -> None:
    geometry = block["Geometry"]
    box, polygon = geometry["BoundingBox"], geometry["Polygon"]
    assert len(polygon) == 4
    across, down = [point["X"] for point in polygon], [point["Y"] for point in polygon]
    assert 0 <= min(across) <= max(across) <= 1
    assert 0 <= min(down) <= max(down) <= 1
    edges = (box["Left"], box["Top"], box["Left"] + box["Width"], box["Top"] + box["Height"])
    assert all(abs(one - other) < ROUNDING for one, other in zip(edges, (min(across), min(down), max(across), max(down))))


def children(block: Block) -> list[str]:
    return [target for relation in block.get("Relationships", ()) if relation["Type"] == "CHILD" for target in relation["Ids"]]


def words(blocks: Iterable[Block]) -> list[str]:
    return [block["Text"] for block in blocks if block["BlockType"] == "WORD"]


def selections(blocks: Iterable[Block]) -> list[str]:
    return [block["SelectionStatus"] for block in blocks if block["BlockType"] == "SELECTION_ELEMENT"]
