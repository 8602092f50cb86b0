"""Additional insureds: who is insured besides the vendor, for what, and by which rung of evidence."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from coverwatch.domain.certificate import EndorsementMention
from coverwatch.domain.evidence import Evidence
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import AdditionalInsured, Rung
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.names import fold
from coverwatch.rules.wording import LINE_NAMES, listed

BESIDE = frozenset({Line.AUTOMOBILE_LIABILITY, Line.UMBRELLA_LIABILITY, Line.EXCESS_LIABILITY})
"""Lines on which an additional insured is asked by R37, with a milder default."""

_EXAMPLES = {Line.GENERAL_LIABILITY: " (for example CG 20 10)", Line.AUTOMOBILE_LIABILITY: " (for example CA 20 48)"}
_RUNGS = {
    Rung.BOX: "ADDL INSD ticked",
    Rung.DESCRIPTION: "ADDL INSD ticked, and the description or an endorsement says so",
    Rung.ENDORSEMENT: "a copy of the endorsement",
}


def _requirement(asking: Asking) -> AdditionalInsured | None:
    requirement = asking.requirement_set.lines[asking.line] if asking.line is not None else None
    return requirement.additional_insured if requirement is not None and requirement.required else None


def _rung(asking: Asking) -> Iterator[Asked]:
    wanted = _requirement(asking)
    if wanted is not None:
        reads = ("additional_insured",) if wanted.evidence is Rung.BOX else ("additional_insured", "description")
        yield Asked(f"additional insured, by {_RUNGS[wanted.evidence]}", wanted, reads)


def _on_main_lines(asking: Asking) -> Iterator[Asked]:
    if asking.line not in BESIDE:
        yield from _rung(asking)


def _on_lines_beside(asking: Asking) -> Iterator[Asked]:
    if asking.line in BESIDE:
        yield from _rung(asking)


@rule(
    "R30",
    "We are additional insured, by the evidence asked for",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="trade practice: box, then description, then endorsement; a box alone is normally not accepted",
    asks=_on_main_lines,
    reads=("additional_insured",),
    note="The rung is `additional_insured.evidence`: box, description or endorsement. An accepted document counts as the endorsement.",
)
def additional_insured(case: Case, held: Held, asked: Asked) -> Verdict | None:
    """Text without the box is reviewed, N in the box fails, and what only an endorsement can show is asked for."""
    return _climb(case, held, asked.value)


@rule(
    "R37",
    "We are additional insured on auto and umbrella",
    scope=Scope.POLICY,
    severity=Severity.FIX,
    source="ISO CA 20 48; an umbrella's own box, or follow form where that is accepted",
    asks=_on_lines_beside,
    reads=("additional_insured",),
    note="A requirement of an additional insured on workers' compensation is refused: there is none.",
)
def additional_insured_beside(case: Case, held: Held, asked: Asked) -> Verdict | None:
    """The same ladder; an umbrella that follows form is enough where the set accepts that."""
    if asked.value.follow_form_accepted and held.policy.line is not Line.AUTOMOBILE_LIABILITY:
        said = held.says("follow_form")
        if said:
            return passed(said.text, _described(held))
    return _climb(case, held, asked.value)


def _climb(case: Case, held: Held, wanted: AdditionalInsured) -> Verdict:
    policy, rung = held.policy, wanted.evidence
    evidence = held.evidence("additional_insured")
    said = held.says("additional_insured")
    forms = held.endorsements(case.tables, "additional_insured") if rung is not Rung.BOX or policy.additional_insured is None else []
    ask = f"Please send a copy of the additional insured endorsement{_EXAMPLES.get(policy.line, '')}."
    name = LINE_NAMES[policy.line]
    if forms and forms[0].attached:
        return passed(f"{forms[0].form} attached", evidence)
    if policy.additional_insured is False:
        return failed("N", f"{name}: the certificate says that there is no additional insured. {ask}", evidence)
    in_words = bool(said or forms)
    if policy.additional_insured:
        if rung is Rung.BOX or (rung is Rung.DESCRIPTION and in_words):
            return Outcome.PASS, "box and description" if in_words else "box", "", evidence + _described(held, in_words), None
        if rung is Rung.DESCRIPTION:
            return failed("box alone", f"{name}: the additional insured box is ticked but no endorsement was supplied. {ask}", evidence)
        return unsure("no endorsement", f"{name}: the additional insured endorsement was not supplied. {ask}", evidence)
    if in_words:
        found = "description, but no box"
        return unsure(found, f"{name}: the description speaks of an additional insured, the box is blank. {ask}", _described(held))
    return failed("not shown", f"{name}: no additional insured is shown. {ask}", evidence)


def _described(held: Held, needed: bool = True) -> tuple[Evidence, ...]:
    item = held.certificate.evidence.get("description") if needed else None
    return (item,) if item is not None else ()


def _names(asking: Asking) -> Iterator[Asked]:
    wanted = _requirement(asking)
    holder = asking.requirement_set.holder
    if wanted is None:
        return
    names = wanted.names or ((holder.name,) if holder and not wanted.blanket_accepted else ())
    if names:
        blanket = ", or blanket wording" if wanted.blanket_accepted else ""
        yield Asked(f"additional insured: {listed(names)}{blanket}", (names, tuple(fold(name) for name in names), wanted.blanket_accepted))


@rule(
    "R31",
    "Everyone who must be additional insured is named, or blanket wording covers them",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="trade practice: “where required by written contract” where that is accepted; a misspelled name is not the name",
    asks=_names,
    reads=("description",),
    note="`additional_insured.names`; without names the holder, where blanket wording is not accepted.",
)
def everyone_is_named(case: Case, held: Held, asked: Asked) -> Verdict | None:
    """A name that is nearly right fails; with an endorsement at hand whose schedule is unread, a person looks."""
    names, folded, blanket_accepted = asked.value
    if blanket_accepted and held.says("blanket"):
        return passed("where required by written contract", _described(held))
    line = held.policy.line
    texts = fold(
        " ".join(
            f"{each.text} {each.value or ''}"
            for each in held.certificate.assertions
            if each.subject == "additional_insured" and (not each.lines or line in each.lines)
        )
    )
    missing = [name for name, plain in zip(names, folded) if plain not in texts]
    if not missing:
        return passed(listed(names), _described(held))
    if any(form.attached for form in held.endorsements(case.tables, "additional_insured")):
        message = f"The endorsement received must cover {listed(missing)}: its schedule is being looked at."
        return unsure("an endorsement whose schedule is unread", message, _described(held))
    near = [name for name in missing if texts and fuzz.partial_ratio(fold(name), texts) >= NEARLY]
    found = f"spelled differently: {listed(near)}" if near else f"not named: {listed(missing)}"
    message = f"Additional insured must include {listed(missing)}. Please send a copy of the endorsement that covers them."
    return failed(found, message, _described(held))


NEARLY = 90.0
"""Similarity (0–100) from which a name stands there misspelled. Judgement."""


def _upstream(asking: Asking) -> Iterator[Asked]:
    wanted = _requirement(asking)
    if wanted is not None and asking.line is Line.GENERAL_LIABILITY:
        far = wanted.upstream or bool(wanted.names)
        yield Asked("cover of parties without a contract with the vendor" if far else "cover of the party that hires the vendor", far)


@rule(
    "R32",
    "The endorsement covers parties that have no contract with the vendor",
    scope=Scope.POLICY,
    severity=Severity.FIX,
    source="ISO CG 20 33 needs privity; CG 20 38, or a scheduled CG 20 10 or CG 20 26, does not",
    asks=_upstream,
    note="Applies when a form number is known. `additional_insured.upstream`, or names, say that such parties must be insured.",
)
def reaches_upstream(case: Case, held: Held, asked: Asked) -> Verdict | None:
    """Fails never: a manuscript schedule may name the owner, so a person looks."""
    forms = held.endorsements(case.tables, "ongoing")
    if not forms:
        return None
    direct = [form for form in forms if _needs_privity(case, form)]
    if not asked.value or len(direct) < len(forms):
        return passed(listed([form.form for form in forms]), _described(held))
    message = (
        f"{direct[0].form} extends only to parties in direct contract; the owner needs CG 20 38 or CG 20 10. Please send that endorsement."
    )
    return unsure(direct[0].form, message, _described(held))


def _needs_privity(case: Case, form: EndorsementMention) -> bool:
    known = case.tables.endorsement(form)
    return known is not None and known.privity


def _operations(asking: Asking) -> Iterator[Asked]:
    wanted = _requirement(asking)
    if wanted is not None and asking.line is Line.GENERAL_LIABILITY and (wanted.ongoing or wanted.completed):
        halves = [half for half, needed in (("ongoing", wanted.ongoing), ("completed", wanted.completed)) if needed]
        yield Asked(f"additional insured for {listed(halves)} operations", (tuple(halves), wanted.evidence is Rung.ENDORSEMENT))


_HALVES = {"ongoing": "CG 20 10 (ongoing operations)", "completed": "CG 20 37 (completed operations)"}


@rule(
    "R33",
    "The additional insured is covered for ongoing and completed operations",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="ISO CG 20 10 (ongoing), CG 20 37 (completed), CG 20 10 11 85 (both)",
    asks=_operations,
    reads=("description",),
    note="Applies when the set names `ongoing` or `completed`. One without the other fails the missing half; no form at all is reviewed.",
)
def both_halves(case: Case, held: Held, asked: Asked) -> Verdict | None:
    halves, only_attached = asked.value
    shown = [half for half in halves if _shows(case, held, half, only_attached)]
    missing = [half for half in halves if half not in shown]
    forms = held.endorsements(case.tables, "additional_insured")
    found = listed([form.form for form in forms]) or "no form named"
    if not missing:
        return passed(found, _described(held))
    ask = f"Please send a copy of {listed([_HALVES[half] for half in missing])}, or of the endorsement that is equivalent."
    if shown or forms:
        if only_attached and not any(form.attached for form in forms):
            return unsure(found, f"The endorsements named were not supplied. {ask}", _described(held))
        return failed(found, f"{listed([_HALVES[half] for half in missing])} is missing. {ask}", _described(held))
    return unsure(found, f"We could not tell which operations the additional insured is covered for. {ask}", _described(held))


def _shows(case: Case, held: Held, half: str, only_attached: bool) -> bool:
    forms = held.endorsements(case.tables, half)
    if only_attached:
        return any(form.attached for form in forms)
    return bool(forms) or held.says(f"{half}_operations") is not None
