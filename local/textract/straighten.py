"""A scanned page put straight for reading, and the way back to where things were on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import cv2
import numpy as np
from numpy.typing import NDArray

from .page import Corners

Picture = NDArray[np.uint8]
"""Grey, rows first; 0 is ink, 255 paper."""

MOST_SKEW = 12.0
"""Degrees that a page may lie askew on the glass; quarter turns come on top."""

SKEW_SIDE = 900
"""Pixels of the longer side on which the skew is measured."""


def in_rows(boxes: Sequence[tuple[float, float, float, float]]) -> NDArray[np.float64]:
    """Boxes as an array, a row for each; NumPy alone, which asks each of them what it is, takes four times as long."""
    return np.fromiter(chain.from_iterable(boxes), np.float64, 4 * len(boxes)).reshape(-1, 4)


@dataclass(frozen=True, slots=True)
class Straight:
    """The straightened picture; `back` takes its pixels to those of the page as scanned, `width` × `height` pixels."""

    picture: Picture
    back: NDArray[np.float64]
    width: int
    height: int

    def corners(self, boxes: Sequence[tuple[float, float, float, float]]) -> list[Corners]:
        """Where upright boxes (left, top, right, bottom) of the straightened picture are on the page, in fractions of it."""
        points = in_rows(boxes)[:, (0, 1, 2, 1, 2, 3, 0, 3)].reshape(-1, 4, 2) @ self.back[:, :2].T + self.back[:, 2]
        return list(map(tuple, (points / (self.width, self.height)).clip(0, 1).reshape(-1, 8).tolist()))

    @property
    def page(self) -> Corners:
        """The page itself, from its top-left as its text stands; a page that lies askew is cut off at the picture's edges."""
        height, width = self.picture.shape
        quarter = abs(self.back[0, 0]) < abs(self.back[0, 1])
        across, down = (self.height, self.width) if quarter else (self.width, self.height)
        left, top = (width - across) / 2, (height - down) / 2
        return self.corners([(left, top, left + across, top + down)])[0]

    def boxes(self, places: Sequence[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
        """Where boxes (left, top, right, bottom) in fractions of the page are in the straightened picture, in pixels."""
        there = cv2.invertAffineTransform(self.back)
        ends = in_rows(places).reshape(-1, 2, 2) * (self.width, self.height)
        ends = ends @ there[:, :2].T + there[:, 2]
        return list(map(tuple, np.hstack([ends.min(axis=1), ends.max(axis=1)]).tolist()))

    def turned(self, quarters: int) -> "Straight":
        """The same page after `quarters` more turns of 90° against the clock."""
        turned, back = self.picture, np.vstack([self.back, (0, 0, 1)])
        for _ in range(quarters % 4):
            width = turned.shape[1]
            turned = cv2.rotate(turned, cv2.ROTATE_90_COUNTERCLOCKWISE)
            # What is now at (x, y) was at (width - y, x).
            back = back @ np.array([(0, -1, width), (1, 0, 0), (0, 0, 1)])
        return Straight(turned, back[:2], self.width, self.height)


def level(picture: Picture) -> Picture:
    """The picture with its paper made white: shadows and yellowed paper divided out."""
    small = cv2.resize(picture, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 15)
    if paper.min() >= 250:
        return picture
    paper = cv2.resize(np.maximum(paper, 64), picture.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return cv2.divide(picture, paper, scale=255)


def straighten(picture: Picture) -> Straight:
    """The page with its lines along the rows or the columns; which of the two, the reader finds out."""
    height, width = picture.shape
    angle = skew(picture)
    if abs(angle) < 0.1:
        return Straight(picture, np.eye(3)[:2], width, height)
    there = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = np.array([there @ (x, y, 1) for x in (0, width) for y in (0, height)])
    there[:, 2] -= turned.min(axis=0)
    size = np.ceil(turned.max(axis=0) - turned.min(axis=0)).astype(int)
    straight = cv2.warpAffine(picture, there, size.tolist(), flags=cv2.INTER_LINEAR, borderValue=255)
    return Straight(straight, cv2.invertAffineTransform(there), width, height)


def skew(picture: Picture) -> float:
    """Degrees to turn the page against the clock so that its lines run along rows or columns, to about 0.05."""
    scale = min(1.0, SKEW_SIDE / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.subtract(np.full_like(small, 255), small)
    ink[ink < 40] = 0
    best, step = 0.0, 1.0
    angles = np.arange(-MOST_SKEW, MOST_SKEW + step / 2, step)
    for finer in (0.25, 0.06, 0.02):
        best = float(max(angles, key=lambda angle: _sharpness(ink, angle)))
        angles = best + np.arange(-step, step + finer / 2, finer)
        step = finer
    return float(max(angles, key=lambda angle: _sharpness(ink, angle)))


def _sharpness(ink: Picture, angle: float) -> float:
    """How sharply rows or columns of ink stand out when the page is turned by this angle."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
    turned = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST)
    rows = cv2.reduce(turned, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
    columns = cv2.reduce(turned, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
    return max(float(np.square(np.diff(profile)).sum()) for profile in (rows, columns))
