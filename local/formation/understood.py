"""Whether the local stack understands a template: every resource type and property must stand in understood.yaml."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from local.formation import intrinsics
from local.formation.refusal import NotUnderstoodError
from local.formation.template import Resource, Template


@cache
def known_types() -> Mapping[str, frozenset[str]]:
    """The property paths known for each resource type, enacted or without effect."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    facts = yaml.load(Path(__file__).with_name("understood.yaml").read_text(encoding="utf-8"), loader)  # noqa: S506 - a safe loader
    return {kind: frozenset(entry.get("enacted", ())) | frozenset(entry.get("without_effect", {})) for kind, entry in facts.items()}


def check(template: Template) -> None:
    """Raises NotUnderstoodError naming the first resource type or property that nobody here knows."""
    for resource in template.resources.values():
        _check_resource(resource, template.conditions)


def _check_resource(resource: Resource, conditions: Mapping[str, bool]) -> None:
    known = known_types().get(resource.type)
    if known is None:
        raise NotUnderstoodError(f"{resource.logical_id}: the resource type {resource.type} is not understood by the local stack")
    for path in _paths(resource.properties, conditions, ""):
        if not any(path == entry or path.startswith(f"{entry}.") for entry in known):
            raise NotUnderstoodError(f"{resource.logical_id} ({resource.type}): the property {path} is not understood by the local stack")


def _paths(value: Any, conditions: Mapping[str, bool], path: str) -> Iterator[str]:
    """The paths of a value's leaves; of a conditional value, those of the branch that is chosen."""
    if intrinsics.is_function(value):
        function, argument = next(iter(value.items()))
        if function == "Fn::If":
            yield from _paths(argument[1] if conditions[argument[0]] else argument[2], conditions, path)
        elif argument != "AWS::NoValue":
            yield path
    elif isinstance(value, Mapping) and value:
        for key, entry in value.items():
            yield from _paths(entry, conditions, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value:
        for entry in value:
            yield from _paths(entry, conditions, path)
    elif path:
        yield path
