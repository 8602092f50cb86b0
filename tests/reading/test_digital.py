"""The PDF's own layer: text, form values, annotations, drawn crosses, whatever way the page lies."""

import io

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from coverwatch.reading import digital
from coverwatch.reading.form_values import ELABEL
from coverwatch.reading.pdfium import UnopenableDocumentError
from local.specimens import Layer, Marks, draw_pdf
from tests.reading.papers import FIELDS, INSURED, a_specimen


def a_pdf(*texts: tuple[float, float, str], size: float = 10) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(612, 792))
    canvas.setFont("Helvetica", size)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.save()
    return held.getvalue()


def test_words_part_at_spaces_and_stand_where_they_are_drawn() -> None:
    page = digital.pages_of(a_pdf((72, 720, "Keystone Elevator")))[1]

    assert [w.text for w in page.words] == ["Keystone", "Elevator"]
    assert page.words[0].box.left == pytest.approx(72 / 612, abs=0.001)
    assert page.words[0].box.top < 1 - 720 / 792 < page.words[0].box.bottom


def test_strings_that_touch_are_one_word_and_strings_apart_are_two() -> None:
    page = digital.pages_of(a_pdf((72, 720, "03/01/2026"), (122.1, 720, "03/01/2027"), (300, 720, "A")))[1]

    assert [w.text for w in page.words] == ["03/01/202603/01/2027", "A"]


def test_a_word_printed_twice_to_look_bold_is_one_word() -> None:
    page = digital.pages_of(a_pdf((72, 720, "Keystone"), (72.3, 720, "Keystone"), (72, 700, "Keystone")))[1]

    assert [w.text for w in page.words] == ["Keystone", "Keystone"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("key", [0, 90, 180, 270])
def test_a_page_stands_upright_however_it_was_stored_and_laid(turn: int, key: int) -> None:
    page = digital.pages_of(draw_pdf(a_specimen(turn=turn, rotate_key=key)))[1]
    word = next(w for w in page.words if w.text == "Keystone")

    assert (word.upright.left, word.upright.top) == pytest.approx((0.121, 0.245), abs=0.002)
    assert page.aspect == pytest.approx(8.5 / 11, abs=0.001)
    assert page.shown_aspect == pytest.approx(8.5 / 11 if turn % 180 == 0 else 11 / 8.5, abs=0.001)


def test_form_values_are_known_by_their_elabels_and_also_stand_on_the_page() -> None:
    page = digital.pages_of(draw_pdf(a_specimen(layer=Layer.FIELDS)))[1]

    assert page.named_values[INSURED].value == FIELDS[INSURED]
    assert page.named_values["GeneralLiability_OccurrenceIndicator_A"].value is True
    assert "GeneralLiability_ClaimsMadeIndicator_A" not in page.named_values
    assert "Keystone" in {w.text for w in page.words}


def test_annotations_over_a_blank_form_are_part_of_the_page() -> None:
    page = digital.pages_of(draw_pdf(a_specimen(layer=Layer.ANNOTATIONS)))[1]

    assert {"Keystone", "BCC-GL-204417", "1,000,000"} <= {w.text for w in page.words}


def test_crosses_drawn_as_strokes_are_seen_and_frames_are_not() -> None:
    ticked = digital.pages_of(draw_pdf(a_specimen(marks=Marks.STROKES)))[1]
    blank = digital.pages_of(draw_pdf(a_specimen({n: None for n, v in FIELDS.items() if v is True})))[1]

    assert len(ticked.marks) >= 2
    assert blank.marks == ()


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("GeneralLiability_EachOccurrence_LimitAmount_A", "GeneralLiability_EachOccurrence_LimitAmount_A"),
        ("NamedInsured_FullName_A[0]", "NamedInsured_FullName_A"),
        ("Text1", None),
        ("insured name", None),
    ],
)
def test_an_elabel_is_told_from_another_name(name: str, label: str | None) -> None:
    match = ELABEL.search(name)

    assert (match[0] if match else None) == label


def test_a_page_without_a_layer_has_no_words() -> None:
    assert digital.pages_of(draw_pdf(a_specimen(layer=Layer.IMAGE)))[1].words == ()


def test_what_pdfium_cannot_open_is_said_so() -> None:
    with pytest.raises(UnopenableDocumentError):
        digital.pages_of(b"%PDF-1.7\nnothing")


def test_an_empty_page_has_neither_words_nor_marks() -> None:
    document = pdfium.PdfDocument.new()
    document.new_page(612, 792).close()
    held = io.BytesIO()
    document.save(held)
    document.close()
    page = digital.pages_of(held.getvalue())[1]

    assert (page.words, page.marks) == ((), ())
