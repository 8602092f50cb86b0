"""What Textract does not take: malformed requests, documents beyond its limits, hostile files; and that the service goes on."""

import base64
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from PIL import Image

from local.textract import Reader, TextractError
from local.textract.order import Order
from tests.bad_input.image_files import a_png_that_claims, a_tiff_with_frames
from tests.bad_input.pdf_files import a_document, a_pdf, a_stream, locked, with_pages, written
from tests.local_textract.conformance import words
from tests.local_textract.conftest import Desk
from tests.local_textract.drawing import a_pdf as drawn
from tests.local_textract.drawing import saved, text

GOOD = drawn(text("a page that can be read"))
OBJECT = {"S3Object": {"Bucket": "certificates", "Name": "one.pdf"}}
MALFORMED: list[tuple[str, dict[str, Any]]] = [
    ("StartDocumentTextDetection", {}),
    ("StartDocumentTextDetection", {"DocumentLocation": {"S3Object": {"Bucket": "b", "Name": "one.pdf"}}}),
    ("StartDocumentTextDetection", {"DocumentLocation": OBJECT, "ClientRequestToken": "no spaces"}),
    ("StartDocumentTextDetection", {"DocumentLocation": OBJECT, "JobTag": "x" * 65}),
    ("StartDocumentTextDetection", {"DocumentLocation": OBJECT, "NotificationChannel": {"SNSTopicArn": "arn:aws:sns"}}),
    ("StartDocumentAnalysis", {"DocumentLocation": OBJECT}),
    ("StartDocumentAnalysis", {"DocumentLocation": OBJECT, "FeatureTypes": ["FORMS", "MAGIC"]}),
    ("DetectDocumentText", {"Document": {}}),
    ("DetectDocumentText", {"Document": {"Bytes": "not base64!"}}),
    ("DetectDocumentText", {"Document": {"Bytes": "aGk=", **OBJECT}}),
    ("AnalyzeDocument", {"Document": {"Bytes": "aGk="}}),
]


@pytest.mark.parametrize(("operation", "payload"), MALFORMED)
def test_malformed_requests_are_refused(desk: Desk, operation: str, payload: dict[str, Any]) -> None:
    desk.objects["one.pdf"] = GOOD
    with pytest.raises(TextractError) as refused:
        desk.textract.handle(operation, payload)
    assert (refused.value.code, refused.value.http_status) == ("InvalidParameterException", 400)


def test_operations_that_are_not_served_are_named(desk: Desk) -> None:
    with pytest.raises(TextractError, match="AnalyzeExpense"):
        desk.textract.handle("AnalyzeExpense", {})


