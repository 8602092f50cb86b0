"""The template keeps its own rules, and each rule tells when it is broken on purpose."""

import importlib
from pathlib import Path

import pytest

from tests.template.page import RULES, Rule, Spoil, page

for module in sorted(Path(__file__).parent.joinpath("rules").glob("*.py")):
    importlib.import_module(f"tests.template.rules.{module.stem}")

BREAKS = [pytest.param(rule, spoil, id=f"{rule.name}-{number}") for rule in RULES for number, spoil in enumerate(rule.spoils)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_template_keeps_the_rule(rule: Rule) -> None:
    assert list(rule.check(page())) == []


@pytest.mark.parametrize(("rule", "spoil"), BREAKS)
def test_the_rule_tells_when_it_is_broken(rule: Rule, spoil: Spoil) -> None:
    spoiled = page()
    spoil(spoiled)
    assert list(rule.check(spoiled)), "the template was spoiled, and the rule did not notice"


def test_every_rule_is_broken_on_purpose_at_least_once() -> None:
    assert len(RULES) >= 25
    assert [rule.name for rule in RULES if not rule.spoils] == []
