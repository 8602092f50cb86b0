"""An ACORD 25's fields → a Certificate: parties, insurers, policies, the description. Nothing guessed: absent is absent."""

from coverwatch.domain.certificate import Assertion, Certificate, EndorsementMention, Insurer, Party, Producer
from coverwatch.domain.evidence import Evidence
from coverwatch.reading.address import DESCRIPTION, MORE_OF_A_NAME
from coverwatch.reading.outcome import FormReading
from coverwatch.reading.policies import Fields, evidence_of, policies_of, text_of
from coverwatch.reading.values import parse_date

ISSUED = "Form_CompletionDate_A"
NUMBER = "CertificateOfInsurance_CertificateNumberIdentifier_A"
REVISION = "CertificateOfInsurance_RevisionNumberIdentifier_A"
EVIDENCE = {
    "issued_on": ISSUED,
    "number": NUMBER,
    "revision": REVISION,
    "insured": "NamedInsured_FullName_A",
    "producer": "Producer_FullName_A",
    "holder": "CertificateHolder_FullName_A",
    "description": DESCRIPTION,
}


def certificate_of(
    form: FormReading,
    *,
    description: str | None = None,
    assertions: tuple[Assertion, ...] = (),
    endorsements: tuple[EndorsementMention, ...] = (),
    continuation_pages: tuple[int, ...] = (),
) -> Certificate:
    """The certificate that an ACORD 25's fields state; `description` holds its continuation pages too."""
    fields = form.fields
    insurers = _insurers(fields)
    issued = text_of(fields, ISSUED)
    return Certificate(
        form=form.form,
        edition=form.edition,
        issued_on=parse_date(issued) if issued else None,
        number=text_of(fields, NUMBER),
        revision=text_of(fields, REVISION),
        insured=_party(fields, "NamedInsured"),
        producer=_producer(fields),
        holder=_party(fields, "CertificateHolder"),
        insurers=insurers,
        policies=policies_of(fields, {i.letter: i for i in insurers}),
        description=description,
        assertions=assertions,
        endorsements=endorsements,
        signed=form.signed,
        continued_elsewhere=any(a.subject == "see_attached" for a in assertions),
        continuation_pages=continuation_pages,
        specimen=form.specimen,
        evidence=_evidence(fields),
    )


def _insurers(fields: Fields) -> tuple[Insurer, ...]:
    listed = ((x, text_of(fields, f"Insurer_FullName_{x}"), text_of(fields, f"Insurer_NAICCode_{x}")) for x in "ABCDEF")
    return tuple(Insurer(letter, name, naic) for letter, name, naic in listed if name)


def _party(fields: Fields, prefix: str) -> Party | None:
    name = text_of(fields, f"{prefix}_FullName_A")
    if name is None:
        return None
    parts = {
        p: text_of(fields, f"{prefix}_MailingAddress_{p}_A")
        for p in ("LineOne", "LineTwo", "CityName", "StateOrProvinceCode", "PostalCode")
    }
    if parts["LineOne"] and MORE_OF_A_NAME.match(parts["LineOne"]):
        name, parts["LineOne"] = f"{name} {parts['LineOne']}", None
    city, state, postal = parts["CityName"], parts["StateOrProvinceCode"], parts["PostalCode"]
    last = " ".join(p for p in (f"{city}," if city and state else city, state, postal) if p)
    return Party(name, tuple(p for p in (parts["LineOne"], parts["LineTwo"], last) if p), city, state, postal)


def _producer(fields: Fields) -> Producer | None:
    party = _party(fields, "Producer")
    if party is None:
        return None
    contact = "Producer_ContactPerson_"
    return Producer(
        party,
        text_of(fields, f"{contact}FullName_A"),
        text_of(fields, f"{contact}PhoneNumber_A"),
        text_of(fields, "Producer_FaxNumber_A"),
        text_of(fields, f"{contact}EmailAddress_A"),
    )


def _evidence(fields: Fields) -> dict[str, Evidence]:
    found = {key: evidence_of(name, fields[name]) for key, name in EVIDENCE.items() if name in fields}
    for letter in "ABCDEF":
        name = f"Insurer_FullName_{letter}"
        if name in fields:
            found[f"insurers.{letter}"] = evidence_of(name, fields[name])
    return found
