"""What the API answers, made from records and assessments."""

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, ConfigDict

from coverwatch.application.records import CertificateRecord, Reason, Standing, StoredRequirementSet
from coverwatch.application.vendors import Answer
from coverwatch.domain.assessment import PolicyInForce, VendorStatus
from coverwatch.domain.certificate import AggregateBasis, AutoSymbol, Basis, Certificate, Limit
from coverwatch.domain.evidence import Box, Evidence
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.finding import Finding, Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.domain.vendor import Contact, Vendor

Item = TypeVar("Item")


class AnswerBody(BaseModel):
    """What every answer is: a value that does not change."""

    model_config = ConfigDict(frozen=True)


class Items(AnswerBody, Generic[Item]):
    """A page of a list, in a stable order. `cursor` leads on to the next page; null on the last one."""

    items: list[Item]
    cursor: str | None = None


class HealthAnswer(AnswerBody):
    """The service answers."""

    status: str = "ok"


class VendorAnswer(AnswerBody):
    """A vendor with its last standing: for lists and edits, not an answer on whether it may work."""

    vendor_id: str
    legal_name: str
    requirement_set: str
    aliases: tuple[str, ...]
    active: bool
    hold_mails: bool
    state: str | None
    work_states: tuple[str, ...]
    work_starts_on: date | None
    work_ends_on: date | None
    reference: str | None
    language: str
    contacts: tuple[Contact, ...]
    cadence: dict[str, Any]
    status: VendorStatus
    assessed_on: date | None
    next_action_on: date | None


def vendor_answer(vendor: Vendor, standing: Standing) -> VendorAnswer:
    return VendorAnswer(
        **{name: getattr(vendor, name) for name in VendorAnswer.model_fields if hasattr(vendor, name)},
        status=standing.status,
        assessed_on=standing.assessed_on,
        next_action_on=standing.next_action_on,
    )


class EvidenceAnswer(AnswerBody):
    """The place on a document that a finding rests on: `page` from 1, `box` in fractions of the page from its top left."""

    certificate_id: str | None
    page: int
    field: str
    box: Box
    confidence: float
    review: str | None


class FindingAnswer(AnswerBody):
    """What one rule says of one line, with what is required, what was found, and where to look."""

    rule: str
    version: int
    line: Line | None
    outcome: Outcome
    severity: Severity
    required: str
    found: str
    message: str
    evidence: list[EvidenceAnswer]
    waiver_id: str | None
    settled_by: str | None
    document_id: str | None
    certificate_id: str | None


def finding_answer(finding: Finding) -> FindingAnswer:
    evidence = [_evidence_answer(proof) for proof in finding.evidence]
    given = {name: getattr(finding, name) for name in FindingAnswer.model_fields if name != "evidence"}
    return FindingAnswer(evidence=evidence, **given)


def _evidence_answer(proof: Evidence) -> EvidenceAnswer:
    return EvidenceAnswer(**{name: getattr(proof, name) for name in EvidenceAnswer.model_fields})


class PolicyAnswer(AnswerBody):
    """A policy as it stands on the day that was asked for."""

    line: Line
    insurer_letter: str | None
    insurer: str | None
    number: str | None
    effective_on: date | None
    expires_on: date | None
    limits: dict[str, Limit]
    line_marked: bool
    basis: Basis | None
    bases_marked: tuple[Basis, ...]
    aggregate_applies_per: tuple[AggregateBasis, ...]
    auto_symbols: tuple[AutoSymbol, ...]
    additional_insured: bool | None
    waiver_of_subrogation: bool | None
    statutory: bool
    officers_excluded: bool | None
    retention: Limit | None
    deductible: Limit | None
    retroactive_on: date | None
    write_ins: tuple[str, ...]
    description: str | None
    certificate_id: str
    in_force: bool
    cancelled_on: date | None


def _policy_answer(held: PolicyInForce) -> PolicyAnswer:
    of_policy = {name: getattr(held.policy, name) for name in PolicyAnswer.model_fields if hasattr(held.policy, name)}
    return PolicyAnswer(**of_policy, certificate_id=held.certificate_id, in_force=held.in_force, cancelled_on=held.cancelled_on)


