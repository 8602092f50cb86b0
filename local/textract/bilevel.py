"""Black-and-white scans, as fax machines make them: lone dots taken out, and the steps of their edges smoothed into greys."""

import cv2
import numpy as np

from .straighten import Picture

MOST_GREY = 0.005
"""Share of dots between black and white that a black-and-white scan may still have."""

SOFTNESS = 0.6
"""Dots: the blur that gives edges back the greys that the scanner's threshold took."""


def smoothed(picture: Picture) -> Picture:
    """The picture as a scanner of greys would have given it; any other picture as it is."""
    shades = np.bincount(picture.ravel(), minlength=256)
    if shades[32:224].sum() > MOST_GREY * picture.size or not shades[:32].any():
        return picture
    ink = np.where(picture < 128, np.uint8(1), np.uint8(0))
    lone = cv2.boxFilter(ink, -1, (3, 3), normalize=False) == 1
    clean = np.where(lone & (ink == 1), np.uint8(255), picture)
    return cv2.GaussianBlur(clean, (0, 0), SOFTNESS)
