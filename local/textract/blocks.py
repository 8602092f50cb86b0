"""Pages into Textract's blocks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from .page import Corners, Page, Word

Block = dict[str, Any]


@dataclass(slots=True)
class _Ids:
    """Ids in Textract's form that depend on the document and the place in it, so that the same document gives the same blocks."""

    document: bytes
    issued: int = 0

    def next(self) -> str:
        self.issued += 1
        digits = blake2b(self.issued.to_bytes(8), key=self.document, digest_size=16).hexdigest()
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def of_document(pages: Iterable[tuple[int, Page]], digest: bytes, *, numbered: bool) -> list[Block]:
    """Every block of the document; `digest` (up to 64 bytes) names the document, `numbered` adds Page, as asynchronous results do."""
    ids = _Ids(digest)
    blocks: list[Block] = []
    for number, page in pages:
        start = len(blocks)
        blocks += _page_blocks(page, ids)
        if numbered:
            for block in blocks[start:]:
                block["Page"] = number
    return blocks


def _page_blocks(page: Page, ids: _Ids) -> Iterator[Block]:
    lines = [(ids.next(), line) for line in page.lines]
    yield _block("PAGE", ids.next(), page.corners, children=[line_id for line_id, _ in lines])
    for line_id, line in lines:
        words = [(ids.next(), word) for word in line]
        confidence = sum(word.confidence for word in line) / len(line)
        yield {
            **_block("LINE", line_id, _around(line), confidence, children=[word_id for word_id, _ in words]),
            "Text": " ".join(word.text for word in line),
        }
        for word_id, word in words:
            yield {**_block("WORD", word_id, word.corners, word.confidence), "Text": word.text, "TextType": "PRINTED"}


def _block(kind: str, block_id: str, corners: Corners, confidence: float | None = None, *, children: Sequence[str] = ()) -> Block:
    block: Block = {"BlockType": kind, "Id": block_id, "Geometry": _geometry(corners)}
    if confidence is not None:
        block["Confidence"] = confidence
    if children:
        block["Relationships"] = [{"Type": "CHILD", "Ids": list(children)}]
    return block


def _geometry(corners: Corners) -> dict[str, Any]:
    x0, y0, x1, y1, x2, y2, x3, y3 = (min(max(value, 0.0), 1.0) for value in corners)
    left, top = min(x0, x1, x2, x3), min(y0, y1, y2, y3)
    return {
        "BoundingBox": {"Width": max(x0, x1, x2, x3) - left, "Height": max(y0, y1, y2, y3) - top, "Left": left, "Top": top},
        "Polygon": [{"X": x0, "Y": y0}, {"X": x1, "Y": y1}, {"X": x2, "Y": y2}, {"X": x3, "Y": y3}],
    }


def _around(line: Sequence[Word]) -> Corners:
    """A line runs from its first word's start to its last word's end; upright or turned, its edges are the outermost ones."""
    first = line[0].corners
    across = [value for word in line for value in word.corners[::2]]
    down = [value for word in line for value in word.corners[1::2]]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    start = min(range(4), key=lambda index: abs(corners[index][0] - first[0]) + abs(corners[index][1] - first[1]))
    return tuple(value for index in range(4) for value in corners[(start + index) % 4])  # type: ignore[return-value]
