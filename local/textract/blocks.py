"""Pages into Textract's blocks."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import shake_128
from itertools import count, islice
from typing import Any, Literal

from .page import Cell, Corners, Line, Mark, Page, Pair, Word

Block = dict[str, Any]

MarkProfile = Literal["word", "selection", "lost"]
"""How marks come back, since nobody knows what Textract does with a form's boxes. `word`: a mark is a WORD, "X". `selection`: it is a
SELECTION_ELEMENT, and only FORMS and TABLES show it. `lost`: it is overlooked: no word, and the box looks empty."""

EMPTY_BOX = 45.0
"""Confidence of a box that is empty, or looks so."""

EMPTY_CELL = 32.0
"""Confidence of the NOT_SELECTED that Textract sees in an empty cell of a table: 20 to 48 in its real responses."""

WIDEST_EMPTY_CELL = 0.17
"""Of the page's width: in wider empty cells nobody would expect a mark."""

IDS_AT_ONCE = 256

STRUCTURE = 97.0
"""Confidence of tables, cells, keys and values: what rules make is plain to see."""


def _ids(document: bytes) -> Iterator[str]:
    """Ids in Textract's form that depend on the document and the place in it, so that the same document gives the same blocks."""
    for batch in count():
        all_digits = shake_128(document + batch.to_bytes(8)).hexdigest(16 * IDS_AT_ONCE)
        for start in range(0, len(all_digits), 32):
            digits = all_digits[start : start + 32]
            yield f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def of_document(
    pages: Iterable[tuple[int, Page]], digest: bytes, features: frozenset[str], profile: MarkProfile, *, numbered: bool
) -> list[Block]:
    """Every block of the document; `digest` names the document, `numbered` adds Page, as asynchronous results do."""
    ids = _ids(digest)
    blocks: list[Block] = []
    for number, page in pages:
        start = len(blocks)
        blocks += _PageBlocks(page, ids, features, profile).all()
        if numbered:
            for block in blocks[start:]:
                block["Page"] = number
    return blocks


