"""Whatever happens to a file on its way, it is read or refused; nothing else comes out of the door.

Thousands more were tried, with drawing, when this was written: none crashed. These few stay, one set for each shape of file.
"""

import pytest

from coverwatch.reading.flatten import flatten
from coverwatch.reading.images import page_images
from coverwatch.reading.inspect import inspect
from coverwatch.reading.safety.document import check_document
from coverwatch.reading.safety.picture import check_picture
from coverwatch.reading.safety.refusal import RefusedError
from tests.bad_input.image_files import a_scan_of, a_tiff_with_frames, saved
from tests.bad_input.mutations import mutated
from tests.bad_input.pdf_files import a_document, a_pdf, in_object_stream, locked

PDFS = {"plain": a_pdf(), "in an object stream": in_object_stream(a_document()), "locked": locked(a_document())}


@pytest.mark.parametrize("shape", PDFS)
def test_a_changed_pdf_passes_the_checks_or_is_refused(shape: str) -> None:
    pages = {pages_or_refusal(mutated(PDFS[shape], seed)) for seed in range(120)}

    assert 1 in pages
    assert all(count in range(51) for count in pages - {"refused"})


def test_a_changed_image_passes_the_checks_or_is_refused() -> None:
    originals = {"png": saved(a_scan_of(), "PNG"), "jpeg": saved(a_scan_of(), "JPEG"), "tiff": a_tiff_with_frames(5)}
    refused = 0
    for kind, original in originals.items():
        for seed in range(200):
            content = mutated(original, seed)
            try:
                check_picture(content, kind)
            except RefusedError:
                refused += 1

    assert 0 < refused < 600


@pytest.mark.parametrize("shape", PDFS)
def test_what_the_door_lets_pass_can_be_drawn_and_flattened(shape: str) -> None:
    drawn = 0
    for seed in range(1000, 1008):
        content = mutated(PDFS[shape], seed)
        inspection = inspect(content)
        if inspection.refusal is None:
            drawn += 1
            assert sum(1 for _ in page_images(content, 40, gray=True)) == inspection.pages
            assert sum(1 for _ in page_images(flatten(content), 40, gray=True)) == inspection.pages

    assert drawn > 0


def pages_or_refusal(content: bytes) -> int | str:
    try:
        return check_document(content).pages
    except RefusedError:
        return "refused"
