"""Mistakes of recognition that give themselves away, and words that only look like mistakes."""

import pytest

from local.textract.spelling import mended


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("INsuRER", "INSURER"),
        ("InsuRER", "INSURER"),
        ("SPECiMEN", "SPECIMEN"),
        ("DÉSCRIPTION", "DESCRIPTION"),
        ("OPERATION$", "OPERATIONS"),
        ("beIow", "below"),
        ("AIl", "AIl"),
        ("beloW", "below"),
    ],
)
def test_letters_are_mended_by_their_company(read: str, meant: str) -> None:
    assert mended(read, 0.3) == meant


@pytest.mark.parametrize("word", ["McDONALD", "MacDONALD", "McIntyre", "LaSalle", "PhD", "L.L.C.", "US$", "café", "1,000,000", "iX"])
def test_words_that_are_right_are_left_alone(word: str) -> None:
    assert mended(word, 0.3) == word


def test_a_lone_s_with_strokes_above_and_below_is_a_dollar_sign() -> None:
    assert mended("s", 1.7) == "$"
    assert mended("S", 1.2) == "S"
