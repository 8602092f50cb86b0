"""From a request to an answer: roles, the shape of a route, and every foreseeable failure as a problem."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from coverwatch.api.problems import Fault, Problem, not_found
from coverwatch.application.filing import RequirementSetUnknown, VendorUnknown
from coverwatch.application.grants import UploadUnknown
from coverwatch.application.office import Asked, Office
from coverwatch.application.requirement_sets import PublishedMeanwhile
from coverwatch.rules import InvalidRequirementSet


class Role(IntEnum):
    """Who may do what: each role may do all that the ones before it may."""

    VIEWER = 1
    REVIEWER = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the gateway hands over, after it has verified the token."""

    asked: Asked
    role: Role | None
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A success: its status and JSON value."""

    value: Any
    status: int = 200


@dataclass(frozen=True, slots=True)
class Route:
    """A row of the route table; `role` None needs no token."""

    method: str
    path: str
    role: Role | None
    answer: Callable[[Office, Request], Answer]


def answer(office: Callable[[], Office], route: Route, request: Request) -> Answer:
    """What a route answers to a request. Raises Problem for everything that is not a success and that a caller can bring about."""
    if route.role is not None and (request.role is None or request.role < route.role):
        raise Problem(403, "FORBIDDEN", f"This needs the role {route.role.name.lower()}.")
    try:
        return route.answer(office(), request)
    except VendorUnknown as error:
        raise not_found("vendor") from error
    except UploadUnknown as error:
        raise not_found("upload") from error
    except RequirementSetUnknown as error:
        raise Problem(422, "REQUIREMENT_SET_UNKNOWN", f"Requirement set {error} is not published.") from error
    except InvalidRequirementSet as error:
        faults = tuple(Fault(fault.path, fault.sentence) for fault in error.faults)
        raise Problem(422, "INVALID_REQUIREMENT_SET", "The requirement set has faults.", faults) from error
    except PublishedMeanwhile as error:
        raise Problem(409, "VERSION_CONFLICT", "Somebody published this requirement set at the same time.") from error