class RequirementSetVersion(AnswerBody):
    """Which version of which requirement set was applied."""

    id: str
    version: int


class ComplianceAnswer(AnswerBody):
    """Status, findings with their proof, policies, and when something changes by itself."""

    vendor_id: str
    on: date
    status: VendorStatus
    authorized: bool
    requirement_set: RequirementSetVersion
    findings: list[FindingAnswer]
    policies: list[PolicyAnswer]
    changes_on: date | None
    next_action_on: date | None
    documents_in_process: list[str]
    proposed_producer: Contact | None
    """The producer on the certificate, whom a person confirms by adding it to the vendor's contacts."""


def compliance_answer(found: Answer) -> ComplianceAnswer:
    assessment, file = found.assessment, found.file
    return ComplianceAnswer(
        vendor_id=assessment.vendor_id,
        on=assessment.on,
        status=assessment.status,
        authorized=assessment.authorized,
        requirement_set=RequirementSetVersion(id=assessment.requirement_set, version=assessment.requirement_set_version),
        findings=[finding_answer(finding) for finding in assessment.findings],
        policies=[_policy_answer(held) for held in assessment.policies],
        changes_on=assessment.changes_on,
        next_action_on=file.standing.next_action_on,
        documents_in_process=[record.certificate_id for record in file.certificates if record.in_process],
        proposed_producer=found.proposed_producer,
    )


class AuthorizationAnswer(AnswerBody):
    """May this vendor work on that day, why not (or with which notes), and the last day on which the yes stands by itself."""

    model_config = ConfigDict(
        frozen=True, json_schema_extra={"examples": [{"authorized": True, "reasons": [], "valid_until": "2027-02-28"}]}
    )

    authorized: bool
    reasons: list[str]
    valid_until: date | None


class Cost(AnswerBody):
    """What reading cost, in millionths of a dollar."""

    currency: str = "USD"
    millionths: int


class CertificateAnswer(AnswerBody):
    """A document: where it stands and why, what was read, and what reading it cost."""

    certificate_id: str
    vendor_id: str | None
    status: CertificateStatus
    reasons: list[Reason]
    received_at: datetime
    changed_at: datetime
    file_name: str | None
    sha256: str | None
    kind: str | None
    pages: int | None
    duplicate_of: str | None
    cost: Cost
    certificate: Certificate | None


def certificate_answer(record: CertificateRecord) -> CertificateAnswer:
    given = {name: getattr(record, name) for name in CertificateAnswer.model_fields if name not in {"cost", "reasons"}}
    return CertificateAnswer(**given, reasons=list(record.reasons), cost=Cost(millionths=record.cost))


class RequirementSetAnswer(AnswerBody):
    """A published requirement set with its document as it was given."""

    id: str
    version: int
    published_at: datetime
    published_by: str
    document: dict[str, Any]


def requirement_set_answer(stored: StoredRequirementSet) -> RequirementSetAnswer:
    return RequirementSetAnswer(
        id=stored.requirement_set_id,
        version=stored.version,
        published_at=stored.published_at,
        published_by=stored.published_by,
        document=stored.document,
    )


class GrantAnswer(AnswerBody):
    """A presigned form: post `fields` and then the file as `file` to `url`, before it expires."""

    upload_id: str
    url: str
    fields: dict[str, str]
    expires_at: datetime


class UploadAnswer(AnswerBody):
    """`awaited` until a file came; then where its certificate stands."""

    status: str
    certificate_id: str | None


class AddressAnswer(AnswerBody):
    """Where something can be fetched, for a minute: the same as the Location header."""

    url: str


def elsewhere(address: str) -> Response[AddressAnswer]:
    return Response(303, "application/json", AddressAnswer(url=address), headers={"Location": address})


class ErasedAnswer(AnswerBody):
    """Who erased the vendor and when, which is all that is kept; not `done`: ask again."""

    done: bool
    erased_at: datetime
    erased_by: str
