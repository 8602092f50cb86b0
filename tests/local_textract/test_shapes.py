"""Signs that small print makes alike, told apart by their ink."""

import pypdfium2 as pdfium
import pytest

from local.textract.ruling import Ink
from local.textract.scan import binarised
from local.textract.shapes import is_hyphen, leans
from local.textract.words import core_of
from tests.local_textract.drawing import a_pdf, text

DPI = 200


def printed(characters: str) -> Ink:
    """The ink of these characters, from the tops of capitals to the line they stand on."""
    page = pdfium.PdfDocument(a_pdf(text(characters, left=20, top=20, size=8), size=(120, 40)))[0]
    picture = page.render(scale=DPI / 72, grayscale=True).to_numpy()
    ink = binarised(picture.reshape(picture.shape[:2]), DPI / 72)
    first, last = core_of(ink)
    columns = ink.any(axis=0).nonzero()[0]
    return ink[first:last, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize(("stroke", "leaning"), [("/", True), ("I", False), ("l", False), ("|", False), ("H", False), ("\\", False)])
def test_a_slash_leans_where_an_upright_stroke_does_not(stroke: str, leaning: bool) -> None:
    assert leans(printed(stroke)) == leaning


@pytest.mark.parametrize(("word", "hyphen"), [("PRO-", True), ("OTH-", True), ("INC.", False), ("LTD.", False), ("EACH", False)])
def test_a_hyphen_hangs_where_a_full_stop_stands(word: str, hyphen: bool) -> None:
    assert is_hyphen(printed(word)) == hyphen
