"""Fit a page to the form by the printed labels found on it: shift, scale, skew, rotation, then the local drift of re-typeset forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from coverwatch.domain.evidence import Box
from coverwatch.reading.affine import Affine, Point, consensus, least_squares
from coverwatch.reading.labels import Finder, Sighting, unique
from coverwatch.reading.maps import FormMap
from coverwatch.reading.page import Page

AGREEMENT = 0.012  # of the page: two thirds of a row of the form's 12-point grid
REACH = (0.02, 0.008)  # how far from its predicted place a label may be met once the page is fitted
NEIGHBOURS = 5
FLATTENED = 0.3  # what a distance along counts for, where only the one across matters
NEIGHBOURHOOD = 0.06  # how far around a place labels tell its drift


@dataclass(frozen=True, slots=True)
class Registration:
    """The page laid onto the form. `share` is the part of the form's labels that were met in place, `drift` their median distance."""

    to_form: Affine
    to_page: Affine
    upright_to_form: Affine
    met: tuple[Sighting, ...]
    share: float
    drift: float
    residuals: tuple[tuple[Point, Point], ...] = ()

    def place(self, x: float, y: float) -> Point:
        """A point of the upright page, on the form."""
        fx, fy = self.upright_to_form(x, y)
        dx, dy = self.drift_at(fx, fy)
        return fx - dx, fy - dy

    def on_page(self, box: Box) -> Box:
        """A box of the form, on the page: the upright box around it."""
        dx, dy = self.drift_at(*box.center)
        corners = [self.to_page(x + dx, y + dy) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        left, top = min(c[0] for c in corners), min(c[1] for c in corners)
        return Box(left, top, max(c[0] for c in corners) - left, max(c[1] for c in corners) - top)

    def shown_on_form(self, x: float, y: float) -> Point:
        """A point of the page as it is shown, on the form."""
        fx, fy = self.to_form(x, y)
        dx, dy = self.drift_at(fx, fy)
        return fx - dx, fy - dy

    def drift_at(self, x: float, y: float) -> Point:
        """How far the labels around a place of the form are off the fit: across by those above and below, down by those beside."""
        near = [(abs(px - x), abs(py - y), d) for (px, py), d in self.residuals if abs(py - y) < NEIGHBOURHOOD]
        if len(near) < NEIGHBOURS:
            return 0.0, 0.0
        beside = sorted((FLATTENED * dx + dy, d[1]) for dx, dy, d in near)[:NEIGHBOURS]
        above = sorted((dx + FLATTENED * dy, d[0]) for dx, dy, d in near)[:NEIGHBOURS]
        return median(d for _, d in above), median(d for _, d in beside)


def register(page: Page, form: FormMap) -> Registration | None:
    """How the page lies on the form; None when its labels are not those of the form."""
    finder = Finder(page.words, page.aspect)
    anchors = _anchors(finder, form)
    fit = consensus([(_at(s), _corner(s)) for s in anchors], AGREEMENT)
    if fit is None or len(fit[1]) < 6:
        return None
    to_form = least_squares([(_at(anchors[i]), _corner(anchors[i])) for i in fit[1]]) or fit[0]
    met: list[Sighting] = []
    for _ in range(2):
        met = _met(finder, form, to_form.inverse())
        if len(met) < 6:
            return None
        to_form = least_squares([(_at(s), _corner(s)) for s in met]) or to_form
    residuals = tuple((_corner(s), _difference(to_form(*_at(s)), _corner(s))) for s in met)
    drift = median(max(abs(dx), abs(dy)) for _, (dx, dy) in residuals)
    shown_to_form = to_form.after(page.to_upright)
    return Registration(shown_to_form, shown_to_form.inverse(), to_form, tuple(met), len(met) / len(form.labels), drift, residuals)


def _anchors(finder: Finder, form: FormMap) -> list[Sighting]:
    found = []
    for label in unique(form.labels).values():
        sightings = [s for s in finder.sightings(label) if s.starts_run]
        found.extend(sightings if len(sightings) <= 2 else [])
    return found


def _met(finder: Finder, form: FormMap, to_page: Affine) -> list[Sighting]:
    met = []
    for label in form.labels:
        x, y = to_page(label.box.left, label.box.center[1])
        sighting = finder.near(label, x, y, *REACH)
        if sighting is not None:
            met.append(sighting)
    return met


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
