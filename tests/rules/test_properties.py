"""What holds for every vendor, set and day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.certificate import Limit
from coverwatch.domain.facts import IN_PROCESS
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.rules import TABLES, assess
from coverwatch.rules.answer import answer
from coverwatch.rules.plan import plan_for
from coverwatch.rules.standing import as_known_at, stand
from tests import builders
from tests.rules import worlds

OPEN = (Outcome.FAIL, Outcome.REVIEW)
DECIDED = (VendorStatus.EXEMPT, VendorStatus.APPROVED_NON_COMPLIANT)

quick = settings(max_examples=40, deadline=None)
patient = settings(deadline=None)


@quick
@given(worlds.requirement_sets(), worlds.facts(), worlds.days)
def test_an_answer_holds_exactly_as_long_as_it_says(requirement_set, facts, on):
    """`changes_on` and `valid_until` are what looking at every day would give."""
    today = assess(requirement_set, facts, on)
    plan = plan_for(requirement_set, TABLES)
    standing = stand(facts, None, requirement_set.expiration_day_counts, plan.excess_is_umbrella)
    later = {on + timedelta(days=ahead): answer(plan, standing, on + timedelta(days=ahead)) for ahead in range(1, 70)}

    said = (today.findings, today.status, today.authorized, today.reasons)
    changed = (day for day, each in later.items() if (each.findings, each.status, each.authorized, each.reasons) != said)
    assert today.changes_on == next(changed, None)
    if today.authorized:
        ended = next((day for day, each in later.items() if not each.authorized), None)
        assert today.valid_until == (ended - timedelta(days=1) if ended else date.max)
    else:
        assert today.valid_until is None


@quick
@given(worlds.requirement_sets(), worlds.facts(), worlds.days)
def test_nobody_may_work_with_an_open_block_finding_unless_a_person_decided_so(requirement_set, facts, on):
    assessment = assess(requirement_set, facts, on)

    blocked = any(each.outcome in OPEN and each.severity is Severity.BLOCK for each in assessment.findings)
    assert not (assessment.authorized and blocked and assessment.status not in DECIDED)
    assert not (assessment.authorized and not facts.certificates and assessment.status not in DECIDED)


@quick
@given(worlds.requirement_sets(), worlds.facts(), worlds.days, st.data())
def test_a_document_in_reading_or_review_changes_nothing(requirement_set, facts, on, data):
    status = data.draw(st.sampled_from(sorted(IN_PROCESS)))
    waiting = data.draw(worlds.certificates("c-9", status))

    assert assess(requirement_set, replace(facts, certificates=(*facts.certificates, waiting)), on) == assess(requirement_set, facts, on)


@quick
@given(worlds.requirement_sets(), worlds.facts(), worlds.days)
def test_no_pass_rests_on_a_field_that_a_person_must_look_at(requirement_set, facts, on):
    doubtful = replace(facts, certificates=tuple(_doubted(each) for each in facts.certificates))

    for finding in assess(requirement_set, doubtful, on).findings:
        if finding.outcome is Outcome.PASS and finding.document_id is None:
            assert not finding.evidence


def _doubted(filed):
    """The same certificate, every field of it under review."""
    policies = tuple(replace(policy, evidence=_doubts(policy.evidence)) for policy in filed.certificate.policies)
    return replace(filed, certificate=replace(filed.certificate, policies=policies, evidence=_doubts(filed.certificate.evidence)))


def _doubts(evidence):
    return {key: replace(item, review="one source, 0.61") for key, item in evidence.items()}


@quick
@given(worlds.facts(people=False), worlds.days, st.sampled_from(["shared", "strict", "combined"]), st.data())
def test_raising_a_limit_never_turns_pass_into_fail(facts, on, mode, data):
    requirement_set = builders.a_requirement_set({"lines.umbrella_liability.tops_up.mode": mode, "lines.umbrella_liability.required": True})
    before = assess(requirement_set, facts, on)
    after = assess(requirement_set, _with_a_limit_raised(facts, data), on)

    assert _worst(before) >= _worst(after)
    assert after.authorized or not before.authorized


def _worst(assessment):
    """How bad the answer is: failed and open block findings of limits."""
    limits = [each for each in assessment.findings if each.rule in ("R21", "R50", "R60", "R70") and each.outcome in OPEN]
    return max((2 if each.outcome is Outcome.FAIL else 1 for each in limits), default=0)


def _with_a_limit_raised(facts, data):
    places = [
        (filed, policy, name)
        for filed in facts.certificates
        for policy in filed.certificate.policies
        for name, limit in policy.limits.items()
        if limit.amount is not None
    ]
    if not places:
        return facts
    filed, policy, name = data.draw(st.sampled_from(places))
    more = policy.limits[name].amount + data.draw(st.integers(1, 5_000_000))
    raised = replace(policy, limits={**policy.limits, name: Limit(str(more), more)})
    certificate = replace(filed.certificate, policies=tuple(raised if each is policy else each for each in filed.certificate.policies))
    certificates = tuple(replace(each, certificate=certificate) if each is filed else each for each in facts.certificates)
    return replace(facts, certificates=certificates)


@patient
@given(st.integers(0, 10_000_000), st.integers(1_000_000, 50_000_000), st.sampled_from(["shared", "strict"]))
def test_a_primary_surplus_never_cures_an_umbrella_shortfall(umbrella, primary, mode):
    requirement_set = builders.a_requirement_set(
        {
            "lines.umbrella_liability.required": True,
            "lines.umbrella_liability.limits": {"each_occurrence": 10_000_001},
            "lines.umbrella_liability.tops_up.mode": mode,
        }
    )
    names = builders.a_policy().limits
    facts = builders.the_facts(
        builders.a_filed_certificate(
            policies=builders.the_policies(
                general_liability={"limits": dict.fromkeys(names, primary)},
                automobile_liability={"limits": {"combined_single": primary}},
                umbrella_liability={"limits": {"each_occurrence": umbrella, "aggregate": umbrella}},
            )
        )
    )

    assert builders.finding(assess(requirement_set, facts, builders.A_MORNING), "R60", Line.UMBRELLA_LIABILITY).outcome is Outcome.FAIL


@quick
@pytest.mark.parametrize("line", [Line.GENERAL_LIABILITY, Line.AUTOMOBILE_LIABILITY, Line.WORKERS_COMPENSATION])
@given(st.integers(0, 1_000_000_000), st.sampled_from(["shared", "strict", "combined"]))
def test_an_umbrella_never_supplies_a_missing_line(line, umbrella, mode):
    requirement_set = builders.a_requirement_set({"lines.umbrella_liability.tops_up.mode": mode})
    policies = builders.the_policies(
        **{line.value: None, "umbrella_liability": {"limits": {"each_occurrence": umbrella, "aggregate": umbrella}}}
    )

    assessment = assess(requirement_set, builders.the_facts(builders.a_filed_certificate(policies=policies)), builders.A_MORNING)

    assert builders.finding(assessment, "R12", line).outcome is Outcome.FAIL
    assert not assessment.authorized


@quick
@given(st.integers(0, 1_000_000_000), st.sampled_from(["shared", "strict", "combined"]))
def test_an_umbrella_never_supplies_statutory_cover_or_medical_expense(umbrella, mode):
    requirement_set = builders.a_requirement_set({"lines.umbrella_liability.tops_up.mode": mode})
    policies = builders.the_policies(
        general_liability={"limits": {"medical_expense": 4_999}},
        workers_compensation={"statutory": False},
        umbrella_liability={"limits": {"each_occurrence": umbrella, "aggregate": umbrella}},
    )

    assessment = assess(requirement_set, builders.the_facts(builders.a_filed_certificate(policies=policies)), builders.A_MORNING)

    failed = {(each.rule, each.required) for each in assessment.findings if each.outcome is Outcome.FAIL}
    assert {("R70", "statutory limits"), ("R21", "medical expense $5,000")} <= failed


@quick
@given(worlds.requirement_sets(), worlds.facts(), worlds.days, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_stored_does_not_matter(requirement_set, facts, on, shuffler):
    shuffled = {}
    for name in ("certificates", "waivers", "supporting_documents"):
        values = list(getattr(facts, name))
        shuffler.shuffle(values)
        shuffled[name] = tuple(values)

    one, other = assess(requirement_set, facts, on), assess(requirement_set, replace(facts, **shuffled), on)

    assert (one.status, one.authorized, one.valid_until, one.changes_on) == (
        other.status,
        other.authorized,
        other.valid_until,
        other.changes_on,
    )


@quick
@given(worlds.requirement_sets(), worlds.facts(), worlds.days, worlds.moments)
def test_what_was_recorded_later_was_not_known(requirement_set, facts, on, moment):
    """What was answered then is what would have been answered from the facts of then."""
    assert assess(requirement_set, facts, on, known_at=moment) == assess(requirement_set, as_known_at(facts, moment), on)


@quick
@given(worlds.requirement_sets(), worlds.facts(people=False), worlds.days, st.data())
def test_a_newer_certificate_never_removes_another_policy(requirement_set, facts, on, data):
    newer = data.draw(worlds.certificates("c-9"))
    keys = {policy.policy.key for policy in assess(requirement_set, facts, on).policies}

    after = assess(requirement_set, replace(facts, certificates=(*facts.certificates, newer)), on)

    assert keys <= {policy.policy.key for policy in after.policies}
