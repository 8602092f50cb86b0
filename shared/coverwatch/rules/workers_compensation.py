"""Workers' compensation: the statutory limits, employers' liability, who is excluded, and where it applies."""

from collections.abc import Iterator

from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, path, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.limits import judge_limit, limits_asked
from coverwatch.rules.wording import listed

_LINE = Line.WORKERS_COMPENSATION


def _required(asking: Asking) -> bool:
    requirement = asking.requirement_set.lines.get(_LINE)
    return requirement is not None and requirement.required


def _statutory_and_limits(asking: Asking) -> Iterator[Asked]:
    if asking.line is _LINE and _required(asking):
        if asking.requirement_set.lines[_LINE].statutory:
            yield Asked("statutory limits", None, ("statutory",))
        yield from limits_asked(asking)


@rule(
    "R70",
    "Workers' compensation is statutory, employers' liability at least what is required",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="ACORD 25: PER STATUTE, E.L. EACH ACCIDENT, DISEASE - EA EMPLOYEE, DISEASE - POLICY LIMIT",
    asks=_statutory_and_limits,
    note="An umbrella may make up for employers' liability, never for statutory limits.",
)
def statutory_and_employers_liability(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    if asked.value is not None:
        return judge_limit(held, asked.value)
    evidence = held.evidence("statutory")
    if held.policy.statutory:
        return Outcome.PASS, "per statute", "", evidence, None
    message = "Workers' compensation does not show statutory limits. Send the certificate of a policy with statutory limits."
    return failed("not per statute", message, held.evidence("number"))


def _officers(asking: Asking) -> Iterator[Asked]:
    if asking.line is _LINE and _required(asking):
        covered = asking.requirement_set.lines[_LINE].officers_covered
        yield Asked("no proprietor, partner or officer excluded" if covered else "who is excluded is known", covered)


@rule(
    "R71",
    "It is known whether a proprietor, partner or officer is excluded",
    scope=Scope.POLICY,
    severity=Severity.FIX,
    source="ACORD 25: ANY PROPRIETOR/PARTNER/EXECUTIVE OFFICER/MEMBER EXCLUDED? (mandatory in New Hampshire)",
    asks=_officers,
    reads=("officers_excluded",),
    note="Y is reviewed, and fails with `officers_covered`; a blank is a note.",
)
def officers(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    excluded = held.policy.officers_excluded
    evidence = held.evidence("officers_excluded")
    if excluded is None:
        message = "Please tell us whether a proprietor, partner or officer is excluded from workers' compensation."
        return unsure("blank", message, evidence, Severity.INFO)
    if not excluded:
        return Outcome.PASS, "N", "", evidence, None
    message = "Officers are excluded from workers compensation; confirm no owner works on site or provide cover."
    return failed("Y", message, evidence) if asked.value else unsure("Y", message, evidence)


path(
    "R72",
    "A vendor without workers' compensation shows the state's exemption",
    severity=Severity.BLOCK,
    source="state exemption certificates; a note of one's own is none",
    subject="workers_compensation",
    covers=("R12", "R70", "R71"),
    note="A document accepted for this rule on workers' compensation, or a waiver of it (sole proprietor), stands for R12, R70, R71.",
)


def _applies_there(asking: Asking) -> Iterator[Asked]:
    if _required(asking):
        yield Asked(lambda vendor: f"workers' compensation that applies in {listed(vendor.work_states)}", line=_LINE)


@rule(
    "R73",
    "Workers' compensation applies in the state of the work",
    scope=Scope.VENDOR,
    severity=Severity.INFO,
    source="items 3.A and 3.C of the policy's information page, which no certificate shows",
    asks=_applies_there,
    note="Asked when the vendor works in another state than its own. Fails never: only the policy can tell.",
)
def applies_where_the_work_is(case: Case, _line: Line | None, _asked: Asked) -> Verdict | None:
    vendor, held = case.vendor, case.relied.get(_LINE)
    if held is None or vendor.state is None or not vendor.work_states:
        return None
    elsewhere = [state for state in vendor.work_states if state != vendor.state and not case.tables.fund(state, case.on)]
    if not elsewhere:
        return passed(case.tables.state_name(vendor.state), held.evidence("number"))
    names = listed([case.tables.state_name(state) for state in elsewhere])
    return unsure(
        f"vendor of {case.tables.state_name(vendor.state)}", f"Confirm workers compensation applies in {names}.", held.evidence("number")
    )
