"""Files whose parts do not fit together (F18–F22, F26, F28): repaired if a person could open them, refused if not."""

import itertools

import pytest

from coverwatch.reading.inspect import Reason, inspect
from tests.bad_input.mutations import numbers
from tests.bad_input.pdf_files import a_document, a_pdf, in_object_stream, written


def test_objects_in_an_object_stream_are_as_good_as_others() -> None:
    inspection = inspect(in_object_stream(a_document()))

    assert (inspection.pages, inspection.refusal, inspection.flags) == (1, None, ())


def test_a_page_count_that_is_too_high_is_corrected() -> None:
    for stated in (2, 30, 2_147_483_647):
        inspection = inspect(a_pdf().replace(b"/Count 1>>", b"/Count %d>>" % stated))

        assert (inspection.pages, inspection.refusal) == (1, None)
        assert "REPAIRED" in inspection.flags
        assert inspection.needs_flattening


def test_pages_that_only_some_viewers_show_are_refused() -> None:
    second = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"

    assert refused(written(a_document(object_6=second) | {2: b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 1>>"})) == Reason.MALFORMED


def test_a_page_that_is_missing_between_others_is_refused() -> None:
    third = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"

    assert refused(written(a_document(object_6=third) | {2: b"<</Type/Pages/Kids[3 0 R 99 0 R 6 0 R]/Count 3>>"})) == Reason.MALFORMED


def test_a_page_tree_in_a_circle_is_refused() -> None:
    assert refused(written(a_document() | {2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"})) == Reason.MALFORMED
    assert refused(written(a_document() | {3: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"})) == Reason.MALFORMED


def test_a_page_that_stands_in_the_tree_twice_is_refused() -> None:
    assert refused(written(a_document() | {2: b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>"})) == Reason.MALFORMED


def test_a_page_tree_twenty_thousand_deep_is_refused() -> None:
    chain = {number: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(10, 20_010)}
    objects = a_document() | chain | {2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", 20_010: b"<</Type/Page/MediaBox[0 0 612 792]>>"}

    assert refused(written(objects)) == Reason.MALFORMED


def test_a_chain_of_tables_in_a_circle_is_repaired() -> None:
    plain = a_pdf()
    begins = plain.rindex(b"startxref\n") + len(b"startxref\n")
    offset = plain[begins : plain.index(b"\n", begins)]

    inspection = inspect(a_pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %b" % offset))

    assert (inspection.pages, inspection.refusal) == (1, None)
    assert inspection.flags == ("REPAIRED",)


@pytest.mark.parametrize("broken", ["points nowhere", "is missing", "has moved", "names other objects"])
def test_a_table_that_is_wrong_is_repaired(broken: str) -> None:
    plain = a_pdf()
    table = plain.rindex(b"startxref")
    content = {
        "points nowhere": plain[:table] + b"startxref\n99999999\n%%EOF\n",
        "is missing": plain[:table],
        "has moved": plain.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%a line that was added later\n"),
        "names other objects": plain.replace(b"\n1 1\n", b"\n9 1\n"),
    }[broken]

    inspection = inspect(content)

    assert (inspection.pages, inspection.refusal) == (1, None)
    assert inspection.flags == ("REPAIRED",)
    assert inspection.needs_flattening


def test_an_update_at_the_end_is_what_counts() -> None:
    plain = a_pdf()
    second = b"6 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>\nendobj\n"
    pages = b"2 0 obj\n<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>\nendobj\n"
    previous = int(plain[plain.rindex(b"startxref\n") + 10 :].split()[0])
    at = len(plain)
    rows = b"xref\n2 1\n%010d 00000 n \n6 1\n%010d 00000 n \n" % (at + len(second), at)
    update = (
        second + pages + rows + b"trailer\n<</Size 7/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (previous, at + len(second + pages))
    )

    inspection = inspect(plain + update)

    assert (inspection.pages, inspection.refusal, inspection.flags) == (2, None, ())


def test_a_file_that_breaks_off_is_read_or_refused_but_never_half_a_page() -> None:
    whole = a_pdf()
    outcomes = set()
    for end in range(100, len(whole), 97):
        inspection = inspect(whole[:end])
        outcomes.add(inspection.refusal.reason if inspection.refusal else "read")
        assert inspection.refusal or inspection.needs_flattening
    assert Reason.MALFORMED in outcomes
    assert outcomes <= {Reason.MALFORMED, "read"}


def test_noise_behind_a_header_is_refused() -> None:
    noise = b"".join((number >> 56).to_bytes(1, "big") for number in itertools.islice(numbers(26), 100_000))

    assert refused(b"%PDF-1.7\n" + noise) == Reason.MALFORMED


@pytest.mark.parametrize("content", [b"%PDF-", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\ntrailer<</Root 1 0 R>>", b"%PDF-1.7\n1 0 obj"])
def test_hardly_anything_is_refused(content: bytes) -> None:
    assert refused(content) == Reason.MALFORMED


def refused(content: bytes) -> Reason | None:
    refusal = inspect(content).refusal
    return refusal.reason if refusal else None
