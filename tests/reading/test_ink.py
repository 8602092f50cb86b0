"""Dark pixels in boxes and cells: crosses told from frames, letters from each other, print from paper."""

import pytest
from PIL import Image, ImageDraw, ImageFilter

from coverwatch.domain.evidence import Box
from coverwatch.reading.affine import Affine
from coverwatch.reading.glyph import letter_of
from coverwatch.reading.ink import BLANK, HEIGHT, MARKED, WIDTH, FormPicture
from coverwatch.reading.maps import Field, Kind
from coverwatch.reading.reconcile import CLEARLY_MARKED
from coverwatch.reading.register import Registration

IN_PLACE = Registration(Affine(), Affine(), Affine(), (), 1.0, 0.0, redrawn=False)
BOX = Box(0.2, 0.2, 14 / 612, 12 / 792)
FIELD = Field("Indicator", Kind.MARK, BOX, BOX)


def a_page(*strokes: tuple[float, float, float, float], shade: int = 0, paper: int = 255, width: int = 3) -> Image.Image:
    """A page with strokes in points around the box's top left corner."""
    page = Image.new("L", (WIDTH, HEIGHT), paper)
    pen = ImageDraw.Draw(page)
    x, y = BOX.left * WIDTH, BOX.top * HEIGHT
    for ax, ay, bx, by in strokes:
        pen.line((x + ax * 200 / 72, y + ay * 200 / 72, x + bx * 200 / 72, y + by * 200 / 72), fill=shade, width=width)
    return page


FRAME = ((0, 0, 14, 0), (14, 0, 14, 12), (14, 12, 0, 12), (0, 12, 0, 0))
SMALL_FRAME = ((2.5, 1.5, 11.5, 1.5), (11.5, 1.5, 11.5, 10.5), (11.5, 10.5, 2.5, 10.5), (2.5, 10.5, 2.5, 1.5))
CROSS = ((3.5, 2.5, 10.5, 9.5), (3.5, 9.5, 10.5, 2.5))
TICK = ((3, 6, 6, 10), (6, 10, 11, 2))


@pytest.mark.parametrize("frame", [(), FRAME, SMALL_FRAME], ids=["no frame", "cell", "square"])
@pytest.mark.parametrize("shade", [0, 120], ids=["black", "faded"])
def test_an_empty_box_is_blank_whatever_frame_it_has(frame: tuple[tuple[float, float, float, float], ...], shade: int) -> None:
    assert FormPicture(a_page(*frame, shade=shade), IN_PLACE).share(FIELD) <= BLANK


@pytest.mark.parametrize("mark", [CROSS, TICK], ids=["cross", "tick"])
@pytest.mark.parametrize("frame", [(), FRAME, SMALL_FRAME], ids=["no frame", "cell", "square"])
def test_a_marked_box_is_marked_whatever_frame_it_has(
    frame: tuple[tuple[float, float, float, float], ...], mark: tuple[tuple[float, float, float, float], ...]
) -> None:
    assert FormPicture(a_page(*frame, *mark), IN_PLACE).share(FIELD) >= CLEARLY_MARKED


@pytest.mark.parametrize("shape", ["rectangle", "ellipse"])
@pytest.mark.parametrize("frame", [(), FRAME, SMALL_FRAME], ids=["no frame", "cell", "square"])
def test_a_square_or_a_disc_is_a_mark_and_no_frame(frame: tuple[tuple[float, float, float, float], ...], shape: str) -> None:
    page = a_page(*frame)
    x, y = BOX.left * WIDTH + 7 * 200 / 72, BOX.top * HEIGHT + 6 * 200 / 72
    getattr(ImageDraw.Draw(page), shape)((x - 8, y - 8, x + 8, y + 8), fill=0)

    assert FormPicture(page, IN_PLACE).share(FIELD) >= CLEARLY_MARKED


def test_a_box_blackened_whole_is_marked() -> None:
    assert FormPicture(a_page(*FRAME, (3, 6, 11, 6), width=24), IN_PLACE).share(FIELD) >= MARKED


def test_a_yellow_marker_is_paper() -> None:
    page = a_page(*FRAME)
    ImageDraw.Draw(page).rectangle(
        (BOX.left * WIDTH - 20, BOX.top * HEIGHT - 20, BOX.right * WIDTH + 20, BOX.bottom * HEIGHT + 20), fill=225
    )

    assert FormPicture(page, IN_PLACE).share(FIELD) <= BLANK


def test_print_that_nobody_read_is_found_and_what_was_read_is_not() -> None:
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    ImageDraw.Draw(page).text((400, 500), "204417", fill=0, font_size=28)
    cell = Box(380 / WIDTH, 480 / HEIGHT, 200 / WIDTH, 60 / HEIGHT)
    picture = FormPicture(page, IN_PLACE)

    assert len(picture.unread(cell)) >= 5
    picture.forget([cell])
    assert picture.unread(cell) == []


def test_rules_and_specks_are_not_print() -> None:
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(page)
    pen.line((380, 480, 380, 560), fill=0, width=3)
    pen.line((380, 540, 600, 540), fill=0, width=3)
    for n in range(30):
        pen.point((390 + 7 * n, 490 + (n * 13) % 45), fill=0)

    assert FormPicture(page, IN_PLACE).unread(Box(378 / WIDTH, 478 / HEIGHT, 224 / WIDTH, 66 / HEIGHT)) == []


@pytest.mark.parametrize("letter", ["X", "Y", "N"])
@pytest.mark.parametrize("size", [18, 26, 40])
@pytest.mark.parametrize("blur", [0.0, 0.8])
def test_a_letter_is_told_by_its_shape(letter: str, size: int, blur: float) -> None:
    picture = Image.new("L", (80, 80))
    ImageDraw.Draw(picture).text((20, 15), letter, fill=255, font_size=size)
    picture = picture.filter(ImageFilter.GaussianBlur(blur)).point(lambda v: 255 if v > 90 else 0)
    found = letter_of(picture.crop(picture.getbbox()))

    assert found is not None
    assert found[0] == letter


@pytest.mark.parametrize("other", ["A", "B", "C", "O", "1", "-", "M", "Z"])
def test_another_letter_is_none_of_the_three(other: str) -> None:
    picture = Image.new("L", (80, 80))
    ImageDraw.Draw(picture).text((20, 15), other, fill=255, font_size=30)

    assert letter_of(picture.crop(picture.getbbox())) is None


def test_an_empty_picture_is_no_letter() -> None:
    assert letter_of(Image.new("L", (0, 0))) is None
