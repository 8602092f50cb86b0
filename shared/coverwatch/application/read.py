"""Textract has finished: read the document, find its vendor, decide whether a person must look, and file the answer."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from io import BytesIO
from typing import Any

from coverwatch.application.decide import decide_reading
from coverwatch.application.filing import file_standing
from coverwatch.application.messages import Completion, JobKind
from coverwatch.application.metering import cost_of
from coverwatch.application.ports import DocumentRefused, Documents, JobResult, Records, ResultGone, TextReader
from coverwatch.application.records import CertificateRecord, Reason
from coverwatch.domain.facts import BEING_READ, CertificateStatus
from coverwatch.reading import Reading, page_images, read, reading_as_json

ACTOR = "read_certificate"
ANALYSIS = "StartDocumentAnalysis:FORMS,TABLES"
PAGE_IMAGE_DPI = 150  # legible on a screen, about 200 KB a page
GONE = "GONE"
ANALYSIS_DPI = 200  # Textract's own advice is 150 and more


class DocumentUnknown(Exception):
    """A completion message for a document that is not registered: its own registration may still be under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingDesk:
    """The ports that reading needs; `analysis_budget` is what the dearer step may cost for one document, in millionths of a dollar."""

    records: Records
    documents: Documents
    text_reader: TextReader
    time_zone: tzinfo
    analysis_budget: int
    specimens_allowed: bool = False


def read_completed(desk: ReadingDesk, completion: Completion, on: date) -> CertificateRecord | None:
    """Read what a finished job belongs to; a document that has its answer, or another job now, is left alone; one that was erased is None.

    Raises DocumentUnknown; errors that may pass are raised, and the message comes back.
    """
    record = desk.records.certificate(completion.certificate_id)
    if record is None and desk.records.is_erased(completion.certificate_id):
        return None
    if record is None:
        raise DocumentUnknown(completion.certificate_id)
    if record.status not in BEING_READ or completion.job_id in record.forgotten_jobs:
        return record
    record = _with_job(desk.records, record, completion)
    if completion.kind == "detection" and record.analysis_job is not None:
        return record  # its words are read already; the dearer step is under way
    if record.detection_job is None:
        return record  # a new attempt began meanwhile
    content = desk.documents.get(record.upload.key, record.upload.version_id)
    if content is None:
        gone = Reason("GONE", "The file was deleted before it could be read.")
        return _file(desk, record, record.becomes(CertificateStatus.UNREADABLE, completion.at, gone), on)
    detected = _result(desk, record, "detection")
    if detected.status == GONE:
        return record  # the sweep starts a new attempt
    reading = _read(desk, record, content, detected)
    if completion.kind == "detection" and _worth_analysis(desk, reading):
        started = _start_analysis(desk, record, content, reading.undecided_pages)
        if started is not None:
            return started
    _keep_reading(desk.documents, record, content, reading)
    decided = decide_reading(desk.records, record, reading, detected.status, completion.at, specimens_allowed=desk.specimens_allowed)
    return _file(desk, record, decided, on)


def _with_job(records: Records, record: CertificateRecord, completion: Completion) -> CertificateRecord:
    """Keep the job's id if its completion overtook it."""
    if completion.kind == "detection" and record.detection_job is None:
        known = replace(record, detection_job=completion.job_id, status=CertificateStatus.READING)
    elif completion.kind == "analysis" and record.analysis_job is None:
        known = replace(record, analysis_job=completion.job_id)
    else:
        return record
    return known if records.progress(known, was=record) else (records.certificate(record.certificate_id) or known)


def _result(desk: ReadingDesk, record: CertificateRecord, kind: JobKind) -> JobResult:
    """A job's whole result: kept in the bucket when it first comes, since Textract forgets it after seven days."""
    job = record.detection_job if kind == "detection" else record.analysis_job
    if job is None:
        return JobResult("NONE")
    key = f"derived/{record.certificate_id}/{kind}.{record.attempt}.json.gz"
    kept = desk.documents.get(key)
    if kept is not None:
        stored = json.loads(gzip.decompress(kept))
        return JobResult(stored["status"], tuple(stored["responses"]))
    try:
        result = desk.text_reader.result(job, kind)
    except ResultGone:
        return JobResult(GONE)
    content = json.dumps({"status": result.status, "responses": list(result.responses)}).encode()
    desk.documents.put(key, gzip.compress(content, mtime=0), "application/gzip")
    return result


def _read(desk: ReadingDesk, record: CertificateRecord, content: bytes, detected: JobResult) -> Reading:
    analyzed = _result(desk, record, "analysis")
    responses = tuple(_on_original_pages(response, record.analyzed_pages) for response in analyzed.responses)
    return read(content, detected.responses, responses, specimens_allowed=desk.specimens_allowed)


def _on_original_pages(response: Mapping[str, Any], pages: tuple[int, ...]) -> Mapping[str, Any]:
    """The copy that was analyzed holds the undecided pages only: give each block the number of the page it came from."""
    blocks = [
        {**block, "Page": pages[block.get("Page", 1) - 1]} for block in response.get("Blocks", ()) if block.get("Page", 1) <= len(pages)
    ]
    return {**response, "Blocks": blocks}


def _worth_analysis(desk: ReadingDesk, reading: Reading) -> bool:
    """Pages are undecided, and the budget for one document allows the dearer step for all of them."""
    pages = len(reading.undecided_pages)
    return bool(pages) and cost_of(ANALYSIS, pages) <= desk.analysis_budget


def _start_analysis(desk: ReadingDesk, record: CertificateRecord, content: bytes, pages: tuple[int, ...]) -> CertificateRecord | None:
    """Have only the undecided pages analyzed, from a copy that holds nothing else; the cost is kept before the call.

    None when Textract refuses: then the cheaper reading must do.
    """
    if record.analyzed_pages != pages:
        metered = replace(record, analyzed_pages=pages, cost=record.cost + cost_of(ANALYSIS, len(pages)))
        if not desk.records.progress(metered, was=record):
            return record
        record = metered
    key = f"derived/{record.certificate_id}/undecided.{record.attempt}.pdf"
    desk.documents.put(key, _as_pdf(content, pages), "application/pdf")
    token = hashlib.sha256(f"{record.certificate_id}/analysis/{record.attempt}".encode()).hexdigest()
    try:
        job = desk.text_reader.start_analysis(key, record.certificate_id, token)
    except DocumentRefused:
        return None
    started = replace(record, analysis_job=job)
    desk.records.progress(started, was=record)
    return started


def _as_pdf(content: bytes, pages: tuple[int, ...]) -> bytes:
    images = [image for number, image in enumerate(page_images(content, dpi=ANALYSIS_DPI), start=1) if number in pages]
    copy = BytesIO()
    images[0].save(copy, "PDF", save_all=True, append_images=images[1:], resolution=ANALYSIS_DPI)
    return copy.getvalue()


def _keep_reading(documents: Documents, record: CertificateRecord, content: bytes, reading: Reading) -> None:
    """Keep what was read and a picture of each page, for the person who may have to look."""
    place = f"derived/{record.certificate_id}"
    documents.put(f"{place}/reading.json", json.dumps(reading_as_json(reading)).encode(), "application/json")
    for number, image in enumerate(page_images(content, dpi=PAGE_IMAGE_DPI), start=1):
        picture = BytesIO()
        image.save(picture, "PNG")
        documents.put(f"{place}/pages/{number}.png", picture.getvalue(), "image/png")


def _file(desk: ReadingDesk, was: CertificateRecord, now: CertificateRecord, on: date) -> CertificateRecord:
    file_standing(desk, now, was, on=on, actor=ACTOR)
    return now
