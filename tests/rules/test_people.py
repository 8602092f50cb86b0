"""What people lay over the findings: settlements, supporting documents, waivers; and what they cannot change."""

from datetime import UTC, date, datetime

import pytest

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.certificate import Party
from coverwatch.domain.facts import DecisionKind
from coverwatch.domain.finding import Finding, Outcome, Severity, write_finding
from coverwatch.domain.line import Line
from coverwatch.rules import assess
from tests.builders import (
    A_MORNING,
    a_decision,
    a_filed_certificate,
    a_policy,
    a_requirement_set,
    a_settlement,
    a_supporting_document,
    a_vendor,
    a_waiver,
    finding,
    findings,
    the_facts,
    the_policies,
)

GENERAL = Line.GENERAL_LIABILITY
LOW = the_policies(general_liability={"limits": {"medical_expense": 1_000}})
MEDICAL = "medical expense $5,000"


def medical_expense(assessment):
    (only,) = [each for each in findings(assessment, "R21", GENERAL) if each.required == MEDICAL]
    return only


def test_a_settlement_stands_for_its_certificate_and_requirement():
    facts = the_facts(a_filed_certificate(policies=LOW), settlements=(a_settlement("R21", GENERAL, MEDICAL),))

    settled = medical_expense(assess(a_requirement_set(), facts, A_MORNING))

    assert (settled.outcome, settled.settled_by) == (Outcome.PASS, "reviewer@holder.example")


def test_a_settlement_does_not_stand_for_another_certificate():
    facts = the_facts(
        a_filed_certificate(policies=LOW),
        a_filed_certificate(policies=LOW, certificate_id="c-2", received_at=datetime(2026, 2, 1, tzinfo=UTC)),
        settlements=(a_settlement("R21", GENERAL, MEDICAL),),
    )

    assert medical_expense(assess(a_requirement_set(), facts, A_MORNING)).outcome is Outcome.FAIL


def test_a_settlement_does_not_stand_for_another_requirement():
    facts = the_facts(a_filed_certificate(policies=LOW), settlements=(a_settlement("R21", GENERAL, "medical expense $4,000"),))

    assert medical_expense(assess(a_requirement_set(), facts, A_MORNING)).outcome is Outcome.FAIL


def test_a_settlement_of_the_insured_does_not_outlive_the_name_it_was_made_for():
    filed = a_filed_certificate(insured=Party("Keystone Elevator Holdings L.P."))
    settled = (a_settlement("R05", None, "named insured: Keystone Elevator L.P."),)

    same = assess(a_requirement_set(), the_facts(filed, settlements=settled), A_MORNING)
    renamed = assess(
        a_requirement_set(), the_facts(filed, vendor=a_vendor(legal_name="Keystone Elevator II L.P."), settlements=settled), A_MORNING
    )

    assert finding(same, "R05").outcome is Outcome.PASS
    assert finding(renamed, "R05").outcome is Outcome.REVIEW


def test_a_later_settlement_of_the_same_finding_wins():
    first = a_settlement("R21", GENERAL, MEDICAL)
    later = a_settlement("R21", GENERAL, MEDICAL, Outcome.FAIL, recorded_at=datetime(2026, 2, 1, tzinfo=UTC))
    facts = the_facts(a_filed_certificate(policies=LOW), settlements=(later, first))

    assert medical_expense(assess(a_requirement_set(), facts, A_MORNING)).outcome is Outcome.FAIL


def test_a_settlement_may_fail_what_the_rule_passed():
    facts = the_facts(settlements=(a_settlement("R23", GENERAL, "general aggregate per project", Outcome.FAIL),))

    assert finding(assess(a_requirement_set(), facts, A_MORNING), "R23", GENERAL).outcome is Outcome.FAIL


def test_a_document_says_which_document_stands():
    facts = the_facts(a_filed_certificate(policies=LOW), supporting_documents=(a_supporting_document(("R21", GENERAL)),))

    supported = medical_expense(assess(a_requirement_set(), facts, A_MORNING))

    assert (supported.outcome, supported.document_id) == (Outcome.PASS, "d-1")


def test_a_document_of_another_line_does_not_stand():
    facts = the_facts(a_filed_certificate(policies=LOW), supporting_documents=(a_supporting_document(("R21", Line.AUTOMOBILE_LIABILITY)),))

    assert medical_expense(assess(a_requirement_set(), facts, A_MORNING)).outcome is Outcome.FAIL


def test_a_document_without_a_line_stands_for_every_line():
    facts = the_facts(a_filed_certificate(policies=LOW), supporting_documents=(a_supporting_document(("R21", None)),))

    assert medical_expense(assess(a_requirement_set(), facts, A_MORNING)).outcome is Outcome.PASS


