"""Textract's blocks, as its real answers have them: ids, geometry in the shown page's frame, relationships."""

from collections.abc import Iterable, Sequence
from typing import Any

from local.specimens.placement import Placement, Point
from local.specimens.seeds import identifier

Block = dict[str, Any]
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom in the drawing's points."""


class BlockMaker:
    """Makes one page's blocks. `page` None: the blocks of a synchronous answer, which carry no page."""

    def __init__(self, seed: str, placement: Placement, page: int | None) -> None:
        self.seed = seed
        self.placement = placement
        self.page = page
        self.made = 0

    def block(self, kind: str, rectangle: Rectangle, confidence: float | None = None, **more: Any) -> Block:
        """A block over a rectangle of the drawing."""
        return self.over(kind, self.placement.corners(*rectangle), confidence, **more)

    def over(self, kind: str, corners: Sequence[Point], confidence: float | None = None, **more: Any) -> Block:
        """A block over four points of the shown page, the text's own top left first."""
        self.made += 1
        block: Block = {"BlockType": kind}
        if confidence is not None:
            block["Confidence"] = round(confidence, 6)
        block |= more
        block["Geometry"] = self._geometry(corners)
        block["Id"] = identifier(f"{self.seed}/{self.page}/{self.made}")
        if self.page is not None:
            block["Page"] = self.page
        return block

    def _geometry(self, corners: Sequence[Point]) -> dict[str, Any]:
        polygon = [{"X": _within(x / self.placement.width), "Y": _within(y / self.placement.height)} for x, y in corners]
        left, top = min(point["X"] for point in polygon), min(point["Y"] for point in polygon)
        right, bottom = max(point["X"] for point in polygon), max(point["Y"] for point in polygon)
        box = {"Width": right - left, "Height": bottom - top, "Left": left, "Top": top}
        return {"BoundingBox": box, "Polygon": polygon}


def relate(block: Block, kind: str, others: Iterable[Block]) -> None:
    """Adds a relationship, unless there is nothing to relate to: real answers have no empty ones."""
    ids = [other["Id"] for other in others]
    if ids:
        block.setdefault("Relationships", []).append({"Type": kind, "Ids": ids})


def _within(share: float) -> float:
    return round(min(1.0, max(0.0, share)), 9)
