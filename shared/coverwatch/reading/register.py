"""Fit a page to the form by the printed labels found on it: shift, scale, skew, rotation, then the local drift of re-typeset forms."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from coverwatch.domain.evidence import Box
from coverwatch.reading.affine import Affine, Point, consensus, least_squares
from coverwatch.reading.labels import Finder, Sighting, unique
from coverwatch.reading.maps import Field, FormMap
from coverwatch.reading.page import Page

AGREEMENT = 0.012  # of the page: two thirds of a row of the form's 12-point grid
REACH = (0.02, 0.008)  # how far from its predicted place a label may be met once the page is fitted
FEWEST = 6  # labels that lay a page onto a form
MOVED_ACROSS = 0.03  # how far an edition or a re-typeset form may move a label sideways; downwards any distance, in the form's order
SIDEWAYS = 0.05  # what a distance across counts for, where only the one down matters: a row's own label tells its place best
DOWNWARDS = 0.3  # the reverse: a column's place is told by what stands above it
NEIGHBOURS = 5
SOFTNESS = 0.004  # of the page: labels nearer than this count alike
REDRAWN = 0.006  # a label this far off the fit was moved by whoever drew the form
HARDLY_ANY = 0.0016  # of the page: a tenth of a row; where no label is further off, none needs another look
DRIFT_GRID = (80, 264)  # cells in which the drift is taken as one: a third of a row high
SHARE_REDRAWN = 0.2  # of the labels moved: the form's rows are not where the map has them


@dataclass(frozen=True, slots=True)
class Registration:
    """The page laid onto the form.

    `share` is the part of the form's labels that were met, `drift` their median distance from the fit; `redrawn` says that rows were
    moved, so that places are told by the labels beside them and not by the form's measures.
    """

    to_form: Affine
    to_page: Affine
    upright_to_form: Affine
    met: tuple[Sighting, ...]
    share: float
    drift: float
    redrawn: bool
    drift_most: float = 0.0
    """The farthest that a label is off the fit."""
    residuals: tuple[tuple[Point, Point], ...] = ()
    _drifts: dict[tuple[int, int, bool], Point] = field(default_factory=dict, compare=False, repr=False)

    def placed(self, upright: Box) -> Box:
        """A box of the upright page, on the form."""
        left, middle = self.upright_to_form(upright.left, upright.center[1])
        right, far = self.upright_to_form(upright.right, upright.center[1])
        middle = (middle + far) / 2
        height = upright.height * self.upright_to_form.e
        dx, dy = self._drift((left + right) / 2, middle, as_fitted=True)
        return Box(left - dx, middle - height / 2 - dy, right - left, height)

    def shown_on_form(self, x: float, y: float) -> Point:
        """A point of the page as it is shown, on the form."""
        x, y = self.to_form(x, y)
        dx, dy = self._drift(x, y, as_fitted=True)
        return x - dx, y - dy

    def on_page(self, box: Box) -> Box:
        """A box of the form, on the page: the upright box around it."""
        dx, dy = self.drift_at(*box.center)
        return self.to_page.box(Box(box.left + dx, box.top + dy, box.width, box.height))

    def field_on_page(self, field: Field) -> Box:
        """A field's box, on the page."""
        dx, dy = self.drift_of(field)
        return self.to_page.box(Box(field.box.left + dx, field.box.top + dy, field.box.width, field.box.height))

    def tells(self, field: Field) -> bool:
        """Where the field stands is told by its own label, or, when it has none, by rows that stand where the form has them."""
        return self._own(field) is not None if field.labels else not self.redrawn or self.share > 1 - SHARE_REDRAWN

    def _own(self, field: Field) -> Sighting | None:
        """The first of the labels beside a field that was met; some are set on two lines."""
        return next((s for label in field.labels for s in self.met if s.label is label), None)

    def drift_of(self, field: Field) -> Point:
        """How far a field is off the fit: a checkbox as far as its own label, when that was met."""
        own = self._own(field)
        return self.drift_at(*field.box.center) if own is None else _difference(self.upright_to_form(*_at(own)), _corner(own))

    def drift_at(self, x: float, y: float) -> Point:
        """How far the labels around a place of the form are off the fit: across by those above and below, down by those beside."""
        return self._drift(x, y, as_fitted=False)

    def _drift(self, x: float, y: float, *, as_fitted: bool) -> Point:
        if self.drift_most < HARDLY_ANY:
            return 0.0, 0.0
        key = round(x * DRIFT_GRID[0]), round(y * DRIFT_GRID[1]), as_fitted
        if key not in self._drifts:
            x, y = key[0] / DRIFT_GRID[0], key[1] / DRIFT_GRID[1]
            moved = 1.0 if as_fitted else 0.0
            off = [(abs(px + moved * dx - x), abs(py + moved * dy - y), dx, dy) for (px, py), (dx, dy) in self.residuals]
            across = sorted([(off_x + DOWNWARDS * off_y, dx) for off_x, off_y, dx, _ in off])[:NEIGHBOURS]
            down = sorted([(SIDEWAYS * off_x + off_y, dy) for off_x, off_y, _, dy in off])[:NEIGHBOURS]
            self._drifts[key] = _weighted_median(across), _weighted_median(down)
        return self._drifts[key]


def _weighted_median(near: list[tuple[float, float]]) -> float:
    if not near:
        return 0.0
    by_value = sorted((value, 1 / (distance + SOFTNESS)) for distance, value in near)
    half = sum(weight for _, weight in by_value) / 2
    reached = 0.0
    for value, weight in by_value:
        reached += weight
        if reached >= half:
            return value
    return by_value[-1][0]


