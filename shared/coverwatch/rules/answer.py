"""The answer on one day: every rule of the plan, run over the facts that count on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.evidence import Evidence
from coverwatch.domain.facts import FiledCertificate
from coverwatch.domain.finding import Finding, Outcome, Severity, write_finding
from coverwatch.domain.line import Line
from coverwatch.rules.case import Case, Held
from coverwatch.rules.overlay import OPEN, Overlay, overlay_on
from coverwatch.rules.plan import Plan, Step
from coverwatch.rules.standing import Standing
from coverwatch.rules.status import conclude

_PASS, _FAIL, _REVIEW = Outcome.PASS, Outcome.FAIL, Outcome.REVIEW


@dataclass(slots=True)
class Answer:
    """The answer on one day."""

    findings: tuple[Finding, ...]
    status: VendorStatus
    authorized: bool
    reasons: tuple[str, ...]


def answer(plan: Plan, standing: Standing, on: date) -> Answer:
    """Run the plan on one day."""
    overlay = None if standing.plain else overlay_on(standing.facts, standing.held, on)
    findings = _findings(plan, standing, on, overlay) if standing.accepted else []
    return Answer((*findings, *plan.beside_the_point), *conclude(standing, on, findings, overlay))


def _findings(plan: Plan, standing: Standing, on: date, overlay: Overlay | None) -> list[Finding]:
    in_force = {line: [each for each in group if each.in_force(on)] for line, group in standing.held.items()}
    case = Case(plan.requirement_set, plan.tables, standing.facts.vendor, on, standing.held, in_force)
    relied = case.relied
    of_policies: dict[Line, list[Finding]] = {}
    for line, steps in plan.policy.items():
        candidates = in_force.get(line)
        if candidates:
            relied[line], of_policies[line] = _best(case, candidates, steps, overlay)
    of_lines: list[Finding] = []
    for line, cover_steps in plan.cover.items():
        held = relied.get(line)
        of_lines += _run(case, cover_steps, line, held.certificate_id if held else None, overlay)
        of_lines += of_policies[line] if held else [step.beside_the_point for step in plan.policy[line]]
    for step in plan.vendor:
        held = relied.get(step.line) if step.line else None
        of_lines += _run(case, [step], step.line, held.certificate_id if held else None, overlay)
    findings: list[Finding] = []
    for filed in _current(plan, standing, case, of_lines):
        findings += _run(case, plan.certificate, filed, filed.certificate_id, overlay)
    return findings + of_lines


def _best(case: Case, candidates: list[Held], steps: list[Step], overlay: Overlay | None) -> tuple[Held, list[Finding]]:
    """The policy that meets the line's requirements best: a line relies on one policy, never on halves of two."""
    judged = [(held, _run(case, steps, held, held.certificate_id, overlay)) for held in candidates]
    return judged[0] if len(judged) == 1 else min(judged, key=lambda each: (_shortcomings(each[1]), each[0].rank))


def _shortcomings(findings: Iterable[Finding]) -> tuple[int, int, int]:
    opened = [each for each in findings if each.outcome in OPEN]
    block = [each for each in opened if each.severity is Severity.BLOCK]
    return (sum(each.outcome is Outcome.FAIL for each in block), len(block), len(opened))


def _current(plan: Plan, standing: Standing, case: Case, findings: list[Finding]) -> list[FiledCertificate]:
    """The certificates that show what a required line relies on, the umbrella's among them; without any, the newest accepted one."""
    if len(standing.accepted) == 1:
        return standing.accepted
    relied = [case.relied[line] for line in plan.required if line in case.relied]
    if plan.umbrella_makes_up and leans_on_umbrella(findings):
        relied += case.in_force.get(Line.UMBRELLA_LIABILITY, ())
    current = {held.certificate_id: held.filed for held in relied}
    return list(current.values()) or standing.accepted[-1:]


def leans_on_umbrella(findings: Iterable[Finding]) -> bool:
    """Whether some line needs the umbrella: its arithmetic (R60) found something there."""
    rows = (Line.UMBRELLA_LIABILITY, Line.EXCESS_LIABILITY)
    return any(each.rule == "R60" and each.line not in rows and each.outcome is not Outcome.NOT_APPLICABLE for each in findings)


def _run(case: Case, steps: list[Step], subject: object, certificate_id: str | None, overlay: Overlay | None) -> list[Finding]:
    """Make the findings of some steps. Nothing passes or fails on a field that a person must look at first.

    One loop, not a function per finding: this is where an assessment spends its time.
    """
    findings: list[Finding] = []
    for check, asked, rule_id, version, line, severity, required, may_be_milder, beside_the_point in steps:
        verdict = check(case, subject, asked)
        if verdict is None:
            findings.append(beside_the_point)
            continue
        outcome, found, message, evidence, milder = verdict
        if required is None:
            required = asked.required(case.vendor)  # type: ignore[operator] # noqa: PLW2901 - of this vendor only
        if outcome is _PASS or outcome is _FAIL:
            for item in evidence:
                if item.review is not None:
                    outcome, message = _REVIEW, _doubt(required, item)
                    break
        if milder is not None and may_be_milder:
            severity = milder  # noqa: PLW2901 - of this outcome only
        finding = write_finding(rule_id, version, line, outcome, severity, required, found, message, evidence, certificate_id)
        findings.append(finding if overlay is None else overlay.over(finding, certificate_id))
    return findings


def _doubt(required: str, item: Evidence) -> str:
    return f"{required}: page {item.page} of the certificate is not clear ({item.review}). It is being looked at."
