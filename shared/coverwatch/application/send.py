"""A notice was filed: check its premise once more, claim it, gather what one recipient is told that day into one mail, send it.

The protocol of every notice (its numbers: LEASE covers a function's life, clock skew, and the lag of SES's own events):

1. `pending` → `sending` by a conditional write, with a lease and one attempt more. Whoever loses the race leaves the notice alone.
2. One mail per recipient leaves; its id is kept with the notice before the next one is tried.
3. `sending` → `sent` when every recipient has been served. A crash in between leaves the lease; when it is over, the sweep makes the
   notice `pending` again, and only the recipients without a mail are tried.
4. SES's own event settles what a crash left open (deliver.py): both write what they know, and neither takes anything back.
5. What SES certainly did not take ends its lease at once, at no attempt's cost. What may have been sent waits for the lease's end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import partial

from coverwatch import rules
from coverwatch.application.filing import requirement_set_of
from coverwatch.application.links import link_token
from coverwatch.application.mail_links import reply_address, unsubscribe_token
from coverwatch.application.outbox import settled
from coverwatch.application.ports import MailDeferred, Mailer, MailRefused, Records
from coverwatch.application.records import NoticeRecord, VendorFile
from coverwatch.domain.assessment import Assessment
from coverwatch.domain.notice import MailOutcome, Notice, NoticeStatus
from coverwatch.domain.requirement import RequirementSet
from coverwatch.domain.vendor import Contact
from coverwatch.notices import (
    INSIDE,
    Links,
    Organisation,
    as_mime,
    compose,
    gathered,
    goes_at_once,
    held_until,
    is_overtaken,
    recipients,
    still_true,
)

LEASE = timedelta(minutes=15)
MAX_ATTEMPTS = 3
TAGS_IN_A_MAIL = 19  # of 12 letters each, in SES's 256; what is beyond is settled by its sender, or by the lease's end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The ports that sending needs; `now` is the real moment, by which leases are measured."""

    records: Records
    mailer: Mailer
    organisation: Organisation
    sender: str
    public_url: str
    """Empty as long as nobody can reach us: nothing leaves before."""
    mail_domain: str
    """Where certificates are taken by mail; empty where they are not."""
    time_zone: tzinfo
    link_secret: Callable[[], bytes]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the vendor's pending notices."""

    mails: int = 0
    suppressed: int = 0
    deferred: int = 0


@dataclass(frozen=True, slots=True)
class _Round:
    """One vendor's facts and assessment on the day of sending."""

    file: VendorFile
    requirement_set: RequirementSet
    assessment: Assessment
    on: date
    at: datetime


def send_pending(desk: Sending, vendor_id: str, on: date, at: datetime) -> Sent:
    """Send what is owed to a vendor's people on this day; what someone else has claimed is left to them."""
    file = desk.records.vendor(vendor_id)
    pending = [record for record in file.notices if record.status is NoticeStatus.PENDING] if file else []
    if file is None or not pending or not desk.public_url:
        return Sent()
    requirement_set = requirement_set_of(desk.records, file.facts.vendor)
    now = _Round(file, requirement_set, rules.assess(requirement_set, file.facts, on), on, at)
    claimed: dict[str, NoticeRecord] = {}
    suppressed = 0
    for record in pending:
        note = _untold(desk, now, record)
        if note:
            suppressed += desk.records.settle_notice(replace(record, status=NoticeStatus.SUPPRESSED, since=at, note=note), was=record)
        elif not _held(desk, now, record) and not _waits_for_tomorrow(desk, now, record) and (claim := _claim(desk, record, at)):
            claimed[record.notice.notice_id] = claim
    return replace(_send_claimed(desk, now, claimed), suppressed=suppressed)


def _untold(desk: Sending, now: _Round, record: NoticeRecord) -> str:
    """Why a notice is not told any more; empty when it is."""
    told = (other.notice for other in now.file.notices if other.status in (NoticeStatus.PENDING, NoticeStatus.SENDING, NoticeStatus.SENT))
    if not still_true(record.notice, now.file.facts, now.assessment, now.on, time_zone=desk.time_zone):
        return "no longer true when it was to be sent"
    return "a later step has taken its place" if is_overtaken(record.notice, told) else ""


def _waits_for_tomorrow(desk: Sending, now: _Round, record: NoticeRecord) -> bool:
    """Whether someone whom it is for has had the day's mail already, and tomorrow's is not too late for it; the sweep looks again.

    Answers go at once and are not counted: they are no reason to wait either.
    """
    vendor, cadence = now.file.facts.vendor, now.requirement_set.cadence
    if goes_at_once(record.notice, cadence, vendor):
        return False
    today = (other for other in now.file.notices if other.mails and other.since.astimezone(desk.time_zone).date() == now.on)
    mailed = {address for other in today if not goes_at_once(other.notice, cadence, vendor) for address in other.served - record.served}
    if not any(contact.email.casefold() in mailed for contact in recipients(record.notice, vendor)):
        return False
    tomorrow = now.on + timedelta(days=1)
    then = rules.assess(now.requirement_set, now.file.facts, tomorrow)
    return still_true(record.notice, now.file.facts, then, tomorrow, time_zone=desk.time_zone)


