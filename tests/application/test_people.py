"""What people record of a vendor: waivers, decisions, cancellations; each counts at once, in somebody's name, with its reason."""

from dataclasses import replace
from datetime import date

import pytest

from coverwatch.application.cancellations import CancellationAsked, cancel_policy, reinstate_policy
from coverwatch.application.decisions import DecisionAsked, decide
from coverwatch.application.filing import VendorUnknown
from coverwatch.application.office import Office
from coverwatch.application.refusals import Refused, VersionMoved
from coverwatch.application.vendors import answer_for, the_file
from coverwatch.application.waivers import WaiverAsked, WaiverUnknown, grant_waiver, revoke_waiver
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import DecisionKind
from coverwatch.domain.line import Line
from tests.application.offices import KEYSTONE, an_office, asked_by
from tests.builders import A_MORNING, a_certificate, a_policy, the_policies

LOW = a_certificate(the_policies(general_liability={"limits": {"medical_expense": 1_000}}))
WAIVED = WaiverAsked(rule="R21", line="general_liability", reason="Small job", expires_on=date(2026, 6, 1))
CANCELLED = CancellationAsked(line="general_liability", policy_number="GL-100200", effective_on=date(2026, 3, 10), reason="non-payment")


def status(office: Office, on: date = A_MORNING) -> VendorStatus:
    return answer_for(office, KEYSTONE, on).assessment.status


def number_of(office: Office, line: Line) -> str:
    (policy,) = [held.policy for held in answer_for(office, KEYSTONE, A_MORNING).assessment.policies if held.policy.line is line]
    assert policy.number is not None
    return policy.number


def test_a_waiver_counts_at_once_and_says_who_gave_it_and_why() -> None:
    office = an_office(LOW)
    assert status(office) is VendorStatus.NON_COMPLIANT

    granted = grant_waiver(office, KEYSTONE, WAIVED, asked_by("risk@holder.example"))

    assert granted.filed is not None
    assert granted.filed.assessment.status is VendorStatus.COMPLIANT_WITH_WAIVER
    assert (granted.fact.approved_by, granted.fact.reason) == ("risk@holder.example", "Small job")
    row = next(row for row in office.records.history(KEYSTONE) if row.event == "waiver_granted")
    assert (row.actor, row.after, row.note) == (
        "risk@holder.example",
        "R21 general_liability until 2026-06-01",
        "Small job",
    )


def test_a_waiver_ends_on_its_day() -> None:
    office = an_office(LOW)
    grant_waiver(office, KEYSTONE, WAIVED, asked_by())

    assert status(office, date(2026, 5, 31)) is VendorStatus.COMPLIANT_WITH_WAIVER
    assert status(office, date(2026, 6, 1)) is VendorStatus.NON_COMPLIANT


def test_a_waiver_until_the_renewal_names_the_policy_that_runs() -> None:
    office = an_office(LOW)

    granted = grant_waiver(office, KEYSTONE, replace(WAIVED, expires_on=None, until_renewal=True), asked_by())

    running = next(policy for policy in LOW.policies if policy.line is Line.GENERAL_LIABILITY)
    assert granted.fact.until_renewal_of == running.key


def test_of_two_policies_that_run_the_later_one_is_waited_for() -> None:
    older = a_policy(number="GL-1", effective_on=date(2025, 6, 1), expires_on=date(2026, 6, 1), limits={"medical_expense": 1_000})
    newer = a_policy(number="GL-2", effective_on=date(2026, 1, 1), expires_on=date(2027, 1, 1), limits={"medical_expense": 1_000})
    office = an_office(a_certificate((older, newer, *the_policies(general_liability=None))))

    granted = grant_waiver(office, KEYSTONE, replace(WAIVED, expires_on=None, until_renewal=True), asked_by())

    assert granted.fact.until_renewal_of == newer.key
    assert granted.filed is not None
    assert granted.filed.assessment.status is VendorStatus.COMPLIANT_WITH_WAIVER


