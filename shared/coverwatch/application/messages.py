"""What the functions are told: a job is over, a vendor is to be assessed, a mail has arrived or not."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from coverwatch.domain.notice import MailOutcome
from coverwatch.domain.vendor import ClosedBecause

JobKind = Literal["detection", "analysis"]


@dataclass(frozen=True, slots=True)
class Completion:
    """Textract's message that a job is over; `status` as Textract names it."""

    certificate_id: str
    job_id: str
    status: str
    kind: JobKind
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MailEvent:
    """What the mail service tells of a mail: what became of it for these recipients, and whether an address must be closed for it.

    `vendor_id` and `notice_tags` are the mail's own tags; a mail without them is none of a notice.
    """

    mail_id: str
    outcome: MailOutcome
    recipients: tuple[str, ...]
    closes: ClosedBecause | None
    vendor_id: str | None
    notice_tags: tuple[str, ...]
    at: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A vendor to be assessed on a day; `at` is the moment of the event that asks."""

    vendor_id: str
    on: date
    at: datetime
