"""Black-and-white scans, given back their greys."""

import numpy as np
import pytest

from local.textract.bilevel import smoothed
from local.textract.straighten import Picture


def a_page_with(rows: slice, columns: slice, shade: int = 0) -> Picture:
    page = np.full((60, 60), 255, np.uint8)
    page[rows, columns] = shade
    return page


def test_a_lone_dot_is_dirt() -> None:
    page = a_page_with(slice(20, 30), slice(20, 40))
    page[50, 50] = 0
    assert smoothed(page)[45:55, 45:55].min() == 255


def test_a_full_stop_of_small_print_stays() -> None:
    assert smoothed(a_page_with(slice(30, 32), slice(30, 32)))[30:32, 30:32].max() < 128


def test_edges_become_soft_and_stay_in_place() -> None:
    soft = smoothed(a_page_with(slice(20, 40), slice(20, 40)))
    assert 0 < soft[30, 20] < 128 < soft[30, 19] < 255
    assert soft[30, 30] == 0


@pytest.mark.parametrize("page", [np.full((60, 60), 255, np.uint8), a_page_with(slice(10, 50), slice(10, 50), shade=90)])
def test_other_pictures_stay_as_they_are(page: Picture) -> None:
    assert np.array_equal(smoothed(page), page)
