"""The parties: is the insured the company we hired, and are we the holder?"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from coverwatch.domain.facts import FiledCertificate
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, evidence_of
from coverwatch.rules.names import Likeness, fold, likeness, trading_names

_ORDER = tuple(Likeness)

_DOUBTS = {
    Likeness.OTHER_FORM: "is another legal form",
    Likeness.TYPING_ERROR: "is spelled differently",
    Likeness.RELATED: "may be a parent, a subsidiary or a person of that name",
}


@rule(
    "R05",
    "The named insured is the company we hired",
    scope=Scope.CERTIFICATE,
    severity=Severity.BLOCK,
    source="trade practice: cover runs to the legal entity; punctuation and a known trade name do not matter",
    asks=lambda _: [Asked(lambda vendor: f"named insured: {vendor.legal_name}")],
    reads=("insured",),
)
def named_insured(case: Case, filed: FiledCertificate, _asked: Asked) -> Verdict | None:
    """The legal name, an alias, or `X dba Y` where X or Y is one of them. Another legal form, a parent, a person, a slip: reviewed."""
    certificate = filed.certificate
    insured = certificate.insured if certificate else None
    evidence = evidence_of(certificate, "insured") if certificate else ()
    vendor = case.vendor
    if insured is None:
        return unsure(
            "no insured",
            f"The certificate names no insured. Our contract is with '{vendor.legal_name}'. Please confirm who is insured.",
            evidence,
        )
    if insured.name == vendor.legal_name:
        return Outcome.PASS, insured.name, "", evidence, None
    ours = [name for each in (vendor.legal_name, *vendor.aliases) for name in trading_names(each)]
    theirs = trading_names(insured.name)
    best = min((likeness(one, other) for one in theirs for other in ours), key=_ORDER.index)
    if best is Likeness.SAME:
        return passed(insured.name, evidence)
    contract = f"Certificate names '{insured.name}'; our contract is with '{vendor.legal_name}'."
    if best is Likeness.DIFFERENT:
        return failed(insured.name, f"{contract} Send the certificate of that company.", evidence)
    return unsure(insured.name, f"{contract} The name {_DOUBTS[best]}: please confirm who is insured.", evidence)


@dataclass(frozen=True, slots=True)
class _Holder:
    name: str
    address: str
    others: tuple[str, ...]
    exactly: str


def _holder(asking: Asking) -> Iterator[Asked]:
    holder = asking.requirement_set.holder
    if holder is not None:
        exactly = ", ".join((holder.name, *holder.address))
        value = _Holder(fold(holder.name), fold(" ".join(holder.address)), tuple(fold(name) for name in holder.also_accept), exactly)
        yield Asked(f"certificate holder: {exactly}", value)


HOLDER_SLIP = 92.0
"""Similarity (0–100) from which a holder differs by a slip. Judgement."""


@rule(
    "R06",
    "The certificate holder reads as we ask",
    scope=Scope.CERTIFICATE,
    severity=Severity.FIX,
    source="trade practice: name and address, with agreed alternates; being holder gives no cover",
    asks=_holder,
    reads=("holder",),
)
def holder_reads(_case: Case, filed: FiledCertificate, asked: Asked) -> Verdict | None:
    """Case, punctuation and spacing do not matter. An alternate name may stand with any address."""
    certificate = filed.certificate
    holder = certificate.holder if certificate else None
    evidence = evidence_of(certificate, "holder") if certificate else ()
    wanted: _Holder = asked.value
    correct = f"Certificate holder must read exactly: {wanted.exactly}."
    if holder is None:
        return failed("no holder", correct, evidence)
    name, address = fold(holder.name), fold(" ".join(holder.lines))
    if name in wanted.others or (name == wanted.name and (not wanted.address or wanted.address in address)):
        return passed(holder.name, evidence)
    found = ", ".join((holder.name, *holder.lines))
    if fuzz.ratio(f"{name} {address}", f"{wanted.name} {wanted.address}") >= HOLDER_SLIP:
        return unsure(found, f"The certificate holder reads '{found}'. {correct}", evidence)
    return failed(found, f"The certificate holder reads '{found}'. {correct}", evidence)
