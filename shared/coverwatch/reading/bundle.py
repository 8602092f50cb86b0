"""The forms of one document → the certificate they make together: an ACORD 25, its 101s, its endorsement pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coverwatch.domain.certificate import Certificate, EndorsementMention
from coverwatch.reading.address import DESCRIPTION
from coverwatch.reading.description import assertions_of
from coverwatch.reading.endorsement_forms import mentioned
from coverwatch.reading.normalise import certificate_of
from coverwatch.reading.outcome import FormReading
from coverwatch.reading.policies import text_of

REMARKS = "AdditionalRemarksSchedule_RemarkText_A"
CONTINUES = "AdditionalRemarksSchedule_FormNumber_A"
INSURED = "NamedInsured_FullName_A"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The document's certificate, if it has one, and what a person must know of the document."""

    certificate: Certificate | None
    reasons: tuple[str, ...] = ()


def bundled(forms: Sequence[FormReading]) -> Bundle:
    """The first certificate with what belongs to it; a second one of another insured or term is a reason."""
    first = next((i for i, form in enumerate(forms) if form.form == "ACORD 25" and form.fields), None)
    if first is None:
        return Bundle(None)
    others = [form for form in forms[first + 1 :] if form.form == "ACORD 25" and form.fields]
    strangers = [form for form in others if not _same(forms[first], form)]
    end = forms.index(strangers[0]) if strangers else len(forms)
    own = [*forms[:first], *forms[first + 1 : end]]
    remarks = [form for form in own if form.form == "ACORD 101" and _continues_certificate(form)]
    description = _description(forms[first], remarks)
    certificate = certificate_of(
        forms[first],
        description=description,
        assertions=assertions_of(description or ""),
        endorsements=tuple(_endorsements(forms[first], remarks, own)),
        continuation_pages=tuple(n for form in remarks for n in form.pages),
    )
    reasons = ("MULTIPLE_DOCUMENTS: certificates of different insureds or terms in one file",) if strangers else ()
    return Bundle(certificate, reasons)


def _same(one: FormReading, other: FormReading) -> bool:
    """The same page twice, or a copy for another holder: the insured and every policy that both state are the same."""
    names = [" ".join((text_of(f.fields, INSURED) or "").casefold().split()) for f in (one, other)]
    shared = [n for n in one.fields.keys() & other.fields.keys() if n.startswith(("Policy_", "OtherPolicy_Policy"))]
    return names[0] == names[1] and all(one.fields[n].value == other.fields[n].value for n in shared)


def _continues_certificate(form: FormReading) -> bool:
    number = text_of(form.fields, CONTINUES)
    return number is None or "25" in number


def _description(certificate: FormReading, remarks: Sequence[FormReading]) -> str | None:
    parts = [certificate.fields.get(DESCRIPTION), *(form.fields.get(REMARKS) for form in remarks)]
    texts = [part.value for part in parts if part is not None and isinstance(part.value, str) and part.value]
    return "\n".join(texts) or None


def _endorsements(certificate: FormReading, remarks: Sequence[FormReading], own: Sequence[FormReading]) -> Iterator[EndorsementMention]:
    seen: set[tuple[str, str | None]] = set()
    for form in own:
        if form.form.startswith("endorsement") and (name := form.form.removeprefix("endorsement").strip()):
            seen.add((name, form.edition))
            yield EndorsementMention(name, form.edition, form.pages[0], attached=True)
    for page in (certificate, *remarks):
        for reading in page.fields.values():
            if isinstance(reading.value, str):
                for name, edition in mentioned(" ".join(reading.value.split())):
                    if (name, edition) not in seen:
                        seen.add((name, edition))
                        yield EndorsementMention(name, edition, reading.page)
