"""Textract's answer to a specimen, worked out from the drawing itself: no picture is read, so what is known to be there is there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from local.specimens.answers.blocks import Block, BlockMaker, relate
from local.specimens.answers.lines import around, grouped
from local.specimens.answers.pairs import pairs
from local.specimens.answers.recognition import Recognition
from local.specimens.answers.seen import Word, words
from local.specimens.answers.selections import selections
from local.specimens.answers.tables import tables
from local.specimens.composing import compose
from local.specimens.geometry import PAGE_HEIGHT, PAGE_WIDTH
from local.specimens.placement import shown
from local.specimens.seeds import identifier
from local.specimens.sheet import Sheet
from local.specimens.specimen import Knobs, Specimen

DETECTION, ANALYSIS = "DetectDocumentTextModelVersion", "AnalyzeDocumentModelVersion"


def textract_responses(specimen: Specimen, how: Recognition | None = None) -> list[dict[str, Any]]:
    """All answers of one job in order, each but the last with NextToken; one answer without a job's status when synchronous.

    Geometry is in the frame of the page as it is shown: a page on its side keeps its words on their side.
    """
    how = how or Recognition()
    sheets = compose(specimen)
    blocks = [block for number, sheet in enumerate(sheets, 1) for block in _page(specimen, sheet, number, how)]
    head = {"DocumentMetadata": {"Pages": len(sheets)}, ANALYSIS if how.analyzed else DETECTION: "1.0"}
    if how.synchronous:
        return [{**head, "Blocks": blocks}]
    return _split(blocks, {**head, "JobStatus": "SUCCEEDED"}, how.blocks_per_response, specimen.name)


def _split(blocks: Sequence[Block], head: dict[str, Any], size: int, seed: str) -> list[dict[str, Any]]:
    chunks = [blocks[start : start + size] for start in range(0, len(blocks), size)]
    answers = [{**head, "Blocks": list(chunk)} for chunk in chunks]
    for number, answer in enumerate(answers[:-1]):
        answer["NextToken"] = identifier(f"{seed}/next/{number}")
    return answers


def _page(specimen: Specimen, sheet: Sheet, number: int, how: Recognition) -> list[Block]:
    """A page's blocks in Textract's order: page, lines, words, elements, tables, pairs."""
    maker = BlockMaker(specimen.name, shown(specimen.knobs), None if how.synchronous else number)
    page = maker.over("PAGE", _paper(specimen.knobs))
    lines, seen = _lines(words(sheet, how), how, maker)
    form = sheet.form if how.analyzed else None
    elements = selections(sheet, how, maker) if form else {}
    grid = list(tables(form, seen, [(sheet.boxes[name], element) for name, element in elements.items()], maker)) if form else []
    found = list(pairs(sheet, seen, elements, maker)) if form else []
    relate(page, "CHILD", [*lines, *(block for block in [*grid, *found] if block["BlockType"] in {"TABLE", "KEY_VALUE_SET"})])
    return [page, *lines, *(block for _, block in seen), *elements.values(), *grid, *found]


def _lines(found: Sequence[Word], how: Recognition, maker: BlockMaker) -> tuple[list[Block], list[tuple[Word, Block]]]:
    lines, seen = [], []
    for line in grouped(found, how.line_gap):
        pairs_of_line = [(word, _word(word, maker)) for word in line]
        confidence = sum(word.confidence for word in line) / len(line)
        block = maker.block("LINE", around(line), confidence, Text=" ".join(word.text for word in line))
        relate(block, "CHILD", [block for _, block in pairs_of_line])
        lines.append(block)
        seen.extend(pairs_of_line)
    return lines, seen


def _word(word: Word, maker: BlockMaker) -> Block:
    kind = "HANDWRITING" if word.handwritten else "PRINTED"
    return maker.block("WORD", (word.left, word.top, word.right, word.bottom), word.confidence, Text=word.text, TextType=kind)


def _paper(knobs: Knobs) -> Sequence[tuple[float, float]]:
    """The sheet of paper on the picture: crooked and turned as it lies, wherever the printing on it was shifted."""
    lying = shown(replace(knobs, shift=(0.0, 0.0), scale=(1.0, 1.0)))
    return lying.corners(0, 0, PAGE_WIDTH, PAGE_HEIGHT)
