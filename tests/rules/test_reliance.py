"""What a line relies on: one policy of several, its certificate, the umbrella; and when that ends."""

from datetime import UTC, date, datetime

from coverwatch.domain.finding import Outcome
from coverwatch.domain.line import Line
from coverwatch.rules import assess
from tests.builders import (
    A_MORNING,
    a_certificate,
    a_filed_certificate,
    a_policy,
    a_requirement_set,
    a_supporting_document,
    a_vendor,
    finding,
    findings,
    the_facts,
    the_policies,
)

GENERAL = Line.GENERAL_LIABILITY


def test_a_line_relies_on_one_policy_never_on_halves_of_two():
    low_limits = a_policy(number="GL-1", limits={"damage_to_rented_premises": 1})
    unclear = a_policy(number="GL-2", basis=None, bases_marked=())
    others = the_policies(general_liability=None)
    facts = the_facts(a_filed_certificate(policies=(low_limits, unclear, *others)))

    assessment = assess(a_requirement_set(), facts, A_MORNING)

    assert not assessment.authorized
    assert finding(assessment, "R20", GENERAL).outcome is Outcome.REVIEW
    assert {each.outcome for each in findings(assessment, "R21", GENERAL)} == {Outcome.PASS}


def test_a_second_policy_that_is_worse_takes_nothing_away():
    worse = a_policy(number="GL-2", limits={"each_occurrence": 1}, effective_on=date(2026, 2, 1), expires_on=date(2026, 12, 1))
    facts = the_facts(a_filed_certificate(policies=(*the_policies(), worse)))

    assert assess(a_requirement_set(), facts, A_MORNING).authorized


def test_each_certificate_that_a_line_relies_on_is_judged():
    """Workers' compensation comes on a second certificate, which names another company as insured."""
    other = a_certificate([a_policy("workers_compensation")], insured=None, certificate_id="c-2")
    facts = the_facts(
        a_filed_certificate(policies=the_policies(workers_compensation=None)), a_filed_certificate(other, certificate_id="c-2")
    )

    judged = {each.certificate_id: each.outcome for each in findings(assess(a_requirement_set(), facts, A_MORNING), "R05")}

    assert judged == {"c-1": Outcome.PASS, "c-2": Outcome.REVIEW}


def test_a_certificate_that_nothing_relies_on_any_more_is_not_judged():
    old = a_certificate(the_policies(), insured=None, certificate_id="c-0")
    facts = the_facts(a_filed_certificate(old, certificate_id="c-0", received_at=datetime(2026, 1, 2, tzinfo=UTC)), a_filed_certificate())

    assert assess(a_requirement_set(), facts, A_MORNING).authorized


def test_an_umbrella_from_another_certificate_brings_that_certificate_in():
    umbrella = a_certificate([a_policy("umbrella_liability")], insured=None, certificate_id="c-2")
    short = the_policies(umbrella_liability=None, automobile_liability={"limits": {"combined_single": 500_000}})
    facts = the_facts(a_filed_certificate(policies=short), a_filed_certificate(umbrella, certificate_id="c-2"))

    assessment = assess(a_requirement_set(), facts, A_MORNING)

    assert {each.certificate_id: each.outcome for each in findings(assessment, "R05")} == {"c-1": Outcome.PASS, "c-2": Outcome.REVIEW}


def test_the_end_of_an_umbrella_that_a_line_leans_on_is_told():
    leaning = the_policies(
        automobile_liability={"limits": {"combined_single": 500_000}}, umbrella_liability={"expires_on": date(2026, 9, 1)}
    )

    ends = assess(a_requirement_set(), the_facts(a_filed_certificate(policies=leaning)), A_MORNING).cover_ends
    alone = assess(a_requirement_set(), the_facts(), A_MORNING).cover_ends

    assert (Line.UMBRELLA_LIABILITY, date(2026, 9, 1)) in [(end.line, end.first_uncovered_on) for end in ends]
    assert Line.UMBRELLA_LIABILITY not in [end.line for end in alone]


def test_cover_that_a_renewal_continues_ends_with_the_renewal():
    renewal = a_certificate(
        the_policies(general_liability={"number": "GL-2", "effective_on": date(2027, 1, 1), "expires_on": date(2028, 1, 1)}),
        certificate_id="c-2",
    )
    facts = the_facts(a_filed_certificate(), a_filed_certificate(renewal, certificate_id="c-2"))

    (end,) = [end for end in assess(a_requirement_set(), facts, A_MORNING).cover_ends if end.line is GENERAL]

    assert end.first_uncovered_on == date(2028, 1, 1)
    assert [policy.number for policy in end.policies] == ["GL-2"]


def test_cover_that_has_ended_keeps_its_day():
    (end, *_) = assess(a_requirement_set(), the_facts(), date(2027, 5, 1)).cover_ends

    assert (end.line, end.first_uncovered_on) == (GENERAL, date(2027, 1, 1))


def test_cover_that_an_exemption_replaces_needs_no_renewal():
    exempt = a_supporting_document(("R72", Line.WORKERS_COMPENSATION), until=date(2027, 6, 1))
    facts = the_facts(supporting_documents=(exempt,))

    lines = [end.line for end in assess(a_requirement_set(), facts, A_MORNING).cover_ends]
    afterwards = [end.line for end in assess(a_requirement_set(), facts, date(2027, 6, 1)).cover_ends]

    assert Line.WORKERS_COMPENSATION not in lines
    assert Line.WORKERS_COMPENSATION in afterwards


def test_cover_that_only_a_states_fund_gives_is_not_asked_of_a_carrier():
    ends = assess(a_requirement_set(), the_facts(vendor=a_vendor(work_states=("OH",))), A_MORNING).cover_ends

    assert Line.WORKERS_COMPENSATION not in [end.line for end in ends]


def test_the_assessment_lists_every_policy_with_whether_it_counts():
    policies = assess(a_requirement_set(), the_facts(), date(2027, 1, 1)).policies

    assert [(each.policy.line, each.certificate_id, each.in_force) for each in policies] == [
        (Line.GENERAL_LIABILITY, "c-1", False),
        (Line.AUTOMOBILE_LIABILITY, "c-1", False),
        (Line.UMBRELLA_LIABILITY, "c-1", False),
        (Line.WORKERS_COMPENSATION, "c-1", False),
    ]
