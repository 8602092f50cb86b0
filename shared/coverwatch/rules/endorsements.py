"""Endorsement forms: are they known, of an accepted edition, and sound on the page?"""

from collections.abc import Iterator

from coverwatch.domain.certificate import EndorsementMention
from coverwatch.domain.facts import FiledCertificate
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.wording import listed


def _editions(asking: Asking) -> Iterator[Asked]:
    requirement = asking.requirement_set.lines[asking.line] if asking.line is Line.GENERAL_LIABILITY else None
    wanted = requirement.additional_insured if requirement is not None and requirement.required else None
    if wanted is not None:
        named = (
            f"edition {listed(wanted.editions, 'or')} or broader"
            if wanted.editions
            else "editions that the index knows, the same on both forms"
        )
        yield Asked(named, wanted.editions)


@rule(
    "R34",
    "The endorsements are of an accepted edition, the same on both forms",
    scope=Scope.POLICY,
    severity=Severity.FIX,
    source="ISO editions 11 85, 10 01, 07 04, 04 13, 12 19: from the broadest to the narrowest",
    asks=_editions,
    note="Applies when a form number is known. `additional_insured.editions` names the accepted ones; a broader edition satisfies them. "
    "CG 20 10 11 85 alone, or the pair of 10 01, is as broad as there is.",
)
def edition_is_accepted(case: Case, held: Held, asked: Asked) -> Verdict | None:
    """Fails never: an insurer's edition may be equivalent, so a person looks."""
    forms = held.endorsements(case.tables, "additional_insured")
    if not forms:
        return None
    accepted: tuple[str, ...] = asked.value
    found = ", ".join([f"{form.form} {form.edition or 'without edition'}" for form in forms])
    description = held.certificate.evidence.get("description")
    evidence = (description,) if description is not None else ()
    for form in forms:
        message = _odd(case, form, accepted)
        if message:
            return unsure(found, message, evidence)
    pair = {form.edition for form in forms if form.edition and form.form in _PAIR}
    if len(pair) > 1 and "11 85" not in pair:
        return unsure(found, f"CG 20 10 and CG 20 37 are of different editions ({listed(sorted(pair))}). Please confirm both.", evidence)
    return Outcome.PASS, found, "", evidence, None


_PAIR = ("CG 20 10", "CG 20 37")


def _odd(case: Case, form: EndorsementMention, accepted: tuple[str, ...]) -> str | None:
    """What is odd about one form's edition, or None."""
    known = case.tables.endorsement(form)
    edition = known.editions.get(form.edition) if known and form.edition else None
    if edition is None:
        if form.edition is None and not accepted:
            return None
        which = f" {form.edition}" if form.edition else ""
        return f"Please send a copy of {form.form}: its edition{which} could not be matched."
    if accepted and known is not None:
        least = min((known.editions[number][0] for number in accepted if number in known.editions), default=0)
        if edition[0] < least:
            return f"{form.form} edition {form.edition} supplied; contract asks for {listed(accepted, 'or')}. Please send that endorsement."
    return None


def _known(asking: Asking) -> Iterator[Asked]:
    if any(requirement.additional_insured for requirement in asking.requirement_set.lines.values()):
        yield Asked("endorsement forms that the index knows")


@rule(
    "R35",
    "Every endorsement form is one the index knows",
    scope=Scope.CERTIFICATE,
    severity=Severity.INFO,
    source="shared/coverwatch/rules/facts/endorsements.toml; insurers have forms of their own by the hundred",
    asks=_known,
    note="Applies when a form number is known. Fails never: an unknown form may be equivalent.",
)
def form_is_known(case: Case, filed: FiledCertificate, _asked: Asked) -> Verdict | None:
    mentions = filed.certificate.endorsements if filed.certificate else ()
    if not mentions:
        return None
    unknown = [each.form for each in mentions if case.tables.endorsement(each) is None]
    if not unknown:
        return passed(listed([each.form for each in mentions]))
    message = f"We could not match form {listed(unknown)}; please confirm which standard form it is equivalent to, or send a copy."
    return unsure(listed(unknown), message)


@rule(
    "R36",
    "The endorsement pages are sound",
    scope=Scope.CERTIFICATE,
    severity=Severity.FIX,
    source="trade practice: policy number as on the certificate, dates not expired, no sample, schedule not empty",
    asks=lambda _: [Asked("endorsement pages that a person has looked at")],
    on=False,
    note="Off by default: reviewers look at the pages when they accept them. Passes only by a settlement or an accepted document.",
)
def pages_are_sound(_case: Case, filed: FiledCertificate, _asked: Asked) -> Verdict | None:
    certificate = filed.certificate
    attached = [each for each in certificate.endorsements if each.attached] if certificate else []
    if certificate is None or not attached:
        return None
    found = listed([f"{each.form} (page {each.page})" for each in attached])
    if certificate.specimen:
        return failed(found, "The endorsement is marked as a sample. Please send the endorsement of the policy itself.")
    return unsure(found, f"{found}: the policy number, the dates and the schedule are being looked at.")
