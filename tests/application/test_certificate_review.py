"""A reviewer decides on a certificate: what they correct and confirm counts at once, and nothing is decided twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coverwatch.application.certificate_review import CertificateReview, FindingSettled, review_certificate
from coverwatch.application.filing import VendorUnknown
from coverwatch.application.office import Office
from coverwatch.application.records import Reason
from coverwatch.application.refusals import Refused
from coverwatch.application.reviews import (
    DecidedMeanwhile,
    DocumentUnknown,
    ReviewDecision,
    document,
    document_address,
    kept_reading,
    open_reviews,
    page_address,
)
from coverwatch.application.vendors import answer_for, put_vendor, the_file
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.finding import Outcome
from coverwatch.domain.line import Line
from coverwatch.domain.notice import Series
from tests.application.offices import KEYSTONE, an_office, asked_by, keep
from tests.application.papers import (
    ADDITIONAL_INSURED,
    DISAGREE,
    EACH_OCCURRENCE,
    EXPIRATION,
    MEDICAL_EXPENSE,
    NUMBER,
    a_form,
    a_reading,
    waiting,
)
from tests.builders import A_MOMENT, A_MORNING, a_certificate, a_vendor, findings, the_policies

ACCEPT = CertificateReview(decision=ReviewDecision.ACCEPT)
REJECT = CertificateReview(decision=ReviewDecision.REJECT, note="This is for another company; please send yours.")


def a_reviewing_office() -> Office:
    """The default vendor, whose one certificate waits for a person."""
    office = an_office()
    keep(office, replace(document(office, "c-1"), status=CertificateStatus.REJECTED))
    return office


def test_what_a_reviewer_confirms_counts_at_once() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form(doubts={EXPIRATION: DISAGREE})))

    reviewed = review_certificate(office, "c-9", ACCEPT, asked_by())

    assert reviewed.filed is not None
    assert reviewed.filed.assessment.status is VendorStatus.COMPLIANT
    assert reviewed.record.status is CertificateStatus.ACCEPTED
    policy = next(held.policy for held in reviewed.filed.assessment.policies if held.policy.line is Line.GENERAL_LIABILITY)
    proof = policy.evidence["expires_on"]
    assert (proof.review, proof.sources, proof.certificate_id) == (None, ("textract", "person"), "c-9")


def test_a_correction_makes_the_certificate_anew_and_says_who_made_it() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form({MEDICAL_EXPENSE: "1,000"}, doubts={MEDICAL_EXPENSE: "reads disagree: 1,000 / 10,000"})))
    review = replace(ACCEPT, corrections={MEDICAL_EXPENSE: "10,000", ADDITIONAL_INSURED: None})

    reviewed = review_certificate(office, "c-9", review, asked_by("reviewer@holder.example"))

    assert reviewed.record.certificate is not None
    policy = next(policy for policy in reviewed.record.certificate.policies if policy.line is Line.GENERAL_LIABILITY)
    assert policy.limits["medical_expense"].amount == 10_000
    assert (policy.evidence["limits.medical_expense"].sources, policy.evidence["limits.medical_expense"].confidence) == (("person",), 1.0)
    assert policy.additional_insured is None
    assert [(each.field, each.before, each.after, each.corrected_by) for each in reviewed.record.corrections] == [
        (MEDICAL_EXPENSE, "1,000", "10,000", "reviewer@holder.example"),
        (ADDITIONAL_INSURED, "Y", None, "reviewer@holder.example"),
    ]
    rows = [row for row in office.records.history(KEYSTONE) if row.event == "field_corrected"]
    assert sorted((row.note, row.before, row.after) for row in rows) == [
        (ADDITIONAL_INSURED, "Y", None),
        (MEDICAL_EXPENSE, "1,000", "10,000"),
    ]


@pytest.mark.parametrize(
    ("corrections", "code"),
    [
        ({"Policy_Unheard_Of_A": "x"}, "FIELD_UNKNOWN"),
        ({EXPIRATION: "02/30/2027"}, "VALUE_UNFIT"),
        ({EACH_OCCURRENCE: "a lot"}, "VALUE_UNFIT"),
        ({EACH_OCCURRENCE: True}, "VALUE_UNFIT"),
        ({ADDITIONAL_INSURED: "maybe"}, "VALUE_UNFIT"),
        ({"GeneralLiability_OccurrenceIndicator_A": "X"}, "VALUE_UNFIT"),
        ({f"Field_{number}": "x" for number in range(41)}, "TOO_MANY"),
    ],
)
def test_a_correction_that_its_field_cannot_hold_is_refused_and_nothing_changes(corrections: dict[str, str | bool], code: str) -> None:
    office = a_reviewing_office()
    kept = waiting(office, a_reading(a_form(doubts={EXPIRATION: DISAGREE})))

    with pytest.raises(Refused) as refused:
        review_certificate(office, "c-9", replace(ACCEPT, corrections=corrections), asked_by())

    assert refused.value.code == code
    assert document(office, "c-9") == kept


def test_a_field_that_nobody_could_read_is_not_passed_over_in_silence() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form({NUMBER: ""}, doubts={NUMBER: "something stands here that no source read"})))

    with pytest.raises(Refused, match="FIELDS_UNREAD") as refused:
        review_certificate(office, "c-9", ACCEPT, asked_by())
    reviewed = review_certificate(office, "c-9", replace(ACCEPT, corrections={NUMBER: "BCC-GL-204417"}), asked_by())

    assert refused.value.known == (NUMBER,)
    assert reviewed.filed is not None
    assert reviewed.filed.assessment.authorized


def test_several_policies_in_one_row_are_corrected_line_by_line() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form()))
    stacked = {NUMBER: "G1\nG2", "Policy_GeneralLiability_EffectiveDate_A": "01/01/2025\n01/01/2026", EXPIRATION: "01/01/2026\n01/01/2027"}

    reviewed = review_certificate(office, "c-9", replace(ACCEPT, corrections=stacked), asked_by())

    assert reviewed.record.certificate is not None
    assert [p.number for p in reviewed.record.certificate.policies if p.line is Line.GENERAL_LIABILITY] == ["G1", "G2"]


def test_a_settled_finding_stays_settled_for_what_was_asked_then() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form({MEDICAL_EXPENSE: "1,000"})))
    settled = FindingSettled(rule="R21", line="general_liability", outcome=Outcome.PASS, note="The binder shows 10,000")

    reviewed = review_certificate(office, "c-9", replace(ACCEPT, findings=(settled,)), asked_by("reviewer@holder.example"))

    assert reviewed.filed is not None
    judged = findings(reviewed.filed.assessment, "R21", Line.GENERAL_LIABILITY)
    assert {(each.outcome, each.settled_by) for each in judged} == {(Outcome.PASS, "reviewer@holder.example")}
    assert len(judged) > 1
    assert len(the_file(office, KEYSTONE).facts.settlements) == len(judged)
    assert reviewed.filed.assessment.status is VendorStatus.COMPLIANT


def test_one_of_several_things_that_a_rule_asks_can_be_settled_alone() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form({MEDICAL_EXPENSE: "1,000"})))
    settled = FindingSettled(rule="R21", line="general_liability", outcome=Outcome.PASS, required="medical expense $5,000")

    review_certificate(office, "c-9", replace(ACCEPT, findings=(settled,)), asked_by())

    assert [each.requirement for each in the_file(office, KEYSTONE).facts.settlements] == ["medical expense $5,000"]


@pytest.mark.parametrize(
    ("settled", "code"),
    [
        (FindingSettled(rule="R999", line=None, outcome=Outcome.PASS), "RULE_UNKNOWN"),
        (FindingSettled(rule="R21", line="marine", outcome=Outcome.PASS), "LINE_UNKNOWN"),
        (FindingSettled(rule="R21", line="cyber_liability", outcome=Outcome.PASS), "FINDING_UNKNOWN"),
        (FindingSettled(rule="R21", line="general_liability", outcome=Outcome.WAIVED), "OUTCOME_UNKNOWN"),
    ],
)
def test_only_what_the_rules_found_can_be_settled(settled: FindingSettled, code: str) -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form()))

    with pytest.raises(Refused) as refused:
        review_certificate(office, "c-9", replace(ACCEPT, findings=(settled,)), asked_by())

    assert refused.value.code == code


def test_a_rejected_certificate_does_not_count_and_its_sender_is_told_why() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form()))

    reviewed = review_certificate(office, "c-9", REJECT, asked_by())

    assert reviewed.record.status is CertificateStatus.REJECTED
    assert reviewed.record.reasons == (Reason("REJECTED", REJECT.note),)
    assert reviewed.filed is not None
    assert not reviewed.filed.assessment.authorized
    owed = [notice.notice for notice in the_file(office, KEYSTONE).notices if notice.notice.subject == "c-9"]
    assert [notice.series for notice in owed] == [Series.UNREADABLE]


@pytest.mark.parametrize(
    ("review", "code"),
    [(replace(REJECT, note=" "), "REASON_MISSING"), (replace(REJECT, corrections={EXPIRATION: "01/01/2027"}), "NOT_WITH_REJECT")],
)
def test_a_rejection_has_a_reason_and_corrects_nothing(review: CertificateReview, code: str) -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form()))

    with pytest.raises(Refused) as refused:
        review_certificate(office, "c-9", review, asked_by())

    assert refused.value.code == code


def test_an_upload_of_nobodys_is_filed_with_the_vendor_that_a_reviewer_names() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form()), vendor_id=None)
    assert "c-9" not in {record.certificate_id for record in the_file(office, KEYSTONE).certificates}

    reviewed = review_certificate(office, "c-9", replace(ACCEPT, vendor_id=KEYSTONE), asked_by())

    assert reviewed.record.vendor_id == KEYSTONE
    assert "c-9" in {record.certificate_id for record in the_file(office, KEYSTONE).certificates}
    assert answer_for(office, KEYSTONE, A_MORNING).assessment.status is VendorStatus.COMPLIANT
    assert [row.after for row in office.records.history(KEYSTONE) if row.event == "certificate_assigned"] == [KEYSTONE]


def test_nobodys_certificate_is_accepted_for_nobody_but_can_be_rejected() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form()), vendor_id=None)

    with pytest.raises(Refused, match="VENDOR_MISSING"):
        review_certificate(office, "c-9", ACCEPT, asked_by())
    with pytest.raises(VendorUnknown):
        review_certificate(office, "c-9", replace(ACCEPT, vendor_id="nobody"), asked_by())
    reviewed = review_certificate(office, "c-9", REJECT, asked_by())

    assert (reviewed.record.status, reviewed.filed) == (CertificateStatus.REJECTED, None)
    assert document(office, "c-9") == reviewed.record


def test_a_certificate_of_one_vendor_is_never_filed_with_another() -> None:
    office = a_reviewing_office()
    put_vendor(office, a_vendor(vendor_id="brightline", legal_name="Brightline", aliases=()), asked_by())
    waiting(office, a_reading(a_form()))

    with pytest.raises(Refused, match="ANOTHER_VENDORS"):
        review_certificate(office, "c-9", replace(ACCEPT, vendor_id="brightline"), asked_by())


def test_a_file_without_a_certificate_is_not_accepted_as_one() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading())

    with pytest.raises(Refused, match="NO_CERTIFICATE"):
        review_certificate(office, "c-9", ACCEPT, asked_by())


def test_what_somebody_decided_meanwhile_is_not_decided_again() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form()))
    review_certificate(office, "c-9", REJECT, asked_by(hour=9))

    with pytest.raises(DecidedMeanwhile) as stale:
        review_certificate(office, "c-9", ACCEPT, asked_by(hour=10))

    assert stale.value.record is not None
    assert stale.value.record.status is CertificateStatus.REJECTED
    assert not answer_for(office, KEYSTONE, A_MORNING).assessment.authorized


def test_of_two_reviewers_at_the_same_moment_the_second_is_told() -> None:
    office = a_reviewing_office()
    put_vendor(office, a_vendor(vendor_id="brightline", legal_name="Brightline", aliases=()), asked_by())
    waiting(office, a_reading(a_form()), vendor_id=None)

    def meanwhile(_: object) -> None:
        review_certificate(office, "c-9", replace(ACCEPT, vendor_id="brightline"), asked_by(hour=9))

    with pytest.raises(DecidedMeanwhile):
        review_certificate(office, "c-9", replace(ACCEPT, vendor_id=KEYSTONE), asked_by(hour=9), check=meanwhile)

    assert document(office, "c-9").vendor_id == "brightline"
    assert "c-9" not in {record.certificate_id for record in the_file(office, KEYSTONE).certificates}


def test_an_unknown_document_is_unknown() -> None:
    with pytest.raises(DocumentUnknown):
        review_certificate(an_office(), "c-404", ACCEPT, asked_by())


def test_the_queue_shows_the_longest_waiting_first_page_by_page_with_reasons() -> None:
    office = an_office()
    for number in (3, 1, 2):
        waiting(office, a_reading(a_form()), certificate_id=f"c-{number}0", vendor_id=None, changed_at=A_MOMENT + timedelta(hours=number))

    first = open_reviews(office, None, 2)
    rest = open_reviews(office, first[-1].position, 2)

    assert [each.record.certificate_id for each in (*first, *rest)] == ["c-10", "c-20", "c-30"]
    assert first[0].record.reasons == (Reason("FIELDS", DISAGREE),)
    assert first[0].is_certificate


def test_what_was_decided_leaves_the_queue() -> None:
    office = a_reviewing_office()
    waiting(office, a_reading(a_form()))
    review_certificate(office, "c-9", ACCEPT, asked_by())

    assert open_reviews(office, None, 10) == []


def test_a_reviewer_sees_the_fields_in_doubt_and_the_pages() -> None:
    office = an_office()
    record = waiting(office, a_reading(a_form(doubts={EXPIRATION: DISAGREE})), file_name="coi.pdf")

    reading = kept_reading(office, "c-9")

    assert reading is not None
    assert reading["forms"][0]["fields"][EXPIRATION]["review"] == DISAGREE
    assert "coi.pdf" in document_address(office, record)
    assert "derived/c-9/pages/1.png" in page_address(office, record, 1)
    with pytest.raises(DocumentUnknown):
        page_address(office, record, 2)


def test_the_certificate_that_is_confirmed_unchanged_is_the_one_that_was_read() -> None:
    office = a_reviewing_office()
    kept = waiting(office, a_reading(a_form()))

    reviewed = review_certificate(office, "c-9", ACCEPT, asked_by())

    assert kept.certificate is not None
    assert reviewed.record.certificate is not None
    assert replace(reviewed.record.certificate, evidence={}, policies=()) == replace(kept.certificate, evidence={}, policies=())
    assert [p.limits for p in reviewed.record.certificate.policies] == [p.limits for p in kept.certificate.policies]
    assert reviewed.record.certificate != a_certificate(the_policies())
