"""Several policies written in one row, line by line: each gets its own lines; what can't be told apart is left to a person."""

from collections.abc import Mapping
from dataclasses import replace

from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.rows import OTHER, OTHER_LIMITS, UMBRELLA, Row

Fields = Mapping[str, FieldReading]
UNTOLD = "several policies in one row: whose this is can't be told"


def policies_in(row: Row, fields: Fields) -> list[Fields]:
    """The row's fields once per policy: as many as its number has lines, when its dates or letters have as many."""
    count = len(_lines(fields, row.number))
    if count < 2 or not any(len(_lines(fields, name)) == count for name in (row.effective, row.expiration)):
        return [fields]
    return [_nth(row, fields, count, index) for index in range(count)]


def _nth(row: Row, fields: Fields, count: int, index: int) -> Fields:
    own = dict(fields)
    shared = [row.letter, row.number, row.effective, row.expiration, row.additional_insured, row.waiver, row.others.get("description")]
    for name in (n for n in shared if n is not None):
        if len(lines := _lines(fields, name)) == count:
            own[name] = replace(fields[name], value=lines[index])
    for name in row.limits.values():
        if name in fields:
            lines = _lines(fields, name)
            own[name] = replace(fields[name], value=lines[index]) if len(lines) == count else _untold(fields[name])
    if row is OTHER:
        _share_out(own, count, index)
    if row is UMBRELLA and count == 2 and row.own_box in own and row.others["excess"] in own:
        del own[row.others["excess"] if index == 0 else str(row.own_box)]
    return own


def _share_out(own: dict[str, FieldReading], count: int, index: int) -> None:
    """The blank row's limits: one for each policy in order when there are as many, else nobody's."""
    stated = [pair for pair in OTHER_LIMITS if pair[1] in own]
    for position, (label, amount) in enumerate(stated):
        if len(stated) != count:
            own[amount] = _untold(own[amount])
        elif position != index:
            del own[amount]
            own.pop(label, None)


def _untold(reading: FieldReading) -> FieldReading:
    return replace(reading, value="", review=reading.review or UNTOLD)


def _lines(fields: Fields, name: str | None) -> list[str]:
    reading = fields.get(name) if name else None
    return reading.value.splitlines() if reading is not None and isinstance(reading.value, str) else []
