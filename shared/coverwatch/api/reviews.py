"""What the API answers of reviews: the queue, the fields in question, and what was decided."""

from datetime import date, datetime

from coverwatch.api.answers import AnswerBody, CertificateAnswer, certificate_answer
from coverwatch.application.cancellations import lines_of_policy
from coverwatch.application.office import Office
from coverwatch.application.records import CertificateRecord, Reason
from coverwatch.application.reviews import Reviewed, Waiting, kept_reading
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.evidence import Box
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.line import Line
from coverwatch.domain.policy_news import PolicyNewsKind
from coverwatch.reading.corrections import fields_in_question, forms_in


class FieldInQuestion(AnswerBody):
    """A field that a person must look at: what was read, why it is doubted, and where it stands (see the page's picture)."""

    field: str
    value: str | bool
    confidence: float
    page: int
    box: Box
    sources: list[str]
    review: str


class PolicyNewsAnswer(AnswerBody):
    """What a document says of a policy. `lines` are those on which the vendor's certificates show a policy of that number."""

    kind: PolicyNewsKind
    policy_number: str | None
    effective_on: date | None
    lines: list[Line]


class ReviewAnswer(AnswerBody):
    """A document that waits for a person. `is_certificate` false: it may be a supporting document."""

    certificate_id: str
    vendor_id: str | None
    is_certificate: bool
    waiting_since: datetime
    file_name: str | None
    pages: int | None
    reasons: list[Reason]
    fields: list[FieldInQuestion]
    policy_news: PolicyNewsAnswer | None


def review_answer(office: Office, waiting: Waiting) -> ReviewAnswer:
    record = waiting.record
    return ReviewAnswer(
        certificate_id=record.certificate_id,
        vendor_id=record.vendor_id,
        is_certificate=waiting.is_certificate,
        waiting_since=record.changed_at,
        file_name=record.file_name,
        pages=record.pages,
        reasons=list(record.reasons),
        fields=questions_of(office, record),
        policy_news=_policy_news(office, record),
    )


def _policy_news(office: Office, record: CertificateRecord) -> PolicyNewsAnswer | None:
    news = record.news
    if news is None:
        return None
    return PolicyNewsAnswer(
        kind=news.kind,
        policy_number=news.policy_number,
        effective_on=news.effective_on,
        lines=list(lines_of_policy(office, record.vendor_id, news.policy_number)),
    )


def questions_of(office: Office, record: CertificateRecord) -> list[FieldInQuestion]:
    """The fields of a document that a person must look at."""
    kept = kept_reading(office, record.certificate_id)
    return [
        FieldInQuestion(
            field=name,
            value=reading.value,
            confidence=reading.confidence,
            page=reading.page,
            box=reading.box,
            sources=list(reading.sources),
            review=reading.review or "",
        )
        for name, reading in fields_in_question(forms_in(kept) if kept else ()).items()
    ]


class ReviewedAnswer(AnswerBody):
    """A document as it was decided, and the vendor's status with it (null while it has no vendor)."""

    document: CertificateAnswer
    status: VendorStatus | None


def reviewed_answer(reviewed: Reviewed) -> ReviewedAnswer:
    status = reviewed.filed.assessment.status if reviewed.filed else None
    return ReviewedAnswer(document=certificate_answer(reviewed.record), status=status)


class EvidenceFor(AnswerBody):
    """A rule, on a line or (null) on any, that a document stands for."""

    rule: str
    line: Line | None


class DocumentAnswer(AnswerBody):
    """A supporting document: where it stands, and what a reviewer accepted it for."""

    document_id: str
    vendor_id: str | None
    status: CertificateStatus
    reasons: list[Reason]
    received_at: datetime
    file_name: str | None
    pages: int | None
    satisfies: list[EvidenceFor]
    until: date | None
    accepted_by: str | None
    note: str | None
    policy_news: PolicyNewsAnswer | None


def document_answer(office: Office, record: CertificateRecord) -> DocumentAnswer:
    file = office.records.vendor(record.vendor_id) if record.vendor_id else None
    kept = file.facts.supporting_documents if file else ()
    fact = next((one for one in kept if one.document_id == record.certificate_id and one.revoked_at is None), None)
    return DocumentAnswer(
        document_id=record.certificate_id,
        vendor_id=record.vendor_id,
        status=record.status,
        reasons=list(record.reasons),
        received_at=record.received_at,
        file_name=record.file_name,
        pages=record.pages,
        satisfies=[EvidenceFor(rule=rule, line=line) for rule, line in fact.satisfies] if fact else [],
        until=fact.until if fact else None,
        accepted_by=fact.recorded_by if fact else None,
        note=fact.note if fact else None,
        policy_news=_policy_news(office, record),
    )
