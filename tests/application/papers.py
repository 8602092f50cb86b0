"""Documents as they wait for a reviewer: the demo's compliant certificate as read, with fields in doubt."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from coverwatch.application.office import Office
from coverwatch.application.records import CertificateRecord, Reason
from coverwatch.domain.certificate import Certificate
from coverwatch.domain.evidence import Box
from coverwatch.domain.facts import CertificateStatus
from coverwatch.reading import FieldReading, FormReading, Reading, reading_as_json
from coverwatch.reading.bundle import bundled
from local.examples.certificates import certificate_specimens
from tests.application.offices import KEYSTONE, a_record, keep
from tests.builders import A_MOMENT, A_MORNING

EACH_OCCURRENCE = "GeneralLiability_EachOccurrence_LimitAmount_A"
MEDICAL_EXPENSE = "GeneralLiability_MedicalExpense_EachPersonLimitAmount_A"
EXPIRATION = "Policy_GeneralLiability_ExpirationDate_A"
NUMBER = "Policy_GeneralLiability_PolicyNumberIdentifier_A"
ADDITIONAL_INSURED = "CertificateOfInsurance_GeneralLiability_AdditionalInsuredCode_A"
DISAGREE = "reads disagree: 01/01/2027 / 01/01/2021"


def a_form(fields: Mapping[str, str | bool] | None = None, doubts: Mapping[str, str] | None = None) -> FormReading:
    """The compliant certificate as a form; `fields` are set over it, `doubts` give a field's reason to look."""
    values = {**certificate_specimens(A_MORNING)["compliant"].fields, **(fields or {})}
    read = {name: FieldReading(value, 0.99, 1, Box(0.1, 0.4, 0.2, 0.01), ("textract", "digital")) for name, value in values.items()}
    for name, reason in (doubts or {}).items():
        read[name] = FieldReading(values[name], 0.5, 1, Box(0.1, 0.4, 0.2, 0.01), ("textract",), reason)
    return FormReading("ACORD 25", "2016/03", (1,), read, signed=True)


def a_reading(*forms: FormReading) -> Reading:
    """A document's reading with these forms."""
    return Reading(sha256="abc", pages=1, bytes=1, forms=forms, certificate=bundled(forms).certificate)


def waiting(
    office: Office, reading: Reading, *, certificate_id: str = "c-9", vendor_id: str | None = KEYSTONE, **record: Any
) -> CertificateRecord:
    """File a document as the reading room leaves it for a person, with its reading in the bucket."""
    certificate: Certificate | None = reading.certificate
    kept = a_record(
        certificate_id,
        vendor_id,
        **{
            "status": CertificateStatus.IN_REVIEW,
            "received_at": A_MOMENT + timedelta(days=30),
            "changed_at": A_MOMENT + timedelta(days=30, minutes=2),
            "reasons": (Reason("FIELDS", DISAGREE),),
            "certificate": certificate,
            **record,
        },
    )
    keep(office, kept)
    content = json.dumps(reading_as_json(reading)).encode()
    office.documents.put(f"derived/{certificate_id}/reading.json", content, "application/json")
    return kept
