"""A reviewer decides on a certificate: correct what was misread, settle findings, say whose it is, accept or reject."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from coverwatch import rules
from coverwatch.application.decide import with_identity
from coverwatch.application.filing import Change, requirement_set_of
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import line_in, row, rule_in
from coverwatch.application.records import CertificateRecord, Correction, HistoryRow, VendorFile
from coverwatch.application.refusals import Refused
from coverwatch.application.reviews import (
    Check,
    ReviewDecision,
    Reviewed,
    adopted_by,
    decided_row,
    file_review,
    kept_reading,
    rejected,
    vendor_for,
    waiting_document,
)
from coverwatch.domain.certificate import Certificate
from coverwatch.domain.facts import CertificateStatus, Settlement, VendorFacts
from coverwatch.domain.finding import Finding, Outcome
from coverwatch.reading import FormReading
from coverwatch.reading.corrections import UnfitValue, UnknownField, Value, fields_in_question, forms_in, looked_at
from coverwatch.reading.critical import CRITICAL_FIELDS

MOST = 40  # corrections, and findings, in one decision: each is a row of the history in one transaction of at most 100
SETTLED = frozenset({Outcome.PASS, Outcome.FAIL})


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSettled:
    """What a reviewer says of a finding; without `required` of all that the rule asks of that line."""

    rule: str
    line: str | None
    outcome: Outcome
    note: str = ""
    required: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateReview:
    """A reviewer's decision on a certificate. `corrections` are by eLabel: a text, True for a ticked box, None for a blank field."""

    decision: ReviewDecision
    corrections: Mapping[str, Value] = field(default_factory=dict)
    findings: tuple[FindingSettled, ...] = ()
    vendor_id: str | None = None
    note: str = ""


def review_certificate(
    office: Office, certificate_id: str, review: CertificateReview, asked: Asked, check: Check = lambda _: None
) -> Reviewed:
    """Decide on a certificate that waits for a person, and assess its vendor at once.

    Accepting confirms every field that was in doubt and is not corrected; the certificate is made anew from its fields. `check` sees the
    document as it is kept, and raises if it is not what the caller saw.
    Raises DocumentUnknown, DecidedMeanwhile, VendorUnknown, Refused: VENDOR_MISSING, ANOTHER_VENDORS, NO_CERTIFICATE, FIELDS_UNREAD,
    FIELD_UNKNOWN, VALUE_UNFIT, FINDING_UNKNOWN, OUTCOME_UNKNOWN, RULE_UNKNOWN, LINE_UNKNOWN, TOO_MANY, NOT_WITH_REJECT, REASON_MISSING.
    """
    was = waiting_document(office, certificate_id, check)
    vendor_id = vendor_for(was, review.vendor_id)
    if review.decision is ReviewDecision.REJECT:
        return _reject(office, was, vendor_id, review, asked)
    if vendor_id is None:
        raise Refused("VENDOR_MISSING", "Say whose certificate it is.", "vendor_id")
    if max(len(review.corrections), len(review.findings)) > MOST:
        raise Refused("TOO_MANY", f"At most {MOST} corrections and {MOST} findings in one decision.")
    forms = forms_in(kept_reading(office, certificate_id) or {"forms": []})
    certificate = _certificate(forms, review, was)
    corrections = _corrections(forms, review, asked)
    now = replace(
        was.becomes(CertificateStatus.ACCEPTED, asked.at),
        vendor_id=vendor_id,
        certificate=certificate,
        corrections=(*was.corrections, *corrections),
    )

    def decide(file: VendorFile | None) -> Change:
        settlements = _settlements(office, file, now, review, asked) if file else ()
        history = (
            decided_row(asked, now, was, review.note),
            *(_assigned(asked, now) if was.vendor_id is None else ()),
            *(_corrected(asked, now, each) for each in corrections),
            *(_settled(asked, each) for each in settlements),
        )
        return Change(certificates=(now,), adopted=adopted_by(vendor_id, was), facts=settlements, history=history)

    return file_review(office, was, vendor_id, asked, decide)


def _reject(office: Office, was: CertificateRecord, vendor_id: str | None, review: CertificateReview, asked: Asked) -> Reviewed:
    if review.corrections or review.findings:
        raise Refused("NOT_WITH_REJECT", "What is rejected is neither corrected nor settled.", "corrections")
    now = replace(rejected(was, review.note, asked), vendor_id=vendor_id)
    change = Change(certificates=(now,), adopted=adopted_by(vendor_id, was), history=(decided_row(asked, now, was, review.note),))
    return file_review(office, was, vendor_id, asked, lambda _: change)


