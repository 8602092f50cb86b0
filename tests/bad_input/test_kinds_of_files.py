"""What a file is: by its first bytes, whatever its name or sender says (F1–F8, F23–F25)."""

import io
import zipfile

import pytest

from coverwatch.reading.inspect import Reason, inspect
from tests.bad_input.image_files import an_image
from tests.bad_input.pdf_files import a_pdf

MEGABYTE = 1024 * 1024


def test_a_plain_pdf_may_be_read() -> None:
    inspection = inspect(a_pdf(), "certificate.pdf")

    assert (inspection.kind, inspection.pages, inspection.refusal) == ("pdf", 1, None)
    assert not inspection.needs_flattening
    assert inspection.flags == ()


@pytest.mark.parametrize(("kind", "name"), [("PNG", "png"), ("JPEG", "jpeg"), ("TIFF", "tiff")])
def test_a_plain_image_may_be_read(kind: str, name: str) -> None:
    inspection = inspect(an_image(kind=kind))

    assert (inspection.kind, inspection.pages, inspection.refusal) == (name, 1, None)
    assert not inspection.needs_flattening


def test_an_empty_file_is_refused() -> None:
    assert reason(b"") == Reason.EMPTY_FILE


def test_a_pdf_beyond_25_megabytes_is_refused_and_one_of_25_is_not() -> None:
    pdf = a_pdf()
    filler = b"%" + b" " * (25 * MEGABYTE - len(pdf) - 2) + b"\n"
    longest = pdf.replace(b"%PDF-1.7\n", b"%PDF-1.7\n" + filler)

    assert len(longest) == 25 * MEGABYTE
    assert inspect(longest).refusal is None
    assert reason(longest + b"\n") == Reason.TOO_LARGE


def test_an_image_beyond_10_megabytes_is_refused() -> None:
    assert reason(an_image() + bytes(10 * MEGABYTE)) == Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "name", "flags"),
    [
        (an_image(kind="PNG"), "certificate.pdf", ("TYPE_MISMATCH",)),
        (an_image(kind="JPEG"), "scan.TIF", ("TYPE_MISMATCH",)),
        (an_image(kind="JPEG"), "photo.JPG", ()),
        (an_image(kind="TIFF"), "coi.pdf.exe", ()),
        (an_image(kind="PNG"), "coi\u202efdp.png", ()),
        (an_image(kind="PNG"), "../../etc/passwd\0.png", ()),
        (an_image(kind="PNG"), "x" * 4000, ()),
        (an_image(kind="PNG"), "", ()),
    ],
)
def test_the_name_is_compared_with_the_content_and_nothing_else(content: bytes, name: str, flags: tuple[str, ...]) -> None:
    inspection = inspect(content, name)

    assert inspection.refusal is None
    assert inspection.flags == flags


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><body>certificate</body></html>", "web page"),
        (b"MZ\x90\0" + bytes(200), "program"),
        (b"\x7fELF" + bytes(200), "program"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing"),
        (b"<?xml version='1.0'?><svg/>", "drawing"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "HEIC photo"),
        (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(100), "WebP picture"),
        (an_image(kind="GIF"), "GIF picture"),
        (an_image(kind="BMP"), "BMP picture"),
        (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(100), "JPEG 2000 picture"),
        (b"II\x2b\0\x08\0\0\0" + bytes(100), "BigTIFF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "Office document"),
        (b"From: office@vendor.example\r\nSubject: certificate\r\n\r\nhere", "mail"),
        (b"hello", "kind that we do not know"),
    ],
)
def test_what_is_neither_pdf_nor_image_is_refused_by_what_it_is(content: bytes, words: str) -> None:
    inspection = inspect(content, "certificate.pdf")

    assert inspection.refusal is not None
    assert inspection.refusal.reason == Reason.UNSUPPORTED_TYPE
    assert words in inspection.refusal.sentence


def test_an_archive_is_refused_and_one_that_a_pdf_reader_would_open_is_two_things() -> None:
    assert reason(a_zip(b"payload")) == Reason.UNSUPPORTED_TYPE
    assert reason(a_zip(a_pdf())) == Reason.POLYGLOT


@pytest.mark.parametrize(
    ("before", "expected"), [(0, None), (1000, None), (1024, None), (1025, Reason.MALFORMED), (2000, Reason.MALFORMED)]
)
def test_a_pdf_begins_within_the_first_kilobyte(before: int, expected: Reason | None) -> None:
    assert reason(b" " * before + a_pdf()) == expected


def test_a_pdf_with_an_archive_behind_it_is_two_things() -> None:
    assert reason(a_pdf() + a_zip(b"payload")) == Reason.POLYGLOT


def test_an_archive_whose_comment_holds_the_end_of_the_pdf_is_two_things() -> None:
    body, end = a_pdf().split(b"trailer")
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("payload", b"x")
        archive.comment = b"\ntrailer" + end

    assert reason(body + output.getvalue()) == Reason.POLYGLOT


def test_an_image_with_an_archive_behind_it_is_two_things() -> None:
    assert reason(an_image(kind="JPEG") + a_zip(b"payload")) == Reason.POLYGLOT


def test_a_photo_that_a_pdf_reader_would_open_is_two_things() -> None:
    photo = an_image(kind="JPEG", comment=b"%PDF-1.7 ")

    assert reason(photo) == Reason.POLYGLOT


@pytest.mark.parametrize("prefix", [b"<html><script>1</script>", b"<!DOCTYPE html>", b"MZ\x90\0"])
def test_a_pdf_behind_something_that_another_program_reads_is_two_things(prefix: bytes) -> None:
    assert reason(prefix + b"\n" + a_pdf()) == Reason.POLYGLOT


def test_a_kilobyte_behind_the_end_is_tolerated_and_more_is_not() -> None:
    assert inspect(a_pdf() + b"\0" * 5000).refusal is None
    assert inspect(a_pdf() + b"-- gateway footer --" * 50).refusal is None
    assert reason(a_pdf() + b"-- gateway footer --" * 60) == Reason.POLYGLOT


def a_zip(payload: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("payload", payload)
    return output.getvalue()


def reason(content: bytes) -> Reason | None:
    refusal = inspect(content).refusal
    return refusal.reason if refusal else None
