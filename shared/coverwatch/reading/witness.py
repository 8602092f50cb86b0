"""What the page's ink says of a form's fields: which boxes are marked, what stands in a cell unread, which words the page does not show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PIL import Image

from coverwatch.domain.evidence import Box
from coverwatch.reading.ink import Blob, FormPicture
from coverwatch.reading.maps import FormMap, Kind
from coverwatch.reading.page import around
from coverwatch.reading.placement import Seen
from coverwatch.reading.register import Registration

SHOWN = 0.02  # of a word's box: dark pixels of the lightest print; what is hidden has none
STROKE_WIDTH = 0.0024  # of the form: 4 pixels at 200 dots per inch
SIGNATURE_AREA = 150  # pixels at 200 dots per inch


@dataclass(frozen=True, slots=True)
class Witness:
    """`shares`: how dark each box is, 0–1. `unread`: where ink stands that no source read. `hidden`: fields with a word that is not shown."""

    shares: Mapping[str, float] = field(default_factory=dict)
    unread: Mapping[str, Box] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    signed: bool | None = None


def witness(picture: Image.Image, registration: Registration, form: FormMap, seen: Mapping[str, Seen]) -> Witness:
    """Look at a page's picture, knowing what each source saw there."""
    sheet = FormPicture(picture, registration)
    sheet.forget(box for one in seen.values() for box in one.covered)
    sheet.forget(label.box for label in form.labels)
    sheet.forget(form.printed)
    layer = seen.get("digital")
    hidden = {n for n, words in (layer.words.items() if layer else ()) if any(sheet.shown(w.box) < SHOWN for w in words)}
    unread: dict[str, Box] = {}
    for name, place in _cells(form):
        blobs = sheet.unread(place)
        if blobs and not _is_stroke(blobs):
            unread.setdefault(name, around(b.box for b in blobs))
    signature = sum(b.area for f in form.fields.values() if f.kind is Kind.SIGNATURE for b in sheet.unread(f.cell))
    return Witness(
        shares={f.name: sheet.share(f.box) for f in form.fields.values() if f.kind is Kind.MARK},
        unread=unread,
        hidden=frozenset(hidden),
        signed=signature >= SIGNATURE_AREA,
    )


def _is_stroke(blobs: Sequence[Blob]) -> bool:
    """A single upright stroke: a piece of the form's rules, as some artwork leaves it, rather than a lonely 1."""
    return len(blobs) == 1 and blobs[0].box.width < STROKE_WIDTH


def _cells(form: FormMap) -> Iterable[tuple[str, Box]]:
    for one in form.fields.values():
        if one.kind not in {Kind.MARK, Kind.SIGNATURE} and not any(_inside(one.box, block) for block in form.blocks.values()):
            yield one.name, one.cell
    for name, box in form.blocks.items():
        yield form.block_fields[name], box


def _inside(box: Box, block: Box) -> bool:
    x, y = box.center
    return block.left <= x < block.right and block.top <= y < block.bottom