def register(page: Page, form: FormMap) -> Registration | None:
    """How the page lies on the form; None when its labels are not those of the form.

    1. Labels whose text occurs once on the form are looked for everywhere; most of them agree on one affine fit.
    2. Every label is looked for near where the fit expects it, and the fit is made again from all.
    3. When many are missing there, rows were moved: labels that follow each other in the form's order tell by how much.
    """
    finder = Finder(page)
    anchors = _anchors(finder, form)
    fit = consensus([(_at(s), _corner(s)) for s in anchors], AGREEMENT)
    if fit is None or len(fit[1]) < FEWEST:
        return None
    to_form = least_squares([(_at(anchors[i]), _corner(anchors[i])) for i in fit[1]]) or fit[0]
    fitted, met = _fitted(finder, form, to_form)
    if len(met) < (1 - SHARE_REDRAWN) * len(form.labels):
        moved = _moved(finder, form, to_form, anchors)
        if len(moved) > len(met):
            fitted, met = to_form, moved
    if len(met) < FEWEST:
        return None
    return _registration(page, form, fitted, met)


def _registration(page: Page, form: FormMap, to_form: Affine, met: list[Sighting]) -> Registration:
    residuals = tuple((_corner(s), _difference(to_form(*_at(s)), _corner(s))) for s in met)
    off = [max(abs(dx), abs(dy)) for _, (dx, dy) in residuals]
    redrawn = sum(d > REDRAWN for d in off) > SHARE_REDRAWN * len(off)
    shown = to_form.after(page.to_upright)
    return Registration(shown, shown.inverse(), to_form, tuple(met), len(met) / len(form.labels), median(off), redrawn, max(off), residuals)


def _anchors(finder: Finder, form: FormMap) -> list[Sighting]:
    found = []
    for label in unique(form.labels).values():
        sightings = [s for s in finder.sightings(label) if s.starts_run]
        found.extend(sightings if len(sightings) <= 2 else [])
    return found


def _fitted(finder: Finder, form: FormMap, to_form: Affine) -> tuple[Affine, list[Sighting]]:
    met: list[Sighting] = []
    for _ in range(2):
        to_page = to_form.inverse()
        found = ((label, to_page(label.box.left, label.box.center[1])) for label in form.labels)
        met = [s for label, place in found if (s := finder.near(label, *place, *REACH)) is not None]
        if len(met) < FEWEST:
            break
        to_form = least_squares([(_at(s), _corner(s)) for s in met]) or to_form
    return to_form, met


def _moved(finder: Finder, form: FormMap, to_form: Affine, anchors: Sequence[Sighting]) -> list[Sighting]:
    """The labels of a form whose rows were moved, each looked for where its neighbours in the form's order say."""
    to_page = to_form.inverse()
    chain = _in_order([s for s in anchors if abs(to_form(*_at(s))[0] - s.label.box.left) < MOVED_ACROSS], to_form)
    met: list[Sighting] = []
    for _ in range(3):
        if len(chain) < FEWEST:
            return met
        knots = sorted((_corner(s)[1], _difference(to_form(*_at(s)), _corner(s))) for s in chain)
        met = []
        for label in form.labels:
            dx, dy = _between(knots, label.box.center[1])
            sighting = finder.near(label, *to_page(label.box.left + dx, label.box.center[1] + dy), MOVED_ACROSS, 1.5 * REACH[1])
            if sighting is not None:
                met.append(sighting)
        chain = _in_order(met, to_form)
    return chain


def _in_order(sightings: Sequence[Sighting], to_form: Affine) -> list[Sighting]:
    """The longest chain of sightings that stand in the form's order from the top down."""
    ordered = sorted(sightings, key=lambda s: (s.label.box.center[1], to_form(*_at(s))[1]))
    heights = [to_form(*_at(s))[1] for s in ordered]
    length, before = [1] * len(ordered), [-1] * len(ordered)
    for i in range(len(ordered)):
        for j in range(i):
            if heights[j] <= heights[i] + REDRAWN and length[j] + 1 > length[i]:
                length[i], before[i] = length[j] + 1, j
    at = max(range(len(ordered)), key=lambda i: length[i], default=-1)
    chain = []
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]


def _between(knots: Sequence[tuple[float, Point]], y: float) -> Point:
    """The shift at a height of the form: between the knots above and below it."""
    above = next((k for k in reversed(knots) if k[0] <= y), knots[0])
    below = next((k for k in knots if k[0] >= y), knots[-1])
    part = (y - above[0]) / (below[0] - above[0]) if below[0] > above[0] else 0.0
    part = min(max(part, 0.0), 1.0)
    return above[1][0] + part * (below[1][0] - above[1][0]), above[1][1] + part * (below[1][1] - above[1][1])


def _at(sighting: Sighting) -> Point:
    return sighting.left, sighting.middle


def _corner(sighting: Sighting) -> Point:
    return sighting.label.box.left, sighting.label.box.center[1]


def _difference(p: Point, q: Point) -> Point:
    return p[0] - q[0], p[1] - q[1]


def label_words(met: Sequence[Sighting]) -> dict[int, str]:
    """The words that labels take, by index, each with what is left of it for a value."""
    taken: dict[int, str] = {}
    for sighting in met:
        for index in sighting.words:
            taken[index] = ""
        if sighting.rest:
            taken[sighting.words[-1]] = sighting.rest
    return taken
