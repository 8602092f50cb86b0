"""What is known of a vendor: every fact with the day it is true and the moment it was recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coverwatch.domain.certificate import Certificate
from coverwatch.domain.finding import Outcome
from coverwatch.domain.line import Line
from coverwatch.domain.vendor import Vendor


class CertificateStatus(StrEnum):
    """Where an uploaded document stands."""

    RECEIVED = "received"
    READING = "reading"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    UNREADABLE = "unreadable"


IN_PROCESS = frozenset({CertificateStatus.RECEIVED, CertificateStatus.READING, CertificateStatus.IN_REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledCertificate:
    """A certificate with its standing. `certificate` is None until it has been read."""

    certificate_id: str
    status: CertificateStatus
    received_at: datetime
    decided_at: datetime | None = None
    """When it became accepted, rejected, unreadable … ; facts count from then on."""
    certificate: Certificate | None = None
    refusal: str | None = None
    """The sentence for its sender, when it is unreadable or rejected: why, and what would help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportingDocument:
    """An endorsement page, exemption, state-fund certificate or letter that a reviewer accepted as evidence until a day."""

    document_id: str
    satisfies: tuple[tuple[str, Line | None], ...]
    """Rule id and line (None: any line) that the document stands for."""
    until: date | None
    recorded_at: datetime
    recorded_by: str
    note: str = ""
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A reviewer's decision on one finding of one certificate under one requirement, kept until either changes."""

    certificate_id: str
    rule: str
    line: Line | None
    outcome: Outcome
    requirement: str
    """What the rule required when it was settled (the finding's `required`); another requirement needs another look."""
    recorded_at: datetime
    recorded_by: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Our waiver of a requirement, never the insurance kind: rule and line, until a day or until the policy is renewed."""

    waiver_id: str
    rule: str
    line: Line | None
    reason: str
    approved_by: str
    recorded_at: datetime
    expires_on: date | None = None
    """The first day on which it no longer holds."""
    until_renewal_of: tuple[str, str, str, str] | None = None
    """The key of the policy that it lasts as long as; a policy of the same line that starts later ends it."""
    revoked_at: datetime | None = None


class DecisionKind(StrEnum):
    """What a person decided of a vendor."""

    APPROVE_NON_COMPLIANT = "approve_non_compliant"
    SUSPEND = "suspend"
    EXEMPT = "exempt"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's decision on a vendor; the latest recorded one that has not ended holds."""

    kind: DecisionKind
    reason: str
    decided_by: str
    recorded_at: datetime
    until: date | None = None
    """The first day on which it no longer holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """A policy's cancellation from a day on, or (reinstated) the end of one."""

    line: Line
    policy_number: str
    effective_on: date
    reinstated: bool
    reason: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorFacts:
    """Everything that the answer for one vendor rests on."""

    vendor: Vendor
    certificates: tuple[FiledCertificate, ...] = ()
    supporting_documents: tuple[SupportingDocument, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    decisions: tuple[Decision, ...] = ()
    cancellations: tuple[Cancellation, ...] = ()
