"""The copy that goes to Textract: no lock, form or script, the same page to look at, and its text still text."""

import io

import pypdfium2
import pytest
from PIL import Image, ImageChops

from coverwatch.reading import flatten, inspect, page_images
from coverwatch.reading.pdfium import opened
from tests.bad_input.image_files import a_scan_of, saved
from tests.bad_input.pdf_files import TEXT, a_document, a_pdf, a_stream, in_object_stream, locked, written

FORM = b"/AcroForm<</Fields[6 0 R 7 0 R]/DR<</Font<</F1 5 0 R>>>>/DA(/F1 12 Tf 0 g)/NeedAppearances true>>"
TYPED = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(insured)/V(KEYSTONE ELEVATOR)/Rect[72 600 300 620]/DA(/F1 12 Tf 0 g)/F 4>>"
TICKED = b"<</Type/Annot/Subtype/Widget/FT/Btn/T(occur)/V/Yes/AS/Yes/MK<</CA(8)>>/Rect[72 550 90 568]/DA(/ZaDb 12 Tf 0 g)/F 4>>"
NOTE = b"<</Type/Annot/Subtype/FreeText/Contents(PRIMARY AND NONCONTRIBUTORY)/Rect[72 500 400 520]/DA(/F1 12 Tf 0 g)/F 4>>"


def a_filled_form() -> dict[int, bytes]:
    return a_document(catalog=FORM, page=b"/Annots[6 0 R 7 0 R 8 0 R]", object_6=TYPED, object_7=TICKED, object_8=NOTE)


def text_of(content: bytes) -> str:
    with opened(content) as document:
        page = document[0]
        layer = page.get_textpage()
        text: str = layer.get_text_bounded()
        layer.close()
        page.close()
    return text


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Dark dots of a gray picture in a box that is given in PDF points from the bottom left, at 72 dpi."""
    left, bottom, right, top = box
    return sum(image.crop((left, image.height - top, right, image.height - bottom)).histogram()[:128])


def test_values_ticks_and_notes_become_part_of_the_page() -> None:
    copy = flatten(written(a_filled_form()))
    page = next(page_images(copy, 72, gray=True))

    assert "CERTIFICATE OF LIABILITY INSURANCE" in text_of(copy)
    assert "KEYSTONE ELEVATOR" in text_of(copy)
    assert ink(page, (72, 550, 90, 568)) > 10
    assert ink(page, (72, 500, 400, 520)) > 100
    assert not inspect(copy).needs_flattening


def test_the_copy_looks_as_the_original_does() -> None:
    original = written(a_filled_form())
    before, after = next(page_images(original, 100, gray=True)), next(page_images(flatten(original), 100, gray=True))

    assert sum(ImageChops.difference(before, after).histogram()[128:]) == 0


@pytest.mark.parametrize("lock", [locked, in_object_stream, written])
def test_the_copy_of_what_textract_refuses_is_plain(lock: object) -> None:
    objects = a_document(catalog=b"/AcroForm<</XFA 6 0 R/Fields[]>>", object_6=a_stream(b"<xdp/>"))
    assert callable(lock)
    original = lock(objects)

    copy = flatten(original)

    assert inspect(original).needs_flattening
    assert b"/Encrypt" not in copy
    assert b"/XFA" not in copy
    assert "CERTIFICATE OF LIABILITY INSURANCE" in text_of(copy)
    assert not inspect(copy).needs_flattening


def test_scripts_and_attachments_stay_behind() -> None:
    field = TYPED.replace(b"/T(insured)", b"/T(insured)/AA<</V<</S/JavaScript/JS(event.rc = true)>>>>")
    names = b"/Names<</EmbeddedFiles<</Names[(a) 9 0 R]>>>>"
    objects = a_filled_form() | {1: b"<</Type/Catalog/Pages 2 0 R%b%b>>" % (FORM, names), 6: field}
    objects |= {9: b"<</Type/Filespec/F(a.txt)/EF<</F 10 0 R>>>>", 10: a_stream(b"attached", b"/Type/EmbeddedFile")}

    copy = flatten(written(objects))

    for name in (b"/JavaScript", b"/JS", b"/EmbeddedFile", b"/EF", b"/AcroForm"):
        assert name not in copy


def test_a_hidden_layer_stays_hidden() -> None:
    """Which layers are off is written in the catalog, which a copied page leaves behind: such a page becomes a picture."""
    off = b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>"
    content = b"/OC /L BDC BT /F1 40 Tf 72 300 Td (VOID VOID VOID) Tj ET EMC " + TEXT
    resources = b"/Font<</F1 5 0 R>>/Properties<</L 6 0 R>>"
    original = a_pdf(content, resources=resources, catalog=off, object_6=b"<</Type/OCG/Name(void)>>")

    copy = next(page_images(flatten(original), 72, gray=True))

    assert ink(copy, (72, 290, 400, 340)) == 0
    assert ink(copy, (72, 690, 400, 720)) > 100


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_that_is_turned_stays_turned(degrees: int) -> None:
    original = written(a_filled_form()).replace(b"/Contents 4 0 R", b"/Contents 4 0 R/Rotate %d" % degrees)

    before, after = next(page_images(original, 100, gray=True)), next(page_images(flatten(original), 100, gray=True))

    assert before.size == after.size
    assert sum(ImageChops.difference(before, after).histogram()[128:]) == 0


def test_pages_that_a_document_only_claims_to_have_are_left_out() -> None:
    copy = flatten(a_pdf().replace(b"/Count 1>>", b"/Count 30>>"))

    assert inspect(copy).pages == 1


def test_fonts_that_pages_share_are_copied_once() -> None:
    font = a_stream(bytes(range(256)) * 40, packed=0)
    pages = dict.fromkeys(range(10, 30), a_document()[3])
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    tree = {2: b"<</Type/Pages/Kids[%b]/Count 20>>" % kids, 5: b"<</Type/Font/Subtype/TrueType/BaseFont/Arial/FontDescriptor 6 0 R>>"}
    descriptor = {6: b"<</Type/FontDescriptor/FontName/Arial/Flags 32/FontFile2 7 0 R>>", 7: font}
    original = written(a_document() | pages | tree | descriptor)

    copy = flatten(original)

    assert inspect(copy).pages == 20
    assert len(copy) < 2 * len(original)


def test_an_image_becomes_upright_pages() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the picture's top is on the right
    sideways = saved(a_scan_of((0, 0), (600, 400)), "JPEG", exif=exif, quality=95)

    copy = flatten(sideways)
    page = next(page_images(copy, 300, gray=True))

    assert page.size == (400, 600)
    assert sum(page.crop((388, 2, 398, 8)).histogram()[:128]) > 30


def test_each_frame_of_a_tiff_becomes_a_page() -> None:
    frames = [a_scan_of((0, 0)), a_scan_of((30, 20)), a_scan_of((10, 10))]

    copy = flatten(saved(frames[0], "TIFF", save_all=True, append_images=frames[1:]))

    assert inspect(copy).pages == 3


def test_a_strip_of_ten_thousand_dots_becomes_a_page_that_textract_takes() -> None:
    copy = pypdfium2.PdfDocument(io.BytesIO(flatten(saved(Image.new("L", (10_000, 200), "white"), "PNG"))))

    assert copy[0].get_size()[0] <= 2880
    copy.close()
