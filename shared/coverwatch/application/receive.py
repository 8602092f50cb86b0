"""An object was uploaded: know it again, check it, register it, and have it read."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from coverwatch.application.filing import file_standing
from coverwatch.application.metering import cost_of
from coverwatch.application.ports import DocumentRefused, Documents, DocumentUnreachable, Records, TextReader
from coverwatch.application.records import REFUSED, CertificateRecord, HistoryRow, Reason, Upload
from coverwatch.application.uploads import certificate_id_of, vendor_id_in
from coverwatch.domain.facts import CertificateStatus
from coverwatch.reading.flatten import flatten
from coverwatch.reading.inspect import Inspection, inspect
from coverwatch.reading.safety.limits import MAX_PDF_BYTES

ACTOR = "receive_certificate"
GONE = Reason("GONE", "The file was deleted before it could be read.")


@dataclass(frozen=True, slots=True)
class Receiving:
    """The ports that receiving needs."""

    records: Records
    documents: Documents
    text_reader: TextReader
    time_zone: tzinfo


def receive(desk: Receiving, upload: Upload, on: date) -> CertificateRecord:
    """Register an upload and start its reading; doing it again does nothing again.

    A document that cannot be read ends as `unreadable` with the reason. Errors that may pass are raised, and the message comes back.
    """
    record = _register(desk, upload, on)
    if record.status is CertificateStatus.RECEIVED:
        return _check(desk, record, on)
    if record.status is CertificateStatus.READING and record.detection_job is None:
        return _start(desk, record, on)
    return record


def detection_token(record: CertificateRecord) -> str:
    """One token for each attempt at a document: a repeated start is the same job."""
    return hashlib.sha256(f"{record.certificate_id}/detection/{record.attempt}".encode()).hexdigest()


def _register(desk: Receiving, upload: Upload, on: date) -> CertificateRecord:
    named = vendor_id_in(upload.key)
    record = CertificateRecord(
        certificate_id=certificate_id_of(upload),
        upload=upload,
        status=CertificateStatus.RECEIVED,
        received_at=upload.uploaded_at,
        changed_at=upload.uploaded_at,
        vendor_id=named if named and desk.records.vendor(named) else None,
    )
    row = HistoryRow(recorded_at=upload.uploaded_at, on=on, actor=ACTOR, event="certificate_received", subject=record.certificate_id)
    return desk.records.register(record, row)


def _check(desk: Receiving, record: CertificateRecord, on: date) -> CertificateRecord:
    """Look at the bytes before anything is paid for: size, kind, danger, and whether they came before."""
    found = _content(desk.documents, record.upload)
    if isinstance(found, Reason):
        return _end(desk, record, record, CertificateStatus.UNREADABLE, found, on)
    content, file_name = found
    inspection = inspect(content, name=file_name or record.upload.key)
    checked = replace(
        record,
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        kind=inspection.kind,
        pages=inspection.pages,
        flags=inspection.flags,
    )
    if inspection.refusal:
        refused = Reason(inspection.refusal.reason, inspection.refusal.sentence)
        return _end(desk, checked, record, CertificateStatus.UNREADABLE, refused, on)
    if first := _came_before(desk.records, checked):
        again = Reason("DUPLICATE_CONTENT", "The same file was sent before; its result stands.")
        return _end(desk, replace(checked, duplicate_of=first), record, CertificateStatus.DUPLICATE, again, on)
    checked = replace(checked, read_from=_readable_copy(desk.documents, checked, content, inspection))
    return _begin_reading(desk, checked, record, on)


def _came_before(records: Records, record: CertificateRecord) -> str | None:
    """The certificate that brought these bytes first, unless it was refused: whoever sends it again is told again."""
    first = records.claim_content(str(record.sha256), record.vendor_id, record.certificate_id)
    if first == record.certificate_id:
        return None
    kept = records.certificate(first)
    return None if kept and kept.status in REFUSED else first


def _begin_reading(desk: Receiving, record: CertificateRecord, was: CertificateRecord, on: date) -> CertificateRecord:
    """Begin an attempt at reading: the intent and its cost are kept before Textract is asked."""
    reading = replace(
        record.becomes(CertificateStatus.READING, was.changed_at),
        attempt=record.attempt + 1,
        detection_job=None,
        cost=record.cost + cost_of("StartDocumentTextDetection", record.pages or 1),
    )
    if not desk.records.progress(reading, was=was):
        return was  # another delivery of the same event is ahead of this one
    return _start(desk, reading, on)


def _start(desk: Receiving, record: CertificateRecord, on: date) -> CertificateRecord:
    """Ask Textract. The completion message finds the document by its tag, so it may overtake the job's own id."""
    source, version = (record.read_from, None) if record.read_from else (record.upload.key, record.upload.version_id)
    try:
        job = desk.text_reader.start_detection(source, version, record.certificate_id, detection_token(record))
    except DocumentRefused as refused:
        reason = Reason(f"TEXTRACT_{refused.code}", "The text reader refuses this file; please send it as a plain PDF, PNG or JPEG.")
        return _end(desk, record, record, CertificateStatus.UNREADABLE, reason, on)
    except DocumentUnreachable:
        if desk.documents.head(record.upload.key, record.upload.version_id):
            raise
        return _end(desk, record, record, CertificateStatus.UNREADABLE, GONE, on)
    started = replace(record, detection_job=job)
    desk.records.progress(started, was=record)
    return started


def _end(
    desk: Receiving, record: CertificateRecord, was: CertificateRecord, status: CertificateStatus, reason: Reason, on: date
) -> CertificateRecord:
    """Give a document its last standing at the door; its vendor is assessed, so that the notice it causes is owed from the same moment."""
    ended = record.becomes(status, record.upload.uploaded_at, reason)
    file_standing(desk, ended, was, on=on, actor=ACTOR)
    return ended


def _content(documents: Documents, upload: Upload) -> tuple[bytes, str | None] | Reason:
    """The bytes and the file's own name, or why there are none to look at."""
    head = documents.head(upload.key, upload.version_id)
    if head and head.size > MAX_PDF_BYTES:
        return Reason("TOO_LARGE", f"The file is larger than {MAX_PDF_BYTES // 1024 // 1024} MB.")
    content = documents.get(upload.key, upload.version_id)
    if head is None or content is None:
        return GONE
    return content, head.file_name


def _readable_copy(documents: Documents, record: CertificateRecord, content: bytes, inspection: Inspection) -> str | None:
    """The key of a flattened copy for what Textract refuses but a person can open; None when the upload itself will do."""
    if not inspection.needs_flattening:
        return None
    key = f"derived/{record.certificate_id}/flattened.pdf"
    documents.put(key, flatten(content), "application/pdf")
    return key
