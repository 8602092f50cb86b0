"""SES tells what became of a mail: its notices are settled by it, and an address that takes no mail is closed.

Events come late, twice and in any order. Each adds what it knows to the notice; where the notice stands follows from all of it together:
a mail that SES has seen was sent, whatever crashed after that, and a notice whose mails have all come back has failed.
"""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from coverwatch.application.addresses import close_address
from coverwatch.application.messages import MailEvent
from coverwatch.application.outbox import settled
from coverwatch.application.ports import Documents, Records
from coverwatch.application.records import NoticeRecord
from coverwatch.domain.notice import NoticeStatus
from coverwatch.domain.vendor import Vendor
from coverwatch.notices import recipients

ACTOR = "record_delivery"
UNREACHABLE = "every mail came back"


@dataclass(frozen=True, slots=True)
class Delivering:
    """The ports that recording a delivery needs."""

    records: Records
    documents: Documents
    time_zone: tzinfo


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many notices an event spoke of, and how many addresses it closed. None of either: it was about nobody we know."""

    notices: int = 0
    closed: int = 0


def record_delivery(desk: Delivering, event: MailEvent) -> Delivered:
    """Settle the notices that a mail carried, and close an address that bounced for good or complained.

    An event for no vendor or no notice of ours is no error: notices are filed before they are sent, so it can only be about something that
    has been erased, or a mail that somebody else sent.
    """
    file = desk.records.vendor(event.vendor_id) if event.vendor_id else None
    if file is None:
        return Delivered()
    vendor = file.facts.vendor
    told = [record for record in file.notices if record.notice.tag in event.notice_tags]
    for record in told:
        settled(desk.records, record, lambda kept: _joined(kept, event, vendor))
    closed = 0
    if event.closes is not None:
        for address in event.recipients:
            closed += close_address(desk, vendor.vendor_id, address, event.closes, event.at, by=ACTOR) is not None
    return Delivered(len(told), closed)


def _joined(record: NoticeRecord, event: MailEvent, vendor: Vendor) -> NoticeRecord:
    """What is known of the notice together with what the event adds."""
    joined = record
    for recipient in event.recipients:
        joined = joined.mailed(recipient, event.mail_id, event.outcome)
    return _standing(joined, vendor, event.at)


def _standing(record: NoticeRecord, vendor: Vendor, at: datetime) -> NoticeRecord:
    """Where the notice stands by its mails: sent once each of its recipients has one, failed when all of them came back."""
    if record.status is not NoticeStatus.SENT and not _served(record, vendor):
        return record
    status = NoticeStatus.FAILED if record.unreached else NoticeStatus.SENT
    if status is record.status:
        return record
    return replace(record, status=status, since=at, lease_until=None, note=UNREACHABLE if record.unreached else "")


def _served(record: NoticeRecord, vendor: Vendor) -> bool:
    """Whether a mail has been made for each recipient that is still to be told."""
    return bool(record.mails) and all(contact.email.casefold() in record.served for contact in recipients(record.notice, vendor))
