"""What the page's ink says of a form's fields: which boxes are marked, what stands in a cell unread, which words the page does not show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PIL import Image

from coverwatch.domain.evidence import Box
from coverwatch.reading.glyph import letter_of
from coverwatch.reading.ink import Blob, FormPicture
from coverwatch.reading.maps import Field, FormMap, Kind
from coverwatch.reading.page import Page, around
from coverwatch.reading.placement import POLICY_NUMBER, Seen
from coverwatch.reading.register import Registration

SHOWN = 0.02  # of a word's box: dark pixels of the lightest print; what is hidden has none
BEYOND = 0.25  # of a word's height
GAP = 0.36  # of a word's height: letters of one word stood at most 0.31 apart in 300 policy numbers, spaces at least 0.4
NO_WIDTH = 0.002  # of the page: less than the slimmest letter
STROKE_WIDTH = 0.0024  # of the form: 4 pixels at 200 dots per inch
SIGNATURE_AREA = 150  # pixels at 200 dots per inch


@dataclass(frozen=True, slots=True)
class Witness:
    """`shares`: how dark each box is, 0–1. `unread`: where ink stands that no source read. `hidden`: fields with words not shown."""

    shares: Mapping[str, float] = field(default_factory=dict)
    unread: Mapping[str, Box] = field(default_factory=dict)
    letters: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    """Which of X, Y, N the ink of a one-letter cell looks like, and how much."""
    hidden: frozenset[str] = frozenset()
    gapped: frozenset[str] = frozenset()
    """Policy numbers that Textract read as one word though the print has a gap in it: what stood beside it may be misread."""
    signed: bool | None = None


def witness(picture: Image.Image, registration: Registration, form: FormMap, pages: Sequence[Page], seen: Mapping[str, Seen]) -> Witness:
    """Look at a page's picture, knowing what each source saw there."""
    sheet = FormPicture(picture, registration)
    sheet.forget(sheet.where(box) for box in (*(label.box for label in form.labels), *form.printed))
    letters = {f.name: _letter(sheet, f) for f in form.fields.values() if f.kind is Kind.LETTER}
    sheet.forget(registration.to_form.box(box) for page in pages for box in _covered(page))
    layer = seen["digital"].words if "digital" in seen else {}
    layer = {n: words for n, words in layer.items() if form.fields[n].kind is not Kind.SIGNATURE}  # script is too fine to tell
    hidden = {n for n, words in layer.items() if any(_is_hidden(sheet, registration.to_form.box(w.word.box)) for w in words)}
    unread: dict[str, Box] = {}
    for name, place in _cells(form):
        blobs = sheet.unread(place)
        if blobs and not _is_stroke(blobs):
            unread.setdefault(name, around(b.box for b in blobs))
    signature = sum(b.area for f in form.fields.values() if f.kind is Kind.SIGNATURE for b in sheet.unread(f.cell))
    return Witness(
        shares={f.name: sheet.share(f) for f in form.fields.values() if f.kind is Kind.MARK},
        letters={name: letter for name, letter in letters.items() if letter},
        unread=unread,
        hidden=frozenset(hidden),
        gapped=frozenset(_gapped(sheet, registration, seen)),
        signed=signature >= SIGNATURE_AREA,
    )


def _gapped(sheet: FormPicture, registration: Registration, seen: Mapping[str, Seen]) -> Iterator[str]:
    words = seen["textract"].words if "textract" in seen else {}
    for name, written in words.items():
        if name.endswith(POLICY_NUMBER) and any(sheet.widest_gap(registration.to_form.box(p.word.box)) > GAP for p in written):
            yield name


def _is_hidden(sheet: FormPicture, place: Box) -> bool:
    """No ink where a word should be; some layers give their letters no width, and then nothing can be told."""
    return place.width > NO_WIDTH and sheet.shown(place) < SHOWN


def _letter(sheet: FormPicture, place: Field) -> tuple[str, float] | None:
    """The letter of a cell that holds one glyph."""
    glyphs = sheet.glyphs(place.cell)
    return letter_of(glyphs[0]) if len(glyphs) == 1 else None


def _covered(page: Page) -> Iterator[Box]:
    """What a source's words take up: each with the gap to the next of its run, and a little beyond, for no box fits its letters exactly."""
    for run in page.runs:
        for index, number in enumerate(run):
            box = page.words[number].box
            beyond = BEYOND * box.height
            right = page.words[run[index + 1]].box.left if index + 1 < len(run) else box.right
            yield Box(box.left - beyond, box.top, max(right, box.right) - box.left + 2 * beyond, box.height)


def _is_stroke(blobs: Sequence[Blob]) -> bool:
    """A single upright stroke: a piece of the form's rules, as some artwork leaves it, rather than a lonely 1."""
    return len(blobs) == 1 and blobs[0].box.width < STROKE_WIDTH


def _cells(form: FormMap) -> Iterable[tuple[str, Box]]:
    for one in form.fields.values():
        if one.kind not in {Kind.MARK, Kind.SIGNATURE} and not any(block.holds(one.box) for block in form.blocks.values()):
            yield one.name, one.cell
    for name, box in form.blocks.items():
        yield form.block_fields[name], box
