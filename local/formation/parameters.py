"""Parameter values: given, else the template's default, held against what the template allows."""

import re
from collections.abc import Mapping
from typing import Any

from local.formation.refusal import InvalidTemplateError, NotUnderstoodError

UNDERSTOOD = frozenset(
    {
        "Type",
        "Default",
        "Description",
        "AllowedPattern",
        "AllowedValues",
        "ConstraintDescription",
        "MinLength",
        "MaxLength",
        "MinValue",
        "MaxValue",
        "NoEcho",
    }
)


def parameter_values(declared: Mapping[str, Mapping[str, Any]], given: Mapping[str, str]) -> dict[str, str | int]:
    """Every declared parameter's value; raises InvalidTemplateError for one without a value, outside its bounds, or never declared."""
    for name in given:
        if name not in declared:
            raise InvalidTemplateError(f"parameter {name} is given, but the template does not declare it")
    return {name: _value(name, declaration, given.get(name)) for name, declaration in declared.items()}


def _value(name: str, declaration: Mapping[str, Any], given: str | None) -> str | int:
    for key in declaration:
        if key not in UNDERSTOOD:
            raise NotUnderstoodError(f"parameter {name}: {key} is not understood by the local stack")
    value = given if given is not None else declaration.get("Default")
    if value is None:
        raise InvalidTemplateError(f"parameter {name} has no default, and the local stack was given no value for it")
    kind = declaration.get("Type")
    if kind == "String":
        _within(name, declaration, str(value), len(str(value)), "Length")
        return str(value)
    if kind == "Number":
        _within(name, declaration, str(value), int(value), "Value")
        return int(value)
    raise NotUnderstoodError(f"parameter {name}: type {kind} is not understood by the local stack")


def _within(name: str, declaration: Mapping[str, Any], value: str, measure: int, bound: str) -> None:
    pattern = declaration.get("AllowedPattern")
    if pattern is not None and not re.fullmatch(pattern, value):
        raise InvalidTemplateError(f"parameter {name}: {value!r} does not match {pattern}")
    allowed = declaration.get("AllowedValues")
    if allowed is not None and value not in [str(choice) for choice in allowed]:
        raise InvalidTemplateError(f"parameter {name}: {value!r} is not one of {allowed}")
    least, most = declaration.get(f"Min{bound}"), declaration.get(f"Max{bound}")
    if (least is not None and measure < int(least)) or (most is not None and measure > int(most)):
        raise InvalidTemplateError(f"parameter {name}: {value!r} is outside {bound.lower()} {least} to {most}")
