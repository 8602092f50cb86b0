"""The answer on one day: every rule of the plan, run over the facts that count on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.evidence import Evidence
from coverwatch.domain.facts import FiledCertificate
from coverwatch.domain.finding import Finding, Outcome, Severity, write_finding
from coverwatch.domain.line import Line
from coverwatch.rules.book import Verdict
from coverwatch.rules.case import Case, Held
from coverwatch.rules.overlay import OPEN, Overlay, overlay_on
from coverwatch.rules.plan import Plan, Step
from coverwatch.rules.standing import Standing
from coverwatch.rules.status import conclude


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
    findings = _findings(plan, standing, on, overlay) if standing.accepted else plan.beside_the_point
    return Answer(findings, *conclude(standing, on, findings, overlay))


def _findings(plan: Plan, standing: Standing, on: date, overlay: Overlay | None) -> tuple[Finding, ...]:
    in_force = {line: [each for each in group if each.in_force(on)] for line, group in standing.held.items()}
    case = Case(plan.requirement_set, plan.tables, standing.facts.vendor, on, standing.held, in_force)
    relied = case.relied
    of_policies: dict[Line, list[Finding]] = {}
    for line, steps in plan.policy.items():
        candidates = in_force.get(line)
        if candidates:
            relied[line], of_policies[line] = _best(case, candidates, steps, overlay)
    findings: list[Finding] = []
    lent = False
    for line, cover_steps in plan.cover.items():
        certificate_id = relied[line].certificate_id if line in relied else None
        for step in cover_steps:
            finding = file(step, step.check(case, line, step.asked), certificate_id, overlay)
            lent = lent or (step.lends and finding.outcome is not Outcome.NOT_APPLICABLE)
            findings.append(finding)
        findings += of_policies[line] if line in relied else [step.beside_the_point for step in plan.policy[line]]
    for step in plan.vendor:
        held = relied.get(step.line) if step.line else None
        findings.append(file(step, step.check(case, step.asked), held.certificate_id if held else None, overlay))
    of_certificates = [
        file(step, step.check(case, filed, step.asked), filed.certificate_id, overlay)
        for filed in _current(plan, standing, case, lent)
        for step in plan.certificate
    ]
    return (*of_certificates, *findings, *plan.beside_the_point)


def _best(case: Case, candidates: list[Held], steps: list[Step], overlay: Overlay | None) -> tuple[Held, list[Finding]]:
    """The policy that meets the line's requirements best: a line relies on one policy, never on halves of two."""
    if len(candidates) == 1:
        return candidates[0], _judged(case, candidates[0], steps, overlay)
    judged = [(held, _judged(case, held, steps, overlay)) for held in candidates]
    return min(judged, key=lambda each: (_shortcomings(each[1]), each[0].rank))


def _judged(case: Case, held: Held, steps: list[Step], overlay: Overlay | None) -> list[Finding]:
    certificate_id = held.certificate_id
    return [file(step, step.check(case, held, step.asked), certificate_id, overlay) for step in steps]


def _shortcomings(findings: Iterable[Finding]) -> tuple[int, int, int]:
    opened = [each for each in findings if each.outcome in OPEN]
    block = [each for each in opened if each.severity is Severity.BLOCK]
    return (sum(each.outcome is Outcome.FAIL for each in block), len(block), len(opened))


def _current(plan: Plan, standing: Standing, case: Case, lent: bool) -> list[FiledCertificate]:
    """The certificates that show what a required line relies on, the umbrella's among them; without any, the newest accepted one."""
    if len(standing.accepted) == 1:
        return standing.accepted
    relied = [case.relied[line] for line in plan.required if line in case.relied]
    if lent:
        relied += case.in_force.get(Line.UMBRELLA_LIABILITY, ())
    current = {held.certificate_id: held.filed for held in relied}
    return list(current.values()) or standing.accepted[-1:]


def file(step: Step, verdict: Verdict | None, certificate_id: str | None, overlay: Overlay | None) -> Finding:
    """Make the finding of a verdict. Nothing passes or fails on a field that a person must look at first."""
    if verdict is None:
        return step.beside_the_point
    outcome, found, message, evidence, milder = verdict
    if outcome is Outcome.PASS or outcome is Outcome.FAIL:
        for item in evidence:
            if item.review is not None:
                outcome, message = Outcome.REVIEW, _doubt(step, item)
                break
    severity = milder if milder is not None and step.may_be_milder else step.severity
    rule = step.rule
    finding = write_finding(
        rule.id, rule.version, step.line, outcome, severity, step.asked.required, found, message, evidence, certificate_id
    )
    if overlay is None:
        return finding
    return overlay.over(finding, (certificate_id,) if certificate_id else ())


def _doubt(step: Step, item: Evidence) -> str:
    return f"{step.asked.required}: page {item.page} of the certificate is not clear ({item.review}). It is being looked at."
