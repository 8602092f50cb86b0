"""A requirement set prepared for many assessments: which rules apply to which line, and what each asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from coverwatch.domain.finding import Finding, Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet
from coverwatch.rules.book import BOOK, Asked, Asking, Rule, Scope, Verdict
from coverwatch.rules.tables import Tables
from coverwatch.rules.topping import topping_of


class Step(NamedTuple):
    """One rule as one requirement set asks it of one line: what a finding takes over, and how to make it.

    A named tuple, because the loop that makes findings unpacks it at once.
    """

    check: Callable[..., Verdict | None]
    asked: Asked
    rule_id: str
    version: int
    line: Line | None
    severity: Severity
    required: str | None
    """None where it depends on the vendor."""
    may_be_milder: bool
    """The set left the severity to the rule, so an outcome that the rule holds to be milder may be."""
    beside_the_point: Finding
    """What stands when the rule has nothing to say of a vendor."""


@dataclass(slots=True)
class Plan:
    """What to run, by scope and line, and the findings that are known beforehand: rules that do not apply."""

    requirement_set: RequirementSet
    tables: Tables
    certificate: list[Step]
    cover: dict[Line, list[Step]]
    policy: dict[Line, list[Step]]
    vendor: list[Step]
    beside_the_point: tuple[Finding, ...]
    excess_is_umbrella: bool
    umbrella_makes_up: bool
    """The umbrella may make up for what a required line lacks."""
    required: tuple[Line, ...]
    blocking_when_uncovered: frozenset[Line]
    """Required lines whose end of cover by itself takes the authorization away."""


_plans: dict[tuple[int, int], Plan] = {}
"""By identity of set and tables, which a plan keeps alive, so that no other object takes their place."""
_MOST_PLANS = 64


def plan_for(requirement_set: RequirementSet, tables: Tables) -> Plan:
    """The plan of a requirement set, made once per object."""
    key = (id(requirement_set), id(tables))
    plan = _plans.get(key)
    if plan is None:
        if len(_plans) >= _MOST_PLANS:
            _plans.clear()
        plan = _plans[key] = make_plan(requirement_set, tables)
    return plan


def make_plan(requirement_set: RequirementSet, tables: Tables) -> Plan:
    """Ask every rule of the book what the set asks by it."""
    plan = Plan(
        requirement_set=requirement_set,
        tables=tables,
        certificate=[],
        cover={line: [] for line in requirement_set.lines},
        policy={line: [] for line in requirement_set.lines},
        vendor=[],
        beside_the_point=(),
        excess_is_umbrella=Line.EXCESS_LIABILITY not in requirement_set.lines,
        umbrella_makes_up=bool(topping_of(requirement_set).lines),
        required=requirement_set.required_lines,
        blocking_when_uncovered=frozenset(),
    )
    unasked: list[Finding] = []
    for rule in BOOK.values():
        steps = list(_steps(rule, requirement_set, tables))
        for step in steps:
            _place(plan, rule.scope, step)
        if not steps and rule.scope is not Scope.PATH:
            unasked.append(_unasked(rule))
    plan.beside_the_point = tuple(unasked)
    plan.blocking_when_uncovered = frozenset(
        step.line
        for steps in plan.cover.values()
        for step in steps
        if step.rule_id == "R12" and step.severity is Severity.BLOCK and step.line
    )
    return plan


def _steps(rule: Rule, requirement_set: RequirementSet, tables: Tables) -> list[Step]:
    chosen = requirement_set.rules.get(rule.id)
    on = rule.on if chosen is None or chosen.on is None else chosen.on
    if not on or rule.asks is None or rule.check is None:
        return []
    settings = {**rule.settings, **(chosen.own if chosen else {})}
    severity = chosen.severity if chosen and chosen.severity else None
    lines: list[Line | None] = list(requirement_set.lines) if rule.scope in (Scope.COVER, Scope.POLICY) else [None]
    steps = []
    for line in lines:
        for asked in rule.asks(Asking(requirement_set, line, settings, tables)):
            about, graded = line or asked.line, severity or rule.severity
            required = asked.required if isinstance(asked.required, str) else None
            nothing = Finding(rule.id, rule.version, about, Outcome.NOT_APPLICABLE, graded, required or "", "does not apply", "")
            steps.append(Step(rule.check, asked, rule.id, rule.version, about, graded, required, severity is None, nothing))
    return steps


def _place(plan: Plan, scope: Scope, step: Step) -> None:
    if scope is Scope.CERTIFICATE:
        plan.certificate.append(step)
    elif scope is Scope.VENDOR:
        plan.vendor.append(step)
    elif step.line is not None:
        (plan.cover if scope is Scope.COVER else plan.policy)[step.line].append(step)


def _unasked(rule: Rule) -> Finding:
    return Finding(rule.id, rule.version, None, Outcome.NOT_APPLICABLE, rule.severity, "", "not asked for by the requirement set", "")
