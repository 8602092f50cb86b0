"""Marks on drawn pages: strokes, signs of a font, letters; and what each profile makes of them."""

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.local_textract.conformance import Block, assert_conventional, assert_marks_once, children, selections, words
from tests.local_textract.conftest import Desk
from tests.local_textract.drawing import Drawing, a_pdf, boxes, cross, grid, text, together

LABELS = together(text("Yes", left=96, top=590, size=9), text("No", left=196, top=590, size=9), text("a page with boxes to tick"))


def ticked(*marks: Drawing) -> bytes:
    return a_pdf(together(LABELS, boxes(76, 176), *marks))


def sign(character: str, font: str) -> Drawing:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 9)
        canvas.drawString(80.5, 591, character)

    return draw


def tick(canvas: Canvas) -> None:
    canvas.setLineWidth(1.2)
    canvas.lines([(80, 594, 83, 590.5), (83, 590.5, 89, 598)])


def filled(canvas: Canvas) -> None:
    canvas.rect(79, 590.5, 9, 7, fill=1)


@pytest.mark.parametrize(
    "mark", [cross(80, 598), sign("X", "Helvetica"), sign("✘", "ZapfDingbats"), sign("✔", "ZapfDingbats"), tick, filled],
    ids=["strokes", "letter", "cross of a font", "tick of a font", "tick", "filled"],
)  # fmt: skip
def test_a_mark_is_seen_however_it_is_drawn(a_desk: Callable[..., Desk], mark: Drawing) -> None:
    blocks = a_desk(marks="selection").read(ticked(mark), ["FORMS"])
    assert answers(blocks) == {"Yes": "SELECTED", "No": "NOT_SELECTED"}
    assert_marks_once(blocks)


def test_an_x_is_a_word_when_textract_reads_it_as_one(a_desk: Callable[..., Desk]) -> None:
    desk, page = a_desk(marks="word"), ticked(cross(80, 598))
    assert "X" in words(desk.read(page))
    blocks = desk.read(page, ["FORMS", "TABLES"])
    assert answers(blocks) == {"Yes": "X", "No": "NOT_SELECTED"}
    assert selections(blocks).count("SELECTED") == 0
    assert_conventional(blocks, numbered=False)


@pytest.mark.parametrize("profile", ["selection", "lost"])
def test_text_detection_shows_no_mark_that_is_not_a_word(a_desk: Callable[..., Desk], profile: str) -> None:
    assert "X" not in words(a_desk(marks=profile).read(ticked(sign("X", "Helvetica"))))


def test_a_lost_mark_leaves_an_empty_box(a_desk: Callable[..., Desk]) -> None:
    blocks = a_desk(marks="lost").read(ticked(cross(80, 598)), ["FORMS"])
    assert answers(blocks) == {"Yes": "NOT_SELECTED", "No": "NOT_SELECTED"}


def test_letters_in_boxes_are_words_not_marks(a_desk: Callable[..., Desk]) -> None:
    blocks = a_desk(marks="selection").read(ticked(sign("N", "Helvetica")), ["FORMS"])
    assert "N" in words(blocks)
    assert selections(blocks) == ["NOT_SELECTED"]


def test_empty_cells_come_back_as_doubtful_boxes(a_desk: Callable[..., Desk]) -> None:
    table = together(
        text("Insured", left=105, top=588, size=9),
        text("X", left=166, top=588, size=9),
        text("a table of four cells"),
        grid((100, 160, 180, 200), (600, 580, 560)),
    )
    blocks = a_desk(marks="selection").read(a_pdf(table), ["TABLES"])
    cells = [block for block in blocks if block["BlockType"] == "CELL"]
    by_id = {block["Id"]: block for block in blocks}
    contents = {
        (cell["RowIndex"], cell["ColumnIndex"]): [by_id[part].get("Text") or by_id[part]["SelectionStatus"] for part in children(cell)]
        for cell in cells
    }
    assert contents[1, 1] == ["Insured"]
    assert contents[1, 2] == ["SELECTED"]
    assert contents[1, 3] == contents[2, 1] == contents[2, 3] == ["NOT_SELECTED"]
    empty = [block for block in blocks if block.get("SelectionStatus") == "NOT_SELECTED"]
    assert all(20 <= block["Confidence"] <= 48 for block in empty)
    assert_conventional(blocks, numbered=False)


def test_a_lone_x_in_running_text_is_text(a_desk: Callable[..., Desk]) -> None:
    assert "X" in words(a_desk(marks="lost").read(a_pdf(text("Type X wallboard of any make"))))


def test_a_scrawl_above_its_line_is_a_signature(desk: Desk) -> None:
    def scrawl(canvas: Canvas) -> None:
        canvas.setLineWidth(1.2)
        canvas.bezier(330, 200, 350, 250, 370, 170, 390, 215)
        canvas.bezier(390, 215, 410, 240, 420, 180, 450, 205)
        canvas.line(320, 180, 520, 180)

    page = a_pdf(together(text("Signature of the authorized person", left=320, top=168, size=8), scrawl))
    (signature,) = [block for block in desk.read(page, ["SIGNATURES"]) if block["BlockType"] == "SIGNATURE"]
    box = signature["Geometry"]["BoundingBox"]
    assert 0.5 < box["Left"] < 0.56
    assert box["Width"] > 0.15


def answers(blocks: list[Block]) -> dict[str, str]:
    """The value of every key."""
    by_id = {block["Id"]: block for block in blocks}
    found = {}
    for key in (block for block in blocks if block.get("EntityTypes") == ["KEY"]):
        (value,) = [by_id[target] for relation in key["Relationships"] if relation["Type"] == "VALUE" for target in relation["Ids"]]
        held = [by_id[part].get("Text") or by_id[part]["SelectionStatus"] for part in children(value)]
        found[" ".join(by_id[part]["Text"] for part in children(key))] = " ".join(held)
    return found
