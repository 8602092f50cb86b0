"""Characters out of pixels: rapidocr's models, fed line by line.

rapidocr's own pipeline pads every batch of six lines to the longest of them and to 320 pixels; lines of like length together, as here,
cost about half. Its decoder keeps 18,710 characters apart, most of them Chinese; ours chooses among those that Textract's languages write.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Grey, rows first; 0 is ink."""

LINE_HEIGHT = 48
"""Pixels: what the recogniser was trained on."""

DETECTION_SIDE = 1600
"""Pixels of the longer side on which lines are looked for; they are read from the full picture."""

BATCH_WIDTH = 60 * LINE_HEIGHT
BATCH_LINES = 16
PLAIN = {chr(code) for code in range(0x20, 0x7F)} | set("£€§©®°·–—‘’“”•½¼¾×✓✔☐☑☒")
ACCENTED = set("ÀÁÂÄÇÈÉÊËÍÎÏÑÓÔÖÚÙÛÜßàáâäçèéêëíîïñóôöúùûü")
ACCENT_HANDICAP = 0.02
"""An accented letter must be this much likelier than the plain one: a rule or the line above easily looks like an accent."""


class Letter(NamedTuple):
    """A character as recognised: how likely it is, its middle as a fraction of the picture's width, how likely a space before it is."""

    character: str
    probability: float
    middle: float
    space: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as recognised, character by character; spaces are no characters of their own."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """The line without its spaces."""
        return "".join(letter.character for letter in self.letters)

    @property
    def certainty(self) -> float:
        """The probability of its least likely character; 0 for an empty line."""
        return min((letter.probability for letter in self.letters), default=0.0)


class Ocr:
    """rapidocr's detector, direction classifier and recogniser, loaded once per process, and only when a page needs them."""

    @cached_property
    def _engine(self) -> Any:
        engine = import_module("rapidocr").RapidOCR(params={"Global.log_level": "error"})
        blank = np.full((LINE_HEIGHT, 4 * LINE_HEIGHT, 3), 255, np.uint8)
        engine(blank, use_det=False, use_cls=True, use_rec=True)
        engine(blank, use_det=True, use_cls=False, use_rec=False)
        return engine

    @cached_property
    def _alphabet(self) -> tuple[NDArray[np.intp], list[str], NDArray[np.float32]]:
        characters = self._engine.text_rec.postprocess_op.character
        kept = [0, *(index for index, character in enumerate(characters) if character in PLAIN or character in ACCENTED)]
        names = ["", *(characters[index] for index in kept[1:])]
        return np.array(kept), names, np.array([ACCENT_HANDICAP if name in ACCENTED else 1.0 for name in names], np.float32)

    def lines(self, picture: Picture) -> NDArray[np.int32]:
        """Where text is: one (left, top, right, bottom) per line, in pixels; the picture must stand straight, if not upright."""
        scale = min(1.0, DETECTION_SIDE / max(picture.shape))
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
        found = self._engine.text_det(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR)).boxes
        if found is None:
            return np.empty((0, 4), np.int32)
        boxes = np.concatenate([found.min(axis=1), found.max(axis=1)], axis=1) / scale
        return np.round(boxes).astype(np.int32)

    def upside_down(self, crops: Sequence[Picture]) -> bool:
        """Whether most of these lines stand on their heads."""
        if not crops:
            return False
        answers = self._engine.text_cls([cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR) for crop in crops]).cls_res
        weight = sum(score if label == "180" else -score for label, score in answers)
        return bool(weight > 0)

    def read(self, crops: Sequence[Picture]) -> list[Reading]:
        """What each crop, one line of text, says."""
        readings: dict[int, Reading] = {}
        ratios = [crop.shape[1] / crop.shape[0] for crop in crops]
        for batch in _batches(ratios):
            width = max(int(np.ceil(LINE_HEIGHT * ratios[index])) for index in batch)
            width = max(width, LINE_HEIGHT)
            tensor = np.zeros((len(batch), 3, LINE_HEIGHT, width), np.float32)
            widths = [min(width, int(np.ceil(LINE_HEIGHT * ratios[index]))) for index in batch]
            for row, index in enumerate(batch):
                line = cv2.resize(crops[index], (widths[row], LINE_HEIGHT))
                tensor[row, :, :, : widths[row]] = line.astype(np.float32) / 127.5 - 1
            scores = self._engine.text_rec.session(tensor)
            for row, index in enumerate(batch):
                readings[index] = self._decoded(scores[row], width / widths[row])
        return [readings[index] for index in range(len(crops))]

    def _decoded(self, scores: NDArray[np.float32], padding: float) -> Reading:
        kept, characters, weight = self._alphabet
        narrowed = scores[:, kept]
        spaces = narrowed[:, characters.index(" ")]
        best = (narrowed * weight).argmax(axis=1)
        steps = len(best)
        starts = np.flatnonzero((best != 0) & (np.diff(best, prepend=0) != 0)).tolist()
        letters: list[Letter] = []
        done = 0
        for start in starts:
            if characters[best[start]] == " ":
                continue
            end = start + int((best[start:] != best[start]).argmax() or steps - start)
            space = float(spaces[done : start + 1].max()) if letters else 0.0
            middle = (start + end) / 2 / steps * padding
            letters.append(Letter(characters[best[start]], float(narrowed[start, best[start]]), middle, space))
            done = end
        return Reading(tuple(letters))


def _batches(ratios: Sequence[float]) -> Iterator[list[int]]:
    """Lines of like length together, so that little is padded."""
    batch: list[int] = []
    for index in sorted(range(len(ratios)), key=ratios.__getitem__):
        ratio = ratios[index]
        full = batch and (
            len(batch) == BATCH_LINES or ratio * LINE_HEIGHT * (len(batch) + 1) > BATCH_WIDTH or ratio > ratios[batch[0]] * 1.15 + 1
        )
        if full:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
