"""An erased vendor leaves nothing behind, in memory and in the table and bucket alike, and no late event brings it back."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import boto3
import pytest

from coverwatch.application.assess import Assessing, assess
from coverwatch.application.erasure import erase_vendor
from coverwatch.application.filing import Change, VendorUnknown, file_change
from coverwatch.application.finding_vendors import VendorsWanted, find_vendors
from coverwatch.application.grants import grant_upload
from coverwatch.application.messages import Completion
from coverwatch.application.office import Office
from coverwatch.application.read import DocumentUnknown, ReadingDesk, read_completed
from coverwatch.application.receive import Receiving, receive
from coverwatch.application.records import MAIL_RECEIVED, HistoryRow, Upload
from coverwatch.application.refusals import Refused
from coverwatch.application.requirement_sets import publish
from coverwatch.application.uploads import certificate_id_of
from coverwatch.application.vendors import put_vendor, request_certificate, the_file
from coverwatch.application.waivers import WaiverAsked, grant_waiver
from coverwatch.domain.facts import CertificateStatus
from tests.application.offices import a_record, an_empty_office, asked_by, keep
from tests.builders import A_MOMENT, A_MORNING, a_requirement_document, a_vendor
from tests.fakes import MemoryDocuments, MemoryRecords, ScriptedReader

GONE, STAYS = "keystone-elevator", "brightline"
CANARIES = ("keystone", "Keystone", "office@keystone.example", "PO 4711")


@pytest.fixture(params=["in memory", "on AWS"])
def office(request: pytest.FixtureRequest) -> Office:
    """Two vendors with papers, facts, notices, history and an upload that was granted."""
    ports: dict[str, Any] = {"records": MemoryRecords(), "documents": MemoryDocuments()}
    if request.param == "on AWS":
        ports = {"records": request.getfixturevalue("table"), "documents": request.getfixturevalue("bucket")}
    office = an_empty_office(**ports)
    publish(office, "general-subcontractor", a_requirement_document(), asked_by("admin"))
    numbers = count(1)
    for vendor in (a_vendor(), a_vendor(vendor_id=STAYS, legal_name="Brightline", aliases=(), contacts=(), reference=None)):
        put_vendor(office, vendor, asked_by("admin"))
        request_certificate(office, vendor.vendor_id, asked_by(hour=9))
        waiver = WaiverAsked(rule="R12", line="workers_compensation", reason="Small job", expires_on=A_MORNING + timedelta(days=9))
        grant_waiver(office, vendor.vendor_id, waiver, asked_by(hour=10))
        grant_upload(office, vendor.vendor_id, f"{vendor.legal_name}.pdf", asked_by(hour=11))
        for key in (f"uploads/{vendor.vendor_id}/coi.pdf", f"uploads/{vendor.vendor_id}/coi.pdf", "uploads/unassigned/scan.pdf"):
            _filed(office, vendor.vendor_id, key, next(numbers))
    return office


def _filed(office: Office, vendor_id: str, key: str, number: int) -> None:
    """An upload of the vendor's with its reading in the bucket, first registered as the key says, then filed."""
    office.documents.put(key, f"{vendor_id} {number}".encode(), "application/pdf")
    upload = max(office.documents.versions(key), key=lambda each: int(office.documents.get(key, each.version_id).split()[1]))  # type: ignore[union-attr]
    certificate_id = certificate_id_of(upload)
    record = a_record(certificate_id, vendor_id, upload=upload, sha256=f"{number:064}", file_name=f"{vendor_id}.pdf")
    office.records.claim_content(record.sha256 or "", None if "unassigned" in key else vendor_id, certificate_id)
    keep(office, replace(record, status=CertificateStatus.RECEIVED))
    keep(office, record)
    office.documents.put(f"derived/{certificate_id}/reading.json", vendor_id.encode(), "application/json")


def everything(office: Office) -> str:
    """All that is stored, as text."""
    if isinstance(office.records, MemoryRecords):
        parts: list[Any] = [getattr(office.records, name) for name in vars(office.records) if name != "tombstones"]
        return str([*parts, office.documents.stored])  # type: ignore[attr-defined]
    items = boto3.client("dynamodb").scan(TableName="coverwatch")["Items"]
    versions = list(office.documents.versions(""))
    return str([items, [(version.key, office.documents.get(version.key, version.version_id)) for version in versions]])


