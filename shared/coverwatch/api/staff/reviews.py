"""Reviews: what waits for a person, and what was decided."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from coverwatch.api.answers import Items
from coverwatch.api.asking import AnOffice, WhoAsks
from coverwatch.api.cursors import Cursors
from coverwatch.api.etags import require_match
from coverwatch.api.parameters import CertificateId, Cursor, DocumentId, IfMatch
from coverwatch.api.review_bodies import CertificateReviewBody, DocumentReviewBody
from coverwatch.api.reviews import DocumentAnswer, ReviewAnswer, ReviewedAnswer, document_answer, review_answer, reviewed_answer
from coverwatch.application.certificate_review import CertificateReview, FindingSettled, review_certificate
from coverwatch.application.document_review import DocumentReview, review_document
from coverwatch.application.reviews import document, open_reviews

QueueLimit = Annotated[int, Query(ge=1, le=25, alias="limit", description="How many at most.")]


def list_reviews(office: AnOffice, asked: WhoAsks, limit: QueueLimit = 25, cursor: Cursor = None) -> Items[ReviewAnswer]:
    """What waits for a person, the longest waiting first: reasons, and the fields in question with their readings and places"""
    cursors = Cursors(office.signing_secret, "reviews", (), asked.at)
    after = cursors.read(cursor)
    waiting = open_reviews(office, after[0] if after else None, limit)
    following = cursors.write((waiting[-1].position,)) if len(waiting) == limit else None
    return Items(items=[review_answer(office, one) for one in waiting], cursor=following)


def review_a_certificate(
    office: AnOffice,
    asked: WhoAsks,
    certificate_id: CertificateId,
    body: Annotated[CertificateReviewBody, Body()],
    if_match: IfMatch = None,
) -> ReviewedAnswer:
    """Decide on a certificate: correct fields, settle findings, say whose it is, accept or reject it

    Accepting confirms every field that was in doubt and is not corrected. 409 when it does not wait for a person any more.
    """
    settled = tuple(
        FindingSettled(rule=one.rule, line=one.line, outcome=one.outcome, note=one.note, required=one.required) for one in body.findings
    )
    review = CertificateReview(
        decision=body.decision, corrections=body.corrections, findings=settled, vendor_id=body.vendor_id, note=body.note
    )
    return reviewed_answer(review_certificate(office, certificate_id, review, asked, lambda kept: require_match(if_match, kept)))


def get_document(office: AnOffice, document_id: DocumentId) -> DocumentAnswer:
    """One supporting document: where it stands, and what it was accepted for"""
    return document_answer(office, document(office, document_id))


def review_a_document(
    office: AnOffice, asked: WhoAsks, document_id: DocumentId, body: Annotated[DocumentReviewBody, Body()], if_match: IfMatch = None
) -> ReviewedAnswer:
    """Accept a document as evidence for rules and lines until a day, or with the cancellation or reinstatement it tells of; or reject it

    Rejecting one that was accepted takes it back; a cancellation that was recorded stands until a reinstatement is.
    """
    review = DocumentReview(
        decision=body.decision,
        satisfies=tuple((one.rule, one.line) for one in body.satisfies),
        until=body.until,
        vendor_id=body.vendor_id,
        note=body.note,
        cancellation=body.cancellation.asked() if body.cancellation else None,
        reinstatement=body.reinstatement.asked() if body.reinstatement else None,
    )
    return reviewed_answer(review_document(office, document_id, review, asked, lambda kept: require_match(if_match, kept)))
