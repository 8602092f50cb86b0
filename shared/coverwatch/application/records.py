"""What is kept of uploads, vendors, notices and changes: the shapes that the table stores."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.certificate import Certificate
from coverwatch.domain.facts import IN_PROCESS, CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.line import Line
from coverwatch.domain.notice import UNREACHED, MailOutcome, Notice, NoticeStatus
from coverwatch.domain.policy_news import PolicyNews

LETTER = "letter"
"""The kind of a document that is a mail's own words."""
MAIL_RECEIVED = "mail_received"
"""The event in a vendor's history whose subject is the raw mail's key."""
REFUSED = frozenset({CertificateStatus.UNREADABLE, CertificateStatus.REJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One version of one object in the bucket."""

    bucket: str
    key: str
    version_id: str
    size: int
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document ended where it is: a stable code, and a sentence for people."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A field of a document as a person corrected it; None is blank, True a ticked box."""

    field: str
    before: str | bool | None
    after: str | bool | None
    corrected_at: datetime
    corrected_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRecord:
    """An uploaded document on its way from the bucket to an answer.

    `cost` is in millionths of a dollar, and grows before each paid call. `attempt` counts Textract jobs started anew.
    """

    certificate_id: str
    upload: Upload
    status: CertificateStatus
    received_at: datetime
    changed_at: datetime
    vendor_id: str | None = None
    file_name: str | None = None
    sha256: str | None = None
    kind: str | None = None
    pages: int | None = None
    flags: tuple[str, ...] = ()
    """What intake noticed and let pass: TYPE_MISMATCH, REPAIRED, EMBEDDED_FILES."""
    reasons: tuple[Reason, ...] = ()
    duplicate_of: str | None = None
    read_from: str | None = None
    """The key of the object that Textract reads: the upload itself, or its flattened copy."""
    attempt: int = 0
    detection_job: str | None = None
    analysis_job: str | None = None
    analyzed_pages: tuple[int, ...] = ()
    forgotten_jobs: tuple[str, ...] = ()
    """Jobs of earlier attempts, whose results Textract no longer has; a late word of one is not of the present attempt."""
    cost: int = 0
    certificate: Certificate | None = None
    corrections: tuple[Correction, ...] = ()
    news: PolicyNews | None = None
    """What it says of a policy that is cancelled, not renewed or reinstated."""

    def becomes(self, status: CertificateStatus, at: datetime, *reasons: Reason) -> "CertificateRecord":
        """The same document with a new standing, changed at that moment."""
        return replace(self, status=status, changed_at=at, reasons=reasons)

    @property
    def in_process(self) -> bool:
        """Still being read, or waiting for a person."""
        return self.status in IN_PROCESS

    def filed(self) -> FiledCertificate:
        """What the rules and the cadence see of it."""
        return FiledCertificate(
            certificate_id=self.certificate_id,
            status=self.status,
            received_at=self.received_at,
            decided_at=None if self.in_process else self.changed_at,
            certificate=self.certificate,
            refusal=" ".join(reason.sentence for reason in self.reasons) if self.status in REFUSED else None,
            news=self.news,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRecord:
    """A notice with its standing. `since` is when that began; `lease_until` guards a send that is under way."""

    notice: Notice
    status: NoticeStatus
    since: datetime
    attempt: int = 0
    lease_until: datetime | None = None
    mails: tuple[tuple[str, str], ...] = ()
    """Recipient, and the identifier that SES gave the mail which carried the notice to it; in order."""
    outcomes: tuple[tuple[str, MailOutcome], ...] = ()
    """The mail's identifier, and what SES has told of it since."""
    note: str = ""
    closed_by: str | None = None
    """Who has done what a task asks for."""

    @property
    def served(self) -> frozenset[str]:
        """The recipients that a mail has been made for."""
        return frozenset(recipient.casefold() for recipient, _ in self.mails)

    @property
    def unreached(self) -> bool:
        """Whether every mail has come back or was never sent."""
        outcomes = dict(self.outcomes)
        return bool(self.mails) and all(outcomes.get(mail_id) in UNREACHED for _, mail_id in self.mails)

    def mailed(self, recipient: str, mail_id: str, outcome: MailOutcome | None = None) -> "NoticeRecord":
        """With a mail that carried it, and what is known of that mail; told twice, or in another order, it is the same."""
        outcomes = dict(self.outcomes)
        if outcome is not None:
            outcomes[mail_id] = outcome.joined(outcomes.get(mail_id, outcome))
        known = {(address.casefold(), known_id) for address, known_id in self.mails}
        new = () if (recipient.casefold(), mail_id) in known else ((recipient, mail_id),)
        return replace(self, mails=tuple(sorted((*self.mails, *new))), outcomes=tuple(sorted(outcomes.items())))


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A required line's first day without cover, and the numbers of the policies whose end makes it so."""

    line: Line
    on: date
    policies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the last assessment left on the vendor's profile: for lists and the due index, never for an answer."""

    status: VendorStatus = VendorStatus.AWAITING_CERTIFICATE
    assessed_on: date | None = None
    next_action_on: date | None = None
    requirement_set_version: int = 0
    failed_rules: tuple[str, ...] = ()
    assessment_key: str | None = None
    ends: tuple[LineEnd, ...] = ()
    """The ends of cover that lie ahead, the nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorFile:
    """Everything kept of a vendor that an assessment needs, from one consistent read.

    `version` rises with every filing; `generation` with every revocation of the vendor's upload links.
    """

    facts: VendorFacts
    version: int
    standing: Standing
    certificates: tuple[CertificateRecord, ...] = ()
    notices: tuple[NoticeRecord, ...] = ()
    generation: int = 1

    @property
    def policy_numbers(self) -> tuple[str, ...]:
        """The numbers of every policy that a document of the vendor's shows, in order."""
        certificates = (record.certificate for record in self.certificates if record.certificate)
        return tuple(sorted({policy.number for certificate in certificates for policy in certificate.policies if policy.number}))

    def certificate(self, certificate_id: str) -> CertificateRecord | None:
        """The vendor's certificate of that id, if it has it."""
        return next((record for record in self.certificates if record.certificate_id == certificate_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One change, as people ask for it: who, when, what, before and after."""

    recorded_at: datetime
    on: date
    actor: str
    event: str
    subject: str
    before: str | None = None
    after: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadGrant:
    """A presigned upload that was handed out: the object may come, and its event may get lost."""

    upload_id: str
    vendor_id: str
    key: str
    granted_at: datetime
    expires_at: datetime
    file_name: str | None = None


@dataclass(frozen=True, slots=True)
class StoredRequirementSet:
    """A published requirement set: its document as given, and which version it is."""

    requirement_set_id: str
    version: int
    document: dict[str, object]
    published_at: datetime
    published_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """That a vendor was erased: when, and on whose word. Of the vendor itself nothing is kept, not even its id."""

    erased_at: datetime
    erased_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How all vendors stood at a moment; counts are of active ones. `cost`: millionths of a dollar, of what came in `month`."""

    as_of: datetime
    vendors: int = 0
    inactive: int = 0
    by_status: Mapping[VendorStatus, int] = field(default_factory=dict)
    ending: Mapping[date, int] = field(default_factory=dict)
    """Lines of vendors by the first day without cover, for the days ahead."""
    failed_rules: Mapping[str, int] = field(default_factory=dict)
    in_review: int = 0
    being_read: int = 0
    unsent: int = 0
    """Notices that are owed and not sent yet."""
    month: str = ""
    cost: int = 0
