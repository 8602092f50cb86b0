"""Textract's blocks as they come → blocks that textract-trp can take: all response pages merged, dangling ids dropped, gaps filled."""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

Block = dict[str, Any]

NOWHERE: dict[str, Any] = {"BoundingBox": {"Left": 0.0, "Top": 0.0, "Width": 0.0, "Height": 0.0}, "Polygon": []}
MOST_BLOCKS = 300_000  # 300 response pages; a certificate's page has about 800 blocks
MOST_PAGES = 3_000
CELL_NUMBERS = ("RowIndex", "ColumnIndex", "RowSpan", "ColumnSpan")


def mended(responses: Iterable[Mapping[str, Any]]) -> tuple[list[Block], tuple[str, ...]]:
    """All usable blocks of the response pages, and what was wrong with the rest, a reason a kind."""
    blocks: dict[str, Block] = {}
    faults: dict[str, None] = {}
    for response in responses:
        listed = response.get("Blocks") if isinstance(response, Mapping) else None
        if isinstance(response, Mapping) and response.get("JobStatus") in {"FAILED", "PARTIAL_SUCCESS", "IN_PROGRESS"}:
            faults[f"the job's status is {response['JobStatus']}"] = None
        for block in listed if isinstance(listed, list) else []:
            if not _is_block(block) or len(blocks) >= MOST_BLOCKS:
                faults["a block without id or type" if len(blocks) < MOST_BLOCKS else "more blocks than a document can have"] = None
            else:
                blocks.setdefault(block["Id"], _filled(block))
    for block in blocks.values():
        block["Relationships"], dangling = _held(block["Relationships"], blocks)
        if dangling:
            faults["a relationship to a block that is not there"] = None
    return list(blocks.values()), tuple(faults)


def _is_block(block: object) -> bool:
    return isinstance(block, Mapping) and isinstance(block.get("Id"), str) and isinstance(block.get("BlockType"), str)


def _held(relationships: list[Any], blocks: Mapping[str, Block]) -> tuple[list[Block], bool]:
    held, dangling = [], False
    for relation in relationships:
        if isinstance(relation, Mapping) and isinstance(relation.get("Type"), str) and isinstance(relation.get("Ids"), list):
            ids = [i for i in relation["Ids"] if isinstance(i, str) and i in blocks]
            dangling = dangling or len(ids) < len(relation["Ids"])
            held.append({"Type": relation["Type"], "Ids": ids})
    return held, dangling


def _filled(block: Mapping[str, Any]) -> Block:
    filled = dict(block)
    page = block.get("Page")
    filled["Page"] = page if isinstance(page, int) and not isinstance(page, bool) and 0 < page <= MOST_PAGES else 1
    filled["Confidence"] = min(max(block["Confidence"], 0.0), 100.0) if _is_number(block.get("Confidence")) else 0.0
    filled["Geometry"] = _geometry(block.get("Geometry"))
    for name in ("Relationships", "EntityTypes"):
        filled[name] = block[name] if isinstance(block.get(name), list) else []
    filled["Text"] = block["Text"] if isinstance(block.get("Text"), str) else ""
    if block["BlockType"] == "SELECTION_ELEMENT" and not isinstance(block.get("SelectionStatus"), str):
        filled["SelectionStatus"] = "NOT_SELECTED"
    if block["BlockType"] == "CELL":
        filled.update({n: block[n] if isinstance(block.get(n), int) else 1 for n in CELL_NUMBERS})
    return filled


def _geometry(geometry: object) -> dict[str, Any]:
    try:
        box, polygon = geometry["BoundingBox"], geometry["Polygon"]  # type: ignore[index]  # what is no mapping is caught below
        left, top, width, height = box["Left"] + 0.0, box["Top"] + 0.0, box["Width"] + 0.0, box["Height"] + 0.0
        if not (-1 <= left <= 2 and -1 <= top <= 2 and 0 <= width <= 2 and 0 <= height <= 2):
            return NOWHERE
    except (TypeError, KeyError):
        return _without_polygon(geometry)
    return {"BoundingBox": box, "Polygon": polygon if _is_polygon(polygon) else []}


def _without_polygon(geometry: object) -> dict[str, Any]:
    """A box alone is enough to place a word."""
    if isinstance(geometry, Mapping) and "BoundingBox" in geometry and "Polygon" not in geometry:
        return _geometry({**geometry, "Polygon": []})
    return NOWHERE


def _is_polygon(polygon: object) -> bool:
    try:
        return all(-1 <= p["X"] <= 2 and -1 <= p["Y"] <= 2 for p in polygon)  # type: ignore[attr-defined]  # as above
    except (TypeError, KeyError):
        return False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
