"""The answer for one vendor: what counts on a day, which status holds, and when it changes by itself."""

from datetime import date

import pytest

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.finding import Outcome
from coverwatch.domain.line import Line
from coverwatch.rules import assess
from tests.builders import (
    A_MORNING,
    a_certificate,
    a_decision,
    a_filed_certificate,
    a_policy,
    a_requirement_set,
    a_vendor,
    a_waiver,
    finding,
    the_facts,
    the_policies,
)


def test_the_default_vendor_is_compliant_and_may_work_until_its_policies_end():
    assessment = assess(a_requirement_set(), the_facts(), A_MORNING)

    assert assessment.status is VendorStatus.COMPLIANT
    assert assessment.authorized
    assert assessment.valid_until == date(2026, 12, 31)
    assert assessment.changes_on == date(2027, 1, 1)
    assert [(end.line, end.first_uncovered_on) for end in assessment.cover_ends] == [
        (Line.GENERAL_LIABILITY, date(2027, 1, 1)),
        (Line.AUTOMOBILE_LIABILITY, date(2027, 1, 1)),
        (Line.WORKERS_COMPENSATION, date(2027, 1, 1)),
    ]


def test_a_vendor_without_an_accepted_certificate_awaits_one_and_may_not_work():
    assessment = assess(a_requirement_set(), the_facts(certificates=()), A_MORNING)

    assert assessment.status is VendorStatus.AWAITING_CERTIFICATE
    assert not assessment.authorized
    assert assessment.valid_until is None
    assert assessment.reasons == ("No certificate has been accepted yet.",)


def test_on_the_expiration_day_nobody_is_covered():
    assert assess(a_requirement_set(), the_facts(), date(2026, 12, 31)).authorized

    after = assess(a_requirement_set(), the_facts(), date(2027, 1, 1))

    assert after.status is VendorStatus.EXPIRED
    assert finding(after, "R12", Line.GENERAL_LIABILITY).message == "General liability expired 01/01/2027. Send the renewal certificate."


def test_a_requirement_set_may_count_the_expiration_day():
    counting = a_requirement_set({"expiration_day_counts": True})

    assert assess(counting, the_facts(), date(2027, 1, 1)).authorized
    assert not assess(counting, the_facts(), date(2027, 1, 2)).authorized


@pytest.mark.parametrize("status", [each for each in CertificateStatus if each is not CertificateStatus.ACCEPTED])
def test_a_certificate_that_is_not_accepted_changes_no_answer(status):
    low = a_filed_certificate(
        a_certificate(the_policies(general_liability={"limits": {"each_occurrence": 1}})), certificate_id="c-2", status=status
    )

    assert assess(a_requirement_set(), the_facts(a_filed_certificate(), low), A_MORNING) == assess(
        a_requirement_set(), the_facts(), A_MORNING
    )


def test_a_limit_below_the_requirement_makes_the_vendor_non_compliant():
    facts = the_facts(a_filed_certificate(policies=the_policies(general_liability={"limits": {"damage_to_rented_premises": 50_000}})))

    assessment = assess(a_requirement_set(), facts, A_MORNING)

    assert assessment.status is VendorStatus.NON_COMPLIANT
    assert not assessment.authorized
    assert "$100,000 is required, the certificate shows $50,000" in assessment.reasons[0]


def test_a_missing_line_is_non_compliant_not_expired():
    assessment = assess(a_requirement_set(), the_facts(a_filed_certificate(policies=[a_policy()])), A_MORNING)

    assert assessment.status is VendorStatus.NON_COMPLIANT
    assert finding(assessment, "R12", Line.WORKERS_COMPENSATION).outcome is Outcome.FAIL


def test_a_waiver_lets_the_vendor_work_until_it_ends():
    low = the_policies(general_liability={"limits": {"damage_to_rented_premises": 50_000}})
    facts = the_facts(a_filed_certificate(policies=low), waivers=(a_waiver("R21", expires_on=date(2026, 4, 1)),))

    waived = assess(a_requirement_set(), facts, date(2026, 3, 31))
    ended = assess(a_requirement_set(), facts, date(2026, 4, 1))

    assert (waived.status, waived.authorized, waived.valid_until) == (VendorStatus.COMPLIANT_WITH_WAIVER, True, date(2026, 3, 31))
    assert waived.changes_on == date(2026, 4, 1)
    assert (ended.status, ended.authorized) == (VendorStatus.NON_COMPLIANT, False)


@pytest.mark.parametrize(
    ("decision", "status", "authorized"),
    [
        ("suspend", VendorStatus.SUSPENDED, False),
        ("exempt", VendorStatus.EXEMPT, True),
        ("approve_non_compliant", VendorStatus.APPROVED_NON_COMPLIANT, True),
        ("clear", VendorStatus.AWAITING_CERTIFICATE, False),
    ],
)
def test_a_decision_stands_before_the_findings(decision, status, authorized):
    facts = the_facts(certificates=(), decisions=(a_decision(decision),))

    assessment = assess(a_requirement_set(), facts, A_MORNING)

    assert (assessment.status, assessment.authorized) == (status, authorized)


def test_a_vendor_that_is_not_active_may_not_work():
    assert not assess(a_requirement_set(), the_facts(vendor=a_vendor(active=False)), A_MORNING).authorized
