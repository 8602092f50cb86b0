"""An assessment: the answer for one vendor on one day, and the day on which it changes by itself."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coverwatch.domain.certificate import Policy
from coverwatch.domain.finding import Finding
from coverwatch.domain.line import Line


class VendorStatus(StrEnum):
    """A vendor's standing, for people; the first that holds, in this order."""

    SUSPENDED = "suspended"
    EXEMPT = "exempt"
    APPROVED_NON_COMPLIANT = "approved_non_compliant"
    EXPIRED = "expired"
    NON_COMPLIANT = "non_compliant"
    UNDER_REVIEW = "under_review"
    AWAITING_CERTIFICATE = "awaiting_certificate"
    COMPLIANT_WITH_WAIVER = "compliant_with_waiver"
    COMPLIANT = "compliant"


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """A policy as it stands on the day: which certificate says it, and whether and why it counts."""

    policy: Policy
    certificate_id: str
    in_force: bool
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True)
class CoverEnd:
    """The first day on which a required line is without cover, with the policies whose end makes it so."""

    line: Line
    first_uncovered_on: date
    policies: tuple[Policy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """f(requirement set version, facts, day). `authorized` is fail closed; `reasons` say why not, or with what note."""

    vendor_id: str
    on: date
    requirement_set: str
    requirement_set_version: int
    findings: tuple[Finding, ...]
    status: VendorStatus
    authorized: bool
    reasons: tuple[str, ...]
    valid_until: date | None
    changes_on: date | None
    """The first later day on which the findings, the status or the authorization change by themselves."""
    policies: tuple[PolicyInForce, ...] = ()
    cover_ends: tuple[CoverEnd, ...] = ()
    """Per required line that has or had cover: when it ends, unless something comes; past days included."""
