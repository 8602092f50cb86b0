"""Faults between parts of a requirement set, which no single field shows. Reads the raw document, so that all are found at once."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from coverwatch.domain.line import LIMIT_NAMES, Line
from coverwatch.rules.book import BOOK
from coverwatch.rules.faults import Fault


def contradictions(document: Mapping[str, Any]) -> list[Fault]:
    """Every contradiction of a document whose parts may themselves be faulty."""
    faults = list(_rule_faults(_mapping(document.get("rules"))))
    lines = _mapping(document.get("lines"))
    for name, requirement in lines.items():
        if name in _LINES and isinstance(requirement, Mapping):
            faults += _line_faults(Line(name), requirement)
    return faults


_LINES = {line.value for line in Line}
_RULE_ID = re.compile(r"R[0-8][0-9]")
_UMBRELLA = (Line.UMBRELLA_LIABILITY, Line.EXCESS_LIABILITY)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _rule_faults(rules: Mapping[str, Any]) -> Iterator[Fault]:
    for rule_id, setting in rules.items():
        entry = BOOK.get(rule_id)
        if entry is None:
            if not _RULE_ID.fullmatch(str(rule_id)):
                yield Fault(f"rules.{rule_id}", "is no rule of the book")
            continue
        for key, value in _mapping(setting).items():
            if key in ("on", "severity"):
                continue
            if key not in entry.settings:
                known = ", ".join(("on", "severity", *entry.settings))
                yield Fault(f"rules.{rule_id}.{key}", f"is no setting of this rule (it has: {known})")
            elif type(value) is not type(entry.settings[key]):
                yield Fault(f"rules.{rule_id}.{key}", f"must be like its default, {entry.settings[key]!r}")


def _line_faults(line: Line, requirement: Mapping[str, Any]) -> Iterator[Fault]:
    path = f"lines.{line.value}"
    for name in _mapping(requirement.get("limits")):
        if name not in LIMIT_NAMES[line] and not (name == "each_occurrence_or_aggregate" and line in _UMBRELLA):
            yield Fault(f"{path}.limits.{name}", f"is no limit of this line (it has: {', '.join(LIMIT_NAMES[line])})")
    if line is Line.WORKERS_COMPENSATION and requirement.get("additional_insured"):
        yield Fault(f"{path}.additional_insured", "nobody can be an additional insured on workers' compensation (R37)")
