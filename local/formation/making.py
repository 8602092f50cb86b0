"""The template's resources, made one after another in the order in which they refer to each other."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from local.endpoint.direct import Clients
from local.formation import intrinsics
from local.formation.refusal import InvalidTemplateError, NotUnderstoodError
from local.formation.template import Resource, Template
from local.wiring import QueueAddress

log = logging.getLogger(__name__)

Properties = Mapping[str, Any]


@dataclass(frozen=True)
class Made:
    """What others may refer to: Ref's value, and Fn::GetAtt's by attribute."""

    reference: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """Where resources are made: the services' clients, and what has been made so far."""

    template: Template
    clients: Clients
    queues: dict[str, QueueAddress]
    made: dict[str, Made] = field(default_factory=dict)
    properties: dict[str, Properties] = field(default_factory=dict)

    # As names for the intrinsic functions.

    def reference(self, name: str) -> Any:
        """Ref: a parameter, what CloudFormation itself knows, or a resource made earlier."""
        known = {**self.template.deployment.pseudo_parameters(), **self.template.parameters}
        if name in known:
            return known[name]
        return self._made(name).reference

    def attribute(self, name: str, attribute: str) -> Any:
        """Fn::GetAtt of a resource made earlier."""
        attributes = self._made(name).attributes
        if attribute not in attributes:
            kind = self.template.resources[name].type
            raise NotUnderstoodError(f"the attribute {attribute} of {name} ({kind}) is not understood by the local stack")
        return attributes[attribute]

    def condition(self, name: str) -> bool:
        """Whether a condition holds."""
        return self.template.conditions[name]

    # For those who make something.

    def physical_name(self, logical_id: str) -> str:
        """The name that a resource without one is given."""
        return f"{self.template.deployment.stack_name}-{logical_id}"

    def arn(self, service: str, resource: str) -> str:
        """A name in this account and region."""
        deployment = self.template.deployment
        return f"arn:aws:{service}:{deployment.region}:{deployment.account}:{resource}"

    def _made(self, name: str) -> Made:
        if name not in self.made:
            raise InvalidTemplateError(f"the template refers to {name}, which is neither a parameter nor a resource of this deployment")
        return self.made[name]


Maker = Callable[[Site, str, Properties], Made]


def make(site: Site, makers: Mapping[str, Maker]) -> None:
    """Makes every resource; raises InvalidTemplateError or NotUnderstoodError with the resource's name."""
    for logical_id in _order(site.template):
        resource = site.template.resources[logical_id]
        try:
            properties = intrinsics.resolve(resource.properties, site)
            site.properties[logical_id] = properties
            site.made[logical_id] = makers[resource.type](site, logical_id, properties)
        except (InvalidTemplateError, NotUnderstoodError) as error:
            raise type(error)(f"{logical_id} ({resource.type}): {error}") from error
        except Exception as error:
            raise InvalidTemplateError(f"{logical_id} ({resource.type}) cannot be made: {error}") from error


def _order(template: Template) -> list[str]:
    try:
        return list(
            TopologicalSorter(
                {logical_id: _needs(template, resource) for logical_id, resource in template.resources.items()}
            ).static_order()
        )
    except CycleError as error:
        raise InvalidTemplateError("the template's references go in a circle: " + " → ".join(error.args[1])) from error


def _needs(template: Template, resource: Resource) -> set[str]:
    referred = {*intrinsics.references(resource.properties, template.conditions.__getitem__), *resource.depends_on}
    return {name for name in referred if name in template.resources}


def as_text(document: Any) -> str:
    """A policy or another document as the services take it."""
    return document if isinstance(document, str) else json.dumps(document)


def tags_off(properties: Properties) -> dict[str, Any]:
    """The properties without what is for people only."""
    return {name: value for name, value in properties.items() if name not in ("Tags", "Description")}
