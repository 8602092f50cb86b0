"""Contradictions of what an umbrella may make up for."""

from collections.abc import Iterator, Mapping
from typing import Any

from coverwatch.domain.line import Line
from coverwatch.rules.faults import Fault
from coverwatch.rules.topping import NEVER_MADE_UP, RENTED_PREMISES, UMBRELLA_LIMIT

_PATH = "lines.umbrella_liability.tops_up"
_ROWS = (Line.UMBRELLA_LIABILITY.value, Line.EXCESS_LIABILITY.value)


def topping_faults(lines: Mapping[Line, Mapping[str, Any]]) -> Iterator[Fault]:
    """Faults of `tops_up`: lines that are not asked, floors above what is asked, sums below it. `lines` as in the raw document."""
    umbrella = lines.get(Line.UMBRELLA_LIABILITY)
    top_up = umbrella.get("tops_up") if umbrella else None
    if umbrella is None or not isinstance(top_up, Mapping):
        return
    given = top_up.get("lines")
    named = [name for name in given if isinstance(name, str)] if isinstance(given, list | tuple) else []
    for name in named:
        if name in _ROWS:
            yield Fault(f"{_PATH}.lines", "nothing is added to the umbrella but another layer (R60)")
        elif name in list(Line) and Line(name) not in lines:
            yield Fault(f"{_PATH}.lines", f"{name} is not asked for by this set")
    yield from _floor_faults(top_up, named, lines)
    yield from _sum_faults(top_up, named, lines, umbrella)


def _amounts(top_up: Mapping[str, Any], part: str) -> Iterator[tuple[str, str, str, int]]:
    given = top_up.get(part)
    for key, amount in given.items() if isinstance(given, Mapping) else ():
        line, _, name = str(key).partition(".")
        if type(amount) is int:
            yield str(key), line, name, amount


def _required(lines: Mapping[Line, Mapping[str, Any]], line: str, name: str) -> tuple[bool, int | None]:
    """Whether the set asks for a limit, and its amount; None when that is itself faulty."""
    requirement = lines.get(Line(line)) if line in list(Line) else None
    limits = requirement.get("limits") if requirement else None
    if not isinstance(limits, Mapping):
        return limits is not None, None
    amount = limits.get(name)
    return name in limits, amount if type(amount) is int and amount >= 0 else None


def _key_fault(path: str, line: str, name: str, named: list[str], asked: bool, top_up: Mapping[str, Any]) -> Fault | None:
    if line in _ROWS:
        return Fault(path, "the umbrella's own limit is its floor; only what it makes up for has one here")
    if line not in named:
        return Fault(path, f"{line or 'the key'} is no line that the umbrella makes up for; write LINE.LIMIT")
    if not asked:
        return Fault(path, f"the set asks for no limit {name!r} of {line}")
    if name in NEVER_MADE_UP or name not in UMBRELLA_LIMIT or (name == RENTED_PREMISES and not top_up.get("rented_premises")):
        return Fault(path, f"an umbrella does not make up for {name}")
    return None


def _floor_faults(top_up: Mapping[str, Any], named: list[str], lines: Mapping[Line, Mapping[str, Any]]) -> Iterator[Fault]:
    for key, line, name, amount in _amounts(top_up, "floors"):
        path, (asked, required) = f"{_PATH}.floors.{key}", _required(lines, line, name)
        fault = _key_fault(path, line, name, named, asked, top_up)
        if fault is not None:
            yield fault
        elif required is not None and amount > required:
            yield Fault(path, f"the floor {amount} is above the limit {required} that is asked for")


def _sum_faults(
    top_up: Mapping[str, Any], named: list[str], lines: Mapping[Line, Mapping[str, Any]], umbrella: Mapping[str, Any]
) -> Iterator[Fault]:
    floors = {key: amount for key, _, _, amount in _amounts(top_up, "floors")}
    own = umbrella.get("limits")
    for key, line, name, amount in _amounts(top_up, "combined"):
        path, (asked, required) = f"{_PATH}.combined.{key}", _required(lines, line, name)
        fault = _key_fault(path, line, name, named, asked, top_up)
        if top_up.get("mode") != "combined":
            yield Fault(path, "has a meaning in mode combined only")
        if fault is not None:
            yield fault
            continue
        alone = own.get(UMBRELLA_LIMIT[name]) if isinstance(own, Mapping) else None
        for least, what in ((required, "the primary alone"), (floors.get(key), "its floor"), (alone, "the umbrella alone")):
            if type(least) is int and amount < least:
                yield Fault(path, f"together {amount} is less than {what}, {least}")
