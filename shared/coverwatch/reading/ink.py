"""Dark pixels of a page's picture, laid onto the form: what stands in a box or cell, whether or not any source read it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from coverwatch.domain.evidence import Box
from coverwatch.reading.affine import Affine
from coverwatch.reading.maps import Field
from coverwatch.reading.register import Registration

WIDTH, HEIGHT = 1700, 2200  # the form at 200 dots per inch
PAPER_CELL = 20  # pixels over which the paper's own shade is taken as even
DARKER = 62  # levels of 255 by which ink is darker than the paper around it
RULE = 0.72  # of a box's side: a line that dark for so long is the form's rule, not an entry
BORDER = 4  # pixels beyond a box in which its rules are looked for
CORE = 3  # pixels inside a box's edge that are never looked at: what is left of its rules
FRAME = 15  # pixels: a straight stroke of 5 points is a frame's
FILLED = 0.55  # of the inside: a box blackened whole
BLOCK = 9  # pixels: a square, a disc or a star is so thick, a frame is not
MARKED, BLANK = 0.03, 0.018  # of the box's inside: dark pixels of a cross, and of dirt; between them a person looks

TRACE = 8  # of 255: a column this dark holds part of a letter
LETTER_HEIGHT = (8, 60)  # pixels: type of 4 points, and of a signature
THIN = (9, 6)  # a letter is at most so many times higher than wide (l, 1, I), or wider than high (two letters that touch)
EDGE = 4  # pixels inside a cell's edge that are not looked at: its rules, and those that a fit puts a little off
LETTER_AREA = 14  # pixels: a slim 1 or I at 6 points


_LONG_RUN = re.compile(b"\xff{%d,}" % FRAME)


@dataclass(frozen=True, slots=True)
class Blob:
    """Dark pixels that hang together: their box on the form, and how many they are."""

    box: Box
    area: int


class FormPicture:
    """A page's picture in the form's frame, as ink and paper."""

    def __init__(self, picture: Image.Image, registration: Registration) -> None:
        self._registration = registration
        level = picture.transform(
            (WIDTH, HEIGHT), Image.Transform.AFFINE, _pixels(registration.to_page, picture.size), Image.Resampling.BILINEAR, fillcolor=255
        )
        self._ink = _dark(level)
        self._unread = self._ink.copy()

    def forget(self, boxes: Iterable[Box]) -> None:
        """Take what stands in these places of the picture for read."""
        draw = ImageDraw.Draw(self._unread)
        for box in boxes:
            left, top, right, bottom = _corners(box)
            if right > left and bottom > top:
                draw.rectangle((left - 2, top - 1, right + 2, bottom + 1), fill=0)

    def share(self, field: Field) -> float:
        """The part of a checkbox's inside that is dark, its rules and frame left out, 0–1."""
        dx, dy = self._registration.drift_of(field)
        left, top, right, bottom = _corners(Box(field.box.left + dx, field.box.top + dy, field.box.width, field.box.height))
        patch = self._ink.crop((left - BORDER, top - BORDER, right + BORDER, bottom + BORDER))
        inner = BORDER + CORE
        core = (inner, inner, patch.width - inner, patch.height - inner)
        inside = _without_frame(_without_rules(patch)).crop(core)
        area = max(inside.width * inside.height, 1)
        filled = _count(patch.crop(core)) / area
        return filled if filled > FILLED else _count(inside) / area

    def shown(self, box: Box) -> float:
        """The part of a place of the picture that is dark, 0–1: how a word that the page shows differs from one it hides."""
        patch = self._ink.crop(_corners(box))
        return _count(patch) / max(patch.width * patch.height, 1)

    def widest_gap(self, place: Box) -> float:
        """The widest blank between two letters in a place of the picture, in parts of its height."""
        patch = self._ink.crop(_corners(place))
        if not patch.width or not patch.height:
            return 0.0
        profile = patch.resize((patch.width, 1), Image.Resampling.BOX).tobytes()
        inked = [x for x, dark in enumerate(profile) if dark > TRACE]
        return max((b - a - 1 for a, b in pairwise(inked)), default=0) / patch.height

    def unread(self, box: Box) -> list[Blob]:
        """What stands in a cell of the form, of a letter's size, that is neither a rule nor forgotten."""
        inner = Box(box.left + EDGE / WIDTH, box.top + EDGE / HEIGHT, box.width - 2 * EDGE / WIDTH, box.height - 2 * EDGE / HEIGHT)
        patch = self._patch(self._unread, inner, 0)
        if _count(patch) < LETTER_AREA:
            return []
        rules = _rules(self._patch(self._ink, inner, 0))
        return [b for b in _blobs(_without(patch, *rules), inner) if _is_lettering(b)]

    def glyphs(self, box: Box) -> list[Image.Image]:
        """Pictures of the letters in a cell that are not forgotten, 255 is ink."""
        left, top, _, _ = _corners(box)
        patch = self._patch(self._unread, box, 0)
        crops = []
        for blob in self.unread(box):
            x, y, right, bottom = _corners(blob.box)
            crops.append(patch.crop((x - left, y - top, right - left, bottom - top)))
        return crops

    def where(self, box: Box) -> Box:
        """Where a box of the form stands in the picture, by the labels around it."""
        dx, dy = self._registration.drift_at(*box.center)
        return Box(box.left + dx, box.top + dy, box.width, box.height)

    def _patch(self, picture: Image.Image, box: Box, border: int) -> Image.Image:
        left, top, right, bottom = _corners(self.where(box))
        return picture.crop((left - border, top - border, right + border, bottom + border))


