"""Values as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverwatch.domain.certificate import LimitWord
from coverwatch.reading.values import fused_dates, parse_amount, parse_date, parse_limit


@pytest.mark.parametrize(
    "text", ["1,000,000", "1 000 000", "1000000", "$1,000,000", "$ 1,000,000", "$1,000.000", "1,000,000.00", "1M", "$1 million"]
)
def test_a_million_is_a_million_however_it_is_typed(text: str) -> None:
    assert parse_amount(text) == 1_000_000


@pytest.mark.parametrize(
    "text", ["", "1,00,000", "1,000,00", "1OOO000", "-5,000", "1,000,000.50", "1M/$2M", "$100,000 SIR", "TIV", "1e30", "NaN", "１，０００"]
)
def test_what_is_no_sum_is_no_sum_rather_than_a_guess(text: str) -> None:
    assert parse_amount(text) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_a_sum_written_with_commas_is_read_back(amount: int) -> None:
    assert parse_amount(f"{amount:,}") == parse_amount(str(amount)) == amount


@pytest.mark.parametrize("text", ["3/1/2026", "03/01/2026", "03-01-2026", "3/1/26", "2026-03-01", " 03/01/2026 "])
def test_the_first_of_march_is_read_in_every_common_style(text: str) -> None:
    assert parse_date(text) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["02/30/2026", "28/17/2022", "3/1", "03/01/202", "03/01-2026", "March 1", "TBD", ""])
def test_a_day_that_does_not_exist_is_no_day(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_a_date_is_read_back_from_american_and_iso_writing(day: date) -> None:
    assert parse_date(f"{day:%m/%d/%Y}") == parse_date(day.isoformat()) == parse_date(f"{day:%m/%d/%y}") == day


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("03/01/202603/01/2027", "03/01/2027"),
        ("3/1/20263/1/2027", "3/1/2027"),
        ("03/01/2603/01/27", "03/01/27"),
        ("2026-03-012027-03-01", "2027-03-01"),
    ],
)
def test_dates_that_touch_part_where_the_second_begins(text: str, second: str) -> None:
    cut = fused_dates(text)

    assert cut is not None
    assert text[cut:] == second


@pytest.mark.parametrize("text", ["03/01/2026", "BCC-GL-204417", "03/01/2026 to 03/01/2027", ""])
def test_a_single_date_is_not_parted(text: str) -> None:
    assert fused_dates(text) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Included", LimitWord.INCLUDED),
        ("EXCLUDED", LimitWord.EXCLUDED),
        ("Excl.", LimitWord.EXCLUDED),
        ("STATUTORY", LimitWord.STATUTORY),
        ("N/A", LimitWord.NOT_APPLICABLE),
    ],
)
def test_words_that_stand_for_a_limit_are_words(text: str, word: LimitWord) -> None:
    limit = parse_limit(text)

    assert (limit.word, limit.amount, limit.text) == (word, None, text)


def test_a_limit_that_is_not_understood_keeps_its_text_and_nothing_else() -> None:
    limit = parse_limit("1M/$2M")

    assert (limit.text, limit.amount, limit.word) == ("1M/$2M", None, None)
