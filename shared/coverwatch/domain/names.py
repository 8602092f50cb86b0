"""Names of companies as keys: the same whatever the punctuation, capitals and spacing."""

import re
import unicodedata

TRADING_AS = re.compile(r"\s+(?:d\s*/?\s*b\s*/?\s*a|t\s*/\s*a|trading as|doing business as)\.?:?\s+", re.IGNORECASE)


def folded(name: str) -> str:
    """A name's key: letters and digits only, accents off, one space between words; `L.P.` and `LP` are the same word.

    >>> folded("Keystone  Elevator, L.P.")
    'keystone elevator lp'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^\w\s]|_", "", plain.replace("&", " and ").replace("-", " ").replace("/", " ")).split())


def names_in(name: str) -> tuple[str, ...]:
    """The names that a named insured states: the whole, then the legal name and the one it trades under.

    >>> names_in("Smith Electric LLC dba Bright Sparks")
    ('Smith Electric LLC dba Bright Sparks', 'Smith Electric LLC', 'Bright Sparks')
    """
    parts = [part.strip() for part in TRADING_AS.split(name) if part.strip()]
    return (name,) if len(parts) < 2 else (name, *parts)
