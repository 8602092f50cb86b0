"""Whether a PDF's own table of objects is sound; a viewer that finds it is not makes a new one, and no two make the same."""

import re
from collections import Counter

from coverwatch.reading.safety.budget import Budget
from coverwatch.reading.safety.refusal import damaged
from coverwatch.reading.safety.structure import Structure
from coverwatch.reading.safety.syntax import WHITE, parse

MAX_OBJECTS = 1_000_000
"""That a table may declare; the largest certificates have a few thousand."""

_TAIL_BYTES = 2048
_START = re.compile(rb"startxref[" + WHITE + rb"]+(\d{1,12})")
_TABLE = re.compile(rb"[" + WHITE + rb"]*+xref[" + WHITE + rb"]")
_SECTION = re.compile(rb"[" + WHITE + rb"]*+(\d{1,10})[" + WHITE + rb"]+(\d{1,10})[" + WHITE + rb"]+")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])[" + WHITE + rb"]{1,2}")
_OBJECT = re.compile(rb"[" + WHITE + rb"]*+(\d{1,10})[" + WHITE + rb"]+\d{1,5}[" + WHITE + rb"]+obj")
_TRAILER = re.compile(rb"[" + WHITE + rb"]*+trailer")


def refuse_absurd_tables(pdf: Structure) -> None:
    """Raises RefusedError (MALFORMED) for a file that declares more objects than any document has."""
    declared = [int(match[2]) for match in re.finditer(rb"xref[\s]+(\d{1,10})\s+(\d{1,12})", pdf.data)]
    declared += [int(pdf.number(trailer.get("Size")) or 0) for trailer in pdf.trailers]
    if max(declared, default=0) > MAX_OBJECTS:
        raise damaged()


def are_sound(data: bytes, budget: Budget) -> bool:
    """False when the chain of tables breaks, runs in a circle, or points at something that is not the object it names."""
    start = list(_START.finditer(data, max(0, len(data) - _TAIL_BYTES)))
    if not start:
        return False
    header = max(0, data.find(b"%PDF-", 0, 1029))
    offset: object = int(start[-1][1])
    seen: set[int] = set()
    while isinstance(offset, int):
        if offset in seen or not 0 <= offset < len(data):
            return False
        seen.add(offset)
        budget.spend(1)
        place = next((each for each in (offset, offset + header) if _TABLE.match(data, each) or _OBJECT.match(data, each)), None)
        if place is None:
            return False
        table = _TABLE.match(data, place)
        if table:
            end = _entries_end(data, table.end(), offset_of_header=header if place != offset else 0, budget=budget)
            keyword = _TRAILER.match(data, end) if end is not None else None
            if keyword is None:
                return False
            trailer, _ = parse(data, keyword.end(), budget, Counter())
        else:
            trailer, _ = parse(data, data.index(b"obj", place) + 3, budget, Counter())
        offset = trailer.get("Prev") if isinstance(trailer, dict) else None
    return True


def _entries_end(data: bytes, position: int, *, offset_of_header: int, budget: Budget) -> int | None:
    """Where the table's entries end, or None when one of them is wrong."""
    while section := _SECTION.match(data, position):
        position = section.end()
        first, count = int(section[1]), int(section[2])
        for number in range(first, first + min(count, MAX_OBJECTS)):
            budget.spend(1)
            entry = _ENTRY.match(data, position)
            if entry is None:
                return None
            position = entry.end()
            if entry[3] == b"n" and int(entry[1]):
                target = _OBJECT.match(data, int(entry[1]) + offset_of_header)
                if target is None or int(target[1]) != number:
                    return None
    return position
