"""What waits for a person: the queue of documents in review, and what every decision on one has in common."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coverwatch.application.filing import Change, Filed, VendorUnknown, file_change
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import row
from coverwatch.application.records import LETTER, CertificateRecord, HistoryRow, Reason, VendorFile
from coverwatch.application.refusals import Refused
from coverwatch.application.uploads import text_of_letter
from coverwatch.domain.facts import CertificateStatus

Check = Callable[[CertificateRecord], None]


class DocumentUnknown(Exception):
    """There is no such document."""


class DecidedMeanwhile(Exception):
    """The document does not wait for a person any more, or is another than the one that the decision was made on."""

    def __init__(self, record: CertificateRecord | None) -> None:
        super().__init__(record.status.value if record else "gone")
        self.record = record


class ReviewDecision(StrEnum):
    """What a reviewer makes of a document."""

    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document in the queue, with the reasons on its record; `position` is where the queue goes on."""

    position: str
    record: CertificateRecord

    @property
    def is_certificate(self) -> bool:
        """Whether a certificate was read in it: otherwise it may be a supporting document."""
        return self.record.certificate is not None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document as it was decided; `filed` is None when it has no vendor, so that nothing was assessed."""

    record: CertificateRecord
    filed: Filed | None


def open_reviews(office: Office, after: str | None, limit: int) -> list[Waiting]:
    """A page of what waits, the longest waiting first, from just after a position. What was decided a moment ago is left out."""
    page: list[Waiting] = []
    while len(page) < limit:
        places = office.records.in_review(after, limit - len(page))
        if not places:
            break
        for position, certificate_id in places:
            after = position
            record = office.records.certificate(certificate_id)
            if record and record.status is CertificateStatus.IN_REVIEW:
                page.append(Waiting(position, record))
    return page


def document(office: Office, document_id: str) -> CertificateRecord:
    """A document, whatever it turned out to be. Raises DocumentUnknown."""
    record = office.records.certificate(document_id)
    if record is None:
        raise DocumentUnknown(document_id)
    return record


def kept_reading(office: Office, document_id: str) -> dict[str, Any] | None:
    """What was read of a document, as `coverwatch read --json` prints it: every field with its page, box and doubt. None if never read."""
    content = office.documents.get(f"derived/{document_id}/reading.json")
    return json.loads(content) if content is not None else None


def document_address(office: Office, record: CertificateRecord) -> str:
    """Where the document itself can be fetched for a minute; of a mail, its words."""
    if record.kind == LETTER:
        return office.documents.address(text_of_letter(record.certificate_id), file_name=record.file_name)
    return office.documents.address(record.upload.key, record.upload.version_id, record.file_name)


def page_address(office: Office, record: CertificateRecord, page: int) -> str:
    """Where the picture of a page (from 1) can be fetched for a minute. Raises DocumentUnknown when it has no such page."""
    if not 1 <= page <= (record.pages or 0):
        raise DocumentUnknown(f"{record.certificate_id}, page {page}")
    return office.documents.address(f"derived/{record.certificate_id}/pages/{page}.png")


def waiting_document(office: Office, document_id: str, check: Check) -> CertificateRecord:
    """A document that waits for a decision. Raises DocumentUnknown, DecidedMeanwhile, and what `check` raises on seeing it."""
    record = document(office, document_id)
    check(record)
    if record.status is not CertificateStatus.IN_REVIEW:
        raise DecidedMeanwhile(record)
    return record


def vendor_for(record: CertificateRecord, wanted: str | None) -> str | None:
    """The vendor that a document is decided for. Raises Refused when it is another one's already."""
    if wanted is not None and record.vendor_id not in (None, wanted):
        raise Refused("ANOTHER_VENDORS", f"The document is {record.vendor_id}'s: reject it there, and upload it here.", "vendor_id")
    return wanted or record.vendor_id


def rejected(record: CertificateRecord, note: str, asked: Asked) -> CertificateRecord:
    """The document as a person refused it; the note is what its sender is told. Raises Refused when there is none."""
    if not note.strip():
        raise Refused("REASON_MISSING", "Say what is wrong with it: its sender is told.", "note")
    return record.becomes(CertificateStatus.REJECTED, asked.at, Reason("REJECTED", note.strip()))


def file_review(
    office: Office,
    was: CertificateRecord,
    vendor_id: str | None,
    asked: Asked,
    decide: Callable[[VendorFile | None], Change],
) -> Reviewed:
    """File what `decide` makes of a document that still is as it `was`, in its vendor's transaction, or by itself without a vendor.

    Raises DecidedMeanwhile, VendorUnknown, RequirementSetUnknown, Contended, and what `decide` raises.
    """
    if vendor_id is None:
        change = decide(None)
        (now,) = change.certificates
        if not office.records.progress(now, was=was, history=change.history[0]):
            raise DecidedMeanwhile(office.records.certificate(was.certificate_id))
        return Reviewed(now, None)
    filed_change: Change | None = None

    def of_the_file(file: VendorFile | None) -> Change:
        nonlocal filed_change
        if file is None:
            raise VendorUnknown(vendor_id)
        kept = office.records.certificate(was.certificate_id)
        if kept != was:
            raise DecidedMeanwhile(kept)
        filed_change = decide(file)
        return filed_change

    filed = file_change(office, vendor_id, of_the_file, on=asked.on, at=asked.at, actor=asked.by)
    if filed_change is None or filed is None:
        raise DecidedMeanwhile(None)
    return Reviewed(filed_change.certificates[0], filed)


def adopted_by(vendor_id: str | None, was: CertificateRecord) -> tuple[CertificateRecord, ...]:
    """The document as it was read, if it gets its first vendor by this decision."""
    return (was,) if vendor_id is not None and was.vendor_id is None else ()


def decided_row(asked: Asked, now: CertificateRecord, was: CertificateRecord, note: str) -> HistoryRow:
    """The history's row on a document that a person decided."""
    return row(asked, "certificate_reviewed", now.certificate_id, before=was.status.value, after=now.status.value, note=note.strip())
