"""The paper itself: is it the right form, of a believable date and edition, complete and signed?"""

from collections.abc import Iterator
from datetime import timedelta

from coverwatch.domain.certificate import Certificate
from coverwatch.domain.facts import FiledCertificate
from coverwatch.domain.finding import Severity
from coverwatch.domain.line import Line
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, evidence_of, places_of_work
from coverwatch.rules.wording import day, listed

LIABILITY = "ACORD 25"
PROPERTY = ("ACORD 24", "ACORD 27", "ACORD 28")
NOT_CERTIFICATES = {
    "BINDER": "a binder",
    "DECLARATIONS": "a declarations page",
    "INVOICE": "an invoice",
    "POLICY": "a policy",
}
"""What else arrives instead of a certificate; it may supplement one."""

FULL_LIMITS_EDITION = "2025/12"
"""Since this edition the form may show only the amounts that the holder asked for."""


@rule(
    "R01",
    "The form is the right one",
    scope=Scope.CERTIFICATE,
    severity=Severity.BLOCK,
    source="ACORD 25 shows liability; 24, 27 and 28 show property, 30 garage operations",
    asks=lambda _: [Asked("an ACORD 25 showing liability coverage", reads=("form",))],
)
def right_form(case: Case, filed: FiledCertificate, _asked: Asked) -> Verdict | None:
    """Liability stands on an ACORD 25; a certificate that shows nothing but property may be on a property form."""
    certificate = _certificate(filed)
    form, evidence = certificate.form, evidence_of(certificate, "form")
    if form == LIABILITY:
        return passed(form, evidence)
    only_property = certificate.policies and all(policy.line is Line.PROPERTY for policy in certificate.policies)
    if form in PROPERTY and only_property and Line.PROPERTY in case.requirement_set.lines:
        return passed(form, evidence)
    if form.startswith("ACORD"):
        return failed(form, f"You sent an {form}. We need an ACORD 25 showing liability coverage.", evidence)
    if form in NOT_CERTIFICATES:
        return None
    return unsure(form or "unknown", "The form was not recognised. Please send the coverage on an ACORD 25.", evidence)


@rule(
    "R02",
    "It is a certificate, not a policy, binder, declarations page or invoice",
    scope=Scope.CERTIFICATE,
    severity=Severity.BLOCK,
    source="trade practice: declarations may supplement a certificate, never stand for one",
    asks=lambda _: [Asked("a certificate of insurance", reads=("form",))],
    note="A page that says SPECIMEN is held back when it is read, unless specimens are allowed; the rules do not ask again.",
)
def is_a_certificate(_case: Case, filed: FiledCertificate, _asked: Asked) -> Verdict | None:
    certificate = _certificate(filed)
    evidence = evidence_of(certificate, "form")
    if certificate.form in NOT_CERTIFICATES:
        what = NOT_CERTIFICATES[certificate.form]
        return failed(what, f"This is {what}; please have your agent issue an ACORD 25.", evidence)
    if certificate.form.startswith("ACORD"):
        return passed(certificate.form, evidence)
    return unsure(
        certificate.form or "unknown",
        "The document was not recognised as a certificate of insurance. Please send the certificate.",
        evidence,
    )


def _issued(asking: Asking) -> Iterator[Asked]:
    yield Asked("an issue date that is not in the future", value=timedelta(days=asking.settings["days_before_effective"]))


@rule(
    "R03",
    "The issue date is present and believable",
    scope=Scope.CERTIFICATE,
    severity=Severity.FIX,
    source="trade practice: an odd date is the cheapest sign of a certificate that was altered",
    asks=_issued,
    settings={"days_before_effective": 120},
    reads=("issued_on",),
    note="`days_before_effective`: a certificate issued longer than this before a policy on it starts is looked at.",
)
def issue_date(case: Case, filed: FiledCertificate, asked: Asked) -> Verdict | None:
    """In the future or missing is reviewed, as is a date long before the policies start."""
    certificate = _certificate(filed)
    issued = certificate.issued_on
    evidence = evidence_of(certificate, "issued_on")
    if issued is None:
        return unsure("no date", "The certificate has no date. Please send the certificate with its issue date.", evidence)
    if issued > case.on:
        return unsure(day(issued), f"The certificate is dated {day(issued)}, after today. Please confirm its date.", evidence)
    for policy in certificate.policies:
        if policy.effective_on is not None and policy.effective_on - issued > asked.value:
            found = f"{day(issued)}, policy starts {day(policy.effective_on)}"
            return unsure(
                found, f"The certificate is dated {day(issued)}, long before the policies start. Please confirm its date.", evidence
            )
    return passed(day(issued), evidence)


def _fresh(asking: Asking) -> Iterator[Asked]:
    days = asking.settings["days"]
    yield Asked(f"issued within {days} days before we received it", value=timedelta(days=days))


