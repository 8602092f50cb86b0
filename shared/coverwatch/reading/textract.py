"""Textract's response pages → pages of words and marks; awkward blocks are mended first, what is beyond mending is left out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coverwatch.domain.evidence import Box
from coverwatch.reading.page import Mark, Page, Word

NOWHERE = {"BoundingBox": {"Left": 0.0, "Top": 0.0, "Width": 0.0, "Height": 0.0}, "Polygon": []}
HELD_BY_TRP = {"PAGE", "LINE", "WORD", "KEY_VALUE_SET", "TABLE", "CELL", "SELECTION_ELEMENT"}


def pages_of(responses: Iterable[Mapping[str, Any]]) -> tuple[Page, ...]:
    """The pages that the response pages of one job describe, in order; empty when they hold no blocks."""
    blocks = mended(responses)
    by_page: dict[int, list[dict[str, Any]]] = {}
    for block in blocks:
        by_page.setdefault(block["Page"], []).append(block)
    return tuple(_page(number, by_page[number]) for number in sorted(by_page))


def mended(responses: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """All blocks of the response pages, each with what textract-trp needs: an id, a page, geometry, confidence, and no dangling child."""
    blocks: dict[str, dict[str, Any]] = {}
    for response in responses:
        listed = response.get("Blocks") if isinstance(response, Mapping) else None
        for block in listed if isinstance(listed, list) else []:
            if not isinstance(block, Mapping) or not isinstance(block.get("Id"), str) or not isinstance(block.get("BlockType"), str):
                continue
            blocks.setdefault(block["Id"], _filled(block))
    for block in blocks.values():
        block["Relationships"] = [
            {"Type": r["Type"], "Ids": [i for i in r["Ids"] if i in blocks]}
            for r in block["Relationships"]
            if isinstance(r, Mapping) and isinstance(r.get("Type"), str) and isinstance(r.get("Ids"), list)
        ]
    return list(blocks.values())


def _filled(block: Mapping[str, Any]) -> dict[str, Any]:
    filled = dict(block)
    filled["Page"] = block["Page"] if isinstance(block.get("Page"), int) and block["Page"] > 0 else 1
    filled["Confidence"] = block["Confidence"] if isinstance(block.get("Confidence"), int | float) else 0.0
    filled["Geometry"] = block["Geometry"] if _has_geometry(block) else NOWHERE
    filled["Relationships"] = block["Relationships"] if isinstance(block.get("Relationships"), list) else []
    filled["Text"] = block["Text"] if isinstance(block.get("Text"), str) else ""
    filled["EntityTypes"] = block["EntityTypes"] if isinstance(block.get("EntityTypes"), list) else []
    if block["BlockType"] == "SELECTION_ELEMENT" and not isinstance(block.get("SelectionStatus"), str):
        filled["SelectionStatus"] = "NOT_SELECTED"
    return filled


def _has_geometry(block: Mapping[str, Any]) -> bool:
    geometry = block.get("Geometry")
    box = geometry.get("BoundingBox") if isinstance(geometry, Mapping) else None
    return isinstance(box, Mapping) and all(isinstance(box.get(k), int | float) for k in ("Left", "Top", "Width", "Height"))


def _page(number: int, blocks: Sequence[dict[str, Any]]) -> Page:
    words = tuple(
        Word(b["Text"], _box(b), b["Confidence"] / 100)
        for b in blocks
        if b["BlockType"] == "WORD" and b["Text"].strip() and b["Geometry"] is not NOWHERE
    )
    marks = tuple(
        Mark(_box(b), b["SelectionStatus"] == "SELECTED", b["Confidence"] / 100)
        for b in blocks
        if b["BlockType"] == "SELECTION_ELEMENT" and b["Geometry"] is not NOWHERE
    )
    return Page(number=number, source="textract", words=words, marks=marks)


def _box(block: Mapping[str, Any]) -> Box:
    box = block["Geometry"]["BoundingBox"]
    return Box(box["Left"], box["Top"], box["Width"], box["Height"])
