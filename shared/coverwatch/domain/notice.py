"""A notice: one thing that someone must be told on a day. A mail is its envelope."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coverwatch.domain.vendor import ContactRole


class Series(StrEnum):
    """What a run of notices is about."""

    FIRST_REQUEST = "first_request"
    DEFICIENCY = "deficiency"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    CANCELLATION = "cancellation"
    UNREADABLE = "unreadable"
    THANKS = "thanks"
    ACKNOWLEDGEMENT = "acknowledgement"
    REVIEW_TASK = "review_task"
    DIGEST = "digest"


class NoticeStatus(StrEnum):
    """Where a notice stands between being owed and being sent."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    SUPPRESSED = "suppressed"
    FAILED = "failed"


class MailOutcome(StrEnum):
    """What became of a mail, as far as is known: of two words on the same mail the later in this order holds, whichever came first."""

    SENT = "sent"
    DELAYED = "delayed"
    RETURNED = "returned"
    """It came back, and may arrive another time: a full mailbox, or somebody's absence, which also comes after a delivery."""
    DELIVERED = "delivered"
    REJECTED = "rejected"
    """The mail service would not send it."""
    BOUNCED = "bounced"
    """It came back for good."""
    COMPLAINED = "complained"

    def joined(self, other: "MailOutcome") -> "MailOutcome":
        """Both words together: the order and number of their arrival changes nothing."""
        return max(self, other, key=list(MailOutcome).index)


UNREACHED = frozenset({MailOutcome.RETURNED, MailOutcome.REJECTED, MailOutcome.BOUNCED})


class LetterBrought(StrEnum):
    """What was in a letter that is acknowledged."""

    DOCUMENTS = "documents"
    NOTHING = "nothing"
    POLICY_NEWS = "policy_news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The letter that an acknowledgement answers: whose it was, its Message-ID if it has a usable one, and what it brought."""

    address: str
    message_id: str | None
    brought: LetterBrought
    documents: int = 0
    copies: tuple[str, ...] = ()
    """The certificates that had come before, byte for byte, among its documents."""
    is_known: bool = False
    """Whether its sender is one of the vendor's people, who may be told how things stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """(vendor, series, step, day), and what it is about.

    `subject` names the run: the first uncovered day for expiring and expired, the certificate for deficiency, unreadable and thanks,
    the request for a first request, the letter for an acknowledgement. `(vendor_id, series, subject, step)` is sent at most once.
    """

    vendor_id: str
    series: Series
    subject: str
    step: int
    day: date
    roles: tuple[ContactRole, ...]
    answers: Answered | None = None
    """Only of an acknowledgement, which goes to the letter's sender and to no role."""

    @property
    def notice_id(self) -> str:
        """The notice's own key within its vendor, readable and stable: `expiring.2026-12-24.-30`."""
        return f"{self.series.value}.{self.subject}.{self.step}"

    @property
    def tag(self) -> str:
        """The notice's name within its vendor where letters and room are few, as in a mail's tags: 12 hexadecimal digits."""
        return hashlib.sha256(self.notice_id.encode()).hexdigest()[:12]
