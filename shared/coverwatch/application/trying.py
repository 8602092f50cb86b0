"""A requirement set tried before it is published: whose status would change, and why. Nothing is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coverwatch import rules
from coverwatch.application.filing import compiled
from coverwatch.application.office import Asked, Office
from coverwatch.application.requirement_sets import vendors_under
from coverwatch.domain.assessment import VendorStatus


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A vendor whose status or authorization would be another, with what newly blocks it, or no longer does."""

    vendor_id: str
    legal_name: str
    before: VendorStatus
    after: VendorStatus
    authorized_before: bool
    authorized_after: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What would change, as far as it was looked at: `looked_at` vendors of `vendors`."""

    changes: tuple[StatusChange, ...]
    looked_at: int
    vendors: int


def try_requirement_set(
    office: Office, requirement_set_id: str, document: Mapping[str, Any], asked: Asked, time_left: Callable[[], bool]
) -> Tried:
    """Assess the set's vendors under a document and under what is published, until time runs out. Raises InvalidRequirementSet."""
    current = office.records.requirement_set(requirement_set_id)
    tried = rules.parse_requirement_set(requirement_set_id, document, current.version + 1 if current else 1)
    if current is None:
        return Tried((), 0, 0)
    published = compiled(current)
    vendor_ids = vendors_under(office, requirement_set_id)
    changes = []
    looked_at = 0
    for vendor_id in vendor_ids:
        if not time_left():
            break
        looked_at += 1
        file = office.records.vendor(vendor_id)
        if file is None:
            continue
        found = rules.replay(published, tried, file.facts, asked.on)
        if found.status_changes or found.authorization_changes:
            changes.append(
                StatusChange(
                    vendor_id=vendor_id,
                    legal_name=file.facts.vendor.legal_name,
                    before=found.before.status,
                    after=found.after.status,
                    authorized_before=found.before.authorized,
                    authorized_after=found.after.authorized,
                    reasons=found.reasons,
                )
            )
    return Tried(tuple(changes), looked_at, len(vendor_ids))
