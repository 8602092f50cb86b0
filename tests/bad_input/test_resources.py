"""Files of a few bytes that cost a reader its memory or its day (F15–F17, F27–F31)."""

import resource
import struct
import time
import zlib

import pytest

from coverwatch.reading.inspect import Reason, inspect
from coverwatch.reading.safety.budget import Budget
from coverwatch.reading.safety.document import check_document
from coverwatch.reading.safety.refusal import RefusedError
from coverwatch.reading.safety.trial import draw_on_trial
from tests.bad_input.pdf_files import a_document, a_pdf, a_stream, in_object_stream, with_pages, written

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A few KB that unpack, through one megabyte, to a gigabyte."""
    return packed_twice(1024)


@pytest.mark.parametrize("place", ["content", "object stream", "font", "script", "nothing refers to it"])
def test_a_stream_that_unpacks_to_a_gigabyte_is_refused_within_seconds_and_memory(bomb: bytes, place: str) -> None:
    stream = b"<<%b/Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%b\nendstream"
    kind = {"object stream": b"/Type/ObjStm/N 1/First 5"}.get(place, b"")
    objects = a_document(object_6=stream % (kind, len(bomb), bomb)) | {
        "content": {4: stream % (b"", len(bomb), bomb)},
        "font": {5: b"<</Type/Font/Subtype/TrueType/FontDescriptor<</FontFile2 6 0 R>>>>"},
        "script": {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS 6 0 R>>>>"},
    }.get(place, {})
    content = written(objects)
    before, began = peak_memory(), time.thread_time()

    assert len(content) < 8000
    assert refused(content) == Reason.RESOURCE_LIMIT
    assert time.thread_time() - began < 4
    assert peak_memory() - before < 200 * MEGABYTE


def test_one_layer_is_a_bomb_too() -> None:
    assert refused(a_pdf(bytes(65 * MEGABYTE))) == Reason.RESOURCE_LIMIT


def test_many_streams_together_are_a_bomb_too() -> None:
    packed = packed_twice(20)
    stream = b"<<%b/Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%b\nendstream" % (b"", len(packed), packed)
    content = written(a_document() | dict.fromkeys(range(6, 16), stream))

    assert refused(content) is None
    with pytest.raises(RefusedError):
        check_document(content, Budget(unpacked_bytes=100 * MEGABYTE))


@pytest.mark.parametrize(
    ("filters", "data"),
    [
        (b"/LZWDecode", b"\x80" + b"\0" * 100),
        (b"/ASCIIHexDecode/FlateDecode", b"zz"),
        (b"/ASCII85Decode/RunLengthDecode", b"!!!!"),
        (b"/ASCII85Decode", b's8W-!s8W-"uuuuuuu'),
        (b"/ASCII85Decode", b"u"),
        (b"/RunLengthDecode/RunLengthDecode", b"\x81\x81\x81\x81"),
        (b"/FlateDecode/Unheard-of", b"x\x9c"),
        (b"/Crypt", b"x"),
    ],
)
def test_broken_or_unusual_packing_is_no_reason_to_refuse(filters: bytes, data: bytes) -> None:
    """Viewers draw what they can; so do we."""
    content = b"<</Filter[%b]/Length %d>>\nstream\n%b\nendstream" % (filters, len(data), data)

    assert refused(written(a_document() | {4: content})) is None


@pytest.mark.parametrize(
    "oddity",
    [
        b"<</Subtype[/Widget]/Type<<>>/S[1]/JS 12/AA 3/OpenAction[0]/EF 1/NeedsRendering[]/MediaBox/A/Width(x)/Filter 3>>",
        b"<</Width %b.0/Height -1/Subtype/Image/ColorSpace[]/BitsPerComponent null>>" % (b"9" * 400),
        b"<</Width 1/Height 1/Subtype/Image/ColorSpace[/ICCBased 99 0 R]/JS 99 0 R>>",
        b"<</MediaBox[+.5 -.5 1. 99999999999999999999999999999999]/Count(x)/Kids<<>>>>",
        b"[<</A(\\)\\377\\n\\\r\n)/B<4G1>/C#41 1/#zz 2 /D >> >> ]",
    ],
)
def test_values_of_the_wrong_kind_are_no_values(oddity: bytes) -> None:
    """Anything may stand anywhere; nothing but a refusal may come of it."""
    assert checked(a_pdf(object_6=oddity)) in {None, Reason.IMAGE_TOO_LARGE, Reason.PAGE_TOO_LARGE}


def test_run_lengths_are_measured() -> None:
    data = b"\x81\0" * (600 * 1024)  # 128 bytes for every two, so 75 megabytes

    assert (
        refused(written(a_document() | {4: b"<</Filter/RunLengthDecode/Length %d>>\nstream\n%b\nendstream" % (len(data), data)}))
        == Reason.RESOURCE_LIMIT
    )


@pytest.mark.parametrize(("pages", "expected"), [(1, None), (50, None), (51, Reason.TOO_MANY_PAGES), (5000, Reason.TOO_MANY_PAGES)])
def test_fifty_pages_are_read(pages: int, expected: Reason | None) -> None:
    inspection = inspect(with_pages(pages))

    assert (inspection.refusal.reason if inspection.refusal else None) == expected
    assert inspection.pages == (pages if expected is None else 0)


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (b"/MediaBox[0 0 9000 792]", None),
        (b"/MediaBox[0 0 9001 792]", Reason.PAGE_TOO_LARGE),
        (b"/MediaBox[0 0 612 20000]", Reason.PAGE_TOO_LARGE),
        (b"/MediaBox[-9000 0 612 792]", Reason.PAGE_TOO_LARGE),
        (b"/MediaBox[0 0 612 792]/UserUnit 15", Reason.PAGE_TOO_LARGE),
        (b"/MediaBox[0 0 1e9 1e9]", None),  # no number in PDF: viewers fall back on letter
        (b"/MediaBox[0 0 99999999999999999999 792]", Reason.PAGE_TOO_LARGE),
        (b"/MediaBox 6 0 R", Reason.PAGE_TOO_LARGE),
    ],
)
def test_a_page_has_at_most_9000_points_a_side(box: bytes, expected: Reason | None) -> None:
    content = a_pdf(object_6=b"[0 0 612 20000]").replace(b"/MediaBox[0 0 612 792]", box)

    assert refused(content) == expected


@pytest.mark.parametrize(
    ("width", "height", "more", "expected"),
    [
        (5100, 6600, b"/ColorSpace/DeviceRGB/BitsPerComponent 8", None),
        (10200, 13200, b"/ColorSpace/DeviceGray/BitsPerComponent 1", None),
        (65000, 65000, b"/ColorSpace/DeviceGray/BitsPerComponent 1", Reason.IMAGE_TOO_LARGE),
        (12000, 12000, b"/ColorSpace/DeviceRGB/BitsPerComponent 8", Reason.IMAGE_TOO_LARGE),
        (12000, 12000, b"/ColorSpace[/ICCBased 7 0 R]/BitsPerComponent 8", Reason.IMAGE_TOO_LARGE),
        (12000, 12000, b"", Reason.IMAGE_TOO_LARGE),
    ],
)
def test_a_picture_is_judged_by_its_dictionary(width: int, height: int, more: bytes, expected: Reason | None) -> None:
    picture = a_stream(b"\0", b"/Type/XObject/Subtype/Image/Width %d/Height %d%b" % (width, height, more))
    content = a_pdf(b"/I Do", resources=b"/XObject<</I 6 0 R>>", object_6=picture, object_7=a_stream(b"", b"/N 4"))

    assert checked(content) == expected


def test_a_coded_picture_is_judged_by_what_its_code_says() -> None:
    """A decoder takes the size from the code; the dictionary says 10 × 10."""
    jpeg = b"\xff\xd8\xff\xc2\0\x11\x08" + struct.pack(">HH", 65000, 65000) + b"\x03" + b"\x01\x11\0\x02\x11\0\x03\x11\0"
    jpeg2000 = b"\xff\x4f\xff\x51\0\x2f\0\0" + struct.pack(">IIIIIIIIH", 65000, 65000, 0, 0, 65000, 65000, 0, 0, 3)
    region = struct.pack(">IIIIB", 65000, 65000, 0, 0, 0)
    jbig2 = struct.pack(">IBBBI", 0, 38, 0, 1, len(region)) + region
    whole_page = struct.pack(">IBBBIIIIIBH", 0, 48, 0, 1, 19, 2550, 3300, 0, 0, 0, 0)

    for code, name, expected in [
        (jpeg, b"DCTDecode", Reason.IMAGE_TOO_LARGE),
        (jpeg2000, b"JPXDecode", Reason.IMAGE_TOO_LARGE),
        (jbig2, b"JBIG2Decode", Reason.IMAGE_TOO_LARGE),
        (whole_page, b"JBIG2Decode", None),
    ]:
        picture = b"<</Subtype/Image/Width 10/Height 10/BitsPerComponent 8/Filter/%b/Length %d>>\nstream\n%b\nendstream" % (
            name,
            len(code),
            code,
        )
        assert checked(a_pdf(object_6=picture)) == expected


@pytest.mark.parametrize("opening", [b"[", b"<</A "])
def test_what_is_nested_a_hundred_thousand_times_is_refused(opening: bytes) -> None:
    assert refused(a_pdf(object_6=opening * 100_000)) == Reason.MALFORMED


def test_an_object_stream_that_claims_two_thousand_million_objects_is_refused() -> None:
    began = time.thread_time()

    assert refused(in_object_stream(a_document(), count=2_000_000_000)) == Reason.MALFORMED
    assert time.thread_time() - began < 1


@pytest.mark.parametrize("content", [b"xref\n0 10000000\n", b"trailer <</Size 10000000>>"])
def test_a_table_of_ten_million_objects_is_refused(content: bytes) -> None:
    assert refused(a_pdf().replace(b"xref\n0 1\n", content + b"xref\n0 1\n", 1)) == Reason.MALFORMED


@pytest.mark.parametrize(
    "garbage",
    [
        b"obj ",
        b"obj<<",
        b"obj(",
        b"1 0 obj[",
        b"(" * 50,
        b"5%5%\n",
        b"<<" + b" " * 40,
        b"endstream ",
        b"1 0 obj<<>>stream ",
        b"trailer<<",
        b"/JS ",
        b"<",
    ],
)
def test_a_megabyte_of_nonsense_costs_no_more_than_its_budget(garbage: bytes) -> None:
    content = b"%PDF-1.7\n" + garbage * (MEGABYTE // len(garbage))
    began = time.thread_time()

    assert checked(content, Budget(seconds=1)) in {Reason.MALFORMED, Reason.RESOURCE_LIMIT, None}
    assert time.thread_time() - began < 2.5


def test_a_pattern_that_would_be_drawn_for_hours_is_stopped() -> None:
    tile = b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001/Resources<<>>"
    endless = a_pdf(b"/Pattern cs /P scn 0 0 612 792 re f", resources=b"/Pattern<</P 6 0 R>>", object_6=a_stream(b"0 0 1 1 re f", tile))

    assert checked(endless) is None
    assert stopped(endless, processor_seconds=1) == Reason.RESOURCE_LIMIT


def test_a_function_for_each_dot_that_would_be_drawn_for_hours_is_stopped() -> None:
    shading = b"/Shading<</S<</ShadingType 1/ColorSpace/DeviceGray/Domain[0 612 0 792]/Function 6 0 R>>>>"
    function = a_stream(b"{" + b"dup mul sqrt " * 20_000 + b"pop}", b"/FunctionType 4/Domain[0 612 0 792]/Range[0 1]")
    endless = a_pdf(b"/S sh", resources=shading, object_6=function)

    assert checked(endless) is None
    assert stopped(endless, processor_seconds=1) == Reason.RESOURCE_LIMIT


def test_what_would_take_all_memory_is_stopped() -> None:
    nested = {
        f"object_{number}": a_stream(
            b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X %d 0 R>>>>" % (number + 1)
        )
        for number in range(10, 17)
    }
    content = a_pdf(
        b"/X Do",
        resources=b"/XObject<</X 10 0 R>>",
        object_17=a_stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        **nested,
    )

    assert stopped(content, processor_seconds=5, memory_bytes=200 * MEGABYTE) == Reason.RESOURCE_LIMIT


def test_a_budget_is_spent_by_steps_bytes_and_time() -> None:
    for spend in (lambda: Budget(steps=10).spend(11), lambda: Budget(unpacked_bytes=10).unpack(11), lambda: Budget(seconds=-1).unpack(0)):
        with pytest.raises(RefusedError):
            spend()


def refused(content: bytes) -> Reason | None:
    refusal = inspect(content).refusal
    return refusal.reason if refusal else None


def checked(content: bytes, budget: Budget | None = None) -> Reason | None:
    """Without the trial drawing, which only what passes would reach."""
    try:
        check_document(content, budget)
    except RefusedError as error:
        return error.refusal.reason
    return None


def stopped(content: bytes, **limits: int) -> Reason | None:
    try:
        draw_on_trial(content, "pdf", **limits)
    except RefusedError as error:
        return error.refusal.reason
    return None


def packed_twice(megabytes: int) -> bytes:
    """Blocks that say the same are the same bytes, so that a gigabyte need not be packed to be written."""
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return zlib.compress(first + again * (megabytes - 1), 9)


def peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