def test_a_revoked_waiver_stops_counting_and_revoking_again_changes_nothing() -> None:
    office = an_office(LOW)
    waiver_id = grant_waiver(office, KEYSTONE, WAIVED, asked_by()).fact.waiver_id

    revoke_waiver(office, KEYSTONE, waiver_id, asked_by(hour=15))
    version = the_file(office, KEYSTONE).version

    assert status(office) is VendorStatus.NON_COMPLIANT
    assert revoke_waiver(office, KEYSTONE, waiver_id, asked_by(hour=16)).filed is None
    assert the_file(office, KEYSTONE).version == version


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (replace(WAIVED, rule="R999"), "RULE_UNKNOWN"),
        (replace(WAIVED, line="marine"), "LINE_UNKNOWN"),
        (replace(WAIVED, reason="  "), "REASON_MISSING"),
        (replace(WAIVED, expires_on=None), "END_MISSING"),
        (replace(WAIVED, expires_on=A_MORNING), "PAST_DATE"),
        (replace(WAIVED, line=None, until_renewal=True), "LINE_MISSING"),
        (replace(WAIVED, line="cyber_liability"), "NOTHING_TO_WAIVE"),
        (replace(WAIVED, rule="R12", line="workers_compensation", until_renewal=True), "NO_POLICY_IN_FORCE"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_waiver_that_makes_no_sense_is_refused_and_changes_nothing(wanted: WaiverAsked, code: str) -> None:
    office = an_office(a_certificate(the_policies(workers_compensation=None)))
    version = the_file(office, KEYSTONE).version

    with pytest.raises(Refused) as refused:
        grant_waiver(office, KEYSTONE, wanted, asked_by())

    assert refused.value.code == code
    assert the_file(office, KEYSTONE).version == version


def test_an_unknown_line_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(Refused) as refused:
        grant_waiver(an_office(), KEYSTONE, replace(WAIVED, line="marine"), asked_by())

    assert "general_liability" in refused.value.known


def test_only_what_is_there_can_be_revoked() -> None:
    with pytest.raises(WaiverUnknown):
        revoke_waiver(an_office(), KEYSTONE, "w-404", asked_by())
    with pytest.raises(VendorUnknown):
        revoke_waiver(an_office(), "nobody", "w-404", asked_by())


def test_who_looked_at_an_older_version_is_told_and_changes_nothing() -> None:
    office = an_office(LOW)
    seen = the_file(office, KEYSTONE).version
    decide(office, KEYSTONE, DecisionAsked(decision=DecisionKind.SUSPEND, reason="An accident"), asked_by(), expected=seen)

    with pytest.raises(VersionMoved) as moved:
        grant_waiver(office, KEYSTONE, WAIVED, asked_by(), expected=seen)

    assert moved.value.version == seen + 1
    assert the_file(office, KEYSTONE).facts.waivers == ()


@pytest.mark.parametrize(
    ("kind", "expected", "authorized"),
    [
        (DecisionKind.SUSPEND, VendorStatus.SUSPENDED, False),
        (DecisionKind.EXEMPT, VendorStatus.EXEMPT, True),
        (DecisionKind.APPROVE_NON_COMPLIANT, VendorStatus.APPROVED_NON_COMPLIANT, True),
    ],
)
def test_a_decision_holds_at_once_until_its_day(kind: DecisionKind, expected: VendorStatus, authorized: bool) -> None:
    office = an_office(LOW)

    made = decide(office, KEYSTONE, DecisionAsked(decision=kind, reason="Agreed", until=date(2026, 4, 1)), asked_by())

    assert made.filed is not None
    assert (made.filed.assessment.status, made.filed.assessment.authorized) == (expected, authorized)
    assert status(office, date(2026, 4, 1)) is VendorStatus.NON_COMPLIANT


def test_clearing_ends_what_was_decided_and_the_history_says_what_it_was() -> None:
    office = an_office()
    decide(office, KEYSTONE, DecisionAsked(decision=DecisionKind.SUSPEND, reason="An accident"), asked_by(hour=9))

    decide(office, KEYSTONE, DecisionAsked(decision=DecisionKind.CLEAR, reason="Sorted out"), asked_by(hour=10))

    assert status(office) is VendorStatus.COMPLIANT
    row = [row for row in office.records.history(KEYSTONE) if row.event == "decision"][-1]
    assert (row.before, row.after, row.note) == ("suspend", "clear", "Sorted out")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (DecisionAsked(decision=DecisionKind.EXEMPT, reason=""), "REASON_MISSING"),
        (DecisionAsked(decision=DecisionKind.EXEMPT, reason="Agreed", until=A_MORNING), "PAST_DATE"),
        (DecisionAsked(decision=DecisionKind.CLEAR, reason="Agreed"), "NOTHING_TO_CLEAR"),
        (DecisionAsked(decision=DecisionKind.CLEAR, reason="Agreed", until=date(2026, 4, 1)), "CLEAR_IS_FOR_GOOD"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(wanted: DecisionAsked, code: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(an_office(), KEYSTONE, wanted, asked_by())

    assert refused.value.code == code


def test_a_cancellation_takes_the_authorization_away_on_its_day_and_a_reinstatement_gives_it_back() -> None:
    office = an_office()
    wanted = replace(CANCELLED, policy_number=number_of(office, Line.GENERAL_LIABILITY))

    cancelled = cancel_policy(office, KEYSTONE, wanted, asked_by(hour=9))

    assert cancelled.filed is not None
    assert cancelled.filed.assessment.valid_until == date(2026, 3, 9)
    assert not answer_for(office, KEYSTONE, date(2026, 3, 10)).assessment.authorized
    reinstate_policy(office, KEYSTONE, replace(wanted, reason="paid"), asked_by(hour=10))
    assert answer_for(office, KEYSTONE, date(2026, 3, 10)).assessment.authorized
    told = [(row.event, row.before, row.after) for row in office.records.history(KEYSTONE) if row.event.startswith("policy")]
    assert told == [
        ("policy_cancelled", "in force", "cancelled on 2026-03-10"),
        ("policy_reinstated", "cancelled on 2026-03-10", "reinstated on 2026-03-10"),
    ]


def test_a_policy_is_known_by_its_number_however_it_is_typed() -> None:
    office = an_office()
    number = number_of(office, Line.GENERAL_LIABILITY)

    cancelled = cancel_policy(office, KEYSTONE, replace(CANCELLED, policy_number=f" {number.lower().replace('-', ' ')} "), asked_by())

    assert cancelled.fact.policy_number == number


def test_an_unknown_policy_is_answered_with_those_that_are_known() -> None:
    office = an_office()

    with pytest.raises(Refused) as refused:
        cancel_policy(office, KEYSTONE, replace(CANCELLED, policy_number="XX-1"), asked_by())

    assert (refused.value.code, refused.value.known) == ("POLICY_UNKNOWN", (number_of(office, Line.GENERAL_LIABILITY),))


def test_only_a_cancelled_policy_can_be_reinstated_and_only_a_running_one_cancelled() -> None:
    office = an_office()
    wanted = replace(CANCELLED, policy_number=number_of(office, Line.GENERAL_LIABILITY))

    with pytest.raises(Refused, match="NOT_CANCELLED"):
        reinstate_policy(office, KEYSTONE, wanted, asked_by())
    with pytest.raises(Refused, match="AFTER_ITS_END"):
        cancel_policy(office, KEYSTONE, replace(wanted, effective_on=date(2027, 1, 1)), asked_by())
