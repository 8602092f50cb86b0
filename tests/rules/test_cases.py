"""Every rule's case file holds, and every rule has one with a pass, a fail and a review, or the reason why it cannot."""

import pytest

from coverwatch.rules import BOOK
from coverwatch.rules.book import Scope
from tests.rules.case_files import CaseFile, case_files, expected, run

FILES = {each.rule: each for each in case_files()}
CASES = [pytest.param(each.rule, case, id=f"{each.rule}: {case['name']}") for each in FILES.values() for case in each.cases]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_case(rule, case):
    outcome, findings = expected(case, rule, run(case))
    expect = case["expect"]

    assert outcome.value == expect["outcome"], [(each.outcome, each.found, each.message) for each in findings]
    assert any(expect.get("found", "") in each.found for each in findings), [each.found for each in findings]
    assert any(expect.get("message", "") in each.message for each in findings), [each.message for each in findings]
    if "severity" in expect:
        assert {each.severity.value for each in findings if each.outcome is outcome} == {expect["severity"]}


def test_every_rule_that_finds_something_has_a_case_file():
    assert {rule_id for rule_id, rule in BOOK.items() if rule.scope is not Scope.PATH or rule.covers} == set(FILES)


@pytest.mark.parametrize("file", FILES.values(), ids=lambda file: file.rule)
def test_every_rule_is_shown_passing_failing_and_in_review(file: CaseFile):
    shown = {case["expect"]["outcome"] for case in file.cases}

    assert {"pass", "fail", "review"} - shown == set(file.cannot), "an outcome that never occurs needs its reason under `cannot`"
    assert all(len(reason) > 20 for reason in file.cannot.values())
