"""The application's ports kept in memory. The contract tests in tests/aws hold them to what the real ones do."""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from coverwatch.application.messages import JobKind, Question
from coverwatch.application.ports import DocumentRefused, Filing, JobResult, MailDeferred, ObjectHead, OpenKind, Picture, ResultGone
from coverwatch.application.records import (
    CertificateRecord,
    HistoryRow,
    NoticeRecord,
    Overview,
    StoredRequirementSet,
    Tombstone,
    Upload,
    UploadGrant,
    VendorFile,
)
from coverwatch.aws.items import DUE_SHARDS
from coverwatch.domain.facts import CertificateStatus, RecordedFact, VendorFacts, fact_key
from coverwatch.domain.names import folded
from coverwatch.domain.notice import NoticeStatus
from coverwatch.domain.vendor import Vendor
from tests.forgetting import Forgetting
from tests.listing import Listing

BUCKET = "certificates"


def _names(vendor: Vendor) -> set[str]:
    return {folded(name) for name in (vendor.legal_name, *vendor.aliases)}


@dataclass
class MemoryRecords(Forgetting, Listing):
    """`StaffRecords` in dictionaries."""

    profiles: dict[str, VendorFile] = field(default_factory=dict)
    kept: dict[str, CertificateRecord] = field(default_factory=dict)
    content: dict[tuple[str | None, str], str] = field(default_factory=dict)
    facts: dict[tuple[str, str], RecordedFact] = field(default_factory=dict)
    notices: dict[tuple[str, str], NoticeRecord] = field(default_factory=dict)
    rows: list[tuple[str | None, HistoryRow]] = field(default_factory=list)
    sets: dict[str, StoredRequirementSet] = field(default_factory=dict)
    grants: dict[str, UploadGrant] = field(default_factory=dict)
    open_grants: set[str] = field(default_factory=set)
    tombstones: dict[str, Tombstone] = field(default_factory=dict)
    buried_papers: set[str] = field(default_factory=set)
    costs: dict[tuple[str, str], int] = field(default_factory=dict)
    counted: Overview | None = None
    versions: list[StoredRequirementSet] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)

    def vendor(self, vendor_id: str) -> VendorFile | None:
        file = self.profiles.get(vendor_id)
        if file is None:
            return None
        certificates = tuple(record for _, record in sorted(self.kept.items()) if record.vendor_id == vendor_id)
        notices = tuple(record for key, record in sorted(self.notices.items()) if key[0] == vendor_id)
        facts = VendorFacts(vendor=file.facts.vendor, certificates=tuple(record.filed() for record in certificates))
        facts = facts.with_recorded(*(fact for key, fact in sorted(self.facts.items()) if key[0] == vendor_id))
        return replace(file, facts=facts, certificates=certificates, notices=notices)

    def certificate(self, certificate_id: str) -> CertificateRecord | None:
        return self.kept.get(certificate_id)

    def register(self, record: CertificateRecord, history: HistoryRow) -> CertificateRecord:
        if record.certificate_id in self.buried_papers:
            return record
        if record.certificate_id not in self.kept:
            self.kept[record.certificate_id] = record
            self.rows.append((record.vendor_id, history))
        return self.kept[record.certificate_id]

    def claim_content(self, sha256: str, vendor_id: str | None, certificate_id: str) -> str:
        return self.content.setdefault((vendor_id, sha256), certificate_id)

    def progress(self, record: CertificateRecord, was: CertificateRecord, history: HistoryRow | None = None) -> bool:
        if self.kept.get(record.certificate_id) != was:
            return self.kept.get(record.certificate_id) == record
        self.kept[record.certificate_id] = record
        if history:
            self.rows.append((record.vendor_id, history))
        if record.cost != was.cost:
            self.costs[f"{record.received_at.astimezone(UTC):%Y-%m}", record.certificate_id] = record.cost
        return True

    def file(self, filing: Filing) -> bool:
        current = self.profiles.get(filing.vendor_id)
        ids = [(filing.vendor_id, notice.notice_id) for notice in filing.notices]
        moved = any(self.kept.get(record.certificate_id) != record for record in filing.as_read)
        if (current.version if current else 0) != filing.version or moved or any(key in self.notices for key in ids):
            return False
        self.profiles[filing.vendor_id] = VendorFile(
            facts=VendorFacts(vendor=filing.vendor), version=filing.version + 1, standing=filing.standing, generation=filing.generation
        )
        self.kept |= {record.certificate_id: record for record in filing.certificates}
        self.facts |= {(filing.vendor_id, fact_key(fact)): fact for fact in filing.facts}
        for key, notice in zip(ids, filing.notices):
            self.notices[key] = NoticeRecord(notice=notice, status=NoticeStatus.PENDING, since=filing.at)
        self.rows += [(filing.vendor_id, row) for row in filing.history]
        return True

    def vendors_named(self, folded_name: str) -> Sequence[str]:
        return sorted(vendor_id for vendor_id, file in self.profiles.items() if folded_name in _names(file.facts.vendor))

    def notice(self, vendor_id: str, notice_id: str) -> NoticeRecord | None:
        return self.notices.get((vendor_id, notice_id))

    def settle_notice(self, record: NoticeRecord, was: NoticeRecord) -> bool:
        key = (record.notice.vendor_id, record.notice.notice_id)
        if self.notices.get(key) != was:
            return self.notices.get(key) == record
        self.notices[key] = record
        return True

    def due(self, until: date) -> Iterator[str]:
        days = {vendor_id: file.standing.next_action_on for vendor_id, file in self.profiles.items() if file.facts.vendor.active}
        waiting = [(zlib.crc32(vendor_id.encode()) % DUE_SHARDS, day, vendor_id) for vendor_id, day in days.items() if day and day <= until]
        yield from [vendor_id for _, _, vendor_id in sorted(waiting)]

    def open_since(self, kind: OpenKind, before: datetime) -> Iterator[tuple[str, ...]]:
        if kind == "certificate":
            reading = {CertificateStatus.RECEIVED, CertificateStatus.READING}
            being_read = [(record.changed_at, one) for one, record in self.kept.items() if record.status in reading]
            yield from [(one,) for since, one in sorted(being_read) if since < before]
        elif kind == "notice":
            unsent = {NoticeStatus.PENDING, NoticeStatus.SENDING}
            waiting = [(record.since, key) for key, record in self.notices.items() if record.status in unsent]
            yield from [key for since, key in sorted(waiting) if since < before]
        elif kind == "grant":
            granted = [(grant.granted_at, grant.vendor_id, one) for one, grant in self.grants.items() if one in self.open_grants]
            yield from [(vendor_id, one) for since, vendor_id, one in sorted(granted) if since < before]

    def in_review(self, after: str | None, limit: int) -> list[tuple[str, str]]:
        waiting = [record for record in self.kept.values() if record.status is CertificateStatus.IN_REVIEW]
        places = sorted((f"{record.changed_at.isoformat()}#{record.certificate_id}", record.certificate_id) for record in waiting)
        return [place for place in places if after is None or place[0] > after][:limit]

    def requirement_set(self, requirement_set_id: str) -> StoredRequirementSet | None:
        return self.sets.get(requirement_set_id)

    def requirement_sets(self) -> list[StoredRequirementSet]:
        return [stored for _, stored in sorted(self.sets.items())]

    def publish(self, stored: StoredRequirementSet) -> bool:
        current = self.sets.get(stored.requirement_set_id)
        if (current.version if current else 0) != stored.version - 1:
            return False
        self.sets[stored.requirement_set_id] = stored
        self.versions.append(stored)
        return True

    def history(self, vendor_id: str) -> list[HistoryRow]:
        return sorted((row for owner, row in self.rows if owner == vendor_id), key=lambda row: row.recorded_at)

    def keep_grant(self, grant: UploadGrant) -> None:
        self.grants[grant.upload_id] = grant
        self.open_grants.add(grant.upload_id)

    def grant(self, upload_id: str) -> UploadGrant | None:
        return self.grants.get(upload_id)

    def close_grant(self, upload_id: str) -> None:
        self.open_grants.discard(upload_id)

    def has_letter(self, letter_id: str) -> bool:
        return letter_id in self.letters

    def keep_letter(self, letter_id: str, at: datetime) -> None:
        self.letters.add(letter_id)


