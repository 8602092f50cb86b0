"""Resource policies, as far as services ask them before they deliver: may S3 or SNS send to this queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from local.formation.refusal import NotUnderstoodError


@dataclass(frozen=True)
class Delivery:
    """A service that wants to do something with a resource on behalf of another."""

    service: str
    action: str
    resource: str
    source_arn: str
    account: str


def allows(policy: Mapping[str, Any], delivery: Delivery) -> bool:
    """Whether a statement allows it and none denies it; NotUnderstoodError for a condition that nobody here can judge."""
    effects = {statement["Effect"] for statement in _statements(policy) if _speaks_of(statement, delivery)}
    return "Allow" in effects and "Deny" not in effects


def without_transport_denials(policy: Mapping[str, Any]) -> dict[str, Any]:
    """The policy without what it says of unencrypted connections: the stack speaks plain HTTP on the loopback interface only."""
    return {**policy, "Statement": [statement for statement in _statements(policy) if not _is_transport_denial(statement)]}


def _statements(policy: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    statements = policy.get("Statement", [])
    return [statements] if isinstance(statements, Mapping) else list(statements)


def _is_transport_denial(statement: Mapping[str, Any]) -> bool:
    return statement["Effect"] == "Deny" and statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}


def _speaks_of(statement: Mapping[str, Any], delivery: Delivery) -> bool:
    for key in statement:
        if key not in ("Sid", "Effect", "Principal", "Action", "Resource", "Condition"):
            raise NotUnderstoodError(f"a policy statement with {key} is not understood by the local stack")
    return (
        _names_principal(statement.get("Principal"), delivery.service)
        and any(fnmatchcase(delivery.action.lower(), action.lower()) for action in _listed(statement.get("Action")))
        and any(fnmatchcase(delivery.resource, resource) for resource in _listed(statement.get("Resource", "*")))
        and all(
            _holds(operator, key, _listed(wanted), delivery)
            for operator, conditions in statement.get("Condition", {}).items()
            for key, wanted in conditions.items()
        )
    )


def _names_principal(principal: Any, service: str) -> bool:
    if principal == "*":
        return True
    return isinstance(principal, Mapping) and (service in _listed(principal.get("Service")) or "*" in _listed(principal.get("AWS")))


def _holds(operator: str, key: str, wanted: list[str], delivery: Delivery) -> bool:
    known = {"aws:sourcearn": delivery.source_arn, "aws:sourceaccount": delivery.account, "aws:securetransport": "true"}
    actual = known.get(key.lower())
    if actual is None:
        raise NotUnderstoodError(f"a policy's condition on {key} is not understood by the local stack")
    if operator in ("StringEquals", "Bool"):
        return actual in wanted
    if operator in ("ArnEquals", "ArnLike", "StringLike"):
        return any(fnmatchcase(actual, pattern) for pattern in wanted)
    raise NotUnderstoodError(f"a policy's condition {operator} is not understood by the local stack")


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(entry).lower() if isinstance(entry, bool) else str(entry) for entry in (value if isinstance(value, list) else [value])]
