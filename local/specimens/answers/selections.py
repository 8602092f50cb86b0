"""SELECTION_ELEMENT blocks: the boxes as document analysis sees them, and those that it sees in empty cells."""

from local.specimens.answers.blocks import Block, BlockMaker
from local.specimens.answers.recognition import Channel, Recognition
from local.specimens.answers.seen import channel
from local.specimens.geometry import FieldBox, Kind
from local.specimens.seeds import share
from local.specimens.sheet import Sheet

CODES = ("AdditionalInsuredCode_A", "SubrogationWaivedCode_A")
"""The one-letter cells whose emptiness comes back as a box that is not selected."""


def selections(sheet: Sheet, how: Recognition, maker: BlockMaker) -> dict[str, Block]:
    """By field: selected, not selected, or absent where the cross was taken for a word."""
    elements = {}
    for name, box in sheet.boxes.items():
        ticked = sheet.values.get(name) is True
        if box.kind is Kind.MARK:
            if not ticked or name in how.lost:
                elements[name] = _element(box, "NOT_SELECTED", 70 + 23 * share(name), maker)
            elif channel(name, how) is Channel.ELEMENTS:
                elements[name] = _element(box, "SELECTED", 78 + 15 * share(name), maker)
        elif how.spurious and name.endswith(CODES) and not sheet.values.get(name):
            elements[name] = _element(box, "NOT_SELECTED", 20 + 28 * share(name), maker)
    return elements


def _element(box: FieldBox, status: str, confidence: float, maker: BlockMaker) -> Block:
    rectangle = (box.left + 1, box.top + 1, box.right - 1, box.bottom - 1)
    return maker.block("SELECTION_ELEMENT", rectangle, confidence, SelectionStatus=status)
