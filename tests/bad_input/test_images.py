"""Image files that claim too much, break off, or are stored in ways that a page of paper has no need for (F32–F35)."""

import struct
import time
import zlib

import pytest
from PIL import Image

from coverwatch.reading.inspect import Reason, inspect
from tests.bad_input.image_files import a_png_that_claims, a_scan_of, a_tiff_with_frames, an_image, saved

ORIENTATION = 0x0112


@pytest.mark.parametrize(
    ("width", "height"),
    [(65_535, 65_535), (10_001, 10), (10, 10_001), (10_000, 10_000), (2_147_483_647, 1)],
)
def test_a_picture_that_claims_to_be_too_large_is_refused_before_it_is_decoded(width: int, height: int) -> None:
    content = a_png_that_claims(width, height)
    began = time.thread_time()

    assert len(content) < 100
    assert reason(content) == Reason.IMAGE_TOO_LARGE
    assert time.thread_time() - began < 0.1


def test_a_picture_may_have_ten_thousand_dots_a_side() -> None:
    assert reason(an_image("1", (10_000, 100))) is None
    assert reason(an_image("1", (10_001, 100))) == Reason.IMAGE_TOO_LARGE


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_every_kind_of_image_is_held_to_the_same_size(kind: str) -> None:
    assert reason(an_image("L", (10_001, 3), kind)) == Reason.IMAGE_TOO_LARGE


@pytest.mark.parametrize(("frames", "expected"), [(1, None), (50, None), (51, Reason.TOO_MANY_PAGES), (5000, Reason.TOO_MANY_PAGES)])
def test_each_frame_of_a_tiff_is_a_page(frames: int, expected: Reason | None) -> None:
    inspection = inspect(a_tiff_with_frames(frames))

    assert (inspection.refusal.reason if inspection.refusal else None) == expected
    assert inspection.pages == (frames if expected is None else 0)


def test_a_tiff_whose_frames_go_in_a_circle_is_refused() -> None:
    assert reason(a_tiff_with_frames(3, circular=True)) == Reason.MALFORMED


def test_a_tiff_of_many_huge_frames_is_refused() -> None:
    """Eight of 81 million dots, 24 bits each, by what their directories say."""
    tiff = a_tiff_with_frames(8).replace(struct.pack("<HHI", 256, 3, 1) + b"\1\0", struct.pack("<HHIH", 256, 3, 1, 9000))
    tiff = tiff.replace(struct.pack("<HHI", 257, 3, 1) + b"\1\0", struct.pack("<HHIH", 257, 3, 1, 9000))
    tiff = tiff.replace(struct.pack("<HHI", 277, 3, 1) + b"\1\0", struct.pack("<HHIH", 277, 3, 1, 3))

    assert reason(tiff) == Reason.RESOURCE_LIMIT


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_an_image_that_breaks_off_is_refused(kind: str) -> None:
    whole = saved(a_scan_of(size=(600, 400)), kind)

    for part in (10, len(whole) // 3, len(whole) * 2 // 3):
        assert reason(whole[:part]) == Reason.MALFORMED


@pytest.mark.parametrize(
    ("mode", "kind", "flattened"),
    [
        ("1", "PNG", False),
        ("1", "TIFF", False),
        ("L", "JPEG", False),
        ("P", "PNG", False),
        ("RGB", "TIFF", False),
        ("I;16", "PNG", True),
        ("CMYK", "JPEG", True),
        ("CMYK", "TIFF", True),
        ("F", "TIFF", True),
        ("RGBA", "PNG", True),
        ("LA", "PNG", True),
    ],
)
def test_images_of_all_depths_and_colours_are_read_the_unusual_ones_from_a_flattened_copy(mode: str, kind: str, flattened: bool) -> None:
    inspection = inspect(an_image(mode, kind=kind))

    assert (inspection.pages, inspection.refusal) == (1, None)
    assert inspection.needs_flattening == flattened


def test_a_photo_that_lies_on_its_side_is_read_from_an_upright_copy() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6

    assert inspect(saved(a_scan_of(), "JPEG", exif=exif)).needs_flattening


def test_a_fax_with_half_the_lines_is_read_from_a_copy_in_proportion() -> None:
    assert inspect(saved(a_scan_of(), "TIFF", dpi=(204, 98))).needs_flattening
    assert not inspect(saved(a_scan_of(), "TIFF", dpi=(204, 196))).needs_flattening


def test_a_moving_picture_is_its_first_frame() -> None:
    frames = [a_scan_of((index, 0)) for index in range(60)]

    inspection = inspect(saved(frames[0], "PNG", save_all=True, append_images=frames[1:]))

    assert (inspection.pages, inspection.refusal) == (1, None)


def test_text_that_unpacks_to_a_gigabyte_inside_a_png_is_refused_or_never_unpacked() -> None:
    text = b"Comment\0\0" + zlib.compress(bytes(100 * 1024 * 1024), 9)
    plain = an_image()
    chunk = struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text))

    assert reason(plain[:33] + chunk + plain[33:]) in {None, Reason.MALFORMED}


def reason(content: bytes) -> Reason | None:
    refusal = inspect(content).refusal
    return refusal.reason if refusal else None
