"""What the contract tests of the table file: a vendor, its documents, its notices, its history."""

from dataclasses import replace
from datetime import UTC, date, datetime

from coverwatch.application.ports import Filing
from coverwatch.application.records import CertificateRecord, HistoryRow, Standing, Upload
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.vendor import ContactRole
from tests.builders import a_vendor

AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
ON = date(2026, 3, 2)


def a_record(certificate_id: str = "c1", vendor_id: str | None = "keystone", **overrides: object) -> CertificateRecord:
    upload = Upload(bucket="certificates", key=f"uploads/keystone/{certificate_id}", version_id="v1", size=1, uploaded_at=AT)
    record = CertificateRecord(
        certificate_id=certificate_id,
        upload=upload,
        status=CertificateStatus.RECEIVED,
        received_at=AT,
        changed_at=AT,
        vendor_id=vendor_id,
    )
    return replace(record, **overrides)  # type: ignore[arg-type]


def a_row(event: str = "certificate_received", at: datetime = AT) -> HistoryRow:
    return HistoryRow(recorded_at=at, on=ON, actor="test", event=event, subject="c1")


def a_filing(version: int = 0, **overrides: object) -> Filing:
    vendor = a_vendor(vendor_id="keystone")
    filing = Filing(vendor_id="keystone", version=version, vendor=vendor, standing=Standing(), generation=1, at=AT)
    return replace(filing, **overrides)  # type: ignore[arg-type]


def a_notice(step: int = -30) -> Notice:
    return Notice(vendor_id="keystone", series=Series.EXPIRING, subject="2026-04-01", step=step, day=ON, roles=(ContactRole.VENDOR,))
