"""An office in memory: the default requirement set is published, the default vendor is on file with its certificate accepted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from coverwatch.application.filing import Change, file_change
from coverwatch.application.office import Asked, Office
from coverwatch.application.records import CertificateRecord, HistoryRow, Upload
from coverwatch.application.requirement_sets import publish
from coverwatch.application.vendors import put_vendor
from coverwatch.domain.certificate import Certificate
from coverwatch.domain.facts import CertificateStatus
from tests.builders import A_MOMENT, A_MORNING, a_certificate, a_requirement_document, a_vendor
from tests.fakes import BUCKET, MemoryDocuments, MemoryQueue, MemoryRecords

KEYSTONE = "keystone-elevator"


def asked_by(who: str = "risk@holder.example", on: date = A_MORNING, hour: int = 14) -> Asked:
    """A request of a person on a day."""
    return Asked(by=who, at=datetime(on.year, on.month, on.day, hour, tzinfo=UTC), on=on)


def an_empty_office(**ports: Any) -> Office:
    """Nothing is on file, unless ports are given; ids are `id-1`, `id-2`, …"""
    ids = count(1)
    memory: dict[str, Any] = {"records": MemoryRecords(), "documents": MemoryDocuments(), "assessments": MemoryQueue()}
    memory |= {"time_zone": UTC, "new_id": lambda: f"id-{next(ids)}", "signing_secret": lambda: b"a secret of ours"}
    return Office(**memory | ports)


def an_office(certificate: Certificate | None = None, **vendor: Any) -> Office:
    """The default vendor with one accepted certificate: compliant on 2 March 2026."""
    office = an_empty_office()
    publish(office, "general-subcontractor", a_requirement_document(), asked_by("admin"))
    put_vendor(office, a_vendor(**vendor), asked_by("admin"))
    keep(office, a_record(certificate=certificate or a_certificate()))
    return office


def a_record(certificate_id: str = "c-1", vendor_id: str | None = KEYSTONE, **overrides: Any) -> CertificateRecord:
    """An accepted certificate's record, received at the usual moment."""
    key = f"uploads/{vendor_id or 'unassigned'}/{certificate_id}"
    record = CertificateRecord(
        certificate_id=certificate_id,
        upload=Upload(bucket=BUCKET, key=key, version_id="v1", size=1, uploaded_at=A_MOMENT),
        status=CertificateStatus.ACCEPTED,
        received_at=A_MOMENT,
        changed_at=A_MOMENT,
        vendor_id=vendor_id,
        pages=1,
    )
    return replace(record, **overrides)


def keep(office: Office, record: CertificateRecord) -> CertificateRecord:
    """File a document as it stands, with its vendor if it has one."""
    if record.vendor_id is None:
        row = HistoryRow(
            recorded_at=record.received_at, on=A_MORNING, actor="test", event="certificate_received", subject=record.certificate_id
        )
        return office.records.register(record, row)
    file_change(
        office,
        record.vendor_id,
        lambda file: Change(certificates=(record,)) if file else None,
        on=A_MORNING,
        at=A_MOMENT + timedelta(minutes=1),
        actor="test",
    )
    return record
