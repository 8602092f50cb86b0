"""Requirement sets: publish a new version, and have its vendors assessed under it."""

from collections.abc import Callable, Mapping
from typing import Any

from coverwatch import rules
from coverwatch.application.office import Asked, Office
from coverwatch.application.records import StoredRequirementSet
from coverwatch.domain.assessment import VendorStatus

PAGE = 500  # vendors looked at in one query


class PublishedMeanwhile(Exception):
    """Somebody else published the same requirement set at the same time: look at theirs first."""


def publish(
    office: Office,
    requirement_set_id: str,
    document: Mapping[str, Any],
    asked: Asked,
    *,
    check: Callable[[StoredRequirementSet | None], None] = lambda _: None,
) -> StoredRequirementSet:
    """Make a document the set's next version and queue the vendors it applies to.

    The same document again is the same version, and asks again: a first try may have been lost on the way to the queue.
    `check` sees the current version (None: there is none yet), and raises if it must not be followed by another.
    Raises InvalidRequirementSet with every fault, and PublishedMeanwhile.
    """
    current = office.records.requirement_set(requirement_set_id)
    check(current)
    version = current.version + 1 if current else 1
    rules.parse_requirement_set(requirement_set_id, document, version)
    if current and current.document == document:
        stored = current
    else:
        stored = StoredRequirementSet(requirement_set_id, version, dict(document), asked.at, asked.by)
        if not office.records.publish(stored):
            raise PublishedMeanwhile(requirement_set_id)
    office.assessments.ask(vendors_under(office, requirement_set_id), asked.on, asked.at)
    return stored


def vendors_under(office: Office, requirement_set_id: str) -> list[str]:
    """The vendors that a requirement set applies to."""
    vendor_ids: list[str] = []
    for status in VendorStatus:
        position: str | None = None
        while page := office.records.vendors(status.value, position, PAGE):
            position = page[-1][0]
            vendor_ids += [vendor.vendor_id for _, vendor, _ in page if vendor.requirement_set == requirement_set_id]
    return vendor_ids
