"""A supporting document counts as evidence for the rules that a reviewer names, until its day, and until it is taken back."""

from dataclasses import replace
from datetime import date

import pytest

from coverwatch.application.document_review import DocumentReview, review_document
from coverwatch.application.office import Office
from coverwatch.application.refusals import Refused
from coverwatch.application.reviews import DecidedMeanwhile, ReviewDecision, document
from coverwatch.application.vendors import answer_for, the_file
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import CertificateStatus
from tests.application.offices import KEYSTONE, an_office, asked_by
from tests.application.papers import a_form, a_reading, waiting
from tests.builders import A_MORNING, a_certificate, the_policies

LOW = a_certificate(the_policies(general_liability={"limits": {"medical_expense": 1_000}}))
ACCEPT = DocumentReview(
    decision=ReviewDecision.ACCEPT, satisfies=(("R21", "general_liability"),), until=date(2026, 6, 1), note="The insurer's letter"
)


def an_office_with_a_letter(vendor_id: str | None = KEYSTONE) -> Office:
    """The vendor's medical expense limit is too low, and a letter waits for a person."""
    office = an_office(LOW)
    waiting(office, a_reading(), certificate_id="d-1", vendor_id=vendor_id)
    return office


def status(office: Office, on: date = A_MORNING) -> VendorStatus:
    return answer_for(office, KEYSTONE, on).assessment.status


def test_an_accepted_document_stands_for_what_the_certificate_lacks_until_its_day() -> None:
    office = an_office_with_a_letter()
    assert status(office) is VendorStatus.NON_COMPLIANT

    reviewed = review_document(office, "d-1", ACCEPT, asked_by())

    assert reviewed.filed is not None
    assert reviewed.filed.assessment.status is VendorStatus.COMPLIANT
    assert status(office, date(2026, 6, 1)) is VendorStatus.NON_COMPLIANT
    row = next(row for row in office.records.history(KEYSTONE) if row.event == "certificate_reviewed")
    assert (row.subject, row.after, row.note) == ("d-1", "accepted", "R21 general_liability until 2026-06-01. The insurer's letter")


def test_a_document_of_nobodys_is_accepted_for_the_vendor_that_a_reviewer_names() -> None:
    office = an_office_with_a_letter(vendor_id=None)

    with pytest.raises(Refused, match="VENDOR_MISSING"):
        review_document(office, "d-1", ACCEPT, asked_by())
    review_document(office, "d-1", replace(ACCEPT, vendor_id=KEYSTONE), asked_by())

    assert status(office) is VendorStatus.COMPLIANT
    assert document(office, "d-1").vendor_id == KEYSTONE


def test_a_certificate_that_is_accepted_as_evidence_counts_as_nothing_else() -> None:
    office = an_office(LOW)
    waiting(office, a_reading(a_form()), certificate_id="d-1")

    review_document(office, "d-1", replace(ACCEPT, satisfies=(("R12", "workers_compensation"),), until=None), asked_by())

    assert document(office, "d-1").certificate is None
    assert status(office) is VendorStatus.NON_COMPLIANT


def test_an_accepted_document_can_be_taken_back() -> None:
    office = an_office_with_a_letter()
    review_document(office, "d-1", ACCEPT, asked_by(hour=9))

    review_document(office, "d-1", DocumentReview(decision=ReviewDecision.REJECT, note="Not signed"), asked_by(hour=10))

    assert status(office) is VendorStatus.NON_COMPLIANT
    assert document(office, "d-1").status is CertificateStatus.REJECTED
    (fact,) = the_file(office, KEYSTONE).facts.supporting_documents
    assert fact.revoked_at is not None


def test_a_decision_on_what_is_decided_is_stale() -> None:
    office = an_office_with_a_letter()
    review_document(office, "d-1", DocumentReview(decision=ReviewDecision.REJECT, note="Not signed"), asked_by(hour=9))

    for again in (ACCEPT, DocumentReview(decision=ReviewDecision.REJECT, note="Not signed")):
        with pytest.raises(DecidedMeanwhile):
            review_document(office, "d-1", again, asked_by(hour=10))
    with pytest.raises(DecidedMeanwhile):
        review_document(office, "c-1", DocumentReview(decision=ReviewDecision.REJECT, note="A certificate, not evidence"), asked_by())


@pytest.mark.parametrize(
    ("review", "code"),
    [
        (replace(ACCEPT, satisfies=()), "NOTHING_SATISFIED"),
        (replace(ACCEPT, satisfies=(("R999", None),)), "RULE_UNKNOWN"),
        (replace(ACCEPT, satisfies=(("R21", "marine"),)), "LINE_UNKNOWN"),
        (replace(ACCEPT, satisfies=(("R21", "cyber_liability"),)), "NOTHING_ASKED"),
        (replace(ACCEPT, until=A_MORNING), "PAST_DATE"),
        (DocumentReview(decision=ReviewDecision.REJECT), "REASON_MISSING"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_and_changes_nothing(review: DocumentReview, code: str) -> None:
    office = an_office_with_a_letter()

    with pytest.raises(Refused) as refused:
        review_document(office, "d-1", review, asked_by())

    assert refused.value.code == code
    assert document(office, "d-1").status is CertificateStatus.IN_REVIEW
