"""What the use cases need of the outside. The aws room keeps these ports; tests keep them in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol

from coverwatch.application.messages import JobKind
from coverwatch.application.records import (
    CertificateRecord,
    HistoryRow,
    NoticeRecord,
    Overview,
    Standing,
    StoredRequirementSet,
    Tombstone,
    Upload,
    UploadGrant,
    VendorFile,
)
from coverwatch.domain.facts import RecordedFact
from coverwatch.domain.notice import Notice
from coverwatch.domain.vendor import Vendor

OpenKind = Literal["certificate", "notice", "grant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One transaction: what a change leaves behind, together or not at all.

    It holds only if the vendor's version is still `version` (0: there is no vendor yet). Notices are filed unless they exist already.
    """

    vendor_id: str
    version: int
    vendor: Vendor
    standing: Standing
    generation: int
    certificates: tuple[CertificateRecord, ...] = ()
    facts: tuple[RecordedFact, ...] = ()
    notices: tuple[Notice, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    as_read: tuple[CertificateRecord, ...] = ()
    """The certificates among them that were kept before, as they were read: the filing holds only if each is still so.

    One without a vendor leaves the unassigned for this vendor."""
    former_vendor: Vendor | None = None
    """The vendor as it was, if there was one: names that it no longer has are forgotten."""
    at: datetime


class Records(Protocol):
    """The table. Reads by key are consistent; `due`, `open_since` and `vendors` only find candidates."""

    def vendor(self, vendor_id: str) -> VendorFile | None: ...

    def certificate(self, certificate_id: str) -> CertificateRecord | None: ...

    def is_erased(self, certificate_id: str) -> bool:
        """Whether a document of that id was erased: what still comes for it is for nobody."""
        ...

    def register(self, record: CertificateRecord, history: HistoryRow) -> CertificateRecord:
        """Keep a new upload, unless it is kept already: the kept one is the answer."""
        ...

    def claim_content(self, sha256: str, vendor_id: str | None, certificate_id: str) -> str:
        """The certificate that first brought these bytes for this vendor: the given one, if none did before."""
        ...

    def progress(self, record: CertificateRecord, was: CertificateRecord, history: HistoryRow | None = None) -> bool:
        """Move a document on that changes no answer; False when it is no longer as it was."""
        ...

    def file(self, filing: Filing) -> bool:
        """Write one transaction; False when the vendor's version has moved on."""
        ...

    def vendors_named(self, folded_name: str) -> Sequence[str]:
        """The ids of the vendors whose legal name or alias folds to this."""
        ...

    def notice(self, vendor_id: str, notice_id: str) -> NoticeRecord | None: ...

    def settle_notice(self, record: NoticeRecord, was: NoticeRecord) -> bool:
        """Give a notice a new standing; False when it is no longer as it was."""
        ...

    def due(self, until: date) -> Iterator[str]:
        """The vendors whose next action day has come, oldest first within a shard."""
        ...

    def open_since(self, kind: OpenKind, before: datetime) -> Iterator[tuple[str, ...]]:
        """What has waited since before that moment: certificate ids, (vendor, notice), or (vendor, upload)."""
        ...

    def requirement_set(self, requirement_set_id: str) -> StoredRequirementSet | None: ...

    def grant(self, upload_id: str) -> UploadGrant | None: ...

    def close_grant(self, upload_id: str) -> None: ...

    def has_letter(self, letter_id: str) -> bool:
        """Whether a raw mail has been taken in, whatever became of it."""
        ...

    def keep_letter(self, letter_id: str, at: datetime) -> None:
        """Keep that a raw mail has been taken in, for as long as the mail itself is kept; nothing of whose it was."""
        ...


@dataclass(frozen=True, slots=True)
class ObjectHead:
    """An object's size in bytes, and the name that its file had where it came from, if that came along."""

    size: int
    file_name: str | None = None


class Documents(Protocol):
    """The bucket."""

    def get(self, key: str, version_id: str | None = None) -> bytes | None:
        """The object's bytes; None when it is gone."""
        ...

    def head(self, key: str, version_id: str | None = None) -> ObjectHead | None:
        """What is known of an object without its bytes; None when it is gone."""
        ...

    def put(self, key: str, content: bytes, content_type: str, file_name: str | None = None) -> None:
        """Keep an object, with the name that its file had where it came from."""
        ...

    def versions(self, prefix: str) -> Iterator[Upload]:
        """Every stored version under a prefix, delete markers left out."""
        ...


@dataclass(frozen=True, slots=True)
class JobResult:
    """A Textract job's outcome: `status` as Textract names it, and all pages of its response."""

    status: str
    responses: tuple[Mapping[str, Any], ...] = ()


class DocumentRefused(Exception):
    """Textract will never read this document; `code` is its own word for why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class DocumentUnreachable(Exception):
    """Textract could not fetch the object: it is gone, or Textract may not read it."""


class ResultGone(Exception):
    """Textract does not know the job, or no longer: results are kept for seven days."""


class TextReader(Protocol):
    """Textract. The token makes a repeated start the same job; the tag comes back with the completion message."""

    def start_detection(self, key: str, version_id: str | None, tag: str, token: str) -> str: ...

    def start_analysis(self, key: str, tag: str, token: str) -> str: ...

    def status(self, job_id: str, kind: JobKind) -> str:
        """IN_PROGRESS, SUCCEEDED, PARTIAL_SUCCESS or FAILED. Raises ResultGone."""
        ...

    def result(self, job_id: str, kind: JobKind) -> JobResult:
        """The job's whole result, all pages of it. Raises ResultGone."""
        ...


class AssessmentQueue(Protocol):
    """First in, first out for each vendor."""

    def ask(self, vendor_ids: Sequence[str], on: date, at: datetime) -> None: ...


class Redelivery(Protocol):
    """Gives a lost message once more to the function that it was for."""

    def upload_again(self, upload: Upload) -> None: ...

    def letter_again(self, mail: Upload) -> None: ...

    def completion_again(self, certificate_id: str, job_id: str, status: str, kind: JobKind, at: datetime) -> None: ...


class Backlog(Protocol):
    """A queue whose messages another function works off."""

    def waiting(self) -> int:
        """About how many messages there are."""
        ...


class Mailer(Protocol):
    """SES. One call is one attempt: it never retries by itself, since a lost answer may have been a sent mail."""

    def send(self, recipient: str, message: bytes, tags: Mapping[str, str]) -> str: ...


class MailRefused(Exception):
    """SES will never send this mail."""


class MailDeferred(Exception):
    """SES did not take the mail now, and it is certain that it was not sent: throttled, paused, over the quota."""


class PortalRecords(Records, Protocol):
    """The table as the vendor's page uses it."""

    def keep_grant(self, grant: UploadGrant) -> None: ...


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the bucket: an address that shows it for a quarter of an hour, and its size in pixels."""

    address: str
    width: int
    height: int


class PortalDocuments(Documents, Protocol):
    """The bucket as the vendor's page uses it."""

    @property
    def origin(self) -> str:
        """Where browsers reach the bucket: scheme and host, as a content security policy names it."""
        ...

    def upload_form(self, key: str, file_name: str | None, largest: int, back_to: str | None = None) -> dict[str, Any]:
        """A presigned POST (`url`, `fields`) that binds the key and the size in bytes; `back_to` is where S3 then sends the browser."""
        ...

    def picture(self, key: str) -> Picture | None:
        """A stored PNG as a browser shows it; None when there is none."""
        ...


class StaffRecords(Records, Protocol):
    """The table as staff use it: besides what every function needs, lists and what is published."""

    def vendors(self, status: str, after: str | None, limit: int, prefix: str = "") -> list[tuple[str, Vendor, Standing]]:
        """A page of the vendors of one status by name, after a position: position, vendor, standing.

        Positions of different statuses compare as the names do. `prefix` is how a folded name begins.
        """
        ...

    def ending(self, after_day: date, until: date, after: str | None, limit: int) -> list[tuple[str, str]]:
        """A page of the active vendors whose next end of cover lies between two days, the nearest first: position, vendor id."""
        ...

    def requirement_set_at(self, requirement_set_id: str, moment: datetime) -> StoredRequirementSet | None:
        """The version that was published last at a moment; before the first one, that."""
        ...

    def open_tasks(self, after: str | None, limit: int) -> list[tuple[str, str, str]]:
        """A page of the tasks that people were told of and nobody has closed, the oldest first: position, vendor id, notice id."""
        ...

    def overview(self) -> Overview | None: ...

    def keep_overview(self, overview: Overview) -> None: ...

    def cost_of_month(self, month: str) -> int:
        """What reading the documents that came in a month (`2026-03`, UTC) has cost, in millionths of a dollar."""
        ...

    def history(self, vendor_id: str) -> list[HistoryRow]: ...

    def requirement_sets(self) -> list[StoredRequirementSet]: ...

    def publish(self, stored: StoredRequirementSet) -> bool:
        """Make the next version the current one; False when another was published meanwhile."""
        ...

    def keep_grant(self, grant: UploadGrant) -> None: ...

    def in_review(self, after: str | None, limit: int) -> list[tuple[str, str]]:
        """A page of the documents that wait for a person, the longest waiting first, after a position: position, certificate id."""
        ...

    def bury(self, vendor_id: str, tombstone: Tombstone) -> Tombstone:
        """Keep that a vendor is being erased; the first word stays, and is the answer."""
        ...

    def tombstone(self, vendor_id: str) -> Tombstone | None: ...

    def strike(self, vendor_id: str) -> None:
        """Take a vendor's profile and names away: nothing can be filed for it any more, and no list shows it."""
        ...

    def papers_of(self, vendor_id: str) -> list[CertificateRecord]:
        """The documents that are filed with a vendor, whether or not it has a profile still."""
        ...

    def forget_paper(self, record: CertificateRecord) -> None:
        """Take away all that is kept of a document; its id stays taken, so that no late event registers it anew."""
        ...

    def forget_rest(self, vendor_id: str) -> int:
        """Take away everything else that is filed with a vendor, its upload grants included; how many items there were."""
        ...


class StaffDocuments(Documents, Protocol):
    """The bucket as staff use it."""

    def destroy(self, folder: str) -> int:
        """Delete every version, and every mark of a deletion, of the objects in a folder (`…/`); how many there were."""
        ...

    def destroy_version(self, key: str, version_id: str) -> None:
        """Delete one version of one object; if it is gone already, nothing happens."""
        ...

    def address(self, key: str, version_id: str | None = None, file_name: str | None = None) -> str:
        """A presigned GET for a minute; the browser keeps the file under that name, and never shows it as a page of ours."""
        ...

    def upload_form(self, key: str, file_name: str | None, largest: int) -> dict[str, Any]:
        """A presigned POST (`url`, `fields`) that binds the key and the size in bytes, for 15 minutes."""
        ...
