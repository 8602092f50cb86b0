"""An upload at the door: known again, checked, registered, and read once."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from botocore.exceptions import ClientError

from coverwatch.application.assess import Assessing, assess
from coverwatch.application.filing import file_standing
from coverwatch.application.office import Asked
from coverwatch.application.ports import DocumentUnreachable
from coverwatch.application.receive import Receiving, receive
from coverwatch.application.records import Reason, StoredRequirementSet, Upload
from coverwatch.application.uploads import certificate_id_of, vendor_id_in
from coverwatch.application.vendors import put_vendor
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.notice import Series
from tests.application.offices import an_empty_office
from tests.builders import REQUIREMENTS, a_vendor
from tests.fakes import MemoryDocuments, MemoryQueue, MemoryRecords, ScriptedReader
from tests.papers import a_one_page_pdf

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
THROTTLED = ClientError({"Error": {"Code": "ThrottlingException"}}, "StartDocumentTextDetection")


@dataclass
class Door:
    """A receiving desk in memory, with one vendor that is known."""

    records: MemoryRecords = field(default_factory=MemoryRecords)
    documents: MemoryDocuments = field(default_factory=MemoryDocuments)
    reader: ScriptedReader = field(default_factory=ScriptedReader)

    def __post_init__(self) -> None:
        self.records.publish(StoredRequirementSet("general-subcontractor", 1, REQUIREMENTS, AT, "test"))
        office = an_empty_office(records=self.records, documents=self.documents, assessments=MemoryQueue(), new_id=lambda: "id")
        put_vendor(office, a_vendor(vendor_id="keystone", requirement_set="general-subcontractor"), Asked("test", AT, ON))

    @property
    def desk(self) -> Receiving:
        return Receiving(records=self.records, documents=self.documents, text_reader=self.reader, time_zone=UTC)

    def bring(self, content: bytes, key: str = "uploads/keystone/coi.pdf") -> Upload:
        return self.documents.upload(key, content)

    def notices(self) -> list[Series]:
        return [record.notice.series for record in self.records.notices.values()]


def test_a_certificate_goes_to_textract_under_its_own_name() -> None:
    door = Door()
    upload = door.bring(a_one_page_pdf())

    record = receive(door.desk, upload, ON)

    assert record.status is CertificateStatus.READING
    assert list(door.reader.jobs.values()) == [("uploads/keystone/coi.pdf", certificate_id_of(upload))]
    assert (record.vendor_id, record.kind, record.pages, record.cost) == ("keystone", "pdf", 1, 1_500)


def test_the_same_event_twice_is_one_certificate_and_one_job() -> None:
    door = Door()
    upload = door.bring(a_one_page_pdf())

    assert receive(door.desk, upload, ON) == receive(door.desk, upload, ON)
    assert len(door.reader.jobs) == 1


def test_a_throttled_start_comes_back_and_is_paid_once() -> None:
    door = Door()
    upload = door.bring(a_one_page_pdf())
    door.reader.fails = THROTTLED
    with pytest.raises(ClientError):
        receive(door.desk, upload, ON)
    door.reader.fails = None

    record = receive(door.desk, upload, ON)

    assert (record.status, record.attempt, record.cost) == (CertificateStatus.READING, 1, 1_500)
    assert record.detection_job is not None


def test_a_new_version_of_an_object_is_a_new_certificate() -> None:
    door = Door()
    first = receive(door.desk, door.bring(a_one_page_pdf("first")), ON)
    second = receive(door.desk, door.bring(a_one_page_pdf("second")), ON)

    assert first.certificate_id != second.certificate_id
    assert len(door.reader.jobs) == 2


def test_the_same_file_sent_again_is_a_duplicate_and_not_paid_twice() -> None:
    door = Door()
    first = receive(door.desk, door.bring(a_one_page_pdf()), ON)

    again = receive(door.desk, door.bring(a_one_page_pdf(), key="uploads/keystone/again.pdf"), ON)

    assert (again.status, again.duplicate_of) == (CertificateStatus.DUPLICATE, first.certificate_id)
    assert len(door.reader.jobs) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"PK\x03\x04 a zip", "UNSUPPORTED_TYPE"),
        (b"<html>hello</html>", "UNSUPPORTED_TYPE"),
        (b"%PDF-1.7\n" + b"\0" * 26 * 1024 * 1024, "TOO_LARGE"),
        (b"%PDF-1.7\nnothing that could be opened", "MALFORMED"),
    ],
)
def test_what_cannot_be_read_ends_as_unreadable_and_its_sender_is_told(content: bytes, code: str) -> None:
    door = Door()

    record = receive(door.desk, door.bring(content), ON)

    assert (record.status, [reason.code for reason in record.reasons]) == (CertificateStatus.UNREADABLE, [code])
    assert door.records.certificate(record.certificate_id) == record
    assert door.notices() == [Series.UNREADABLE]
    assert not door.reader.jobs


def test_an_event_that_comes_a_day_late_leaves_the_vendors_next_morning_as_it_was() -> None:
    door = Door()
    receive(door.desk, door.bring(a_one_page_pdf()), ON)
    tomorrow = ON + timedelta(days=1)
    assess(Assessing(records=door.records, documents=door.documents, time_zone=UTC), "keystone", tomorrow, AT + timedelta(days=1))

    again = receive(door.desk, door.bring(a_one_page_pdf(), key="uploads/keystone/again.pdf"), ON)

    file = door.records.vendor("keystone")
    assert again.status is CertificateStatus.DUPLICATE
    assert file is not None
    assert file.standing.assessed_on == tomorrow


def test_a_refused_file_sent_again_is_refused_again_not_taken_for_settled() -> None:
    door = Door()
    receive(door.desk, door.bring(b"PK\x03\x04 a zip"), ON)

    again = receive(door.desk, door.bring(b"PK\x03\x04 a zip", key="uploads/keystone/again.pdf"), ON)

    assert again.status is CertificateStatus.UNREADABLE


def test_a_file_that_textract_refused_once_may_be_sent_again() -> None:
    door = Door()
    door.reader.refuses = "UnsupportedDocument"
    receive(door.desk, door.bring(a_one_page_pdf()), ON)
    door.reader.refuses = None

    assert receive(door.desk, door.bring(a_one_page_pdf(), key="uploads/keystone/again.pdf"), ON).status is CertificateStatus.READING


def test_the_files_own_name_is_kept_and_compared_with_what_it_is() -> None:
    door = Door()
    door.documents.names["uploads/keystone/u1"] = "certificate.png"

    record = receive(door.desk, door.bring(a_one_page_pdf(), key="uploads/keystone/u1"), ON)

    assert (record.file_name, record.flags) == ("certificate.png", ("TYPE_MISMATCH",))


@pytest.mark.parametrize("key", ["uploads/unassigned/coi.pdf", "uploads/nobody/coi.pdf"])
def test_what_cannot_be_read_ends_so_for_an_upload_that_is_nobodys_too(key: str) -> None:
    door = Door()

    record = receive(door.desk, door.bring(b"PK\x03\x04 a zip", key=key), ON)

    kept = door.records.certificate(record.certificate_id)
    assert kept is not None
    assert kept.status is CertificateStatus.UNREADABLE
    assert [row.after for owner, row in door.records.rows if row.event == "certificate_status" and owner is None] == ["unreadable"]


def test_a_duplicate_that_is_nobodys_ends_as_one() -> None:
    door = Door()
    receive(door.desk, door.bring(a_one_page_pdf(), key="uploads/unassigned/a.pdf"), ON)

    again = receive(door.desk, door.bring(a_one_page_pdf(), key="uploads/unassigned/b.pdf"), ON)

    kept = door.records.certificate(again.certificate_id)
    assert kept is not None
    assert kept.status is CertificateStatus.DUPLICATE


def test_the_history_says_where_a_refused_document_stood_before() -> None:
    door = Door()
    door.reader.refuses = "UnsupportedDocument"

    receive(door.desk, door.bring(a_one_page_pdf()), ON)

    changes = [(row.before, row.after) for _, row in door.records.rows if row.event == "certificate_status"]
    assert changes == [("reading", "unreadable")]


def test_what_textract_refuses_ends_as_unreadable_with_its_own_word() -> None:
    door = Door()
    door.reader.refuses = "UnsupportedDocument"

    record = receive(door.desk, door.bring(a_one_page_pdf()), ON)

    assert (record.status, record.reasons[0].code) == (CertificateStatus.UNREADABLE, "TEXTRACT_UnsupportedDocument")


def test_a_file_deleted_before_it_was_read_is_not_lost_without_a_word() -> None:
    door = Door()
    upload = door.bring(a_one_page_pdf())
    door.documents.stored.clear()

    assert receive(door.desk, upload, ON).reasons[0].code == "GONE"


def test_an_upload_for_nobody_known_is_kept_and_read() -> None:
    door = Door()

    record = receive(door.desk, door.bring(a_one_page_pdf(), key="uploads/nobody/coi.pdf"), ON)

    assert (record.vendor_id, record.status) == (None, CertificateStatus.READING)


@pytest.mark.parametrize(
    ("key", "vendor_id"),
    [("uploads/keystone/coi.pdf", "keystone"), ("uploads/keystone/a/b.pdf", "keystone"), ("uploads/unassigned/coi.pdf", None)],
)
def test_the_key_names_the_vendor(key: str, vendor_id: str | None) -> None:
    assert vendor_id_in(key) == vendor_id


def test_a_file_deleted_between_its_check_and_its_reading_ends_as_unreadable() -> None:
    door = Door()
    upload = door.bring(a_one_page_pdf())
    door.reader.fails = DocumentUnreachable(upload.key)
    with pytest.raises(DocumentUnreachable):
        receive(door.desk, upload, ON)  # it is there still: something else is wrong, and the message comes back
    del door.documents.stored[upload.key]

    record = receive(door.desk, upload, ON)

    assert (record.status, [reason.code for reason in record.reasons]) == (CertificateStatus.UNREADABLE, ["GONE"])


def test_two_readers_of_one_document_tell_of_its_end_once() -> None:
    door = Door()
    reading = receive(door.desk, door.bring(a_one_page_pdf()), ON)
    ended = reading.becomes(CertificateStatus.IN_REVIEW, AT, Reason("DOCUMENT", "No certificate was found in this file."))

    for reader in ("the first", "one that began at the same moment"):
        file_standing(door.desk, ended, reading, on=ON, actor=reader)

    assert [row.after for _, row in door.records.rows if row.event == "certificate_status"] == ["in_review"]


def test_what_another_attempt_cost_meanwhile_is_not_forgotten() -> None:
    door = Door()
    reading = receive(door.desk, door.bring(a_one_page_pdf()), ON)
    begun_anew = replace(reading, attempt=2, cost=reading.cost * 2)
    assert door.records.progress(begun_anew, was=reading)

    late = reading.becomes(CertificateStatus.IN_REVIEW, AT, Reason("DOCUMENT", "No certificate was found in this file."))
    file_standing(door.desk, late, reading, on=ON, actor="the first attempt's reader")

    kept = door.records.certificate(reading.certificate_id)
    assert kept
    assert (kept.status, kept.attempt, kept.cost) == (CertificateStatus.IN_REVIEW, 2, 3_000)
