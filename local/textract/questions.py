"""pdfium's questions about the text of a page, asked once per word.

ctypes checks and wraps every pointer that it passes, which takes longer than pdfium's answer. Here places in memory are plain numbers,
and all boxes are written into one array.
"""

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as pdf
from numpy.typing import NDArray

Boxes = NDArray[np.float64]
"""A row for each: left, bottom, right, top in points."""

Handle = int
"""Where pdfium keeps something; 0 for nothing."""

_NUMBER, _PLACE = ctypes.c_int, ctypes.c_void_p


def _asked(question: Any, answer: Any, *about: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(answer, *about)(ctypes.cast(question, _PLACE).value or 0)


_count_rectangles = _asked(pdf.FPDFText_CountRects, _NUMBER, _PLACE, _NUMBER, _NUMBER)
_rectangle = _asked(pdf.FPDFText_GetRect, _NUMBER, _PLACE, _NUMBER, _PLACE, _PLACE, _PLACE, _PLACE)
_character_box = _asked(pdf.FPDFText_GetCharBox, _NUMBER, _PLACE, _NUMBER, _PLACE, _PLACE, _PLACE, _PLACE)
_text_object = _asked(pdf.FPDFText_GetTextObject, _PLACE, _PLACE, _NUMBER)
_angle = _asked(pdf.FPDFText_GetCharAngle, ctypes.c_float, _PLACE, _NUMBER)
_render_mode = _asked(pdf.FPDFTextObj_GetTextRenderMode, _NUMBER, _PLACE)
_font = _asked(pdf.FPDFTextObj_GetFont, _PLACE, _PLACE)
_font_name = _asked(pdf.FPDFFont_GetBaseFontName, ctypes.c_size_t, _PLACE, _PLACE, ctypes.c_size_t)


def handle(textpage: Any) -> Handle:
    """pypdfium2's text page as a number; good until it is closed."""
    return ctypes.cast(textpage.raw, _PLACE).value or 0


def boxes_of_runs(textpage: Handle, runs: Sequence[tuple[int, int]]) -> tuple[list[bool], Boxes]:
    """The box of each run of characters (first, past the last), and whether it is all in one piece: only then the box holds all of it."""
    answers = np.zeros((len(runs), 4))
    place, whole = answers.ctypes.data, []
    for start, end in runs:
        whole.append(_count_rectangles(textpage, start, end - start) == 1)
        _rectangle(textpage, 0, place, place + 24, place + 16, place + 8)
        place += 32
    return whole, answers


def boxes_of_characters(textpage: Handle, start: int, end: int) -> Boxes:
    """The box of each character from `start` to before `end`."""
    answers = np.zeros((end - start, 4))
    for index, place in enumerate(range(answers.ctypes.data, answers.ctypes.data + answers.nbytes, 32), start):
        _character_box(textpage, index, place, place + 16, place + 8, place + 24)
    return answers


def text_object(textpage: Handle, index: int) -> Handle:
    """The part of the page that the character belongs to."""
    return _text_object(textpage, index) or 0


def angle(textpage: Handle, index: int) -> float:
    """By how many radians the character is turned."""
    return float(_angle(textpage, index))


def render_mode(part: Handle) -> int:
    """How a text object is painted: one of pdfium's FPDF_TEXTRENDERMODE."""
    return int(_render_mode(part))


def font_name(part: Handle) -> bytes:
    """The name of a text object's font, as far as 63 bytes go."""
    name = ctypes.create_string_buffer(64)
    _font_name(_font(part), ctypes.addressof(name), 64)
    return name.value
