"""A page while it is being read: it stands upright, places are pixels, and nothing is settled yet."""

from dataclasses import dataclass, field
from typing import NamedTuple

import cv2
import numpy as np

from .ruling import Ink, Ruling
from .straighten import Straight, in_rows


class Box(NamedTuple):
    """An upright rectangle in pixels; `right` and `bottom` exclusive."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, point: tuple[float, float]) -> bool:
        return self.left <= point[0] < self.right and self.top <= point[1] < self.bottom


class Text(NamedTuple):
    """A word where it stands; confidence 0–100. `symbol`: one character of a font of symbols, which says nothing."""

    text: str
    confidence: float
    box: Box
    symbol: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A place for a mark: the box drawn around it, or the mark itself; `ink` is what is in it, None when nothing is.

    `text` is what a reader of words would make of the mark; confidence 0–100.
    """

    place: Box
    ink: Box | None
    text: str
    confidence: float
    boxed: bool = True


@dataclass(slots=True)
class Sheet:
    """Everything found on one page; `ink` is what is left when rules are erased, `point` a typographic point in pixels.

    `spots`: ink that nothing accounts for.
    """

    straight: Straight
    ink: Ink
    ruling: Ruling
    point: float
    words: list[Text] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    spots: list[Box] = field(default_factory=list)

    def unexplained(self, join: tuple[float, float] = (0.0, 0.0)) -> list[Box]:
        """Spots of ink that no word and no mark accounts for; `join`: spots no further apart than this (across, down; points) are one."""
        left = self.without_known()
        if any(join):
            across, down = (max(round(reach * self.point), 1) for reach in join)
            left = cv2.dilate(left, np.ones((down, across), np.uint8))
        outlines, _ = cv2.findContours(left, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        return [Box(x, y, x + width, y + height) for x, y, width, height in map(cv2.boundingRect, outlines)]

    def without_known(self) -> Ink:
        """The ink without what words and marks account for."""
        left = self.ink.copy()
        slack = max(0.6 * self.point, 1.0)
        known = in_rows([word.box for word in self.words] + [tick.ink for tick in self.ticks if tick.ink])
        starts, ends = np.floor(known[:, :2] - slack).clip(0), np.ceil(known[:, 2:] + slack).clip(0)
        for start, top, end, bottom in np.hstack([starts, ends]).astype(int).tolist():
            left[top:bottom, start:end] = 0
        return left