def test_a_waiver_names_itself_on_the_finding_and_leaves_the_gap_told():
    facts = the_facts(a_filed_certificate(policies=LOW), waivers=(a_waiver("R21", GENERAL),))

    waived = medical_expense(assess(a_requirement_set(), facts, A_MORNING))

    assert (waived.outcome, waived.waiver_id) == (Outcome.WAIVED, "w-1")
    assert "$5,000 is required" in waived.message


def test_a_waiver_does_not_touch_what_passes():
    assessment = assess(a_requirement_set(), the_facts(waivers=(a_waiver("R21", GENERAL),)), A_MORNING)

    assert assessment.status is VendorStatus.COMPLIANT


def test_a_waiver_of_one_line_does_not_waive_another():
    facts = the_facts(a_filed_certificate(policies=[a_policy()]), waivers=(a_waiver("R12", Line.AUTOMOBILE_LIABILITY),))

    assessment = assess(a_requirement_set(), facts, A_MORNING)

    assert finding(assessment, "R12", Line.AUTOMOBILE_LIABILITY).outcome is Outcome.WAIVED
    assert finding(assessment, "R12", Line.WORKERS_COMPENSATION).outcome is Outcome.FAIL


def test_an_exemption_without_an_end_holds_forever():
    assert assess(a_requirement_set(), the_facts(certificates=(), decisions=(a_decision("exempt"),)), A_MORNING).valid_until == date.max


def test_an_exemption_until_a_day_holds_through_the_day_before():
    facts = the_facts(certificates=(), decisions=(a_decision("exempt", until=date(2026, 4, 1)),))

    assessment = assess(a_requirement_set(), facts, A_MORNING)

    assert (assessment.valid_until, assessment.changes_on) == (date(2026, 3, 31), date(2026, 4, 1))


def test_who_is_approved_though_not_compliant_is_still_told_what_lacks():
    facts = the_facts(a_filed_certificate(policies=LOW), decisions=(a_decision(DecisionKind.APPROVE_NON_COMPLIANT),))

    reasons = assess(a_requirement_set(), facts, A_MORNING).reasons

    assert reasons[0] == "Approved though not compliant: Agreed with the project"
    assert "$5,000 is required" in reasons[1]


def test_a_fix_finding_is_a_note_and_does_not_stop_the_work():
    assessment = assess(a_requirement_set(), the_facts(a_filed_certificate(holder=None)), A_MORNING)

    assert (assessment.authorized, assessment.status) == (True, VendorStatus.COMPLIANT)
    assert "Certificate holder must read exactly" in assessment.reasons[0]


def test_a_set_may_grade_a_rule_otherwise():
    strict = a_requirement_set({"rules.R06": {"severity": "block"}})

    assert not assess(strict, the_facts(a_filed_certificate(holder=None)), A_MORNING).authorized


def test_a_graded_rule_is_not_milder_for_one_of_its_outcomes():
    """A blank answer on officers is a note by default; where the set says block, it blocks."""
    blank = the_facts(a_filed_certificate(policies=the_policies(workers_compensation={"officers_excluded": None})))

    usual = finding(assess(a_requirement_set(), blank, A_MORNING), "R71")
    graded = finding(assess(a_requirement_set({"rules.R71": {"severity": "block"}}), blank, A_MORNING), "R71")

    assert (usual.severity, graded.severity) == (Severity.INFO, Severity.BLOCK)


def test_a_rule_that_is_off_finds_nothing():
    off = a_requirement_set({"rules.R21": {"on": False}})

    assert finding(assess(off, the_facts(a_filed_certificate(policies=LOW)), A_MORNING), "R21").outcome is Outcome.NOT_APPLICABLE


def test_a_shortfall_is_not_left_to_an_umbrella_rule_that_is_off():
    short = the_facts(a_filed_certificate(policies=the_policies(automobile_liability={"limits": {"combined_single": 500_000}})))

    off = assess(a_requirement_set({"rules.R60": {"on": False}}), short, A_MORNING)

    assert finding(off, "R50").outcome is Outcome.FAIL


def test_a_written_finding_is_a_finding():
    written = write_finding("R21", 1, GENERAL, Outcome.PASS, Severity.BLOCK, "x", "y", "", (), "c-1")

    assert written == Finding("R21", 1, GENERAL, Outcome.PASS, Severity.BLOCK, "x", "y", "", (), certificate_id="c-1")
    with pytest.raises(AttributeError):
        written.outcome = Outcome.FAIL
