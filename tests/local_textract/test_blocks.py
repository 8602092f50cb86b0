"""Pages into blocks: shapes and conventions, whatever the page holds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from local.textract.blocks import MarkProfile, of_document
from local.textract.page import Cell, Line, Mark, Page, Pair, Signature, Word, as_plain, from_plain
from tests.local_textract.conformance import assert_conventional, assert_shaped, selections, words

PROFILES = st.sampled_from(["word", "selection", "lost"])
FEATURES = st.frozensets(st.sampled_from(["FORMS", "TABLES", "SIGNATURES", "LAYOUT"]))
FRACTIONS = st.floats(0, 1, width=32)
CORNERS = st.tuples(*[FRACTIONS] * 8)
CONFIDENCES = st.floats(0, 100, width=16)
LINES = st.lists(
    st.builds(
        Line, st.lists(st.builds(Word, st.text("aX1$é", min_size=1), CONFIDENCES, CORNERS), min_size=1, max_size=4).map(tuple), CORNERS
    ),
    max_size=5,
).map(tuple)
MARKS = st.lists(
    st.one_of(
        st.builds(Mark, CORNERS, st.just(value=True), CONFIDENCES, st.sampled_from("X✓"), CORNERS),
        st.builds(Mark, CORNERS, st.just(value=False), CONFIDENCES),
    ),
    max_size=4,
).map(tuple)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Any page whose cells and pairs point to words and marks that it has."""
    lines, marks = draw(LINES), draw(MARKS)
    word = st.integers(0, max(sum(len(line.words) for line in lines) - 1, 0))
    some_words = st.lists(word, unique=True, max_size=3).map(tuple) if lines else st.just(())
    mark = st.integers(0, max(len(marks) - 1, 0))
    some_marks = st.lists(mark, unique=True, max_size=2).map(tuple) if marks else st.just(())
    cells = st.builds(
        Cell,
        st.integers(1, 9),
        st.integers(1, 9),
        st.integers(1, 2),
        st.integers(1, 2),
        CORNERS,
        some_words,
        some_marks,
    )
    pairs = st.builds(
        Pair, st.lists(word, min_size=1, max_size=2, unique=True).map(tuple), CORNERS, some_words, st.none() | mark if marks else st.none()
    )
    return Page(
        lines,
        draw(CORNERS),
        marks,
        tables=tuple(draw(st.lists(st.lists(cells, min_size=1, max_size=4).map(tuple), max_size=2))),
        pairs=tuple(draw(st.lists(pairs, max_size=2))) if lines else (),
        signatures=tuple(draw(st.lists(st.builds(Signature, CORNERS, CONFIDENCES), max_size=1))),
    )


@given(st.lists(pages(), max_size=2), FEATURES, PROFILES, st.booleans())
@settings(max_examples=40, deadline=None)
def test_every_page_becomes_blocks_as_textract_gives_them(
    document: list[Page], features: frozenset[str], profile: MarkProfile, numbered: bool
) -> None:
    blocks = of_document(enumerate(document, 1), b"document", features, profile, numbered=numbered)
    assert_conventional(blocks, numbered=numbered)
    operation = "GetDocumentAnalysis" if features else "GetDocumentTextDetection"
    assert_shaped(operation, {"DocumentMetadata": {"Pages": len(document)}, "JobStatus": "SUCCEEDED", "Blocks": blocks})


@given(pages(), PROFILES)
@settings(max_examples=20, deadline=None)
def test_a_mark_is_a_word_or_an_element_or_overlooked(page: Page, profile: MarkProfile) -> None:
    blocks = of_document([(1, page)], b"document", frozenset({"FORMS", "TABLES"}), profile, numbered=True)
    drawn = sum(mark.selected for mark in page.marks)
    pointed_at = {index for table in page.tables for cell in table for index in cell.marks} | {
        pair.value_mark for pair in page.pairs if pair.value_mark is not None
    }
    shown = sum(page.marks[index].selected for index in pointed_at)
    assert len(words(blocks)) == len(page.words) + (drawn if profile == "word" else 0)
    assert selections(blocks).count("SELECTED") == (shown if profile == "selection" else 0)


@given(pages())
@settings(max_examples=20, deadline=None)
def test_a_page_crosses_the_process_border_whole(page: Page) -> None:
    back = from_plain(as_plain(page))
    assert [word.text for word in back.words] == [word.text for word in page.words]
    assert [word.corners for word in back.words] == [word.corners for word in page.words]
    assert (len(back.marks), len(back.tables), back.pairs, back.signatures) == (
        len(page.marks),
        len(page.tables),
        page.pairs,
        page.signatures,
    )


def test_the_same_document_gives_the_same_blocks_and_another_gives_other_ids() -> None:
    page = Page((Line((Word("Once", 99.0, (0.0,) * 8),), (0.0,) * 8),))
    first, again, other = (of_document([(1, page)], name, frozenset(), "word", numbered=True) for name in (b"one", b"one", b"two"))
    assert first == again
    assert not {block["Id"] for block in first} & {block["Id"] for block in other}