def looping_pages() -> bytes:
    return written({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"})


def unpacks_to(size: int) -> bytes:
    """Flate data of that many zero bytes, made without unpacking them: one packed megabyte, over and over."""
    packer = zlib.compressobj(9)
    megabyte = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return megabyte + again * (size >> 20)


def exploding_page() -> bytes:
    """A page whose content is two gigabytes of nothing, packed twice."""
    return written(a_document() | {4: a_stream(zlib.compress(unpacks_to(2 << 30), 9), b"/Filter[/FlateDecode/FlateDecode]", packed=0)})


def huge_picture() -> bytes:
    """A page with a picture of 30,000 × 30,000 dots in colour."""
    picture = b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode"
    shown = b"612 0 0 792 0 0 cm /I Do"
    return a_pdf(shown, resources=b"/XObject<</I 6 0 R>>", object_6=a_stream(unpacks_to(30_000 * 90_000), picture, packed=0))


DOCUMENTS: list[tuple[str, Callable[[], bytes], str]] = [
    ("user's password", lambda: locked(a_document(), user_password=b"secret"), "UnsupportedDocumentException"),
    ("owner's password", lambda: locked(a_document()), "UnsupportedDocumentException"),
    ("XFA", lambda: a_pdf(catalog=b"/AcroForm<</Fields[]/XFA 6 0 R>>", object_6=a_stream(b"<xdp/>")), "UnsupportedDocumentException"),
    ("two pages at once", lambda: drawn(text("one"), text("two")), "UnsupportedDocumentException"),
    ("a web page", lambda: b"<html>%PDF</html>", "UnsupportedDocumentException"),
    ("nothing", lambda: b"", "UnsupportedDocumentException"),
    ("truncated", lambda: GOOD[:200], "BadDocumentException"),
    ("garbage", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "BadDocumentException"),
    ("pages in a circle", looping_pages, "BadDocumentException"),
    ("no size", lambda: written(a_document() | {3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]/CropBox[0 0 0 0]>>"}), ""),
    (
        "a page of a mile",
        lambda: written(a_document() | {3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 20000 20000]>>"}),
        "BadDocumentException",
    ),
    ("a picture that claims", lambda: a_png_that_claims(30_000, 30_000), "DocumentTooLargeException"),
    ("a picture cut off", lambda: saved(Image.new("L", (400, 400), 90), "JPEG")[:500], "BadDocumentException"),
    ("more than ten megabytes", lambda: GOOD + bytes(11 << 20), "DocumentTooLargeException"),
]


@pytest.mark.parametrize(("content", "code"), [document[1:] for document in DOCUMENTS], ids=[document[0] for document in DOCUMENTS])
def test_documents_beyond_the_limits_end_in_an_error_and_the_service_goes_on(desk: Desk, content: Callable[[], bytes], code: str) -> None:
    if code:
        with pytest.raises(TextractError) as refused:
            desk.read(content())
        assert refused.value.code == code
    else:
        assert words(desk.read(content())) == []
    assert words(desk.read(GOOD))[-1] == "read"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (lambda: with_pages(10_000), "DOCUMENT_TOO_LARGE"),
        (lambda: a_tiff_with_frames(3_001), "DOCUMENT_TOO_LARGE"),
        (looping_pages, "BAD_DOCUMENT"),
    ],
    ids=["10,000 pages", "3,001 frames", "pages in a circle"],
)
def test_a_job_fails_over_its_document(desk: Desk, content: Callable[[], bytes], message: str) -> None:
    desk.objects["large"] = content()
    job = desk.start("large")
    desk.work()
    assert desk.get(job) == {"JobStatus": "FAILED", "StatusMessage": message}


def test_a_broken_index_and_scripts_do_no_harm(desk: Desk) -> None:
    scripted = a_pdf(catalog=b"/OpenAction<</S/JavaScript/JS(while\\(true\\);)>>/AA<</WC<</S/JavaScript/JS(app.alert\\(1\\))>>>>")
    broken = scripted.replace(b"startxref\n", b"startxref\n9999")
    assert words(desk.read(broken)) == ["CERTIFICATE", "OF", "LIABILITY", "INSURANCE"]


def test_a_file_that_eats_memory_costs_its_process_and_no_more() -> None:
    reader = Reader(seconds_per_page=20, memory=1 << 30)
    try:
        for hostile in (exploding_page(), huge_picture()):
            with suppress(TextractError):
                assert reader.read(hostile).count == 1
            assert [word.text for word in reader.read(GOOD).pages[1].words][-1] == "read"
    finally:
        reader.close()


def test_a_page_that_takes_too_long_is_left_out() -> None:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</Next %d 0 R>>>>"
    objects = a_document() | {number: a_stream(b"/Next Do " * 60, form % (number + 1)) for number in range(10, 15)}
    objects[15] = a_stream(b"0 0 m 612 792 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]")
    objects[7] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 10 0 R/Resources<</XObject<</Next 11 0 R>>>>>>"
    objects[2] = b"<</Type/Pages/Kids[7 0 R 3 0 R]/Count 2>>"
    reader = Reader(seconds_per_page=2)
    try:
        reader.read(GOOD)
        found = reader.read(written(objects), Order())
        assert (found.count, found.failed, sorted(found.pages)) == (2, [1], [2])
    finally:
        reader.close()


def test_a_process_that_died_is_replaced(desk: Desk, reader: Reader) -> None:
    desk.read(GOOD)
    reader.close()
    assert words(desk.read(GOOD))


def test_bytes_are_read_as_they_are(desk: Desk) -> None:
    answer = desk.textract.handle("DetectDocumentText", {"Document": {"Bytes": base64.b64encode(GOOD).decode()}})
    assert answer["DocumentMetadata"] == {"Pages": 1}
