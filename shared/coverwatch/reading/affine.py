"""Affine maps of the plane, and their robust fit to pairs of points of which some are wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin

from coverwatch.domain.evidence import Box

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Affine:
    """x' = a·x + b·y + c, y' = d·x + e·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def __call__(self, x: float, y: float) -> Point:
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def box(self, box: Box) -> Box:
        """The upright box around a box's image."""
        corners = [self(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        left, top = min(c[0] for c in corners), min(c[1] for c in corners)
        return Box(left, top, max(c[0] for c in corners) - left, max(c[1] for c in corners) - top)

    def after(self, first: "Affine") -> "Affine":
        """The map that does `first`, then this one."""
        return Affine(
            self.a * first.a + self.b * first.d,
            self.a * first.b + self.b * first.e,
            self.a * first.c + self.b * first.f + self.c,
            self.d * first.a + self.e * first.d,
            self.d * first.b + self.e * first.e,
            self.d * first.c + self.e * first.f + self.f,
        )

    def inverse(self) -> "Affine":
        """The map back; raises ZeroDivisionError when there is none."""
        det = self.a * self.e - self.b * self.d
        a, b, d, e = self.e / det, -self.b / det, -self.d / det, self.a / det
        return Affine(a, b, -(a * self.c + b * self.f), d, e, -(d * self.c + e * self.f))

    @property
    def plausible(self) -> bool:
        """A page that was scanned or printed: no mirror, hardly any shear, scale between a half and double."""
        det = self.a * self.e - self.b * self.d
        return 0.25 < det < 4 and abs(self.b) < 0.15 and abs(self.d) < 0.15 and self.a > 0.5 and self.e > 0.5


def levelled(angle: float, aspect: float) -> tuple[Affine, float]:
    """The map, in fractions of the page, that turns text running at `angle` (radians, clockwise) level, and the aspect of the page then.

    `aspect` is the page's width over its height as it is shown.
    """
    turned = aspect if round(angle / (pi / 2)) % 2 == 0 else 1 / aspect
    width, height = (aspect, 1.0) if turned == aspect else (1.0, aspect)
    across, along = cos(angle), sin(angle)
    a, b = across * aspect / width, along / width
    d, e = -along * aspect / height, across / height
    return Affine(a, b, 0.5 - (a + b) / 2, d, e, 0.5 - (d + e) / 2), turned


def least_squares(pairs: Sequence[tuple[Point, Point]]) -> Affine | None:
    """The affine map that takes each pair's first point nearest to its second; None when the points lie on one line."""
    n = float(len(pairs))
    sx = sum(p[0] for p, _ in pairs)
    sy = sum(p[1] for p, _ in pairs)
    sxx = sum(p[0] * p[0] for p, _ in pairs)
    sxy = sum(p[0] * p[1] for p, _ in pairs)
    syy = sum(p[1] * p[1] for p, _ in pairs)
    rows = []
    for axis in (0, 1):
        t = sum(q[axis] for _, q in pairs)
        tx = sum(p[0] * q[axis] for p, q in pairs)
        ty = sum(p[1] * q[axis] for p, q in pairs)
        solved = _solve3(sxx, sxy, sx, syy, sy, n, tx, ty, t)
        if solved is None:
            return None
        rows.append(solved)
    return Affine(*rows[0], *rows[1])


def _solve3(
    xx: float, xy: float, x: float, yy: float, y: float, n: float, tx: float, ty: float, t: float
) -> tuple[float, float, float] | None:
    det = xx * (yy * n - y * y) - xy * (xy * n - y * x) + x * (xy * y - yy * x)
    if abs(det) < 1e-12:
        return None
    a = (tx * (yy * n - y * y) - xy * (ty * n - y * t) + x * (ty * y - yy * t)) / det
    b = (xx * (ty * n - t * y) - tx * (xy * n - y * x) + x * (xy * t - ty * x)) / det
    c = (xx * (yy * t - y * ty) - xy * (xy * t - ty * x) + tx * (xy * y - yy * x)) / det
    return a, b, c


def consensus(pairs: Sequence[tuple[Point, Point]], tolerance: float, tries: int = 400) -> tuple[Affine, list[int]] | None:
    """The map that most pairs agree on within `tolerance`, and the indexes of those pairs; None when no three make a plausible one.

    Triples are tried in a fixed order, widest first, so the same page is always read the same way.
    """
    triples = (
        sorted(combinations(range(len(pairs)), 3), key=lambda t: -_spread([pairs[i][0] for i in t]))
        if len(pairs) <= 16
        else _far_triples(pairs)
    )
    best: tuple[Affine, list[int]] | None = None
    for triple in triples[:tries]:
        fit = least_squares([pairs[i] for i in triple])
        if fit is None or not fit.plausible:
            continue
        agreeing = [i for i, (p, q) in enumerate(pairs) if _near(fit(*p), q, tolerance)]
        if best is None or len(agreeing) > len(best[1]):
            best = fit, agreeing
            if len(agreeing) > 0.9 * len(pairs):
                break
    return best


def _far_triples(pairs: Sequence[tuple[Point, Point]]) -> list[tuple[int, int, int]]:
    corners = []
    for direction in ((1, 1), (-1, 1), (0, -1), (1, -1), (-1, -1), (1, 0), (-1, 0)):
        ranked = sorted(range(len(pairs)), key=lambda i: direction[0] * pairs[i][0][0] + direction[1] * pairs[i][0][1])
        corners.append(ranked[:5])
    triples = {tuple(sorted((i, j, k))) for a, b, c in combinations(corners, 3) for i in a for j in b for k in c if len({i, j, k}) == 3}
    return sorted(((t[0], t[1], t[2]) for t in triples), key=lambda t: (-_spread([pairs[i][0] for i in t]), t))


def _spread(points: Sequence[Point]) -> float:
    (ax, ay), (bx, by), (cx, cy) = points
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))


def _near(p: Point, q: Point, tolerance: float) -> bool:
    return abs(p[0] - q[0]) <= tolerance and abs(p[1] - q[1]) <= tolerance
