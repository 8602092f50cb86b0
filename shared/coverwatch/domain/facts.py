"""What is known of a vendor: every fact with the day it is true and the moment it was recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from coverwatch.domain.certificate import Certificate
from coverwatch.domain.finding import Outcome
from coverwatch.domain.line import Line
from coverwatch.domain.policy_news import PolicyNews
from coverwatch.domain.vendor import ClosedBecause, Vendor


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


BEING_READ = frozenset({CertificateStatus.RECEIVED, CertificateStatus.READING})
IN_PROCESS = BEING_READ | {CertificateStatus.IN_REVIEW}


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
    news: PolicyNews | None = None
    """What it says of a policy that is cancelled, not renewed or reinstated; nothing follows from that until a person has decided."""

    @property
    def is_news(self) -> bool:
        """Whether it tells of a policy and shows no cover: then it answers nothing that was asked for."""
        return self.news is not None and self.certificate is None


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
class ClosedAddress:
    """An address of the vendor's that is not written to any more, in whatever role it stands. The first reason is kept.

    A person may open it again; what was said of it before that does not close it once more.
    """

    address: str
    because: ClosedBecause
    recorded_at: datetime
    recorded_by: str
    reopened_at: datetime | None = None
    reopened_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a vendor says that it cannot provide, and why, in its own words. A person looks at it; it changes no answer by itself."""

    statement_id: str
    line: Line | None
    """What it is about; None: all that is asked."""
    reason: str
    recorded_at: datetime
    recorded_by: str


RecordedFact = SupportingDocument | Settlement | Waiver | Decision | Cancellation | ClosedAddress | Statement
"""What people record of a vendor, besides its certificates."""

Recorded = TypeVar("Recorded", bound=RecordedFact)


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
    closed_addresses: tuple[ClosedAddress, ...] = ()
    statements: tuple[Statement, ...] = ()

    def with_recorded(self, *facts: RecordedFact) -> "VendorFacts":
        """These facts and the given ones; a waiver or supporting document replaces what was recorded under its id."""
        return replace(
            self,
            supporting_documents=_merged(self.supporting_documents, (fact for fact in facts if isinstance(fact, SupportingDocument))),
            settlements=_merged(self.settlements, (fact for fact in facts if isinstance(fact, Settlement))),
            waivers=_merged(self.waivers, (fact for fact in facts if isinstance(fact, Waiver))),
            decisions=_merged(self.decisions, (fact for fact in facts if isinstance(fact, Decision))),
            cancellations=_merged(self.cancellations, (fact for fact in facts if isinstance(fact, Cancellation))),
            closed_addresses=_merged(self.closed_addresses, (fact for fact in facts if isinstance(fact, ClosedAddress))),
            statements=_merged(self.statements, (fact for fact in facts if isinstance(fact, Statement))),
        )

    def mirrored(self, vendor: Vendor) -> Vendor:
        """The vendor with every closed address closed in its contacts: giving an address again does not open it, a person's word does."""
        because = {closed.address.casefold(): closed.because for closed in self.closed_addresses if closed.reopened_at is None}
        contacts = tuple(replace(contact, closed_because=because.get(contact.email.casefold())) for contact in vendor.contacts)
        return replace(vendor, contacts=contacts)


def fact_key(fact: RecordedFact) -> str:
    """What makes a recorded fact the same fact, within its vendor: readable, stable, in the order of recording."""
    match fact:
        case Waiver():
            return f"WAIVER#{fact.waiver_id}"
        case SupportingDocument():
            return f"SUPPORTING#{fact.document_id}"
        case Settlement():
            return f"SETTLEMENT#{fact.certificate_id}#{fact.rule}#{fact.line or '-'}#{fact.recorded_at.isoformat()}#{fact.requirement}"
        case Decision():
            return f"DECISION#{fact.recorded_at.isoformat()}#{fact.kind}"
        case Cancellation():
            return f"CANCELLATION#{fact.recorded_at.isoformat()}#{fact.line}#{fact.policy_number}#{fact.reinstated}"
        case ClosedAddress():
            return f"CLOSED_ADDRESS#{fact.address.casefold()}"
        case Statement():
            return f"STATEMENT#{fact.recorded_at.isoformat()}#{fact.statement_id}"


def _merged(kept: tuple[Recorded, ...], new: Iterable[Recorded]) -> tuple[Recorded, ...]:
    return tuple({fact_key(fact): fact for fact in (*kept, *new)}.values())
