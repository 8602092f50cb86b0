"""Values as people type them → amounts in whole dollars, dates, postal addresses. What can't be understood is None, never a guess."""

import re
from datetime import date

from coverwatch.domain.certificate import Limit, LimitWord

_FUSED = re.compile(
    r"(\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d\d|\d{4}-\d\d-\d\d)[|]?"
    r"(\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d\d|\d{4}-\d\d-\d\d)"
)
_AMERICAN = re.compile(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
CENTURY_TURN = 70  # two-digit years from here on belong to the last century

_AMOUNT = re.compile(r"\$?\s*(\d{1,3}(?:([, ])\d{3})(?:\2\d{3})*|\d+)(?:\.(\d{2}|-))?$")
_DOT_FOR_COMMA = re.compile(r"\$?\s*\d{1,3}(?:[,.]\d{3})+$")
_SHORT = re.compile(r"\$?\s*(\d{1,3}(?:\.\d{1,3})?)\s*(M|MM|MIL|MILLION|K)$", re.IGNORECASE)
_SHORT_FACTOR = {"K": 1_000, "M": 1_000_000, "MM": 1_000_000, "MIL": 1_000_000, "MILLION": 1_000_000}
_LIMIT_WORDS = {
    "included": LimitWord.INCLUDED,
    "incl": LimitWord.INCLUDED,
    "excluded": LimitWord.EXCLUDED,
    "excl": LimitWord.EXCLUDED,
    "statutory": LimitWord.STATUTORY,
    "n/a": LimitWord.NOT_APPLICABLE,
    "na": LimitWord.NOT_APPLICABLE,
    "not applicable": LimitWord.NOT_APPLICABLE,
}


def fused_dates(text: str) -> int | None:
    """Where two dates without a gap part, as the letters before the second; None when the text is no such pair."""
    match = _FUSED.fullmatch(text)
    return None if match is None else match.start(2)


def parse_date(text: str) -> date | None:
    """A day as agents write it: M/D/YYYY, MM/DD/YY, M-D-YYYY, ISO; None for anything else or a day that does not exist."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _AMERICAN.fullmatch(text):
        month, day, year = int(match[1]), int(match[3]), int(match[4])
        if len(match[4]) == 2:
            year += 1900 if year >= CENTURY_TURN else 2000
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_amount(text: str) -> int | None:
    """Whole dollars: 1,000,000 · 1 000 000 · 1000000 · $1,000.000 · 1M; cents must be zero; None for anything else."""
    text = text.strip()
    if match := _AMOUNT.fullmatch(text):
        return int(re.sub(r"[, ]", "", match[1])) if match[3] in {None, "00", "-"} else None
    if _DOT_FOR_COMMA.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    if match := _SHORT.fullmatch(text):
        amount = float(match[1]) * _SHORT_FACTOR[match[2].upper()]
        return int(amount) if amount == int(amount) else None
    return None


def parse_limit(text: str) -> Limit:
    """A limit as stated: an amount, a word, or only its text."""
    word = _LIMIT_WORDS.get(text.strip(" .$").casefold())
    return Limit(text, None if word else parse_amount(text), word)
