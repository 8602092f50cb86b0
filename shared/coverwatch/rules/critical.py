"""Critical fields: what an enabled block rule reads of a certificate, and which of it a person must look at first."""

from collections.abc import Iterable, Iterator

from coverwatch.domain.certificate import Certificate
from coverwatch.domain.evidence import Evidence
from coverwatch.domain.finding import Severity
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet
from coverwatch.rules.book import BOOK
from coverwatch.rules.plan import Plan, Step, plan_for
from coverwatch.rules.tables import TABLES, Tables

IDENTITY = ("line", "insurer_letter", "number", "effective_on", "expires_on")
"""What makes a policy the policy it is; critical on every required line, whichever rules are on."""

RELIED_ON = (*IDENTITY, "basis", "retention", "limits.each_occurrence", "limits.aggregate")
"""What is critical of an umbrella that may make up for a required line, even where the umbrella is not required."""


def critical_reviews(requirement_set: RequirementSet, certificate: Certificate, tables: Tables = TABLES) -> tuple[str, ...]:
    """The reviews that stand on critical fields, as `field: reason`; with any, the certificate waits for a person."""
    evidence = _critical(plan_for(requirement_set, tables), certificate)
    return tuple(dict.fromkeys(f"{item.field}: {item.review}" for item in evidence if item.review is not None))


def _critical(plan: Plan, certificate: Certificate) -> Iterator[Evidence]:
    described = False
    for key in _keys(plan.certificate):
        yield from _known(certificate.evidence.get(key))
    for policy in certificate.policies:
        line = Line.UMBRELLA_LIABILITY if plan.excess_is_umbrella and policy.line is Line.EXCESS_LIABILITY else policy.line
        keys = set(_of_policy(plan, line))
        for key in sorted(keys):
            yield from _known(policy.evidence.get(key))
        if "insurer_letter" in keys:
            yield from _known(certificate.evidence.get(f"insurers.{policy.insurer_letter}"))
        described = described or "description" in keys
    if described:
        yield from _known(certificate.evidence.get("description"))


def _of_policy(plan: Plan, line: Line) -> Iterator[str]:
    if line in plan.required:
        yield from IDENTITY
        yield from _keys((*plan.policy[line], *plan.cover[line]))
    if line is Line.UMBRELLA_LIABILITY and plan.umbrella_makes_up:
        yield from RELIED_ON


def _keys(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        if step.severity is Severity.BLOCK:
            yield from step.asked.reads or BOOK[step.rule_id].reads


def _known(item: Evidence | None) -> tuple[Evidence, ...]:
    return (item,) if item is not None else ()
