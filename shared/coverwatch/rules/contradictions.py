"""Faults between parts of a requirement set, which no single field shows. Reads the raw document, so that all are found at once."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from coverwatch.domain.line import LIMIT_NAMES, Line
from coverwatch.rules.book import BOOK
from coverwatch.rules.faults import Fault
from coverwatch.rules.ratings import parse_rating
from coverwatch.rules.tables import TABLES
from coverwatch.rules.topping_faults import topping_faults

_UMBRELLA = frozenset({Line.UMBRELLA_LIABILITY, Line.EXCESS_LIABILITY})
_GENERAL = frozenset({Line.GENERAL_LIABILITY})
_EVERY = frozenset(Line)

WHERE_ASKED: dict[str, frozenset[Line]] = {
    "required": _EVERY,
    "limits": _EVERY,
    "occurrence_only": _EVERY - {Line.AUTOMOBILE_LIABILITY, Line.WORKERS_COMPENSATION, Line.PROPERTY},
    "aggregate_applies_per": _GENERAL,
    "additional_insured": _EVERY - {Line.WORKERS_COMPENSATION},
    "primary_noncontributory": _EVERY - {Line.WORKERS_COMPENSATION},
    "waiver_of_subrogation": _EVERY,
    "symbols": frozenset({Line.AUTOMOBILE_LIABILITY}),
    "statutory": frozenset({Line.WORKERS_COMPENSATION}),
    "officers_covered": frozenset({Line.WORKERS_COMPENSATION}),
    "retention_maximum": _UMBRELLA | _GENERAL,
    "deductible_maximum": _GENERAL,
    "exclusions": _GENERAL,
    "retroactive_date": _EVERY - {Line.AUTOMOBILE_LIABILITY, Line.WORKERS_COMPENSATION, Line.PROPERTY},
    "follow_form": _UMBRELLA,
    "tops_up": frozenset({Line.UMBRELLA_LIABILITY}),
}
"""On which lines each part of a line's requirement has a meaning."""

STATE_RULES = {"government_holder": ("NY", "R75"), "construction_addendum": ("NY", "R76")}
_EDITION = re.compile(r"\d\d \d\d")


def contradictions(document: Mapping[str, Any]) -> list[Fault]:
    """Every contradiction of a document whose parts may themselves be faulty."""
    lines = {Line(name): part for name, part in _mapping(document.get("lines")).items() if name in _EVERY and isinstance(part, Mapping)}
    faults = list(_rule_faults(_mapping(document.get("rules"))))
    for line, requirement in lines.items():
        faults += _line_faults(line, requirement)
    faults += topping_faults(lines)
    faults += _insurer_faults(_mapping(document.get("insurers")))
    faults += _state_faults(_mapping(document.get("states")))
    faults += _cadence_faults(_mapping(document.get("cadence")))
    return faults


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _rule_faults(rules: Mapping[str, Any]) -> Iterator[Fault]:
    for rule_id, setting in rules.items():
        entry = BOOK.get(rule_id)
        if entry is None:
            yield Fault(f"rules.{rule_id}", "is no rule of the book")
            continue
        for key, value in _mapping(setting).items():
            path = f"rules.{rule_id}.{key}"
            if key in ("on", "severity"):
                continue
            if key not in entry.settings:
                known = ", ".join(("on", "severity", *entry.settings))
                yield Fault(path, f"is no setting of this rule (it has: {known})")
            elif type(value) is not type(entry.settings[key]):
                yield Fault(path, f"must be like its default, {entry.settings[key]!r}")
            elif isinstance(value, int) and value < 0:
                yield Fault(path, "must not be negative")