@rule(
    "R04",
    "The certificate was issued recently when we received it",
    scope=Scope.CERTIFICATE,
    severity=Severity.FIX,
    source="trade practice: 30 to 60 days when first collected",
    asks=_fresh,
    on=False,
    settings={"days": 60},
    reads=("issued_on",),
)
def issue_age(_case: Case, filed: FiledCertificate, asked: Asked) -> Verdict | None:
    """Counted to the day of receipt: a certificate does not grow stale while its policies run."""
    certificate = _certificate(filed)
    evidence = evidence_of(certificate, "issued_on")
    if certificate.issued_on is None:
        return unsure("no date", "The certificate has no date. Please send the certificate with its issue date.", evidence)
    if filed.received_at.date() - certificate.issued_on > asked.value:
        return failed(day(certificate.issued_on), f"Please send a certificate issued within the last {asked.value.days} days.", evidence)
    return passed(day(certificate.issued_on), evidence)


def _complete(asking: Asking) -> Iterator[Asked]:
    wanted = "the producer's name, contact, phone and e-mail"
    yield Asked(f"{wanted}, and a signature" if asking.settings["signature"] else wanted, value=asking.settings["signature"])


@rule(
    "R07",
    "The producer is complete, and the certificate signed where that is asked",
    scope=Scope.CERTIFICATE,
    severity=Severity.INFO,
    source="ACORD 25: producer block and authorized representative's box",
    asks=_complete,
    settings={"signature": False},
    reads=("producer",),
    note="`signature: true` asks for ink in the authorized representative's box.",
)
def producer_complete(_case: Case, filed: FiledCertificate, asked: Asked) -> Verdict | None:
    certificate = _certificate(filed)
    producer = certificate.producer
    evidence = evidence_of(certificate, "producer")
    if producer is None:
        return unsure("no producer", "The certificate does not say who issued it. Please send the producer's name and contact.", evidence)
    parts = (("contact", producer.contact), ("phone", producer.phone), ("e-mail", producer.email))
    missing = [name for name, value in parts if not value]
    if missing:
        return unsure(f"no {listed(missing, 'or')}", f"The producer's {listed(missing)} is missing; please tell us.", evidence)
    if asked.value and not certificate.signed:
        return unsure("not signed", "The certificate is not signed by an authorized representative. Please send a signed one.", evidence)
    return passed(producer.party.name, evidence)


@rule(
    "R77",
    "In Wyoming the 2025/12 sentence on reduced limits does not apply",
    scope=Scope.CERTIFICATE,
    severity=Severity.INFO,
    source="ACORD 25 (2025/12): “Not Applicable in WY”",
    asks=lambda _: [Asked("nothing: a note on how to read the limits", reads=("edition",))],
)
def wyoming(case: Case, filed: FiledCertificate, _asked: Asked) -> Verdict | None:
    certificate = _certificate(filed)
    if certificate.edition == FULL_LIMITS_EDITION and "WY" in places_of_work(case.vendor):
        return passed("the limits shown are the policy's own", evidence_of(certificate, "edition"))
    return None


def _edition(asking: Asking) -> Iterator[Asked]:
    yield Asked("an edition in use on the certificate's own date", value=asking.tables.editions)


@rule(
    "R81",
    "The edition was in use on the certificate's own date",
    scope=Scope.CERTIFICATE,
    severity=Severity.INFO,
    source="ACORD 25 (2025/12): the limits shown may be only those the holder asked for",
    asks=_edition,
    reads=("edition",),
    note="A limit that equals the requirement is not suspicious under 2025/12; a shortfall asks for the full policy limits first (R21).",
)
def edition_in_use(_case: Case, filed: FiledCertificate, asked: Asked) -> Verdict | None:
    """An edition newer than the certificate's date, or one that is not known, is looked at; an outdated one is a note."""
    certificate = _certificate(filed)
    number, evidence = certificate.edition, evidence_of(certificate, "edition", "issued_on")
    known = asked.value.get(certificate.form)
    if known is None:
        return None
    edition = known.get(number or "")
    if number is None or edition is None:
        return unsure(
            number or "no edition",
            f"The edition of the {certificate.form} was not recognised. Please send a copy that shows the foot of the page.",
            evidence,
        )
    issued = certificate.issued_on or filed.received_at.date()
    if issued < edition.since:
        found = f"{number}, dated {day(issued)}"
        return unsure(found, f"The form's edition {number} is newer than the certificate's date. Please confirm the date.", evidence)
    if edition.until is not None and issued >= edition.until:
        newest = max(known)
        return failed(number, f"The form's edition {number} is outdated; please use {certificate.form} ({newest}) next time.", evidence)
    return passed(number, evidence)


def may_show_less(certificate: Certificate) -> bool:
    """Whether the form may show only what the holder asked for, so that a shortfall may be the form's and not the policy's."""
    return certificate.form == LIABILITY and certificate.edition is not None and certificate.edition >= FULL_LIMITS_EDITION


def _certificate(filed: FiledCertificate) -> Certificate:
    if filed.certificate is None:
        raise ValueError(f"{filed.certificate_id} was accepted unread")
    return filed.certificate
