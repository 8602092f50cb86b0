"""Every kind of mail as it is sent, kept as files: a change of a word is a change that someone has looked at."""

from collections import Counter

import pytest

from coverwatch.domain.notice import Series
from tests.notices.occasions import RENDERS, Occasion, occasions, rendered

OCCASIONS = tuple(occasions())


@pytest.mark.parametrize("occasion", OCCASIONS, ids=lambda occasion: occasion.name)
def test_a_mail_is_the_one_that_was_looked_at(occasion: Occasion):
    """After a wanted change: `python -m tests.notices.occasions`, then look at the difference and at the HTML in a browser."""
    for name, content in rendered(occasion).items():
        assert (RENDERS / name).read_text("utf-8") == content


def test_every_render_has_its_occasion():
    expected = {name for occasion in OCCASIONS for name in rendered(occasion)}

    assert {path.name for path in RENDERS.iterdir()} == expected


def test_every_series_has_a_render():
    shown = Counter(notice.series for occasion in OCCASIONS for notice in occasion.notices)

    assert set(shown) == set(Series)
