"""Pictures of pages: read however they lie, with places given as they lie."""

import io
from collections.abc import Callable
from math import cos, radians, sin

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.local_textract.conformance import Block, assert_conventional, assert_marks_once, selections, words
from tests.local_textract.conftest import Desk
from tests.local_textract.drawing import a_pdf, boxes, cross, grid, photographed, saved, text, together

SIZE = (360.0, 260.0)
LINES = ("Harbor Point Indemnity Company", "Policy 44-1078-B from 10/31/2026", "Limit $ 1,000,000 each")
SAID = " ".join(LINES).split()
LETTER = a_pdf(text(*LINES, left=60, top=200, size=11), size=SIZE)


def picture_page(pdf: bytes, **how: float) -> bytes:
    """A PDF whose only page is a photograph of another's."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(photographed(pdf, **how)), 0, 0, *SIZE)

    return a_pdf(draw, size=SIZE)


def placed(blocks: list[Block], word: str) -> tuple[float, float]:
    """The middle of a word."""
    (box,) = [block["Geometry"]["BoundingBox"] for block in blocks if block.get("Text") == word and block["BlockType"] == "WORD"]
    return box["Left"] + box["Width"] / 2, box["Top"] + box["Height"] / 2


def test_a_scanned_page_is_read_with_its_places(desk: Desk) -> None:
    blocks = desk.read(picture_page(LETTER))
    layer = {word["Text"]: word["Geometry"]["BoundingBox"] for word in desk.read(LETTER) if word["BlockType"] == "WORD"}
    assert words(blocks) == SAID
    for block in (block for block in blocks if block["BlockType"] == "WORD"):
        box, wanted = block["Geometry"]["BoundingBox"], layer[block["Text"]]
        for side, length in (("Left", SIZE[0]), ("Width", SIZE[0]), ("Top", SIZE[1]), ("Height", SIZE[1])):
            assert abs(box[side] - wanted[side]) * length < 1.2
    assert_conventional(blocks, numbered=False)


@pytest.mark.parametrize(("turned", "first"), [(90, (1, 0)), (180, (1, 1)), (270, (0, 1))])
def test_a_turned_page_is_read_where_it_lies(desk: Desk, turned: int, first: tuple[int, int]) -> None:
    blocks = desk.read(saved(photographed(LETTER, turned=turned)))
    assert words(blocks) == SAID
    polygon = blocks[0]["Geometry"]["Polygon"]
    assert (polygon[0]["X"], polygon[0]["Y"]) == pytest.approx(first, abs=0.01)
    across, down = placed(desk.read(LETTER), "Indemnity")
    expected = {90: (1 - down, across), 180: (1 - across, 1 - down), 270: (down, 1 - across)}[turned]
    assert placed(blocks, "Indemnity") == pytest.approx(expected, abs=0.01)


def test_a_crooked_page_is_read_where_it_lies(desk: Desk) -> None:
    blocks = desk.read(saved(photographed(LETTER, turned=3.0), "JPEG", quality=80))
    assert words(blocks) == SAID
    across, down = placed(desk.read(LETTER), "Company")
    dx, dy, angle = (across - 0.5) * SIZE[0], (down - 0.5) * SIZE[1], radians(3)
    expected = 0.5 + (dx * cos(angle) - dy * sin(angle)) / SIZE[0], 0.5 + (dx * sin(angle) + dy * cos(angle)) / SIZE[1]
    assert placed(blocks, "Company") == pytest.approx(expected, abs=0.008)
    (line,) = [block for block in blocks if block.get("Text") == LINES[0]]
    left, right = line["Geometry"]["Polygon"][:2]
    assert (right["Y"] - left["Y"]) * SIZE[1] / ((right["X"] - left["X"]) * SIZE[0]) == pytest.approx(sin(angle), abs=0.01)


def test_single_marks_are_found_by_the_ink_in_their_cells(a_desk: Callable[..., Desk]) -> None:
    page = a_pdf(
        together(
            text("General liability", left=96, top=202, size=9),
            text("Automobile liability", left=96, top=182, size=9),
            boxes(72, top=212),
            boxes(72, top=192),
            cross(75.5, 210),
            grid((220, 238, 256, 274, 292), (215, 165)),
            text("X", left=225, top=187, size=9),
            text("Y", left=243, top=187, size=9),
            text("N", left=261, top=187, size=9),
        ),
        size=SIZE,
    )
    blocks = a_desk(marks="selection").read(saved(photographed(page, turned=0.8)), ["FORMS", "TABLES"])
    assert [word for word in words(blocks) if len(word) == 1] == ["Y", "N"]
    assert selections(blocks).count("SELECTED") == 2
    assert {"General", "liability", "Automobile"} <= set(words(blocks))
    assert_marks_once(blocks)
    assert "X" in words(a_desk(marks="word").read(saved(photographed(page))))


def test_boxes_with_heavy_edges_are_boxes_where_bold_letters_are_none(a_desk: Callable[..., Desk]) -> None:
    tops = (209, 189, 169, 149)
    page = a_pdf(
        together(
            text("BOLD HEADING OF A FORM", left=60, top=235, size=13, font="Helvetica-Bold"),
            *(text("Commercial general liability", left=88, top=top - 8, size=9) for top in tops),
            *(boxes(72, top=top, width=10, height=10, edge=1.5) for top in tops),
            *(cross(74.5, top - 2.5, size=5) for top in tops),
        ),
        size=SIZE,
    )
    askew = saved(photographed(page, dpi=200, turned=1.3), dpi=(200, 200))
    assert selections(a_desk(marks="selection").read(askew, ["FORMS"])) == ["SELECTED"] * len(tops)


def test_every_page_of_a_fax_is_read(desk: Desk) -> None:
    sheets = [
        photographed(a_pdf(text(line, left=60, top=200), size=SIZE), dpi=200).point(lambda grey: grey > 150 and 255).convert("1")
        for line in LINES[:2]
    ]
    fax = io.BytesIO()
    sheets[0].save(fax, "TIFF", save_all=True, append_images=sheets[1:], dpi=(200, 200), compression="group4")
    desk.objects["fax.tiff"] = fax.getvalue()
    job = desk.start("fax.tiff")
    desk.work()
    blocks = desk.get(job)["Blocks"]
    assert [(block["Page"], block["Text"]) for block in blocks if block["BlockType"] == "LINE"] == [(1, LINES[0]), (2, LINES[1])]


def test_rasterising_reads_what_is_shown_not_what_the_layer_says(a_desk: Callable[..., Desk]) -> None:
    def lying(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 200, "Limit 7,000,000 for every occurrence")
        canvas.setFillGray(1)
        canvas.rect(86, 195, 51, 16, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(90, 200, "500,000")

    page = a_pdf(lying, size=SIZE)
    assert "7,000,000" in words(a_desk(rasterise=False).read(page))
    assert words(a_desk(rasterise=True).read(page)) == ["Limit", "500,000", "for", "every", "occurrence"]


def test_values_that_are_pictures_are_read_beside_the_layer(desk: Desk) -> None:
    stamp = photographed(a_pdf(text("Keystone Elevator L.P.", "5351 Mill Road", left=20, top=80), size=(200, 100)), dpi=200)

    def mixed(canvas: Canvas) -> None:
        canvas.drawString(60, 220, "Named insured")
        canvas.drawImage(ImageReader(stamp), 60, 100, 200, 100)

    blocks = desk.read(a_pdf(mixed, size=SIZE))
    assert words(blocks) == ["Named", "insured", "Keystone", "Elevator", "L.P.", "5351", "Mill", "Road"]


def test_a_picture_is_read_as_a_viewer_turns_it(desk: Desk) -> None:
    stored = photographed(LETTER).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    blocks = desk.read(saved(stored, "JPEG", exif=exif))
    assert words(blocks) == SAID
    assert placed(blocks, "Indemnity") == pytest.approx(placed(desk.read(LETTER), "Indemnity"), abs=0.01)


def test_an_empty_page_has_no_text(desk: Desk) -> None:
    assert [block["BlockType"] for block in desk.read(saved(Image.new("RGB", (600, 800), "white")))] == ["PAGE"]
