"""What becomes of a document that has been read: only what nobody needs to look at is accepted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from coverwatch.application.decide import decide_reading
from coverwatch.application.ports import Filing
from coverwatch.application.records import CertificateRecord, Standing, StoredRequirementSet, Upload
from coverwatch.domain.certificate import Certificate, Party
from coverwatch.domain.facts import CertificateStatus
from coverwatch.reading import Reading
from tests.builders import REQUIREMENTS, a_certificate, a_vendor
from tests.fakes import MemoryRecords

AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


def records_with(*names: str) -> MemoryRecords:
    """A table that knows vendors of these legal names, with ids v0, v1, …"""
    records = MemoryRecords()
    records.publish(StoredRequirementSet("general-subcontractor", 1, REQUIREMENTS, AT, "test"))
    for number, name in enumerate(names):
        vendor = a_vendor(vendor_id=f"v{number}", legal_name=name, requirement_set="general-subcontractor")
        records.file(Filing(vendor_id=vendor.vendor_id, version=0, vendor=vendor, standing=Standing(), generation=1, at=AT))
    return records


def a_record(vendor_id: str | None = None, key: str = "uploads/unassigned/coi.pdf") -> CertificateRecord:
    upload = Upload(bucket="certificates", key=key, version_id="v1", size=1, uploaded_at=AT)
    return CertificateRecord(
        certificate_id="c1", upload=upload, status=CertificateStatus.READING, received_at=AT, changed_at=AT, vendor_id=vendor_id
    )


def a_reading(certificate: Certificate | None) -> Reading:
    return Reading(sha256="abc", pages=1, bytes=1, certificate=certificate)


def insured(name: str) -> Certificate:
    return a_certificate(insured=Party(name=name))


def test_a_clean_reading_of_a_known_vendor_is_accepted() -> None:
    decided = decide_reading(records_with("Keystone Elevator L.P."), a_record("v0"), a_reading(a_certificate()), "SUCCEEDED", AT)

    assert (decided.status, decided.reasons) == (CertificateStatus.ACCEPTED, ())


def test_every_proof_names_the_certificate_it_is_from() -> None:
    decided = decide_reading(records_with("Keystone Elevator L.P."), a_record("v0"), a_reading(a_certificate()), "SUCCEEDED", AT)

    assert decided.certificate is not None
    proofs = [*decided.certificate.evidence.values(), *(p for policy in decided.certificate.policies for p in policy.evidence.values())]
    assert proofs
    assert {proof.certificate_id for proof in proofs} == {"c1"}


@pytest.mark.parametrize("allowed", [True, False])
def test_a_specimen_counts_only_where_specimens_are_allowed(allowed: bool) -> None:
    reading = a_reading(a_certificate(specimen=True))

    decided = decide_reading(records_with("Keystone"), a_record("v0"), reading, "SUCCEEDED", AT, specimens_allowed=allowed)

    assert decided.certificate is not None
    assert decided.certificate.specimen is not allowed


@pytest.mark.parametrize("name", ["Keystone Elevator LP", "KEYSTONE ELEVATOR, L.P.", "Keystone Elevator L.P. dba Keystone Lifts"])
def test_the_named_insured_finds_its_vendor(name: str) -> None:
    decided = decide_reading(records_with("Keystone Elevator L.P.", "Brightline"), a_record(), a_reading(insured(name)), "SUCCEEDED", AT)

    assert (decided.vendor_id, decided.status) == ("v0", CertificateStatus.ACCEPTED)


def test_two_vendors_of_one_name_are_for_a_person_to_tell_apart() -> None:
    decided = decide_reading(records_with("Keystone", "Keystone"), a_record(), a_reading(insured("Keystone")), "SUCCEEDED", AT)

    assert (decided.vendor_id, decided.status, decided.reasons[0].code) == (None, CertificateStatus.IN_REVIEW, "VENDOR_AMBIGUOUS")


def test_another_legal_form_is_another_company() -> None:
    decided = decide_reading(
        records_with("Keystone Elevator L.P."), a_record(), a_reading(insured("Keystone Elevator Inc.")), "SUCCEEDED", AT
    )

    assert (decided.vendor_id, decided.reasons[0].code) == (None, "VENDOR_UNKNOWN")


def test_an_upload_that_names_an_unknown_vendor_waits_for_a_person() -> None:
    record = a_record(key="uploads/nobody/coi.pdf")

    decided = decide_reading(records_with("Keystone Elevator L.P."), record, a_reading(insured("Keystone Elevator LP")), "SUCCEEDED", AT)

    assert (decided.vendor_id, decided.status) == (None, CertificateStatus.IN_REVIEW)


@pytest.mark.parametrize("status", ["FAILED", "PARTIAL_SUCCESS", "INCOMPLETE"])
def test_a_reading_that_did_not_end_well_is_never_accepted(status: str) -> None:
    decided = decide_reading(records_with("Keystone Elevator L.P."), a_record("v0"), a_reading(a_certificate()), status, AT)

    assert (decided.status, decided.reasons[0].code) == (CertificateStatus.IN_REVIEW, "TEXT_READER")


def test_files_hidden_inside_a_file_are_for_a_person_to_see() -> None:
    record = replace(a_record("v0"), flags=("EMBEDDED_FILES",))

    decided = decide_reading(records_with("Keystone"), record, a_reading(a_certificate()), "SUCCEEDED", AT)

    assert (decided.status, decided.reasons[0].code) == (CertificateStatus.IN_REVIEW, "EMBEDDED_FILES")


def test_a_document_that_is_no_certificate_waits_for_a_person() -> None:
    decided = decide_reading(records_with("Keystone Elevator L.P."), a_record("v0"), a_reading(None), "SUCCEEDED", AT)

    assert (decided.status, decided.reasons[0].code) == (CertificateStatus.IN_REVIEW, "DOCUMENT")


def test_a_critical_field_under_review_keeps_the_certificate_from_counting() -> None:
    certificate = a_certificate()
    first = certificate.policies[0]
    doubtful = replace(first.evidence["expires_on"], review="reads disagree: 01/01/2027 / 01/01/2021")
    policies = (replace(first, evidence={**first.evidence, "expires_on": doubtful}), *certificate.policies[1:])

    reading = a_reading(replace(certificate, policies=policies))
    decided = decide_reading(records_with("Keystone Elevator L.P."), a_record("v0"), reading, "SUCCEEDED", AT)

    assert decided.status is CertificateStatus.IN_REVIEW
    assert any("reads disagree" in reason.sentence for reason in decided.reasons)