def _certificate(forms: tuple[FormReading, ...], review: CertificateReview, was: CertificateRecord) -> Certificate:
    """The certificate as the reviewer leaves it: nothing that could not be read is passed over in silence."""
    unread = [
        name
        for name, reading in fields_in_question(forms).items()
        if reading.value == "" and name in CRITICAL_FIELDS and name not in review.corrections
    ]
    if unread:
        raise Refused("FIELDS_UNREAD", "Something stands in fields that nobody could read: say what.", "corrections", tuple(unread))
    try:
        certificate = looked_at(forms, review.corrections, was.certificate)
    except UnknownField as error:
        raise Refused("FIELD_UNKNOWN", f"The document has no field {error}.", f"corrections/{error}") from error
    except UnfitValue as error:
        raise Refused("VALUE_UNFIT", f"{error.field} holds {error.wanted}.", f"corrections/{error.field}") from error
    if certificate is None:
        raise Refused("NO_CERTIFICATE", "No certificate was read in this file: it may be a supporting document, or nothing.", "decision")
    return with_identity(certificate, was.certificate_id)


def _corrections(forms: tuple[FormReading, ...], review: CertificateReview, asked: Asked) -> tuple[Correction, ...]:
    stated = {name: reading.value for form in reversed(forms) for name, reading in form.fields.items()}
    return tuple(
        Correction(field=name, before=stated.get(name), after=value or None, corrected_at=asked.at, corrected_by=asked.by)
        for name, value in review.corrections.items()
    )


def _settlements(
    office: Office, file: VendorFile, now: CertificateRecord, review: CertificateReview, asked: Asked
) -> tuple[Settlement, ...]:
    """The reviewer's word on findings, each bound to what the requirement set asks now."""
    if not review.findings:
        return ()
    findings = _findings_of(office, file, now, asked)
    settlements: dict[tuple[str, str | None, str], Settlement] = {}
    for wanted in review.findings:
        line = line_in(wanted.line) if wanted.line is not None else None
        if wanted.outcome not in SETTLED:
            raise Refused("OUTCOME_UNKNOWN", "A finding is settled as pass or fail.", "findings", tuple(sorted(SETTLED)))
        rule_id = rule_in(wanted.rule)
        of_it = [each for each in findings if each.rule == rule_id and each.line is line and wanted.required in (None, each.required)]
        if not of_it:
            known = tuple(f"{each.rule} {each.line or '-'}: {each.required}" for each in findings)
            raise Refused("FINDING_UNKNOWN", f"The certificate has no finding of {rule_id} on {line or 'no line'}.", "findings", known)
        for each in of_it:
            settlements[each.rule, each.line, each.required] = Settlement(
                certificate_id=now.certificate_id,
                rule=each.rule,
                line=each.line,
                outcome=wanted.outcome,
                requirement=each.required,
                recorded_at=asked.at,
                recorded_by=asked.by,
                note=wanted.note.strip(),
            )
    if len(settlements) > MOST:
        raise Refused("TOO_MANY", f"At most {MOST} findings in one decision.", "findings")
    return tuple(settlements.values())


def _findings_of(office: Office, file: VendorFile, now: CertificateRecord, asked: Asked) -> list[Finding]:
    """What the rules say of the certificate once it counts."""
    others = tuple(filed for filed in file.facts.certificates if filed.certificate_id != now.certificate_id)
    facts: VendorFacts = replace(file.facts, certificates=(*others, now.filed()))
    assessment = rules.assess(requirement_set_of(office.records, file.facts.vendor), facts, asked.on)
    return [
        each for each in assessment.findings if each.certificate_id == now.certificate_id and each.outcome is not Outcome.NOT_APPLICABLE
    ]


def _assigned(asked: Asked, now: CertificateRecord) -> tuple[HistoryRow]:
    return (row(asked, "certificate_assigned", now.certificate_id, after=now.vendor_id),)


def _corrected(asked: Asked, now: CertificateRecord, correction: Correction) -> HistoryRow:
    before, after = (None if value is None else str(value) for value in (correction.before, correction.after))
    return row(asked, "field_corrected", now.certificate_id, before=before, after=after, note=correction.field)


def _settled(asked: Asked, settlement: Settlement) -> HistoryRow:
    about = f"{settlement.rule} {settlement.line or '-'} ({settlement.requirement})"
    note = f"{about}: {settlement.note}" if settlement.note else about
    return row(asked, "finding_settled", settlement.certificate_id, after=settlement.outcome.value, note=note)
