"""An address is closed: it bounced for good, its reader complained, or asked us to stop. A person may open it again."""

from dataclasses import replace
from datetime import datetime

from coverwatch.application.filing import Change, Filed, FilingDesk, file_change
from coverwatch.application.mail_links import unsubscription_in
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import Recorded, reason_in, record, row
from coverwatch.application.records import HistoryRow, VendorFile
from coverwatch.application.refusals import Refused
from coverwatch.domain.facts import ClosedAddress
from coverwatch.domain.vendor import ClosedBecause
from coverwatch.notices import closed_address_task

THE_READER = "the reader of the address"


def close_address(
    desk: FilingDesk, vendor_id: str, address: str, reason: ClosedBecause, at: datetime, *, by: str = THE_READER
) -> Filed | None:
    """Stop every mail to one of the vendor's addresses, keep who said so, when and why, and owe a person the task of finding another.

    Nobody else is cut off. None when there is nothing to do: the address is closed already, is none of the vendor's contacts, a person has
    opened it since then, or the vendor is gone. Raises Contended.
    """
    on = at.astimezone(desk.time_zone).date()
    closed = ClosedAddress(address=address.casefold(), because=reason, recorded_at=at, recorded_by=by)

    def decide(file: VendorFile | None) -> Change | None:
        if file is None or not _is_open(file, closed.address) or _is_old_news(file, closed):
            return None
        row = HistoryRow(recorded_at=at, on=on, actor=by, event="address_closed", subject=address, after=reason.value)
        known = {record.notice.notice_id for record in file.notices}
        task = closed_address_task(vendor_id, closed.address, on)
        asks = _is_contact(file, closed.address) and task.notice_id not in known
        return Change(facts=(closed,), history=(row,), notices=(task,) if asks else ())

    return file_change(desk, vendor_id, decide, on=on, at=at, actor=by)


def reopen_address(office: Office, vendor_id: str, address: str, reason: str, asked: Asked) -> Recorded[ClosedAddress]:
    """Write to a closed address again, because a person says so, and why: its mailbox is mended, or its reader wants the mails after all.

    Raises VendorUnknown, Refused: REASON_MISSING, ADDRESS_NOT_CLOSED, READER_COMPLAINED.
    """
    why = reason_in(reason)
    opened: ClosedAddress | None = None

    def decide(file: VendorFile) -> Change:
        nonlocal opened
        closed = _closed(file, address)
        if closed is None or closed.reopened_at is not None:
            raise Refused("ADDRESS_NOT_CLOSED", f"{address} is not closed.", "email")
        if closed.because is ClosedBecause.COMPLAINT:
            raise Refused("READER_COMPLAINED", "Its reader has reported a mail of ours as unwanted: only another address helps.", "email")
        opened = replace(closed, reopened_at=asked.at, reopened_by=asked.by)
        told = row(asked, "address_reopened", closed.address, before=closed.because.value, after="open", note=why)
        return Change(facts=(opened,), history=(told,))

    filed = record(office, vendor_id, asked, decide)
    if opened is None:
        raise AssertionError("an address that is filed as open was opened")
    return Recorded(opened, filed)


def unsubscribe(desk: FilingDesk, secret: bytes, token: str, at: datetime) -> bool:
    """Stop mails to the address that a mail's own link names, and say whether the link is ours; doing it again does nothing again."""
    asked = unsubscription_in(secret, token)
    if asked is None:
        return False
    close_address(desk, asked.vendor_id, asked.address, ClosedBecause.UNSUBSCRIBED, at)
    return True


def _closed(file: VendorFile, address: str) -> ClosedAddress | None:
    return next((kept for kept in file.facts.closed_addresses if kept.address.casefold() == address.casefold()), None)


def _is_old_news(file: VendorFile, closed: ClosedAddress) -> bool:
    """Whether a person has opened the address since then: events of mails come late, and twice."""
    kept = _closed(file, closed.address)
    return kept is not None and kept.reopened_at is not None and closed.recorded_at <= kept.reopened_at


def _is_open(file: VendorFile, address: str) -> bool:
    """Whether it is an address that the vendor's mails go to: a contact's, or that of someone whose letter was acknowledged."""
    if _is_contact(file, address):
        return any(contact.closed_because is None for contact in file.facts.vendor.contacts if contact.email.casefold() == address)
    answered = {record.notice.answers.address.casefold() for record in file.notices if record.notice.answers}
    closed = _closed(file, address)
    return address in answered and (closed is None or closed.reopened_at is not None)


def _is_contact(file: VendorFile, address: str) -> bool:
    return any(contact.email.casefold() == address for contact in file.facts.vendor.contacts)
