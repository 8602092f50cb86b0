"""General liability: the occurrence basis, what the aggregate applies per, and exclusions no certificate shows."""

from collections.abc import Iterator

from coverwatch.domain.certificate import AggregateBasis, Basis
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.wording import LINE_NAMES, listed


def _occurrence(asking: Asking) -> Iterator[Asked]:
    if asking.line is not None:
        requirement = asking.requirement_set.lines[asking.line]
        if requirement.required and requirement.occurrence_only:
            yield Asked("an occurrence policy")


@rule(
    "R20",
    "The policy answers per occurrence",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="ACORD 25: COMMERCIAL GENERAL LIABILITY, CLAIMS-MADE, OCCUR",
    asks=_occurrence,
    reads=("line", "basis"),
    note="Applies to lines with `occurrence_only`.",
)
def occurrence(_case: Case, held: Held, _asked: Asked) -> Verdict | None:
    """CLAIMS-MADE fails; both boxes, neither, or the line's own box left blank is reviewed."""
    policy = held.policy
    name = LINE_NAMES[policy.line]
    evidence = held.evidence("line", "basis")
    marked = policy.bases_marked or ((policy.basis,) if policy.basis else ())
    if marked == (Basis.CLAIMS_MADE,):
        message = f"{name} is claims-made; an occurrence policy is required. Send the certificate of an occurrence policy."
        return failed("claims-made", message, evidence)
    if marked != (Basis.OCCURRENCE,):
        found = "both boxes ticked" if marked else "neither box ticked"
        return unsure(found, f"{name}: please tell us whether the policy is occurrence or claims-made ({found}).", evidence)
    if not policy.line_marked and policy.line is Line.GENERAL_LIABILITY:
        return unsure("OCCUR only", f"{name}: please confirm that this is a commercial general liability policy.", evidence)
    return Outcome.PASS, "occurrence", "", evidence, None


_GIVES = {AggregateBasis.PROJECT: "per_project", AggregateBasis.LOCATION: "per_location"}
_FORMS = {AggregateBasis.PROJECT: " (CG 25 03 or equivalent)", AggregateBasis.LOCATION: " (CG 25 04 or equivalent)"}


def _aggregate(asking: Asking) -> Iterator[Asked]:
    if asking.line is Line.GENERAL_LIABILITY:
        requirement = asking.requirement_set.lines[asking.line]
        if requirement.required and requirement.aggregate_applies_per:
            bases = requirement.aggregate_applies_per
            yield Asked(f"general aggregate per {listed([basis.value for basis in bases], 'or')}", bases)


@rule(
    "R23",
    "The general aggregate applies per what is asked",
    scope=Scope.POLICY,
    severity=Severity.FIX,
    source="ACORD 25: GEN'L AGGREGATE LIMIT APPLIES PER; ISO CG 25 03 (project), CG 25 04 (location)",
    asks=_aggregate,
    reads=("aggregate_applies_per",),
    note="Applies when the set names `aggregate_applies_per`: by the box, the description or an endorsement.",
)
def aggregate_applies_per(case: Case, held: Held, asked: Asked) -> Verdict | None:
    """No box ticked cannot be told; another box ticked alone fails."""
    marked = held.policy.aggregate_applies_per
    evidence = held.evidence("aggregate_applies_per")
    for basis in asked.value:
        if basis in marked:
            return Outcome.PASS, basis.value, "", evidence, None
        gives = _GIVES.get(basis)
        forms = held.endorsements(case.tables, gives) if gives else []
        if forms:
            return passed(forms[0].form, evidence)
        project = held.says("project")
        if basis is AggregateBasis.PROJECT and project and "aggregate" in project.text.casefold():
            return passed(project.text, tuple(filter(None, (held.certificate.evidence.get("description"),))))
    wanted = listed([basis.value for basis in asked.value], "or")
    message = f"General aggregate must apply per {wanted}{_FORMS.get(asked.value[0], '')}. Please send a copy of the endorsement."
    if not marked:
        return unsure("no box ticked", message, evidence)
    return failed(listed([basis.value for basis in marked]), message, evidence)


@rule(
    "R24",
    "One box says what the general aggregate applies per",
    scope=Scope.POLICY,
    severity=Severity.FIX,
    source="trade practice: a policy may carry both, a certificate usually shows one",
    asks=_aggregate,
    reads=("aggregate_applies_per",),
)
def one_aggregate_basis(_case: Case, held: Held, _asked: Asked) -> Verdict | None:
    marked = held.policy.aggregate_applies_per
    evidence = held.evidence("aggregate_applies_per")
    if len(marked) > 1:
        found = listed([basis.value for basis in marked])
        return unsure(
            found, f"More than one box says what the general aggregate applies per ({found}). Please tell us which one.", evidence
        )
    return passed(marked[0].value, evidence) if marked else None


def _exclusions(asking: Asking) -> Iterator[Asked]:
    if asking.line is Line.GENERAL_LIABILITY:
        requirement = asking.requirement_set.lines[asking.line]
        if requirement.required and requirement.exclusions:
            yield Asked(f"no exclusion of {listed(requirement.exclusions, 'or')}", requirement.exclusions)


@rule(
    "R26",
    "Exclusions that the contract does not allow are looked for",
    scope=Scope.POLICY,
    severity=Severity.INFO,
    source="ACORD 25 shows no exclusions; the schedule of forms does",
    asks=_exclusions,
    note="Applies when the set names `exclusions`. Passes only by an accepted document or a reviewer's settlement.",
)
def exclusions_are_looked_for(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    message = f"Please send the schedule of forms and endorsements: {listed(asked.value)} must not be excluded."
    return unsure("not shown on a certificate", message, held.evidence("number"))
