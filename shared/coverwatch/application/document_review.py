"""A reviewer decides on a document that is no certificate.

An endorsement page, exemption or letter counts as evidence for named rules until a day; news of a policy is recorded as what it says:
a cancellation or a reinstatement.
"""

from dataclasses import dataclass, replace
from datetime import date

from coverwatch import rules
from coverwatch.application.cancellations import CancellationAsked, of_policy
from coverwatch.application.filing import Change, requirement_set_of
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import later_day, line_in, rule_in
from coverwatch.application.records import CertificateRecord, HistoryRow, VendorFile
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
from coverwatch.domain.facts import Cancellation, CertificateStatus, SupportingDocument
from coverwatch.domain.line import Line
from coverwatch.domain.policy_news import PolicyNews, PolicyNewsKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReview:
    """A reviewer's decision on a document: the rules and lines (None: any) that it stands for, and the first day on which it does not.

    Or what it says of a policy, which is recorded with it.
    """

    decision: ReviewDecision
    satisfies: tuple[tuple[str, str | None], ...] = ()
    until: date | None = None
    vendor_id: str | None = None
    note: str = ""
    cancellation: CancellationAsked | None = None
    reinstatement: CancellationAsked | None = None


def review_document(office: Office, document_id: str, review: DocumentReview, asked: Asked, check: Check = lambda _: None) -> Reviewed:
    """Decide on a document that waits for a person, and assess its vendor at once; rejecting one that was accepted takes it back.

    Whatever was read in it as a certificate does not count: it is evidence, and nothing else. `check` sees the document as it is kept.
    Raises DocumentUnknown, DecidedMeanwhile, VendorUnknown, Refused: VENDOR_MISSING, ANOTHER_VENDORS, NOTHING_SATISFIED, RULE_UNKNOWN,
    LINE_UNKNOWN, NOTHING_ASKED, PAST_DATE, REASON_MISSING, and of a policy as `cancel_policy` and `reinstate_policy`.
    """
    if review.decision is ReviewDecision.REJECT:
        return _reject(office, document_id, review, asked, check)
    was = waiting_document(office, document_id, check)
    vendor_id = vendor_for(was, review.vendor_id)
    if vendor_id is None:
        raise Refused("VENDOR_MISSING", "Say whose document it is.", "vendor_id")
    if not _says_something(was, review):
        raise Refused("NOTHING_SATISFIED", "Say which rules it stands for, or which policy it cancels or reinstates.", "satisfies")
    fact = _evidence(document_id, review, asked)
    now = replace(was.becomes(CertificateStatus.ACCEPTED, asked.at), vendor_id=vendor_id, certificate=None, news=_news(was, review))

    def decide(file: VendorFile | None) -> Change:
        if file is not None and fact is not None:
            _refuse_unasked(office, file, fact.satisfies)
        told = _of_policies(file, review, asked) if file is not None else ()
        facts = (*((fact,) if fact else ()), *(each for each, _ in told))
        note = ". ".join(text for text in (_told(fact) if fact else "", review.note.strip()) if text)
        history = (decided_row(asked, now, was, note), *(row for _, row in told))
        return Change(certificates=(now,), adopted=adopted_by(vendor_id, was), facts=facts, history=history)

    return file_review(office, was, vendor_id, asked, decide)


def _says_something(was: CertificateRecord, review: DocumentReview) -> bool:
    """Whether accepting the document records something; that a policy is not renewed needs no record, since it ends by itself."""
    not_renewed = was.news is not None and was.news.kind is PolicyNewsKind.NON_RENEWAL
    return bool(review.satisfies or review.cancellation or review.reinstatement) or not_renewed


def _evidence(document_id: str, review: DocumentReview, asked: Asked) -> SupportingDocument | None:
    if not review.satisfies:
        return None
    satisfies = ((rule_in(rule), line_in(line) if line is not None else None) for rule, line in review.satisfies)
    return SupportingDocument(
        document_id=document_id,
        satisfies=tuple(dict.fromkeys(satisfies)),
        until=later_day(review.until, asked.on, "until"),
        recorded_at=asked.at,
        recorded_by=asked.by,
        note=review.note.strip(),
    )


def _news(was: CertificateRecord, review: DocumentReview) -> PolicyNews | None:
    """What the document said of a policy, by the person's word; none where it counts as evidence alone."""
    if review.cancellation:
        return PolicyNews(PolicyNewsKind.CANCELLATION, review.cancellation.policy_number, review.cancellation.effective_on)
    if review.reinstatement:
        return PolicyNews(PolicyNewsKind.REINSTATEMENT, review.reinstatement.policy_number, review.reinstatement.effective_on)
    return None if review.satisfies else was.news


def _of_policies(file: VendorFile, review: DocumentReview, asked: Asked) -> tuple[tuple[Cancellation, HistoryRow], ...]:
    wanted = ((review.cancellation, False), (review.reinstatement, True))
    return tuple(of_policy(file, policy, asked, reinstated=reinstated) for policy, reinstated in wanted if policy is not None)


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
