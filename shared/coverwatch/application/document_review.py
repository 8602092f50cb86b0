"""A reviewer decides on a supporting document: an endorsement page, exemption or letter counts as evidence for named rules until a day."""

from dataclasses import dataclass, replace
from datetime import date

from coverwatch import rules
from coverwatch.application.filing import Change, requirement_set_of
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import later_day, line_in, rule_in
from coverwatch.application.records import CertificateRecord, VendorFile
from coverwatch.application.refusals import Refused
from coverwatch.application.reviews import (
    Check,
    DecidedMeanwhile,
    ReviewDecision,
    Reviewed,
    adopted_by,
    decided_row,
    document,
    file_review,
    rejected,
    vendor_for,
    waiting_document,
)
from coverwatch.domain.facts import CertificateStatus, SupportingDocument
from coverwatch.domain.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReview:
    """A reviewer's decision on a document: the rules and lines (None: any) that it stands for, and the first day on which it does not."""

    decision: ReviewDecision
    satisfies: tuple[tuple[str, str | None], ...] = ()
    until: date | None = None
    vendor_id: str | None = None
    note: str = ""


def review_document(office: Office, document_id: str, review: DocumentReview, asked: Asked, check: Check = lambda _: None) -> Reviewed:
    """Decide on a document that waits for a person, and assess its vendor at once; rejecting one that was accepted takes it back.

    Whatever was read in it as a certificate does not count: it is evidence, and nothing else. `check` sees the document as it is kept.
    Raises DocumentUnknown, DecidedMeanwhile, VendorUnknown, Refused: VENDOR_MISSING, ANOTHER_VENDORS, NOTHING_SATISFIED, RULE_UNKNOWN,
    LINE_UNKNOWN, NOTHING_ASKED, PAST_DATE, REASON_MISSING.
    """
    if review.decision is ReviewDecision.REJECT:
        return _reject(office, document_id, review, asked, check)
    was = waiting_document(office, document_id, check)
    vendor_id = vendor_for(was, review.vendor_id)
    if vendor_id is None:
        raise Refused("VENDOR_MISSING", "Say whose document it is.", "vendor_id")
    if not review.satisfies:
        raise Refused("NOTHING_SATISFIED", "Say which rules it stands for.", "satisfies")
    satisfies = tuple(dict.fromkeys((rule_in(rule), line_in(line) if line is not None else None) for rule, line in review.satisfies))
    fact = SupportingDocument(
        document_id=document_id,
        satisfies=satisfies,
        until=later_day(review.until, asked.on, "until"),
        recorded_at=asked.at,
        recorded_by=asked.by,
        note=review.note.strip(),
    )
    now = replace(was.becomes(CertificateStatus.ACCEPTED, asked.at), vendor_id=vendor_id, certificate=None)

    def decide(file: VendorFile | None) -> Change:
        if file is not None:
            _refuse_unasked(office, file, satisfies)
        row = decided_row(asked, now, was, f"{_told(fact)}. {fact.note}" if fact.note else _told(fact))
        return Change(certificates=(now,), adopted=adopted_by(vendor_id, was), facts=(fact,), history=(row,))

    return file_review(office, was, vendor_id, asked, decide)


def _reject(office: Office, document_id: str, review: DocumentReview, asked: Asked, check: Check) -> Reviewed:
    was = document(office, document_id)
    check(was)
    standing = _standing(office, was)
    if was.status is not CertificateStatus.IN_REVIEW and standing is None:
        raise DecidedMeanwhile(was)
    vendor_id = vendor_for(was, review.vendor_id)
    now = replace(rejected(was, review.note, asked), vendor_id=vendor_id)
    change = Change(
        certificates=(now,),
        adopted=adopted_by(vendor_id, was),
        facts=(replace(standing, revoked_at=asked.at),) if standing else (),
        history=(decided_row(asked, now, was, review.note),),
    )
    return file_review(office, was, vendor_id, asked, lambda _: change)


def _standing(office: Office, was: CertificateRecord) -> SupportingDocument | None:
    """What the document was accepted for, if it was and that was not taken back."""
    file = office.records.vendor(was.vendor_id) if was.vendor_id and was.status is CertificateStatus.ACCEPTED else None
    kept = file.facts.supporting_documents if file else ()
    return next((each for each in kept if each.document_id == was.certificate_id and each.revoked_at is None), None)


def _refuse_unasked(office: Office, file: VendorFile, satisfies: tuple[tuple[str, Line | None], ...]) -> None:
    requirement_set = requirement_set_of(office.records, file.facts.vendor)
    for rule_id, line in satisfies:
        if not rules.is_asked(requirement_set, rule_id, line):
            about = f"{rule_id} of {line}" if line else rule_id
            raise Refused("NOTHING_ASKED", f"The vendor's requirement set asks nothing by {about}.", "satisfies")


def _told(fact: SupportingDocument) -> str:
    """What a document stands for, in a line."""
    named = ", ".join(f"{rule} {line or 'any line'}" for rule, line in fact.satisfies)
    return f"{named} until {fact.until.isoformat()}" if fact.until else named