@dataclass
class MemoryDocuments:
    """`StaffDocuments` in a dictionary; every put makes a new version `v1`, `v2`, …"""

    stored: dict[str, list[tuple[str, bytes, datetime]]] = field(default_factory=dict)
    at: datetime = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    names: dict[str, str] = field(default_factory=dict)
    """The file's own name by key."""

    def get(self, key: str, version_id: str | None = None) -> bytes | None:
        versions = self.stored.get(key, [])
        wanted = [content for version, content, _ in versions if version_id in (None, version)]
        return wanted[-1] if wanted else None

    def head(self, key: str, version_id: str | None = None) -> ObjectHead | None:
        content = self.get(key, version_id)
        return None if content is None else ObjectHead(len(content), self.names.get(key))

    def put(self, key: str, content: bytes, content_type: str, file_name: str | None = None) -> None:
        if file_name:
            self.names[key] = file_name
        versions = self.stored.setdefault(key, [])
        versions.append((f"v{len(versions) + 1}", content, self.at))

    def versions(self, prefix: str) -> Iterator[Upload]:
        for key in sorted(self.stored):
            if key.startswith(prefix):
                for version, content, at in reversed(self.stored[key]):
                    yield Upload(bucket=BUCKET, key=key, version_id=version, size=len(content), uploaded_at=at)

    def destroy(self, folder: str) -> int:
        gone = [key for key in self.stored if key.startswith(folder)]
        return sum(len(self.stored.pop(key)) for key in gone)

    def destroy_version(self, key: str, version_id: str) -> None:
        self.stored[key] = [version for version in self.stored.get(key, []) if version[0] != version_id]

    def address(self, key: str, version_id: str | None = None, file_name: str | None = None) -> str:
        return f"https://files.example/{key}?{version_id or ''}#{file_name or ''}"

    @property
    def origin(self) -> str:
        return "https://upload.example"

    def picture(self, key: str) -> Picture | None:
        content = self.get(key)
        if content is None or not content.startswith(b"\x89PNG"):
            return None
        width, height = struct.unpack(">II", content[16:24])  # a PNG's first chunk
        return Picture(f"{self.origin}/{key}", width, height)

    def upload_form(self, key: str, file_name: str | None, largest: int, back_to: str | None = None) -> dict[str, Any]:
        redirect = {"success_action_redirect": back_to} if back_to else {}
        return {"url": "https://upload.example/", "fields": {"key": key, **redirect}}

    def upload(self, key: str, content: bytes) -> Upload:
        """Put an object as a person would, and say what S3's event would say."""
        self.put(key, content, "application/octet-stream")
        return next(upload for upload in self.versions(key) if upload.key == key)


