"""Names of companies, folded and compared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverwatch.rules.names import Likeness, fold, likeness, parse_name, trading_names
from coverwatch.rules.ratings import Rating, parse_rating


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Keystone Elevator L.P.", "KEYSTONE ELEVATOR, L. P.", Likeness.SAME),
        ("A & B Electric, Inc.", "A and B Electric Incorporated", Likeness.SAME),
        ("O'Neil Roofing LLC", "ONEIL ROOFING L.L.C.", Likeness.SAME),
        ("The Meridian Company", "Meridian Co.", Likeness.SAME),
        ("Redbud Plumbing Inc", "Redbud Plumbing LLC", Likeness.OTHER_FORM),
        ("Redbud Plumbing", "Redbud Plumbing LLC", Likeness.OTHER_FORM),
        ("Redbud Plumbing LLC", "Redbud Plumbnig LLC", Likeness.TYPING_ERROR),
        ("Redbud Plumbing LLC", "Redbud Holdings LLC", Likeness.DIFFERENT),
        ("Redbud Plumbing Holdings LLC", "Redbud Plumbing LLC", Likeness.RELATED),
        ("Smith Electric Co.", "Smith Electrical Services LLC", Likeness.DIFFERENT),
        ("", "Redbud Plumbing LLC", Likeness.DIFFERENT),
    ],
)
def test_likeness(one, other, expected):
    assert likeness(one, other) is expected
    assert likeness(other, one) is expected


@pytest.mark.parametrize("dba", ["dba", "DBA", "d/b/a", "d.b.a.", "D B A", "doing business as"])
def test_a_trade_name_is_told_from_the_entity(dba):
    assert trading_names(f"Northgate Holdings Inc {dba} Keystone Lifts") == ("Northgate Holdings Inc", "Keystone Lifts")


def test_a_name_that_ends_like_a_legal_form_keeps_its_first_word():
    assert parse_name("Limited") == ("limited", None)
    assert parse_name("Keystone Limited Liability Company") == ("keystone", "limited liability company")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_can_be_compared(one, other):
    assert likeness(one, other) is likeness(other, one)
    assert likeness(one, one) is Likeness.SAME


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A- VII", Rating(3, 7)),
        ("a++ xv", Rating(0, 15)),
        ("A", Rating(2, None)),
        ("NR", None),
        ("A- 7", None),
        ("A VII u", None),
        ("", None),
    ],
)
def test_ratings(text, expected):
    assert parse_rating(text) == expected