def _pixels(to_page: Affine, size: tuple[int, int]) -> tuple[float, ...]:
    """From pixels of the form's frame to pixels of the picture, as Pillow wants it."""
    width, height = size
    m = Affine(width, 0, 0, 0, height, 0).after(to_page).after(Affine(1 / WIDTH, 0, 0, 0, 1 / HEIGHT, 0))
    return m.a, m.b, m.c, m.d, m.e, m.f


def _dark(level: Image.Image) -> Image.Image:
    """255 where the picture is darker than its paper, 0 elsewhere; shadows and tints belong to the paper."""
    paper = level.reduce(PAPER_CELL).filter(ImageFilter.MaxFilter(3)).resize(level.size, Image.Resampling.BILINEAR)
    return ImageChops.subtract(paper, level).point(lambda v: 255 if v > DARKER else 0)


def _corners(box: Box) -> tuple[int, int, int, int]:
    return round(box.left * WIDTH), round(box.top * HEIGHT), round(box.right * WIDTH), round(box.bottom * HEIGHT)


def _count(patch: Image.Image) -> int:
    return patch.histogram()[255] if patch.width and patch.height else 0


def _without_rules(patch: Image.Image) -> Image.Image:
    """The patch with lines blanked that run along most of a side."""
    return _without(patch, *_rules(patch))


def _without_frame(patch: Image.Image) -> Image.Image:
    """The patch without straight level and upright strokes: the frame of a small box; a cross, a tick and a letter have none so long.

    A square as a mark is all straight strokes; what is too thick for a frame stays.
    """
    swollen = patch.filter(ImageFilter.MaxFilter(3))  # mends what a scan has broken, and takes the stroke's edges with it
    level = _long_runs(swollen)
    upright = _long_runs(swollen.transpose(Image.Transpose.TRANSPOSE)).transpose(Image.Transpose.TRANSPOSE)
    blocks = patch.filter(ImageFilter.MinFilter(BLOCK)).filter(ImageFilter.MaxFilter(BLOCK))
    return ImageChops.lighter(ImageChops.subtract(patch, ImageChops.lighter(level, upright)), blocks)


def _long_runs(patch: Image.Image) -> Image.Image:
    data, width = patch.tobytes(), patch.width
    kept = bytearray(len(data))
    for start in range(0, len(data), width):
        for run in _LONG_RUN.finditer(data[start : start + width]):
            kept[start + run.start() : start + run.end()] = run[0]
    return Image.frombytes("L", patch.size, bytes(kept))


def _rules(patch: Image.Image) -> tuple[list[int], list[int]]:
    """The columns and rows of a patch that are dark along most of it, each with its neighbours."""
    across = patch.resize((patch.width, 1), Image.Resampling.BOX).tobytes()
    down = patch.resize((1, patch.height), Image.Resampling.BOX).tobytes()
    return _lines(across), _lines(down)


def _lines(profile: bytes) -> list[int]:
    return [n for k, v in enumerate(profile) if v > RULE * 255 for n in (k - 1, k, k + 1) if 0 <= n < len(profile)]


def _without(patch: Image.Image, columns: list[int], rows: list[int]) -> Image.Image:
    cleared = patch.copy()
    draw = ImageDraw.Draw(cleared)
    for x in columns:
        draw.line((x, 0, x, patch.height), fill=0)
    for y in rows:
        draw.line((0, y, patch.width, y), fill=0)
    return cleared


def _is_lettering(blob: Blob) -> bool:
    """A blob of a letter's size and shape; what is left of a rule is long and thin."""
    width, height = blob.box.width * WIDTH, blob.box.height * HEIGHT
    if blob.area < LETTER_AREA or not LETTER_HEIGHT[0] <= height <= LETTER_HEIGHT[1]:
        return False
    return width < THIN[1] * height and height < THIN[0] * width


def _blobs(patch: Image.Image, box: Box) -> list[Blob]:
    """The patch's connected dark pixels, placed on the form by the box that the patch shows."""
    data, width = patch.tobytes(), patch.width
    groups: list[list[int]] = []  # left, top, right, bottom, area
    above: list[tuple[int, int, int]] = []
    for y in range(patch.height):
        row: list[tuple[int, int, int]] = []
        for match in re.finditer(b"\xff+", data[y * width : (y + 1) * width]):
            start, end = match.span()
            touching = sorted({_root(groups, g) for s, e, g in above if s <= end and e >= start})
            if not touching:
                groups.append([start, y, end, y + 1, end - start])
                row.append((start, end, len(groups) - 1))
                continue
            first = touching[0]
            for other in touching[1:]:
                groups[first] = _merged(groups[first], groups[other])
                groups[other] = [first]
            groups[first] = _merged(groups[first], [start, y, end, y + 1, end - start])
            row.append((start, end, first))
        above = row
    left, top = round(box.left * WIDTH), round(box.top * HEIGHT)
    return [
        Blob(Box((left + g[0]) / WIDTH, (top + g[1]) / HEIGHT, (g[2] - g[0]) / WIDTH, (g[3] - g[1]) / HEIGHT), g[4])
        for g in groups
        if len(g) == 5
    ]


def _root(groups: list[list[int]], index: int) -> int:
    while len(groups[index]) == 1:
        index = groups[index][0]
    return index


def _merged(one: list[int], other: list[int]) -> list[int]:
    return [min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]), one[4] + other[4]]