def _line_faults(line: Line, requirement: Mapping[str, Any]) -> Iterator[Fault]:
    path = f"lines.{line.value}"
    for part, value in requirement.items():
        if part in WHERE_ASKED and line not in WHERE_ASKED[part] and value not in (None, False):
            yield Fault(f"{path}.{part}", _NOT_THERE.get((part, line), f"has no meaning on {line.value}"))
    limits = _mapping(requirement.get("limits"))
    known = LIMIT_NAMES[line]
    for name in limits:
        if name not in known and not (name == "each_occurrence_or_aggregate" and line in _UMBRELLA):
            yield Fault(f"{path}.limits.{name}", f"is no limit of this line (it has: {', '.join(known)})")
    if isinstance(requirement.get("limits"), int) and line not in _UMBRELLA:
        yield Fault(f"{path}.limits", "one figure without a name is an umbrella's aggregate; name the limits of this line")
    for small, large in (("each_occurrence", "general_aggregate"), ("each_occurrence", "aggregate"), ("each_claim", "aggregate")):
        least, most = limits.get(small), limits.get(large)
        if isinstance(least, int) and isinstance(most, int) and most < least:
            yield Fault(f"{path}.limits.{large}", f"is less than {small}: no policy pays more per occurrence than in all")
    editions = _mapping(requirement.get("additional_insured")).get("editions")
    for edition in editions if isinstance(editions, list | tuple) else ():
        if not _EDITION.fullmatch(str(edition)):
            yield Fault(f"{path}.additional_insured.editions", f"{edition!r} is no edition; write month and year, as '04 13'")


_NOT_THERE = {
    ("additional_insured", Line.WORKERS_COMPENSATION): "nobody can be an additional insured on workers' compensation (R37)",
}


def _insurer_faults(insurers: Mapping[str, Any]) -> Iterator[Fault]:
    wanted = insurers.get("am_best_minimum")
    if isinstance(wanted, str) and parse_rating(wanted) is None:
        yield Fault("insurers.am_best_minimum", f"{wanted!r} is no AM Best rating; write it as 'A- VII'")
    for name, rating in _mapping(insurers.get("ratings")).items():
        if isinstance(rating, str) and parse_rating(rating) is None and rating.upper() not in ("NR", "NOT RATED"):
            yield Fault(f"insurers.ratings.{name}", f"{rating!r} is no AM Best rating; write it as 'A- VII', or NR")
    for number in _mapping(insurers.get("naic")):
        if not (isinstance(number, str) and len(number) == 5 and number.isdigit()):
            yield Fault(f"insurers.naic.{number}", "is no NAIC number: five digits, in quotes")


def _state_faults(states: Mapping[str, Any]) -> Iterator[Fault]:
    for code, asked in states.items():
        if code not in TABLES.state_names:
            yield Fault(f"states.{code}", "is no state; write its two letters")
        for part, value in _mapping(asked).items():
            if value and part in STATE_RULES and code != STATE_RULES[part][0]:
                state, rule_id = STATE_RULES[part]
                yield Fault(f"states.{code}.{part}", f"is asked in {state} only ({rule_id})")


_SERIES = (("digest", True), ("expiring", True), ("expired", False), ("manager", False), ("first_request", None), ("deficiency", None))
"""Runs of notices, and whether their days lie before the end of cover (True), after it (False), or after another event (None)."""


def _cadence_faults(cadence: Mapping[str, Any]) -> Iterator[Fault]:
    most, last = cadence.get("most_per_topic", 4), cadence.get("stop_after", 30)
    for series, before in _SERIES:
        days = cadence.get(series)
        if not isinstance(days, list | tuple) or not all(type(day) is int for day in days):
            continue
        path = f"cadence.{series}"
        if list(days) != sorted(set(days)):
            yield Fault(path, "must be in order, each day once")
        if before is True and any(day >= 0 for day in days):
            yield Fault(path, "days before the end of cover are negative")
        if before is not True and any(day < 0 for day in days):
            yield Fault(path, "days from the event on are not negative")
        if before is False and isinstance(last, int) and any(day > last for day in days):
            yield Fault(path, "no mail goes after stop_after")
        if series in ("expiring", "expired") and isinstance(most, int) and len(days) > most:
            yield Fault(path, f"at most {most} automatic mails go per topic and recipient (most_per_topic)")
