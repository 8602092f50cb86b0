"""Names of companies: folding what does not matter, and telling a slip of the pen from another company."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

LEGAL_FORMS: dict[str, str] = {
    "inc": "corporation",
    "incorporated": "corporation",
    "corp": "corporation",
    "corporation": "corporation",
    "co": "company",
    "company": "company",
    "llc": "limited liability company",
    "limited liability company": "limited liability company",
    "lc": "limited liability company",
    "pllc": "professional limited liability company",
    "lp": "limited partnership",
    "limited partnership": "limited partnership",
    "llp": "limited liability partnership",
    "limited liability partnership": "limited liability partnership",
    "lllp": "limited liability limited partnership",
    "ltd": "limited",
    "limited": "limited",
    "pc": "professional corporation",
    "pa": "professional association",
    "plc": "public limited company",
}
"""Endings that name a legal form, folded, and the form they name."""

TYPING_ERROR = 90.0
"""Similarity (0–100) from which two names differ by a slip. Judgement: one letter in ten."""
RELATED = 90.0
"""Similarity of the words that two names share, from which a parent, a subsidiary or a person of that name is likely. Judgement."""

_DBA = re.compile(r"\b(?:d\s*[/.]?\s*b\s*[/.]?\s*a\b\.?|doing\s+business\s+as\b)", re.IGNORECASE)
_APOSTROPHES = re.compile(r"['’.]")
_PUNCTUATION = re.compile(r"[^\w]+")
_SINGLE_LETTERS = re.compile(r"\b(?:\w )+\w\b")


class Name(NamedTuple):
    """A folded name: its words without the legal form, and the form it names or None."""

    core: str
    form: str | None


class Likeness(StrEnum):
    """How one name stands to another."""

    SAME = "same"
    OTHER_FORM = "other legal form"
    TYPING_ERROR = "typing error"
    RELATED = "related"
    DIFFERENT = "different"


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A text without case, punctuation and spacing: `Keystone Elevator, L. P.` → `keystone elevator lp`."""
    plain = _APOSTROPHES.sub("", text.casefold()).replace("&", " and ").replace("+", " and ")
    words = " ".join(_PUNCTUATION.sub(" ", plain).split())
    return _SINGLE_LETTERS.sub(lambda run: run.group().replace(" ", ""), words)


@lru_cache(maxsize=4096)
def parse_name(text: str) -> Name:
    """Split a company's name from its legal form; a leading article is left out."""
    words = fold(text).removeprefix("the ")
    for length in (3, 2, 1):
        parts = words.rsplit(" ", length)
        if len(parts) == length + 1:
            form = LEGAL_FORMS.get(" ".join(parts[1:]))
            if form is not None:
                return Name(parts[0], form)
    return Name(words, None)


def trading_names(text: str) -> tuple[str, ...]:
    """The legal entity and what it does business as: `X dba Y` → (X, Y)."""
    parts = tuple(part.strip(" ,;") for part in _DBA.split(text))
    return tuple(part for part in parts if part) or (text,)


def likeness(one: str, other: str) -> Likeness:
    """How alike two names are; each kind less alike than the one before."""
    a, b = parse_name(one), parse_name(other)
    if a.core == b.core:
        return Likeness.SAME if a.form == b.form else Likeness.OTHER_FORM
    if fuzz.ratio(a.core, b.core) >= TYPING_ERROR:
        return Likeness.TYPING_ERROR
    if _contains(a.core, b.core) or fuzz.token_set_ratio(a.core, b.core) >= RELATED:
        return Likeness.RELATED
    return Likeness.DIFFERENT


def _contains(one: str, other: str) -> bool:
    """Whether one name's words all stand in the other's."""
    a, b = set(one.split()), set(other.split())
    return bool(a and b) and (a <= b or b <= a)
