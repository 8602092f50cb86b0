"""What becomes of a document that has been read: accepted, or a person must look, and whose it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from coverwatch import rules
from coverwatch.application.filing import compiled
from coverwatch.application.ports import Records
from coverwatch.application.records import CertificateRecord, Reason
from coverwatch.application.uploads import vendor_id_in
from coverwatch.domain.certificate import Certificate
from coverwatch.domain.evidence import Evidence
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.names import folded, names_in
from coverwatch.domain.policy_news import policy_news_in
from coverwatch.reading import Reading

READ_IN_FULL = "SUCCEEDED"


def decide_reading(
    records: Records, record: CertificateRecord, reading: Reading, job_status: str, at: datetime, *, specimens_allowed: bool = False
) -> CertificateRecord:
    """The document's next standing with the reasons for it. Only what nobody needs to look at is accepted (fail closed).

    Where specimens are allowed, for trying out, the word SPECIMEN on a page is not kept as a fact of the certificate.
    """
    certificate = with_identity(reading.certificate, record.certificate_id) if reading.certificate else None
    if certificate and specimens_allowed:
        certificate = replace(certificate, specimen=False)
    record = replace(record, certificate=certificate, pages=reading.pages)
    reasons = [Reason("TEXT_READER", f"The text reader ended with {job_status}.")] if job_status != READ_IN_FULL else []
    if reading.review_required == "document" or certificate is None:
        reasons += [Reason("DOCUMENT", sentence) for sentence in reading.review or ("No certificate was found in this file.",)]
    if "EMBEDDED_FILES" in record.flags:
        reasons.append(Reason("EMBEDDED_FILES", "Other files are attached inside this one; nobody has opened them."))
    record, vendor_reasons = _with_vendor(records, record)
    reasons += vendor_reasons
    if reading.policy_news:
        file = records.vendor(record.vendor_id) if record.vendor_id else None
        record = replace(record, news=policy_news_in(reading.policy_news, file.policy_numbers if file else ()))
    if certificate and record.vendor_id:
        reasons += [Reason("FIELDS", sentence) for sentence in _critical_reviews(records, record.vendor_id, certificate)]
    standing = CertificateStatus.IN_REVIEW if reasons else CertificateStatus.ACCEPTED
    return record.becomes(standing, at, *reasons)


def with_identity(certificate: Certificate, certificate_id: str) -> Certificate:
    """The certificate with its id in all of its evidence, so that every finding can name where it looked."""

    def named(evidence: Mapping[str, Evidence]) -> Mapping[str, Evidence]:
        return {key: replace(proof, certificate_id=certificate_id) for key, proof in evidence.items()}

    policies = tuple(replace(policy, evidence=named(policy.evidence)) for policy in certificate.policies)
    return replace(certificate, evidence=named(certificate.evidence), policies=policies)


def _with_vendor(records: Records, record: CertificateRecord) -> tuple[CertificateRecord, list[Reason]]:
    """The vendor is known from the key; otherwise from the named insured, if exactly one vendor fits; otherwise a person decides."""
    if record.vendor_id:
        return record, []
    claimed = vendor_id_in(record.upload.key)
    if claimed:
        return record, [Reason("VENDOR_UNKNOWN", f"The upload names vendor {claimed}, who is not known.")]
    insured = record.certificate.insured.name if record.certificate and record.certificate.insured else ""
    for name in names_in(insured):
        fitting = set(records.vendors_named(folded(name)))
        if len(fitting) == 1:
            return replace(record, vendor_id=fitting.pop()), []
        if fitting:
            return record, [Reason("VENDOR_AMBIGUOUS", f"Several vendors are called {name}.")]
    return record, [Reason("VENDOR_UNKNOWN", f"No vendor is called {insured}." if insured else "The named insured could not be read.")]


def _critical_reviews(records: Records, vendor_id: str, certificate: Certificate) -> tuple[str, ...]:
    file = records.vendor(vendor_id)
    stored = records.requirement_set(file.facts.vendor.requirement_set) if file else None
    return rules.critical_reviews(compiled(stored), certificate) if stored else ()
