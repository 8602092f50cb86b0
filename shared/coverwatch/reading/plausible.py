"""What makes a value that only one source read less likely: never a correction, and nothing that two sources agree on is doubted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coverwatch.reading.maps import Kind
from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.rows import ROWS, Row
from coverwatch.reading.values import parse_amount, parse_date, parse_limit

LONGEST_USUAL_TERM = 400  # days; most policies run a year, the odd one some weeks longer
SHORTEST_USUAL_TERM = 27  # days
ROUND = 500  # dollars: limits are multiples of it
LIKE_A_DOLLAR_SIGN = "568"
USUAL = frozenset({"1", "2", "3", "4", "5", "6", "75", "15", "25"})  # what limits begin with, before their zeros
AGGREGATES = {"each_occurrence": ("general_aggregate", "aggregate"), "el_each_accident": ("el_disease_policy_limit",)}

Fields = Mapping[str, FieldReading]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a value is odd; `grave` when it can't be what the field holds, rather than unusual beside its neighbours."""

    reason: str
    grave: bool


def doubts(fields: Fields, kinds: Mapping[str, Kind]) -> dict[str, Doubt]:
    """What is odd about each field's value, in itself or beside its neighbours."""
    found: dict[str, Doubt] = {}
    for name, reading in fields.items():
        if isinstance(reading.value, str) and (reason := _odd(kinds.get(name, Kind.TEXT), reading.value)):
            found[name] = Doubt(reason, grave=True)
    for row in ROWS:
        for name, reason in _odd_row(row, fields):
            found.setdefault(name, Doubt(reason, grave=False))
    return found


def _odd(kind: Kind, value: str) -> str | None:
    if kind is Kind.NAIC and not (len(value) == 5 and value.isdigit()):
        return "a NAIC number has five digits"
    if kind is Kind.INSURER and value not in set("ABCDEF"):
        return "an insurer's letter is one of A to F"
    if kind is Kind.LETTER and value.upper() not in set("XYN"):
        return "the cell holds X, Y or N"
    if kind is Kind.DATE and parse_date(value) is None:
        return "not a date"
    if kind is Kind.AMOUNT:
        limit = parse_limit(value)
        if limit.amount is None and limit.word is None:
            return "not an amount"
    return None


def _odd_row(row: Row, fields: Fields) -> Iterator[tuple[str, str]]:
    for name in row.limits.values():
        amount = parse_amount(_text(fields, name)) or 0
        if amount % ROUND:
            yield name, "a limit is a round sum"
        elif _begins_with_a_dollar_sign(str(amount)):
            yield name, "its first digit may be a dollar sign"
    letter = _text(fields, row.letter)
    if letter and f"Insurer_FullName_{letter}" not in fields:
        yield row.letter, f"no insurer {letter} is listed"
    starts, ends = parse_date(_text(fields, row.effective)), parse_date(_text(fields, row.expiration))
    if starts and ends and not SHORTEST_USUAL_TERM <= (ends - starts).days <= LONGEST_USUAL_TERM:
        for name in (row.effective, row.expiration):
            yield name, f"the term runs {(ends - starts).days} days"
    for least, aggregates in AGGREGATES.items():
        small = parse_amount(_text(fields, row.limits.get(least)))
        for name in aggregates:
            large = parse_amount(_text(fields, row.limits.get(name)))
            if small and large and large < small:
                yield row.limits[name], "the aggregate is lower than the limit per occurrence"
                yield row.limits[least], "the limit per occurrence is higher than the aggregate"


def _begins_with_a_dollar_sign(digits: str) -> bool:
    """Whether an amount is unusual, and without its first digit, which looks like a dollar sign, usual: 61000000 for $1000000."""
    return digits[0] in LIKE_A_DOLLAR_SIGN and digits.rstrip("0") not in USUAL and digits[1:].rstrip("0") in USUAL


def _text(fields: Fields, name: str | None) -> str:
    reading = fields.get(name) if name else None
    return reading.value if reading is not None and isinstance(reading.value, str) else ""
