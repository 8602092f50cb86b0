"""Textract's response pages → pages of words and marks; awkward blocks are mended first, what is beyond mending is left out and named."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import atan2, hypot, pi
from statistics import median
from typing import Any

import trp

from coverwatch.domain.evidence import Box
from coverwatch.reading.affine import Affine, levelled
from coverwatch.reading.blocks import NOWHERE, Block, mended
from coverwatch.reading.page import LETTER_PAPER, Mark, Page, Pair, Word, overlap

LEVEL = 0.3 * pi / 180  # a page that runs off level by less is read as it is
LONG_ENOUGH = 3  # letters of a word whose polygon tells the page's direction
STRAIGHT = str.maketrans("’‘“”", "''\"\"")  # a picture does not tell typewriter quotes from printers'
HANDWRITING = 0.85  # the most that a hand-written word is sure of
STROKES = frozenset("1Il|!")  # what a rule looks like to a reader of letters
SAME_WORD = 0.5  # overlap from which two blocks are one word


def pages_of(responses: Iterable[Mapping[str, Any]], aspects: Mapping[int, float] | None = None) -> dict[int, Page]:
    """The pages that the response pages of one job describe, by number; `aspects` are the pages' widths over heights as shown."""
    blocks, faults = mended(responses)
    by_page: dict[int, list[Block]] = {}
    for block in blocks:
        by_page.setdefault(block["Page"], []).append(block)
    return {n: _page(n, by_page[n], (aspects or {}).get(n, LETTER_PAPER), faults) for n in sorted(by_page)}


def job_faults(responses: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """What is wrong with a job's answer as a whole, when it has no pages to say so themselves."""
    blocks, faults = mended(responses)
    return faults if not blocks else ()


def joined(detected: Page | None, analyzed: Page | None) -> Page | None:
    """One page of what two jobs saw: the analysis, and the words that only the detection has."""
    if detected is None or analyzed is None:
        return detected or analyzed
    extra = tuple(w for w in detected.words if not any(overlap(w.box, a.box) > SAME_WORD for a in analyzed.words))
    return Page(
        number=analyzed.number,
        source=analyzed.source,
        words=analyzed.words + extra,
        marks=analyzed.marks + detected.marks,
        pairs=analyzed.pairs,
        aspect=analyzed.aspect,
        to_upright=analyzed.to_upright,
        faults=tuple(dict.fromkeys(detected.faults + analyzed.faults)),
    )


def _page(number: int, blocks: Sequence[Block], aspect: float, faults: tuple[str, ...]) -> Page:
    angle = _angle([b for b in blocks if b["BlockType"] == "WORD"], aspect)
    to_upright, upright_aspect = levelled(angle, aspect) if abs(angle) > LEVEL else (Affine(), aspect)
    pairs: tuple[Pair, ...] = ()
    try:
        parsed = trp.Document([{"Blocks": [_page_block(blocks), *(b for b in blocks if b["BlockType"] != "PAGE")]}]).pages[0]
        in_lines = [word.block for line in parsed.lines for word in line.words]
        pairs = tuple(pair for f in parsed.form.fields if (pair := _pair(f)) is not None)
    except (KeyError, AttributeError, TypeError, ValueError, IndexError):
        faults, in_lines = (*faults, "the blocks do not hold together"), []
    seen = {block["Id"] for block in in_lines}
    loose = [b for b in blocks if b["BlockType"] == "WORD" and b["Id"] not in seen]
    return Page(
        number=number,
        source="textract",
        words=_without_strokes([_word(b, to_upright) for b in [*in_lines, *loose] if b["Text"].strip() and b["Geometry"] is not NOWHERE]),
        marks=tuple(_mark(b) for b in blocks if b["BlockType"] == "SELECTION_ELEMENT" and b["Geometry"] is not NOWHERE),
        pairs=pairs,
        aspect=upright_aspect,
        to_upright=to_upright,
        faults=faults,
    )


def _without_strokes(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without pieces of the form's rules that were read as a letter of their own beside the word that they touch."""
    return tuple(w for w in words if w.text not in STROKES or not any(o is not w and overlap(w.box, o.box) > SAME_WORD for o in words))


def _page_block(blocks: Sequence[Block]) -> Block:
    return next((b for b in blocks if b["BlockType"] == "PAGE"), {"BlockType": "PAGE", "Id": "", "Geometry": NOWHERE, "Confidence": 0.0})


def _angle(words: Sequence[Block], aspect: float) -> float:
    """How the page's text runs, in radians clockwise from level: the quarter that most words share, and the median within it."""
    angles = []
    for block in words:
        points = block["Geometry"]["Polygon"]
        if len(points) == 4 and len(block["Text"]) >= LONG_ENOUGH:
            angles.append(atan2(points[1]["Y"] - points[0]["Y"], (points[1]["X"] - points[0]["X"]) * aspect))
    if not angles:
        return 0.0
    quarter = Counter(round(a / (pi / 2)) % 4 for a in angles).most_common(1)[0][0]
    return median(_nearest(a, quarter * pi / 2) for a in angles if round(a / (pi / 2)) % 4 == quarter)


def _nearest(angle: float, to: float) -> float:
    return angle + 2 * pi * round((to - angle) / (2 * pi))


def _word(block: Block, to_upright: Affine) -> Word:
    box = _box(block)
    confidence = block["Confidence"] / 100
    if block.get("TextType") == "HANDWRITING":
        confidence = min(confidence, HANDWRITING)
    return Word(block["Text"].strip().translate(STRAIGHT), box, confidence, _upright(block, box, to_upright))


def _upright(block: Block, box: Box, to_upright: Affine) -> Box:
    if to_upright == Affine():
        return box
    points = block["Geometry"]["Polygon"]
    corners = [(p["X"], p["Y"]) for p in points] if len(points) == 4 else []
    if not corners:
        corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = (to_upright(*c) for c in corners)
    if len(points) == 4:
        height = (hypot(dx - ax, dy - ay) + hypot(cx - bx, cy - by)) / 2
        middle = (ay + by + cy + dy) / 4
        return Box(min(ax, dx), middle - height / 2, max(bx, cx) - min(ax, dx), height)
    left, top = min(ax, bx, cx, dx), min(ay, by, cy, dy)
    return Box(left, top, max(ax, bx, cx, dx) - left, max(ay, by, cy, dy) - top)


def _mark(block: Block) -> Mark:
    return Mark(_box(block), block["SelectionStatus"] == "SELECTED", block["Confidence"] / 100)


def _pair(field: Any) -> Pair | None:
    if field.value is None or not field.value.text:
        return None
    boxes = [part.geometry.boundingBox for part in (field.key, field.value)]
    key_box, box = (Box(b.left, b.top, b.width, b.height) for b in boxes)
    return Pair(field.key.text, key_box, field.value.text, box, min(field.key.confidence, field.value.confidence) / 100)


def _box(block: Block) -> Box:
    box = block["Geometry"]["BoundingBox"]
    return Box(box["Left"], box["Top"], box["Width"], box["Height"])
