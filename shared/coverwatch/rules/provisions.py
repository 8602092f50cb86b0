"""Provisions: primary and non-contributory, waiver of subrogation, notice of cancellation."""

from collections.abc import Iterator

from coverwatch.domain.evidence import Evidence
from coverwatch.domain.facts import FiledCertificate
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import Provision, Rung
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, Held, places_of_work
from coverwatch.rules.wording import LINE_NAMES

_PRIMARY_FORMS = {Line.GENERAL_LIABILITY: " (CG 20 01)", Line.AUTOMOBILE_LIABILITY: " (CA 04 49)"}
_WAIVER_FORMS = {
    Line.GENERAL_LIABILITY: " (CG 24 04)",
    Line.AUTOMOBILE_LIABILITY: " (CA 04 44)",
    Line.WORKERS_COMPENSATION: " (WC 00 03 13)",
}


def _provision(asking: Asking, name: str) -> Provision | None:
    requirement = asking.requirement_set.lines[asking.line] if asking.line is not None else None
    if requirement is None or not requirement.required:
        return None
    provision: Provision | None = getattr(requirement, name)
    return provision


def _primary(asking: Asking) -> Iterator[Asked]:
    provision = _provision(asking, "primary_noncontributory")
    if provision is not None:
        by = "a copy of the endorsement" if provision.evidence is Rung.ENDORSEMENT else "the description or an endorsement"
        yield Asked(f"primary and non-contributory, by {by}", provision.evidence is Rung.ENDORSEMENT)


@rule(
    "R38",
    "The policy is primary and non-contributory",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="no box on the form; ISO CG 20 01 (04 13), CA 04 49",
    asks=_primary,
    reads=("description",),
    note="Applies when the line names `primary_noncontributory`: true, or `{evidence: endorsement}`.",
)
def primary(case: Case, held: Held, asked: Asked) -> Verdict | None:
    """The description is enough unless the endorsement is asked for; then the description alone is reviewed."""
    forms = held.endorsements(case.tables, "primary")
    said = held.says("primary_noncontributory")
    evidence = _described(held)
    form = _PRIMARY_FORMS.get(held.policy.line, "")
    ask = f"Please send a copy of the primary and non-contributory endorsement{form}."
    if forms and forms[0].attached:
        return passed(f"{forms[0].form} attached", evidence)
    if forms or said:
        if not asked.value:
            return Outcome.PASS, forms[0].form if forms else "description", "", evidence, None
        return unsure("no endorsement", f"{LINE_NAMES[held.policy.line]}: the endorsement was not supplied. {ask}", evidence)
    return failed("not shown", f"{LINE_NAMES[held.policy.line]}: primary and non-contributory was not found. {ask}", evidence)


def _waiver(asking: Asking) -> Iterator[Asked]:
    provision = _provision(asking, "waiver_of_subrogation")
    if provision is not None:
        by = {
            Rung.BOX: "the box, the description or an endorsement",
            Rung.DESCRIPTION: "the description or an endorsement",
            Rung.ENDORSEMENT: "a copy of the endorsement",
        }
        reads = ("waiver_of_subrogation",) if provision.evidence is Rung.BOX else ("waiver_of_subrogation", "description")
        yield Asked(f"waiver of subrogation, by {by[provision.evidence]}", provision.evidence, reads)


@rule(
    "R39",
    "Subrogation is waived",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="ACORD 25: SUBR WVD; ISO CG 24 04, CA 04 44; NCCI WC 00 03 13; facts/states.toml for states that bar it",
    asks=_waiver,
    reads=("waiver_of_subrogation",),
    note="Applies when the line names `waiver_of_subrogation`: true (the box is enough), or `{evidence: description}` or `endorsement`. "
    "Where a state bars the waiver on workers' compensation, its lack is reviewed instead of failing.",
)
def subrogation_is_waived(case: Case, held: Held, asked: Asked) -> Verdict | None:
    """N in the box against a description that waives is reviewed."""
    rung, policy = asked.value, held.policy
    box, evidence = policy.waiver_of_subrogation, held.evidence("waiver_of_subrogation")
    if box and rung is Rung.BOX:
        return Outcome.PASS, "box", "", evidence, None
    forms = held.endorsements(case.tables, "waiver_of_subrogation")
    if forms and forms[0].attached:
        return passed(f"{forms[0].form} attached", evidence)
    in_words = bool(forms or held.says("waiver_of_subrogation"))
    name = LINE_NAMES[policy.line]
    ask = f"Please send a copy of the waiver of subrogation endorsement{_WAIVER_FORMS.get(policy.line, '')}."
    if in_words and box is False:
        return unsure("description, but N in the box", f"{name}: the description and the box disagree on the waiver. {ask}", evidence)
    if in_words and rung is not Rung.ENDORSEMENT:
        return passed("description", evidence + _described(held))
    if in_words or (box and rung is not Rung.BOX):
        return unsure("no endorsement", f"{name}: the waiver of subrogation endorsement was not supplied. {ask}", evidence)
    barred = [state for state in places_of_work(case.vendor) if state in case.tables.waiver_barred]
    if policy.line is Line.WORKERS_COMPENSATION and barred:
        state = case.tables.state_name(barred[0])
        return unsure(
            "not shown", f"Waiver of subrogation not shown on {name}; {state} limits it. Please tell us what the policy gives.", evidence
        )
    return failed("N" if box is False else "not shown", f"Waiver of subrogation not shown on {name}. {ask}", evidence)


@rule(
    "R40",
    "Others are told of a cancellation",
    scope=Scope.CERTIFICATE,
    severity=Severity.INFO,
    source="since 2009 the form says only that notice follows the policy; words typed on it bind nobody",
    asks=lambda _: [Asked("an endorsement that gives us notice of cancellation")],
    on=False,
    note="Off by default. Passes only by an endorsement page of the index or an accepted document; never asks for typed words.",
)
def notice_of_cancellation(case: Case, filed: FiledCertificate, _asked: Asked) -> Verdict | None:
    certificate = filed.certificate
    if certificate is None:
        return None
    for mention in certificate.endorsements:
        known = case.tables.endorsement(mention)
        if mention.attached and known is not None and "notice_of_cancellation" in known.given(mention.edition):
            return passed(f"{mention.form} attached")
    said = any(each.subject == "notice_of_cancellation" for each in certificate.assertions)
    message = "If your policy has a notice-of-cancellation endorsement to third parties, please attach it."
    return unsure("typed words only" if said else "not shown", message)


def _described(held: Held) -> tuple[Evidence, ...]:
    item = held.certificate.evidence.get("description")
    return (item,) if item is not None else ()
