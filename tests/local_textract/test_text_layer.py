"""What a PDF's own layer says, as a person sees it."""

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from local.textract.text_layer import Frame, LayerWord, words
from tests.local_textract.conftest import Desk
from tests.local_textract.drawing import a_pdf, text, together


def layer(pdf: bytes, *, rotated: int = 0) -> list[LayerWord]:
    page = pdfium.PdfDocument(pdf)[0]
    page.set_rotation(rotated)
    return words(page, Frame.of(page))


def test_words_lie_where_they_are_printed() -> None:
    (word,) = layer(a_pdf(text("HHHH", left=153, top=594, size=20)))
    left, top, right, bottom = word.box
    assert left == pytest.approx(153 / 612, abs=0.004)
    assert right == pytest.approx((153 + 4 * 14.44) / 612, abs=0.004)
    assert bottom == pytest.approx(198 / 792, abs=0.002)
    assert top == pytest.approx((198 - 14.4) / 792, abs=0.002)


@pytest.mark.parametrize(
    ("rotated", "middle", "turn"), [(0, (0.25, 0.125), 0), (90, (0.875, 0.25), 1), (180, (0.75, 0.875), 2), (270, (0.125, 0.75), 3)]
)
def test_a_page_is_read_as_it_is_displayed(rotated: int, middle: tuple[float, float], turn: int) -> None:
    (word,) = layer(a_pdf(text("MIDDLE", left=137, top=689, size=10)), rotated=rotated)
    assert ((word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2) == pytest.approx(middle, abs=0.02)
    assert word.turn == turn


def test_text_that_runs_up_the_page_says_so() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(300, -300, "Upwards")

    (word,) = layer(a_pdf(sideways))
    assert (word.text, word.turn) == ("Upwards", 3)
    assert word.box[3] - word.box[1] > word.box[2] - word.box[0]


def test_words_without_a_space_between_them_are_divided_where_they_jump() -> None:
    def fused(canvas: Canvas) -> None:
        line = canvas.beginText(72, 700)
        line.setCharSpace(0)
        line.textOut("01/01/2026")
        line.setXPos(120)
        line.textOut("01/01/2027")
        canvas.drawText(line)

    assert [word.text for word in layer(a_pdf(fused))] == ["01/01/2026", "01/01/2027"]


def test_narrow_digits_stay_together() -> None:
    assert [word.text for word in layer(a_pdf(text("11/21/2025 1,111,111")))] == ["11/21/2025", "1,111,111"]


def test_text_that_nobody_sees_is_not_read(desk: Desk) -> None:
    def unseen(canvas: Canvas) -> None:
        hidden = canvas.beginText(72, 600)
        hidden.setTextRenderMode(3)
        hidden.textOut("invisible")
        canvas.drawText(hidden)
        canvas.setFillGray(1)
        canvas.drawString(72, 560, "white")
        canvas.setFillGray(0)
        canvas.drawString(72, 520, "covered")
        canvas.setFillGray(1)
        canvas.rect(60, 510, 200, 30, stroke=0, fill=1)

    blocks = desk.read(a_pdf(together(text("everybody sees this line"), unseen)))
    assert [block["Text"] for block in blocks if block["BlockType"] == "LINE"] == ["everybody sees this line"]


def test_form_fields_and_notes_are_part_of_the_page(desk: Desk) -> None:
    def fields(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="insured", value="Keystone", x=72, y=600, width=200, height=20, fontSize=11)
        canvas.freeTextAnnotation("Annotated words", "/Helv 11 Tf 0 g", Rect=[72, 500, 300, 520])

    blocks = desk.read(a_pdf(together(text("a form of four words"), fields)))
    placed = {block["Text"]: block["Geometry"]["BoundingBox"] for block in blocks if block["BlockType"] == "WORD"}
    assert placed["Keystone"]["Top"] == pytest.approx((792 - 615) / 792, abs=0.01)
    assert placed["Annotated"]["Left"] == pytest.approx(74 / 612, abs=0.01)
    assert 272 / 792 < placed["words"]["Top"] < 292 / 792
