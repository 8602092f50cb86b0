"""A PDF holds its values as text, as live fields, as annotations, as outlines or as a picture, and a viewer shows the same page."""

import pypdfium2
import pytest
from PIL import ImageChops
from pypdfium2 import raw

from local.specimens import Layer, Marks, draw_images, draw_pdf, truth
from tests.specimens.seeing import a_specimen, clean_pdf, find, form_values, kinds_of_objects, page_text, picture

NUMBER = "BCC-GL-204417"
EACH_OCCURRENCE = "GeneralLiability_EachOccurrence_LimitAmount_A"


def test_a_text_layer_holds_the_values() -> None:
    assert NUMBER in page_text(clean_pdf())


def test_live_fields_go_by_acord_s_names_and_hold_the_truth() -> None:
    specimen = a_specimen(layer=Layer.FIELDS)
    values = form_values(draw_pdf(specimen))
    fields = truth(specimen)["fields"]
    assert isinstance(fields, dict)

    assert len(values) == 129
    assert {name for name, value in values.items() if value == "Yes"} == {name for name, value in fields.items() if value is True}
    assert {name: " ".join(values[name].split()) for name, value in fields.items() if value is not True} == {
        name: value for name, value in fields.items() if value is not True
    }
    assert values["Form_EditionIdentifier_A"] == "ACORD 0025 2016-03 Acroform"


@pytest.mark.parametrize("layer", [Layer.FIELDS, Layer.ANNOTATIONS])
def test_values_outside_the_page_are_not_in_its_text_but_are_shown(layer: Layer) -> None:
    pdf = draw_pdf(a_specimen(layer=layer))

    assert NUMBER not in page_text(pdf)
    assert "POLICY NUMBER" in page_text(pdf)
    difference = ImageChops.difference(picture(pdf), picture(clean_pdf()))
    assert sum(difference.histogram()[128:]) < 100


def test_annotations_carry_their_text() -> None:
    page = pypdfium2.PdfDocument(draw_pdf(a_specimen(layer=Layer.ANNOTATIONS)))[0]

    assert raw.FPDFPage_GetAnnotCount(page) > 50


def test_a_picture_has_no_text() -> None:
    pdf = draw_pdf(a_specimen(layer=Layer.IMAGE, dpi=72))

    assert page_text(pdf) == ""
    assert kinds_of_objects(pdf) == {raw.FPDF_PAGEOBJ_IMAGE}


def test_outlines_are_neither_text_nor_picture() -> None:
    pdf = draw_pdf(a_specimen(layer=Layer.OUTLINES, dpi=72))

    assert page_text(pdf) == ""
    assert kinds_of_objects(pdf) == {raw.FPDF_PAGEOBJ_PATH}


def test_a_copier_s_hidden_text_may_contradict_the_picture() -> None:
    pdf = draw_pdf(a_specimen(layer=Layer.IMAGE_WITH_TEXT, dpi=72, hidden_text={EACH_OCCURRENCE: "7,000,000"}))

    assert "7,000,000" in page_text(pdf)
    assert NUMBER in page_text(pdf)
    assert raw.FPDF_PAGEOBJ_IMAGE in kinds_of_objects(pdf)


@pytest.mark.parametrize(
    ("marks", "extracted"),
    [(Marks.LETTERS, "X COMMERCIAL"), (Marks.DINGBATS, "✖ COMMERCIAL"), (Marks.MISNAMED_DINGBATS, "6 COMMERCIAL")],
)
def test_a_cross_may_be_a_glyph(marks: Marks, extracted: str) -> None:
    pdf = draw_pdf(a_specimen(marks=marks))

    glyph, label = find(pdf, extracted[0]), find(pdf, "COMMERCIAL GENERAL LIABILITY")[0]
    assert any(abs(one.top - label.top) < 0.01 and 0.05 < one.left < label.left for one in glyph)


@pytest.mark.parametrize("marks", [Marks.STROKES, Marks.TICKS])
def test_a_drawn_cross_leaves_nothing_in_the_text(marks: Marks) -> None:
    label = find(draw_pdf(a_specimen(marks=marks)), "COMMERCIAL GENERAL LIABILITY")[0]

    for glyph in ("X", "✖", "6"):
        beside = [
            one for one in find(draw_pdf(a_specimen(marks=marks)), glyph) if abs(one.top - label.top) < 0.004 and one.left < label.left
        ]
        assert beside == []


def test_an_owner_s_password_and_an_xfa_packet_are_really_there() -> None:
    locked = draw_pdf(a_specimen(layer=Layer.FIELDS, locked=True, xfa=True))
    plain = draw_pdf(a_specimen(layer=Layer.FIELDS, xfa=True))

    assert b"/Encrypt" in locked
    assert b"/XFA" in plain
    assert raw.FPDF_GetFormType(pypdfium2.PdfDocument(locked)) == raw.FORMTYPE_XFA_FOREGROUND


def test_images_come_in_the_kinds_that_people_send() -> None:
    specimen = a_specimen(bilevel=True)

    assert draw_images(specimen, 72, "png").startswith(b"\x89PNG")
    assert draw_images(specimen, 72, "jpeg").startswith(b"\xff\xd8")
    assert draw_images(specimen, 72, "tiff")[:4] in (b"II*\x00", b"MM\x00*")
    with pytest.raises(IndexError, match="page 2 of 1"):
        draw_images(specimen, 72, "png", page=2)
