"""Endorsement forms by number and edition, as descriptions name them and as endorsement pages print them."""

import re
from collections.abc import Iterator

_SERIES = re.compile(r"\b(CG|CA|WC|CU|IL|CP|BP|EB|CX)(?=[\s-]?\d\d)")
_NUMBER = re.compile(r"[\s-]?(\d{2})[\s-]?(\d{2})(?=\D|$|\d{4}(?!\d))")
_WORKERS_NUMBER = re.compile(r"[\s-]?(\d{2})[\s-]?(\d{2})[\s-]?(\d{2})(?!\d)(?:\s?([A-Z])\b)?")
_EDITION = re.compile(r"[\s,]*\(?(?:Ed(?:ition|\.)?\s*)?(\d{1,2})\s?[-/]?\s?(\d{2})\)?(?![\d/])", re.IGNORECASE)


def mentioned(text: str) -> Iterator[tuple[str, str | None]]:
    """Every form that a text names, once, in its order: (`CG 20 10`, `04 13`), or without edition (`CG 20 10`, None)."""
    seen: dict[tuple[str, str | None], None] = {}
    for series in _SERIES.finditer(text):
        number = (_WORKERS_NUMBER if series[1] == "WC" else _NUMBER).match(text, series.end())
        if number is not None:
            form = " ".join((series[1], *(part for part in number.groups() if part)))
            seen[form, _edition(text, number.end())] = None
    yield from seen


def _edition(text: str, start: int) -> str | None:
    match = _EDITION.match(text, start)
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    return f"{int(match[1]):02d} {match[2]}"
