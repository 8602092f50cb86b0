"""What the functions stand on: the ports in memory, or the real adapters on an embedded AWS. Both tell the simulator what they hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from coverwatch.application.ports import Filing, ObjectHead
from coverwatch.application.records import CertificateRecord, HistoryRow, NoticeRecord, StoredRequirementSet, Upload, VendorFile
from coverwatch.application.uploads import UPLOADS
from coverwatch.domain.notice import NoticeStatus
from tests.fakes import MemoryDocuments, MemoryRecords

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Contents:
    """Everything that is kept, at one moment."""

    certificates: Mapping[str, CertificateRecord]
    notices: Mapping[tuple[str, str], NoticeRecord]
    versions: Mapping[str, int]
    """Vendors' versions by id."""
    sets: Mapping[str, StoredRequirementSet]
    rows: tuple[HistoryRow, ...]


class Stage(Protocol):
    """Where a run takes place."""

    records: Any
    documents: Any

    def contents(self) -> Contents: ...

    def vendor(self, vendor_id: str) -> VendorFile | None: ...

    def upload(self, key: str, content: bytes, at: datetime) -> Upload: ...

    def remove(self, upload: Upload) -> None: ...


@dataclass
class ClockedDocuments(MemoryDocuments):
    """The bucket in memory, whose objects are as old as the simulated clock says."""

    clock: Callable[[], datetime] = field(default=lambda: LONG_AGO)

    puts: int = 0
    named: dict[str, str | None] = field(default_factory=dict)
    """Each version's own file name: another version of the same key may have none."""

    def put(self, key: str, content: bytes, content_type: str, file_name: str | None = None) -> None:
        self.puts += 1
        version = f"v{self.puts}"
        self.named[version] = file_name
        self.stored.setdefault(key, []).append((version, content, self.clock()))

    def head(self, key: str, version_id: str | None = None) -> ObjectHead | None:
        kept = [version for version in self.stored.get(key, ()) if version_id in (None, version[0])]
        return ObjectHead(len(kept[-1][1]), self.named[kept[-1][0]]) if kept else None


class MemoryStage:
    """The ports' fakes, which the contract tests hold to what the real adapters do."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.records = MemoryRecords()
        self.documents = ClockedDocuments(clock=clock)

    def contents(self) -> Contents:
        records = self.records
        return Contents(
            certificates=dict(records.kept),
            notices=dict(records.notices),
            versions={vendor_id: file.version for vendor_id, file in records.profiles.items()},
            sets=dict(records.sets),
            rows=tuple(row for _, row in records.rows),
        )

    def vendor(self, vendor_id: str) -> VendorFile | None:
        return self.records.vendor(vendor_id)

    def upload(self, key: str, content: bytes, at: datetime) -> Upload:
        return self.documents.upload(key, content)

    def remove(self, upload: Upload) -> None:
        kept = self.documents.stored[upload.key]
        self.documents.stored[upload.key] = [version for version in kept if version[0] != upload.version_id]


class Guarded:
    """A port or a client whose every call passes the world: it waits for its turn there, and may be struck."""

    def __init__(self, name: str, real: object, call: Callable[[str, Callable[..., Any], tuple[Any, ...], dict[str, Any]], Any]) -> None:
        self._name = name
        self._real = real
        self._call = call

    def __getattr__(self, name: str) -> Any:
        operation, real = f"{self._name}.{name}", getattr(self._real, name)
        if not callable(real):
            return real

        def guarded(*given: Any, **named: Any) -> Any:
            return self._call(operation, real, given, named)

        def listed(*given: Any, **named: Any) -> Iterator[Any]:
            return iter(self._call(operation, lambda *g, **n: list(real(*g, **n)), given, named))

        chosen = listed if name in {"due", "open_since", "versions"} else guarded
        self.__dict__[name] = chosen
        return chosen


class Streamed:
    """The table with its stream: what writes a notice's record as pending is told to it."""

    def __init__(self, records: Any, put: Callable[[str, dict[str, Any]], None]) -> None:
        self._records = records
        self._put = put

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._records, name)
        self.__dict__[name] = found
        return found

    def file(self, filing: Filing) -> bool:
        filed: bool = self._records.file(filing)
        for notice in filing.notices if filed else ():
            self._tell(notice.vendor_id, notice.notice_id)
        return filed

    def settle_notice(self, record: NoticeRecord, was: NoticeRecord) -> bool:
        before = self._records.notice(record.notice.vendor_id, record.notice.notice_id)
        settled: bool = self._records.settle_notice(record, was)
        if settled and before == was and record.status is NoticeStatus.PENDING:
            self._tell(record.notice.vendor_id, record.notice.notice_id)
        return settled

    def _tell(self, vendor_id: str, notice_id: str) -> None:
        self._put(vendor_id, {"Keys": {"pk": {"S": f"VENDOR#{vendor_id}"}, "sk": {"S": f"FACT#NOTICE#{notice_id}"}}})


class Announced:
    """The bucket that tells of what a function puts among the uploads, as S3 does."""

    def __init__(self, documents: Any, tell: Callable[[str, bytes], None]) -> None:
        self._documents = documents
        self._tell = tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._documents, name)

    def put(self, key: str, content: bytes, content_type: str, file_name: str | None = None) -> None:
        self._documents.put(key, content, content_type, file_name)
        if key.startswith(UPLOADS):
            self._tell(key, content)