def test_nothing_of_an_erased_vendor_remains_and_nothing_of_others_is_touched(office: Office) -> None:
    assert all(canary in everything(office) for canary in CANARIES)
    other = the_file(office, STAYS)
    grants = everything(office).count("Brightline.pdf")

    erased = erase_vendor(office, GONE, asked_by("admin"))

    assert erased.done
    assert [canary for canary in CANARIES if canary in everything(office)] == []
    assert the_file(office, STAYS) == other
    assert everything(office).count("Brightline.pdf") == grants
    assert len(list(office.documents.versions("uploads/"))) == 3
    with pytest.raises(VendorUnknown):
        the_file(office, GONE)
    assert [one.vendor.vendor_id for one in find_vendors(office, VendorsWanted(), A_MORNING, None, 10)] == [STAYS]
    assert list(office.records.vendors_named("keystone lifts")) == []


def test_an_erased_vendor_s_raw_mails_go_with_it_in_every_version_and_no_other_mail(office: Office) -> None:
    for key in ("mail/abc", "mail/abc", "mail/abcd", "mail/b"):
        office.documents.put(key, b"From: office@keystone.example", "message/rfc822")
    for vendor_id, key in ((GONE, "mail/abc"), (STAYS, "mail/b")):
        row = HistoryRow(recorded_at=A_MOMENT, on=A_MORNING, actor="receive_mail", event=MAIL_RECEIVED, subject=key)
        file_change(office, vendor_id, lambda _, row=row: Change(history=(row,)), on=A_MORNING, at=A_MOMENT, actor="receive_mail")  # type: ignore[misc]

    erase_vendor(office, GONE, asked_by("admin"))

    assert sorted(mail.key for mail in office.documents.versions("mail/")) == ["mail/abcd", "mail/b"]


def test_an_erasure_that_ran_out_of_time_goes_on_where_it_was(office: Office) -> None:
    moments = iter([True, False])

    first = erase_vendor(office, GONE, asked_by("admin"), time_left=lambda: next(moments))
    with pytest.raises(VendorUnknown):
        the_file(office, GONE)
    second = erase_vendor(office, GONE, asked_by("somebody else"))

    assert (first.done, second.done) == (False, True)
    assert second.tombstone.erased_by == "admin"
    assert [canary for canary in CANARIES if canary in everything(office)] == []


def test_no_late_event_brings_an_erased_vendor_back(office: Office) -> None:
    uploads = [upload for upload in office.documents.versions("uploads/") if GONE in upload.key]
    erase_vendor(office, GONE, asked_by("admin"))

    for upload in uploads:
        desk = Receiving(records=office.records, documents=office.documents, text_reader=ScriptedReader(), time_zone=office.time_zone)
        receive(desk, upload, A_MORNING)
    assessed = assess(Assessing(office.records, office.documents, office.time_zone), GONE, A_MORNING, A_MOMENT)

    assert uploads
    assert assessed is None
    assert [canary for canary in CANARIES if canary in everything(office)] == []


def test_a_reading_that_ends_after_its_document_was_erased_is_for_nobody(office: Office) -> None:
    papers = office.records.papers_of(GONE)
    erase_vendor(office, GONE, asked_by("admin"))

    desk = ReadingDesk(
        records=office.records, documents=office.documents, text_reader=ScriptedReader(), time_zone=office.time_zone, analysis_budget=0
    )
    read = [
        read_completed(desk, Completion(paper.certificate_id, "job", "SUCCEEDED", "detection", A_MOMENT), A_MORNING) for paper in papers
    ]

    assert read == [None, None, None]
    with pytest.raises(DocumentUnknown):
        read_completed(desk, Completion("c-404", "job", "SUCCEEDED", "detection", A_MOMENT), A_MORNING)


def test_the_id_of_an_erased_vendor_is_not_given_again(office: Office) -> None:
    erase_vendor(office, GONE, asked_by("admin"))

    with pytest.raises(Refused, match="VENDOR_ERASED"):
        put_vendor(office, a_vendor(), asked_by("admin"))


def test_only_a_vendor_can_be_erased(office: Office) -> None:
    with pytest.raises(VendorUnknown):
        erase_vendor(office, "nobody", asked_by("admin"))


def test_one_version_of_an_object_goes_and_the_others_stay(office: Office) -> None:
    for content in (b"1", b"2"):
        office.documents.put("uploads/unassigned/letter.pdf", content, "application/pdf")
    first, second = sorted(office.documents.versions("uploads/unassigned/letter.pdf"), key=_number(office))

    office.documents.destroy_version(first.key, first.version_id)
    office.documents.destroy_version(first.key, first.version_id)

    assert list(office.documents.versions("uploads/unassigned/letter.pdf")) == [second]


def _number(office: Office) -> Any:
    def number(upload: Upload) -> bytes:
        content = office.documents.get(upload.key, upload.version_id)
        assert content is not None
        return content

    return number