def _held(desk: Sending, now: _Round, record: NoticeRecord) -> bool:
    """Whether a document that is being read or reviewed holds the notice; the sweep looks again."""
    return held_until(record.notice, now.file.facts, now.requirement_set.cadence, now.on, time_zone=desk.time_zone) is not None


def _claim(desk: Sending, record: NoticeRecord, at: datetime) -> NoticeRecord | None:
    """Take the notice for this send; None when another has it, or when it has been tried too often."""
    if record.attempt >= MAX_ATTEMPTS:
        desk.records.settle_notice(replace(record, status=NoticeStatus.FAILED, since=at, note=f"{record.attempt} attempts"), was=record)
        return None
    lease = desk.now() + LEASE
    claimed = replace(record, status=NoticeStatus.SENDING, since=at, attempt=record.attempt + 1, lease_until=lease)
    return claimed if desk.records.settle_notice(claimed, was=record) else None


def _send_claimed(desk: Sending, now: _Round, claimed: dict[str, NoticeRecord]) -> Sent:
    """One mail per recipient with all of the claimed notices that are for it, then each notice settled by what became of it."""
    standing, sent, deferred = dict(claimed), 0, set[str]()
    for contact, notices in gathered((record.notice for record in claimed.values()), now.file.facts.vendor):
        unserved = [notice for notice in notices if contact.email.casefold() not in standing[notice.notice_id].served]
        if not unserved:
            continue
        outcome = None
        try:
            mail_id = _send_one(desk, now, contact, unserved)
            sent += 1
        except MailDeferred:
            deferred |= {notice.notice_id for notice in unserved}
            continue
        except MailRefused as refused:
            mail_id, outcome = f"refused: {refused}", MailOutcome.REJECTED
        mailed = partial(NoticeRecord.mailed, recipient=contact.email, mail_id=mail_id, outcome=outcome)
        for notice in unserved:
            record = standing[notice.notice_id]
            standing[notice.notice_id] = settled(desk.records, record, mailed) or record
    for notice_id, record in standing.items():
        settled(desk.records, record, partial(_settled, desk, now, record.attempt, notice_id in deferred))
    return Sent(mails=sent, deferred=len(deferred))


def _send_one(desk: Sending, now: _Round, contact: Contact, notices: Sequence[Notice]) -> str:
    vendor = now.file.facts.vendor
    mail = compose(
        notices,
        contact,
        now.file.facts,
        now.assessment,
        now.requirement_set,
        desk.organisation,
        _links(desk, now, contact),
        now.on,
        time_zone=desk.time_zone,
    )
    tags = {"vendor": vendor.vendor_id, "notices": "_".join(notice.tag for notice in notices[:TAGS_IN_A_MAIL])}
    return desk.mailer.send(contact.email, as_mime(mail, desk.sender), tags)


def _links(desk: Sending, now: _Round, contact: Contact) -> Links:
    """The vendor's upload link and reply address; for those outside, the link that stops mails to this address as well."""
    secret, vendor_id, generation = desk.link_secret(), now.file.facts.vendor.vendor_id, now.file.generation
    pages = f"{desk.public_url.rstrip('/')}/u"
    outside = contact.role not in INSIDE
    return Links(
        upload=f"{pages}/{link_token(secret, vendor_id, generation, now.on)}",
        unsubscribe=f"{pages}/{unsubscribe_token(secret, vendor_id, contact.email)}/unsubscribe" if outside else None,
        reply_to=reply_address(secret, vendor_id, generation, desk.mail_domain) if desk.mail_domain else None,
    )


def _settled(desk: Sending, now: _Round, attempt: int, deferred: bool, record: NoticeRecord) -> NoticeRecord:
    """What becomes of a claimed notice at the end of its send, unless it is no longer ours: SES's own event may have settled it."""
    if record.status is not NoticeStatus.SENDING or record.attempt != attempt:
        return record
    if deferred:  # its lease ends now, so that the next sweep wakes it: a pending record would leave by the stream at once, and again
        return replace(record, attempt=record.attempt - 1, lease_until=desk.now())
    note = "" if record.mails and not record.unreached else ("refused by the mail service" if record.mails else "nobody to write to")
    status = NoticeStatus.FAILED if note else NoticeStatus.SENT
    return replace(record, status=status, since=now.at, lease_until=None, note=note)
