"""Every quarter of an hour: what AWS may have lost is found and delivered once more.

The sweep does no one else's work: it sends the lost message again, to the function that it was for.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from coverwatch.application.filing import file_standing
from coverwatch.application.messages import JobKind
from coverwatch.application.overview import keep_count
from coverwatch.application.ports import Backlog, Documents, Redelivery, ResultGone, StaffRecords, TextReader
from coverwatch.application.records import CertificateRecord, Reason
from coverwatch.application.uploads import LETTERS, UPLOADS, certificate_id_of
from coverwatch.domain.facts import BEING_READ, CertificateStatus
from coverwatch.domain.notice import NoticeStatus

PATIENCE = timedelta(minutes=10)  # a healthy document is read within two
LETTER_DAYS = timedelta(days=14)  # mails that each day's look at the bucket goes over: a week may pass in which nothing runs
MAX_ATTEMPTS = 3  # jobs started for one document before a person looks
ACTOR = "sweep_stragglers"
RUNNING = "IN_PROGRESS"


@dataclass(frozen=True, slots=True)
class Sweeping:
    """The ports that sweeping needs."""

    records: StaffRecords
    documents: Documents
    text_reader: TextReader
    redelivery: Redelivery
    mail_events: Backlog
    """What SES has told and nobody has recorded yet."""
    time_zone: tzinfo
    now: Callable[[], datetime]
    """The real moment: a lease is measured by it."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many of each were delivered again."""

    uploads: int = 0
    completions: int = 0
    notices: int = 0
    grants: int = 0
    letters: int = 0
    given_up: int = 0


def sweep(desk: Sweeping, on: date, at: datetime, whole_bucket: bool) -> Swept:
    """One round: stuck documents, unsent notices, open grants; the whole bucket when asked; the overview when its hour is over."""
    before = at - PATIENCE
    swept = _sweep_documents(desk, before, on, at)
    swept = replace(swept, notices=_sweep_notices(desk, before, at), grants=_sweep_grants(desk, before, at))
    if whole_bucket:
        swept = replace(swept, uploads=swept.uploads + _sweep_bucket(desk, before), letters=_sweep_letters(desk, before))
    keep_count(desk.records, on, at)
    return swept


def _sweep_documents(desk: Sweeping, before: datetime, on: date, at: datetime) -> Swept:
    swept = Swept()
    for (certificate_id,) in desk.records.open_since("certificate", before):
        record = desk.records.certificate(certificate_id)
        if record and record.status in BEING_READ:
            swept = _sweep_document(desk, record, swept, on, at)
    return swept


def _sweep_document(desk: Sweeping, record: CertificateRecord, swept: Swept, on: date, at: datetime) -> Swept:
    if record.detection_job is None:
        desk.redelivery.upload_again(record.upload)
        return replace(swept, uploads=swept.uploads + 1)
    kind: JobKind = "detection" if record.analysis_job is None else "analysis"
    job = record.analysis_job or record.detection_job
    try:
        status = desk.text_reader.status(job, kind)
    except ResultGone:
        return _start_anew(desk, record, swept, on, at)
    if status == RUNNING:
        return swept
    desk.redelivery.completion_again(record.certificate_id, job, status, kind, at)
    return replace(swept, completions=swept.completions + 1)


def _start_anew(desk: Sweeping, record: CertificateRecord, swept: Swept, on: date, at: datetime) -> Swept:
    """Textract has forgotten the job: begin another attempt, or hand the document to a person after too many."""
    if record.attempt < MAX_ATTEMPTS:
        gone = tuple(job for job in (record.detection_job, record.analysis_job) if job)
        forgotten = (*record.forgotten_jobs, *gone)
        anew = replace(record, detection_job=None, analysis_job=None, analyzed_pages=(), forgotten_jobs=forgotten)
        fresh = anew.becomes(CertificateStatus.RECEIVED, at)
        if desk.records.progress(fresh, was=record):
            desk.redelivery.upload_again(record.upload)
        return replace(swept, uploads=swept.uploads + 1)
    tired = record.becomes(
        CertificateStatus.IN_REVIEW, at, Reason("READING_FAILED", f"The document could not be read in {record.attempt} attempts.")
    )
    file_standing(desk, tired, record, on=on, actor=ACTOR)
    return replace(swept, given_up=swept.given_up + 1)


def _sweep_notices(desk: Sweeping, before: datetime, at: datetime) -> int:
    """Wake what is still unsent: a change of its record leaves the table by the stream, as its filing did.

    What may have been sent is left alone while events of mails wait to be recorded: one of them may say that it was.
    """
    woken, may_be_sent = 0, desk.mail_events.waiting() > 0
    for vendor_id, notice_id in desk.records.open_since("notice", before):
        record = desk.records.notice(vendor_id, notice_id)
        if record is None or record.status not in {NoticeStatus.PENDING, NoticeStatus.SENDING}:
            continue
        if record.status is NoticeStatus.SENDING and may_be_sent:
            continue
        if record.lease_until is None or record.lease_until <= desk.now():
            woken += desk.records.settle_notice(replace(record, status=NoticeStatus.PENDING, since=at, lease_until=None), was=record)
    return woken


def _sweep_grants(desk: Sweeping, before: datetime, at: datetime) -> int:
    """An upload that was granted: if its object is there and not registered, its event was lost. An expired grant closes."""
    found = 0
    for _, upload_id in desk.records.open_since("grant", before):
        grant = desk.records.grant(upload_id)
        if grant is None:
            continue
        uploads = tuple(desk.documents.versions(grant.key))
        missing = [upload for upload in uploads if desk.records.certificate(certificate_id_of(upload)) is None]
        for upload in missing:
            desk.redelivery.upload_again(upload)
        found += len(missing)
        if not missing and (uploads or grant.expires_at < at):
            desk.records.close_grant(upload_id)
    return found


def _sweep_bucket(desk: Sweeping, before: datetime) -> int:
    """Every object version under uploads/ has a certificate, or its event is sent again."""
    missing = 0
    for upload in desk.documents.versions(UPLOADS):
        if upload.uploaded_at < before and desk.records.certificate(certificate_id_of(upload)) is None:
            desk.redelivery.upload_again(upload)
            missing += 1
    return missing


def _sweep_letters(desk: Sweeping, before: datetime) -> int:
    """Every raw mail of the last days has been taken in, or its event is sent again; older ones cost no look into the table."""
    missing = 0
    for mail in desk.documents.versions(LETTERS):
        if before - LETTER_DAYS < mail.uploaded_at < before and not desk.records.has_letter(certificate_id_of(mail)):
            desk.redelivery.letter_again(mail)
            missing += 1
    return missing
