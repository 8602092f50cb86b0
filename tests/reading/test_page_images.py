"""Pages as a person sees them."""

import threading

import pytest
from PIL import Image

from coverwatch.reading import page_images
from coverwatch.reading.images import MAX_PIXELS, MAX_SIDE
from tests.bad_input.image_files import a_scan_of, saved
from tests.bad_input.pdf_files import a_pdf, with_pages

SQUARE = b"0 0 100 100 re f"  # at the bottom left


def dark(image: Image.Image) -> tuple[float, float]:
    """Where the middle of what is dark lies, in fractions from the top left."""
    box = image.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    return round((box[0] + box[2]) / 2 / image.width, 1), round((box[1] + box[3]) / 2 / image.height, 1)


def test_a_page_comes_at_the_resolution_that_is_asked_for() -> None:
    assert next(page_images(a_pdf(), 72)).size == (612, 792)
    assert next(page_images(a_pdf(), 144)).size == (1224, 1584)
    assert next(page_images(a_pdf())).mode == "RGB"
    assert next(page_images(a_pdf(), gray=True)).mode == "L"


@pytest.mark.parametrize(("degrees", "place"), [(0, (0.1, 0.9)), (90, (0.1, 0.1)), (180, (0.9, 0.1)), (270, (0.9, 0.9))])
def test_a_page_is_turned_as_it_says(degrees: int, place: tuple[float, float]) -> None:
    page = next(page_images(a_pdf(SQUARE, page=b"/Rotate %d" % degrees), 72))

    assert dark(page) == place


def test_every_page_comes_in_order_and_one_at_a_time() -> None:
    pages = page_images(with_pages(50), 20)

    assert next(pages).size == (170, 220)
    assert sum(1 for _ in pages) == 49


def test_a_huge_page_comes_smaller_rather_than_not_at_all() -> None:
    content = a_pdf(SQUARE).replace(b"[0 0 612 792]", b"[0 0 9000 9000]")

    page = next(page_images(content, 300, gray=True))

    assert max(page.size) <= MAX_SIDE
    assert page.width * page.height <= MAX_PIXELS * 1.01


@pytest.mark.parametrize(("orientation", "place"), [(1, (0.2, 0.2)), (3, (0.8, 0.8)), (6, (0.8, 0.2)), (8, (0.2, 0.8))])
def test_a_photo_is_turned_as_its_camera_says(orientation: int, place: tuple[float, float]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = saved(a_scan_of((2, 2), (40, 40)), "JPEG", exif=exif, quality=95)

    assert dark(next(page_images(photo))) == place


def test_what_is_transparent_is_white_paper() -> None:
    nothing = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    palette = Image.new("P", (20, 20), 0)
    palette.info["transparency"] = 0

    assert next(page_images(saved(nothing, "PNG"), gray=True)).getextrema() == (255, 255)
    assert next(page_images(saved(palette, "PNG", transparency=0), gray=True)).getextrema() == (255, 255)


def test_sixteen_bits_keep_their_shades() -> None:
    shades = Image.new("I;16", (2, 1))
    shades.putpixel((0, 0), 0)
    shades.putpixel((1, 0), 65_535)

    assert list(next(page_images(saved(shades, "PNG"), gray=True)).tobytes()) == [0, 255]


def test_ink_is_dark_in_every_way_of_storing_it() -> None:
    scan = a_scan_of()
    for image, kind in [
        (scan.convert("CMYK"), "JPEG"),
        (scan.convert("CMYK"), "TIFF"),
        (scan.convert("1"), "TIFF"),
        (scan.convert("F"), "TIFF"),
    ]:
        page = next(page_images(saved(image, kind), gray=True))
        low, high = page.getextrema()
        assert (low, high) == pytest.approx((0, 255), abs=30)
        assert page.getpixel((5, 5)) == low


def test_a_fax_with_half_the_lines_is_drawn_in_proportion() -> None:
    assert next(page_images(saved(a_scan_of(size=(204, 98)), "TIFF", dpi=(204, 98)))).size == (204, 204)


def test_frames_of_a_tiff_are_pages() -> None:
    frames = [a_scan_of((0, 0)), a_scan_of((50, 30))]

    pages = list(page_images(saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])))

    assert [dark(page) for page in pages] == [(0.1, 0.1), (0.9, 0.9)]


def test_a_photo_may_carry_others_that_are_no_pages() -> None:
    photo = saved(a_scan_of(), "MPO", save_all=True, append_images=[a_scan_of((9, 9))])

    assert len(list(page_images(photo))) == 1


def test_threads_draw_one_after_another() -> None:
    """pdfium is not thread-safe; the local stack's threads are."""
    drawn: list[int] = []
    threads = [threading.Thread(target=lambda: drawn.append(sum(1 for _ in page_images(with_pages(10), 30)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert drawn == [10, 10, 10, 10]


def test_what_is_no_document_has_no_pages() -> None:
    with pytest.raises(OSError, match="neither"):
        next(page_images(b"hello"))