class _PageBlocks:
    """The blocks of one page."""

    def __init__(self, page: Page, ids: Iterator[str], features: frozenset[str], profile: MarkProfile) -> None:
        self._page = page
        self._ids = ids
        self._features = features
        self._shown = profile == "selection"
        self._selections: list[Block] = []
        self._selection_of: dict[int, str] = {}
        typed = [index for index, mark in enumerate(page.marks) if mark.selected and profile == "word"]
        self._lines = [*page.lines, *(_line_of(page.marks[index]) for index in typed)]
        self._line_ids = list(islice(ids, len(self._lines)))
        self._word_ids = [list(islice(ids, len(line.words))) for line in self._lines]
        self._words = [word_id for line in self._word_ids for word_id in line]
        self._word_of = dict(zip(typed, self._words[len(self._words) - len(typed) :]))

    def all(self) -> list[Block]:
        """PAGE, its text, then what the features ask for; every id that a block names belongs to a block."""
        page_id = next(self._ids)
        structure = [*self._structure()]
        children = self._line_ids + [block["Id"] for block in structure if block["BlockType"] != "CELL"]
        page = _block("PAGE", page_id, self._page.corners, relations={"CHILD": children})
        return [page, *self._text(), *structure, *self._selections]

    def _text(self) -> Iterator[Block]:
        for line_id, line, word_ids in zip(self._line_ids, self._lines, self._word_ids):
            confidence = sum(word.confidence for word in line.words) / len(line.words)
            block = _block("LINE", line_id, line.corners, confidence, {"CHILD": word_ids})
            block["Text"] = " ".join([word.text for word in line.words])
            yield block
            for word_id, (text, confidence, corners) in zip(word_ids, line.words):
                yield {
                    "BlockType": "WORD",
                    "Id": word_id,
                    "Geometry": _geometry(corners),
                    "Confidence": confidence,
                    "Text": text,
                    "TextType": "PRINTED",
                }

    def _structure(self) -> Iterator[Block]:
        if "FORMS" in self._features:
            for pair in self._page.pairs:
                yield from self._pair(pair)
        if "TABLES" in self._features:
            for table in self._page.tables:
                yield from self._table(table)
        if "SIGNATURES" in self._features:
            for signature in self._page.signatures:
                yield _block("SIGNATURE", next(self._ids), signature.corners, signature.confidence)
        if "LAYOUT" in self._features:
            yield from self._layout()

    def _pair(self, pair: Pair) -> Iterator[Block]:
        value_id = next(self._ids)
        key = [self._page.words[index] for index in pair.key_words]
        held = [self._words[index] for index in pair.value_words]
        if pair.value_mark is not None:
            held.append(self._held(pair.value_mark))
        yield _block(
            "KEY_VALUE_SET",
            next(self._ids),
            _around(key),
            STRUCTURE,
            {"VALUE": [value_id], "CHILD": [self._words[index] for index in pair.key_words]},
            ["KEY"],
        )
        yield _block("KEY_VALUE_SET", value_id, pair.value, STRUCTURE, {"CHILD": held}, ["VALUE"])

    def _table(self, table: Sequence[Cell]) -> Iterator[Block]:
        cells = [self._cell(cell) for cell in table]
        corners = _around(table)
        yield _block("TABLE", next(self._ids), corners, STRUCTURE, {"CHILD": [cell["Id"] for cell in cells]}, ["STRUCTURED_TABLE"])
        yield from cells

    def _cell(self, cell: Cell) -> Block:
        held = [self._words[index] for index in cell.words] + [self._held(index) for index in cell.marks]
        if not held and max(cell.corners[::2]) - min(cell.corners[::2]) <= WIDEST_EMPTY_CELL:
            held.append(self._select(cell.corners, "NOT_SELECTED", EMPTY_CELL))
        block = _block("CELL", next(self._ids), cell.corners, STRUCTURE, {"CHILD": held})
        return block | {"RowIndex": cell.row, "ColumnIndex": cell.column, "RowSpan": cell.rows, "ColumnSpan": cell.columns}

    def _held(self, index: int) -> str:
        """The id of what stands for a mark under a key or cell: its WORD, or its SELECTION_ELEMENT, never both."""
        if index in self._word_of:
            return self._word_of[index]
        if index not in self._selection_of:
            mark = self._page.marks[index]
            if mark.selected and self._shown:
                self._selection_of[index] = self._select(mark.place, "SELECTED", mark.confidence)
            else:
                self._selection_of[index] = self._select(mark.place, "NOT_SELECTED", min(mark.confidence, EMPTY_BOX))
        return self._selection_of[index]

    def _select(self, corners: Corners, status: str, confidence: float) -> str:
        block = _block("SELECTION_ELEMENT", next(self._ids), corners, confidence)
        block["SelectionStatus"] = status
        self._selections.append(block)
        return str(block["Id"])

    def _layout(self) -> Iterator[Block]:
        """A LAYOUT_TEXT around every line: more than that about the layout is not certain."""
        for line_id, line in zip(self._line_ids, self._lines):
            yield _block("LAYOUT_TEXT", next(self._ids), line.corners, STRUCTURE, {"CHILD": [line_id]})


def _line_of(mark: Mark) -> Line:
    return Line((Word(mark.text, mark.confidence, mark.ink),), mark.ink)


def _block(
    kind: str,
    block_id: str,
    corners: Corners,
    confidence: float | None = None,
    relations: dict[str, list[str]] | None = None,
    entities: list[str] | None = None,
) -> Block:
    block: Block = {"BlockType": kind, "Id": block_id, "Geometry": _geometry(corners)}
    if confidence is not None:
        block["Confidence"] = confidence
    held = [{"Type": relation, "Ids": ids} for relation, ids in (relations or {}).items() if ids]
    if held:
        block["Relationships"] = held
    if entities:
        block["EntityTypes"] = entities
    return block


def _geometry(corners: Corners) -> dict[str, Any]:
    x0, y0, x1, y1, x2, y2, x3, y3 = corners
    left, top, right, bottom = x0, y0, x2, y2
    if x0 != x3 or y0 != y1 or x1 != x2 or y2 != y3 or x0 > x2 or y0 > y2:  # not upright, as most are
        left, top, right, bottom = min(x0, x1, x2, x3), min(y0, y1, y2, y3), max(x0, x1, x2, x3), max(y0, y1, y2, y3)
    return {
        "BoundingBox": {"Width": right - left, "Height": bottom - top, "Left": left, "Top": top},
        "Polygon": [{"X": x0, "Y": y0}, {"X": x1, "Y": y1}, {"X": x2, "Y": y2}, {"X": x3, "Y": y3}],
    }


def _around(parts: Sequence[Word] | Sequence[Cell]) -> Corners:
    """The upright rectangle around all these."""
    across = [value for part in parts for value in part.corners[::2]]
    down = [value for part in parts for value in part.corners[1::2]]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    return (left, top, right, top, right, bottom, left, bottom)