@dataclass
class ScriptedReader:
    """`TextReader` that answers with what a test gives it, and counts the jobs that would be paid for."""

    responses: tuple[Mapping[str, Any], ...] = ()
    status_of_jobs: str = "SUCCEEDED"
    refuses: str | None = None
    fails: Exception | None = None
    gone: bool = False
    jobs: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Job id by token: what was read, and its tag."""

    def start_detection(self, key: str, version_id: str | None, tag: str, token: str) -> str:
        return self._start("detection", key, tag, token)

    def start_analysis(self, key: str, tag: str, token: str) -> str:
        return self._start("analysis", key, tag, token)

    def _start(self, kind: str, key: str, tag: str, token: str) -> str:
        if self.refuses:
            raise DocumentRefused(self.refuses, "refused")
        if self.fails:
            raise self.fails
        self.jobs.setdefault(token, (key, tag))
        return f"{kind}-{token[:8]}"

    def status(self, job_id: str, kind: JobKind) -> str:
        if self.gone:
            raise ResultGone(job_id)
        return self.status_of_jobs

    def result(self, job_id: str, kind: JobKind) -> JobResult:
        if self.gone:
            raise ResultGone(job_id)
        return JobResult(self.status_of_jobs, self.responses)


@dataclass
class MemoryQueue:
    """`AssessmentQueue`, `Redelivery` and `Backlog`: what was asked and sent again, and how many mail events wait."""

    asked: list[Question] = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)
    letters: list[Upload] = field(default_factory=list)
    completions: list[tuple[str, str, str, JobKind]] = field(default_factory=list)
    mail_events: int = 0

    def ask(self, vendor_ids: Sequence[str], on: date, at: datetime) -> None:
        self.asked += [Question(vendor_id, on, at) for vendor_id in vendor_ids]

    def upload_again(self, upload: Upload) -> None:
        self.uploads.append(upload)

    def letter_again(self, mail: Upload) -> None:
        self.letters.append(mail)

    def completion_again(self, certificate_id: str, job_id: str, status: str, kind: JobKind, at: datetime) -> None:
        self.completions.append((certificate_id, job_id, status, kind))

    def waiting(self) -> int:
        return self.mail_events


@dataclass
class MemoryMailer:
    """`Mailer` that keeps what it sent. `failing` says of the next calls what each raises before anything is sent; None sends."""

    sent: list[tuple[str, bytes]] = field(default_factory=list)
    failing: list[Exception | None] = field(default_factory=list)

    def send(self, recipient: str, message: bytes, tags: Mapping[str, str]) -> str:
        failure = self.failing.pop(0) if self.failing else None
        if failure:
            raise failure
        self.sent.append((recipient, message))
        return f"mail-{len(self.sent)}"

    def throttle(self, times: int = 1) -> None:
        self.failing += [MailDeferred("TooManyRequestsException")] * times
