"""A notice was filed: check its premise once more, claim it, gather what one recipient is told that day into one mail, send it.

The protocol of every notice (its numbers: LEASE covers a function's life, clock skew, and the lag of SES's own events):

1. `pending` → `sending` by a conditional write, with a lease and one attempt more. Whoever loses the race leaves the notice alone.
2. One mail per recipient leaves; its id is kept with the notice before the next one is tried.
3. `sending` → `sent` when every recipient has been served. A crash in between leaves the lease; when it is over, the sweep makes the
   notice `pending` again, and only the recipients without a mail are tried.
4. What SES certainly did not take goes back to `pending` at no attempt's cost. What may have been sent waits for the lease.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from coverwatch.application.filing import assess_on
from coverwatch.application.links import link_token
from coverwatch.application.ports import MailDeferred, Mailer, MailRefused, Records
from coverwatch.application.records import NoticeRecord, VendorFile
from coverwatch.domain.assessment import Assessment
from coverwatch.domain.notice import NoticeStatus
from coverwatch.notices import Organisation, as_mime, compose, recipients, still_true

LEASE = timedelta(minutes=15)
MAX_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The ports that sending needs; `now` is the real moment, by which leases are measured."""

    records: Records
    mailer: Mailer
    organisation: Organisation
    public_url: str
    link_secret: Callable[[], bytes]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the vendor's pending notices."""

    mails: int = 0
    suppressed: int = 0
    deferred: int = 0


def send_pending(desk: Sending, vendor_id: str, on: date, at: datetime) -> Sent:
    """Send what is owed to a vendor's people on this day; claimed by someone else, it is left to them."""
    file = desk.records.vendor(vendor_id)
    if file is None:
        return Sent()
    pending = [record for record in file.notices if record.status is NoticeStatus.PENDING]
    if not pending:
        return Sent()
    assessment = assess_on(desk.records, file.facts, on)
    untrue = [record for record in pending if not still_true(record.notice, file.facts, assessment, on)]
    for record in untrue:
        desk.records.settle_notice(
            replace(record, status=NoticeStatus.SUPPRESSED, since=at, note="no longer true when it was to be sent"), was=record
        )
    claimed = [claim for record in pending if record not in untrue and (claim := _claim(desk, record, at))]
    mails = _send_claimed(desk, file, assessment, claimed, on, at)
    return replace(mails, suppressed=len(untrue))


def _claim(desk: Sending, record: NoticeRecord, at: datetime) -> NoticeRecord | None:
    """Take the notice for this send; None when another has it, or when it has been tried too often."""
    if record.attempt >= MAX_ATTEMPTS:
        desk.records.settle_notice(replace(record, status=NoticeStatus.FAILED, since=at, note=f"{record.attempt} attempts"), was=record)
        return None
    claimed = replace(record, status=NoticeStatus.SENDING, since=at, attempt=record.attempt + 1, lease_until=desk.now() + LEASE)
    return claimed if desk.records.settle_notice(claimed, was=record) else None


def _send_claimed(desk: Sending, file: VendorFile, assessment: Assessment, claimed: Iterable[NoticeRecord], on: date, at: datetime) -> Sent:
    """One mail per recipient with all of the claimed notices that are for it, then each notice settled by what became of it."""
    standing = {record.notice.notice_id: record for record in claimed}
    sent, deferred = 0, set[str]()
    for recipient in _recipients(file, standing.values()):
        carried = [record for record in standing.values() if recipient in _addresses(file, record) and recipient not in dict(record.mails)]
        if not carried:
            continue
        try:
            mail_id = _send_one(desk, file, assessment, recipient, carried, on)
        except MailDeferred:
            deferred |= {record.notice.notice_id for record in carried}
            continue
        except MailRefused as refused:
            mail_id = f"refused: {refused}"
        else:
            sent += 1
        for record in carried:
            served = replace(record, mails=(*record.mails, (recipient, mail_id)))
            desk.records.settle_notice(served, was=record)
            standing[record.notice.notice_id] = served
    for notice_id, record in standing.items():
        _settle(desk, record, notice_id in deferred, at)
    return Sent(mails=sent, deferred=len(deferred))


def _send_one(desk: Sending, file: VendorFile, assessment: Assessment, recipient: str, carried: list[NoticeRecord], on: date) -> str:
    vendor = file.facts.vendor
    token = link_token(desk.link_secret(), vendor.vendor_id, file.generation, on)
    notices = tuple(record.notice for record in carried)
    mail = compose(
        notices,
        recipient=recipient,
        facts=file.facts,
        assessment=assessment,
        organisation=desk.organisation,
        upload_link=f"{desk.public_url.rstrip('/')}/u/{token}",
        on=on,
    )
    tags = {"vendor": vendor.vendor_id, "notices": "_".join(notice.notice_id for notice in notices)}
    return desk.mailer.send(recipient, as_mime(mail), tags)


def _settle(desk: Sending, record: NoticeRecord, deferred: bool, at: datetime) -> None:
    if deferred:
        back = replace(record, status=NoticeStatus.PENDING, since=at, attempt=record.attempt - 1, lease_until=None)
        desk.records.settle_notice(back, was=record)
        return
    served = any(not mail_id.startswith("refused") for _, mail_id in record.mails)
    note = "" if served else ("refused by the mail service" if record.mails else "nobody to write to")
    status = NoticeStatus.SENT if served else NoticeStatus.FAILED
    desk.records.settle_notice(replace(record, status=status, since=at, lease_until=None, note=note), was=record)


def _addresses(file: VendorFile, record: NoticeRecord) -> tuple[str, ...]:
    return tuple(contact.email for contact in recipients(record.notice, file.facts.vendor))


def _recipients(file: VendorFile, records: Iterable[NoticeRecord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for record in records for address in _addresses(file, record)))
