"""Filter patterns of event source mappings: which records a function is woken for."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from local.formation.refusal import InvalidTemplateError, NotUnderstoodError

Pattern = Mapping[str, Any]
"""A parsed pattern: nested keys, at the end of each a list of which one entry must fit."""

COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "=": lambda actual, wanted: actual == wanted,
    "<": lambda actual, wanted: actual < wanted,
    "<=": lambda actual, wanted: actual <= wanted,
    ">": lambda actual, wanted: actual > wanted,
    ">=": lambda actual, wanted: actual >= wanted,
}


def parse(text: str) -> Pattern:
    """A pattern from the template's text; NotUnderstoodError names an operator that nobody here knows."""
    try:
        pattern = json.loads(text)
    except ValueError as error:
        raise InvalidTemplateError(f"the filter pattern {text!r} is not JSON: {error}") from error
    _check(pattern, text)
    return dict(pattern)


def fits_any(record: Mapping[str, Any], patterns: Sequence[Pattern]) -> bool:
    """Whether a record fits one of the patterns; without patterns each does."""
    return not patterns or any(_fits(record, pattern) for pattern in patterns)


def _fits(record: Any, pattern: Pattern) -> bool:
    return all(_key_fits(record, key, wanted) for key, wanted in pattern.items())


def _key_fits(record: Any, key: str, wanted: Any) -> bool:
    present = isinstance(record, Mapping) and key in record
    if isinstance(wanted, Mapping):
        return present and _fits(record[key], wanted)
    actual = record[key] if present else None
    values = actual if isinstance(actual, list) else [actual]
    return any(_entry_fits(entry, values, present=present) for entry in wanted)


def _entry_fits(entry: Any, values: Sequence[Any], *, present: bool) -> bool:
    if not isinstance(entry, Mapping):
        return present and entry in values
    operator, wanted = next(iter(entry.items()))
    if operator == "exists":
        return present is bool(wanted)
    if not present:
        return False
    if operator == "anything-but":
        return not any(value in (wanted if isinstance(wanted, list) else [wanted]) for value in values)
    return any(_value_fits(operator, wanted, value) for value in values)


def _value_fits(operator: str, wanted: Any, value: Any) -> bool:
    if operator == "numeric":
        if not isinstance(value, int | float):
            return False
        return all(COMPARED[sign](value, bound) for sign, bound in zip(wanted[::2], wanted[1::2], strict=True))
    if not isinstance(value, str):
        return False
    if operator == "prefix":
        return value.startswith(str(wanted))
    if operator == "suffix":
        return value.endswith(str(wanted))
    return value.lower() == str(wanted).lower()


def _check(pattern: Any, text: str) -> None:
    if not isinstance(pattern, Mapping):
        raise InvalidTemplateError(f"the filter pattern {text!r} has a value outside a list")
    for wanted in pattern.values():
        if not isinstance(wanted, list):
            _check(wanted, text)
            continue
        for entry in wanted:
            if isinstance(entry, Mapping) and next(iter(entry), "") not in (
                "exists",
                "anything-but",
                "numeric",
                "prefix",
                "suffix",
                "equals-ignore-case",
            ):
                raise NotUnderstoodError(
                    f"the operator {next(iter(entry), '')!r} in the filter pattern {text!r} is not understood by the local stack"
                )
            if isinstance(entry, Mapping) and "anything-but" in entry and isinstance(entry["anything-but"], Mapping):
                raise NotUnderstoodError(f"a nested anything-but in the filter pattern {text!r} is not understood by the local stack")
