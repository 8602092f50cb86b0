"""Shapes that recognition confuses in small print, told apart by how their ink lies."""

import numpy as np

from .ruling import Ink

LEAN = 0.1
"""Of a stroke's height: how far right of its lower half the upper half of a slash lies, at least; an upright stroke has none."""

MOST_STROKE = 0.7
"""Of its height: how wide a stroke is at most."""

HYPHEN_HEIGHT, FLOOR = 0.35, 0.15
"""Of the letters' height: how high a hyphen is at most, and how far above the line it lies at least."""


def leans(ink: Ink) -> bool:
    """Whether a cut-out from the letters' tops to the line they stand on holds one stroke that leans to the right."""
    rows, columns = np.nonzero(ink)
    height, width = ink.shape
    if not len(rows) or np.ptp(rows) < 0.6 * height or width > MOST_STROKE * height:
        return False
    upper = rows < rows.mean()
    return bool(columns[upper].mean() - columns[~upper].mean() > LEAN * height)


def is_hyphen(ink: Ink) -> bool:
    """Whether the last sign of a word, cut out as above, hangs above the line instead of standing on it as a full stop does."""
    height = ink.shape[0]
    columns = (ink > 0).any(axis=0)
    white = np.flatnonzero(~columns)
    if not len(white):
        return False
    rows = np.flatnonzero((ink[:, white[-1] + 1 :] > 0).any(axis=1))
    if not len(rows):
        return False
    return bool(rows[-1] + 1 <= (1 - FLOOR) * height and rows[-1] + 1 - rows[0] <= HYPHEN_HEIGHT * height)
