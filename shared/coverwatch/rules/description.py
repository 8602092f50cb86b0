"""The description of operations: words that narrow, pages that are missing, the project it is for."""

from coverwatch.domain.facts import FiledCertificate
from coverwatch.domain.finding import Severity
from coverwatch.rules.book import Asked, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, evidence_of
from coverwatch.rules.names import fold


@rule(
    "R41",
    "The description does not narrow the cover",
    scope=Scope.CERTIFICATE,
    severity=Severity.INFO,
    source="trade practice: “only with respect to”, “except”, another project",
    asks=lambda _: [Asked("a description without narrowing words", reads=("description",))],
    note="Fails never: what words mean is a person's to say.",
)
def not_narrowed(_case: Case, filed: FiledCertificate, _asked: Asked) -> Verdict | None:
    certificate = filed.certificate
    if certificate is None:
        return None
    evidence = evidence_of(certificate, "description")
    for assertion in certificate.assertions:
        if assertion.subject == "narrowing":
            return unsure(
                assertion.text, f"The description may narrow the cover: “{assertion.text}”. Please confirm what it means.", evidence
            )
    return passed("nothing that narrows", evidence)


@rule(
    "R42",
    "What the description refers to was received",
    scope=Scope.CERTIFICATE,
    severity=Severity.FIX,
    source="ACORD 101 continues the description of the certificate before it",
    asks=lambda _: [Asked("the attachment that the description refers to", reads=("description",))],
)
def attachment_received(_case: Case, filed: FiledCertificate, _asked: Asked) -> Verdict | None:
    """Reviewed only when the description itself was not read surely."""
    certificate = filed.certificate
    if certificate is None:
        return None
    refers = certificate.continued_elsewhere or any(each.subject == "see_attached" for each in certificate.assertions)
    if not refers:
        return None
    evidence = evidence_of(certificate, "description")
    if certificate.continuation_pages:
        pages = ", ".join(str(page) for page in certificate.continuation_pages)
        return passed(f"page {pages}", evidence)
    message = "Description says 'see attached' but no attachment was received. Please send the complete certificate."
    return failed("no attachment", message, evidence)


@rule(
    "R43",
    "The certificate is for this contract",
    scope=Scope.CERTIFICATE,
    severity=Severity.INFO,
    source="the vendor's reference, as the organisation writes it",
    asks=lambda _: [Asked(lambda vendor: f"a certificate for {vendor.reference}")],
    on=False,
    reads=("description",),
    note="Off by default; applies to vendors with a reference.",
)
def refers_to_contract(case: Case, filed: FiledCertificate, _asked: Asked) -> Verdict | None:
    """The reference as we write it passes; its number alone is reviewed."""
    certificate, reference = filed.certificate, case.vendor.reference
    if certificate is None or not reference:
        return None
    evidence = evidence_of(certificate, "description")
    said = " ".join(f"{each.text} {each.value or ''}" for each in certificate.assertions if each.subject == "project")
    text = fold(f"{certificate.description or ''} {said}")
    if fold(reference) in text:
        return passed(reference, evidence)
    numbers = [word for word in fold(reference).split() if word.isdigit()]
    if numbers and all(number in text.split() for number in numbers):
        return unsure(
            " ".join(numbers), f"The certificate refers to {' '.join(numbers)}: please confirm that it is for {reference}.", evidence
        )
    return failed("not found", f"The certificate does not refer to {reference}. Please send the certificate for this contract.", evidence)
