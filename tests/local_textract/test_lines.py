"""Lines that the detector found, made ready for the recogniser: one row each, whatever white is around it."""

import cv2
import numpy as np

from local.textract.ocr import Letter, Reading
from local.textract.ruling import Ink, Ruling
from local.textract.scan import _divided
from local.textract.sheet import Sheet
from local.textract.straighten import Straight
from local.textract.words import of_line

POINT = 200 / 72


def a_sheet(ink: Ink) -> Sheet:
    none = np.zeros_like(ink)
    return Sheet(Straight(255 - ink, np.eye(3)[:2], ink.shape[1], ink.shape[0]), ink, Ruling(none, none, none, (), ()), POINT)


def rows_of_ink(*rows: tuple[int, int]) -> Ink:
    ink = np.zeros((120, 120), np.uint8)
    for top, bottom in rows:
        ink[top:bottom, 20:90] = 255
    return ink


def test_two_rows_taken_for_one_line_are_divided_however_much_white_is_above_them() -> None:
    sheet = a_sheet(rows_of_ink((32, 46), (50, 64)))
    for top in (18, 25, 31):
        rows = [(above, below) for _, above, _, below in _divided(np.array([(10, top, 100, 76)]), sheet)]
        assert [(above <= first, below >= last) for (above, below), (first, last) in zip(rows, ((32, 46), (50, 64)))] == [(True, True)] * 2
        assert len(rows) == 2


def test_a_line_is_cut_out_alike_wherever_the_detector_ends_it() -> None:
    sheet = a_sheet(rows_of_ink((40, 60)))
    assert {tuple(_divided(np.array([(10, top, 100, bottom)]), sheet)) for top, bottom in ((20, 80), (24, 90), (32, 68))} == {
        ((10, 32, 100, 68),)
    }


def test_a_slash_between_capitals_that_was_taken_for_an_i_divides_them_again() -> None:
    ink = np.zeros((24, 90), np.uint8)
    ink[4:20, 6:18] = ink[4:20, 64:76] = 255
    upright = ink.copy()
    cv2.line(ink, (44, 4), (38, 19), 255, 2)
    cv2.line(upright, (41, 4), (41, 19), 255, 2)
    reading = Reading(tuple(Letter(character, 0.9, middle / 90, 0.0) for character, middle in (("Y", 12), ("I", 41), ("N", 70))))
    assert [word.text for word in of_line(reading, ink, 0, 0)] == ["Y", "/", "N"]
    assert "/" not in "".join(word.text for word in of_line(reading, upright, 0, 0))
