"""Critical fields: which reviews hold a certificate back, and that no answer slips past them."""

from dataclasses import replace

import pytest

from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.rules import assess, critical_reviews
from tests.builders import A_MORNING, a_certificate, a_filed_certificate, a_policy, a_requirement_set, the_facts, the_policies


def test_a_certificate_that_was_read_surely_waits_for_nobody():
    assert critical_reviews(a_requirement_set(), a_certificate()) == ()


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("general_liability", "line"),
        ("general_liability", "basis"),
        ("general_liability", "insurer_letter"),
        ("general_liability", "number"),
        ("general_liability", "effective_on"),
        ("general_liability", "expires_on"),
        ("general_liability", "limits.each_occurrence"),
        ("general_liability", "additional_insured"),
        ("general_liability", "waiver_of_subrogation"),
        ("automobile_liability", "auto_symbols"),
        ("workers_compensation", "statutory"),
        ("umbrella_liability", "limits.each_occurrence"),
    ],
)
def test_the_fields_of_a_required_line_are_critical(line, key):
    certificate = a_certificate(the_policies(**{line: {"review": {key: "reads disagree"}}}))

    assert critical_reviews(a_requirement_set(), certificate) == (f"{line}.{key}: reads disagree",)


@pytest.mark.parametrize("key", ["insured", "description", "insurers.A", "form"])
def test_the_parties_and_the_description_are_critical(key):
    assert critical_reviews(a_requirement_set(), a_certificate(review={key: "one source, 0.61"})) == (f"{key}: one source, 0.61",)


@pytest.mark.parametrize("key", ["holder", "producer", "issued_on", "number"])
def test_what_no_block_rule_reads_is_not_critical(key):
    assert critical_reviews(a_requirement_set(), a_certificate(review={key: "one source, 0.61"})) == ()


def test_a_line_that_is_not_required_is_not_critical():
    certificate = a_certificate((*the_policies(), a_policy("professional_liability", review={"expires_on": "reads disagree"})))

    assert critical_reviews(a_requirement_set(), certificate) == ()


def test_an_umbrella_that_makes_up_for_nothing_is_not_critical():
    certificate = a_certificate(the_policies(umbrella_liability={"review": {"limits.each_occurrence": "reads disagree"}}))

    assert critical_reviews(a_requirement_set({"lines.umbrella_liability.tops_up": None}), certificate) == ()


def test_a_rule_that_is_off_or_milder_makes_nothing_critical():
    certificate = a_certificate(the_policies(general_liability={"review": {"additional_insured": "reads disagree"}}))

    assert critical_reviews(a_requirement_set({"rules.R30": {"on": False}}), certificate) == ()
    assert critical_reviews(a_requirement_set({"rules.R30": {"severity": "fix"}}), certificate) == ()


def _every_key_of_every_required_policy():
    certificate = a_certificate()
    for policy in certificate.policies:
        if policy.line is not Line.UMBRELLA_LIABILITY:
            yield from ((policy.line, key) for key in policy.evidence)


@pytest.mark.parametrize(("line", "key"), list(_every_key_of_every_required_policy()))
def test_a_critical_field_in_doubt_opens_a_finding(line, key):
    """Whatever is critical is read by some rule, whose finding then waits for a person; nothing else withdraws the authorization."""
    certificate = a_certificate(the_policies(**{line.value: {"review": {key: "reads disagree"}}}))

    assessment = assess(a_requirement_set(), the_facts(a_filed_certificate(certificate)), A_MORNING)

    waiting = [each for each in assessment.findings if each.outcome is Outcome.REVIEW]
    if critical_reviews(a_requirement_set(), certificate):
        assert waiting
    assert assessment.authorized == all(each.severity is not Severity.BLOCK for each in waiting)


def test_a_fact_in_doubt_neither_passes_nor_fails():
    """A low limit that was not read surely sends no deficiency: it is looked at."""
    doubt = {"limits.medical_expense": "reads disagree: 500 / 5,000"}
    low = the_policies(general_liability={"limits": {"medical_expense": 500}, "review": doubt})

    assessment = assess(a_requirement_set(), the_facts(a_filed_certificate(policies=low)), A_MORNING)

    assert [each for each in assessment.findings if each.outcome is Outcome.FAIL] == []
    assert not assessment.authorized


def test_a_review_is_told_once_though_two_rules_read_the_field():
    certificate = a_certificate(the_policies(general_liability={"review": {"basis": "reads disagree"}}))
    twice = replace(certificate, policies=(*certificate.policies, replace(certificate.policies[0], number="GL-9")))

    assert critical_reviews(a_requirement_set(), twice) == ("general_liability.basis: reads disagree",)
