"""An address is not written to any more: it bounced for good, its reader complained, or asked us to stop."""

from datetime import datetime

from coverwatch.application.filing import Change, Filed, FilingDesk, file_change
from coverwatch.application.mail_links import unsubscription_in
from coverwatch.application.records import HistoryRow, VendorFile
from coverwatch.domain.facts import ClosedAddress
from coverwatch.domain.vendor import ClosedBecause
from coverwatch.notices import closed_address_task

THE_READER = "the reader of the address"


def close_address(
    desk: FilingDesk, vendor_id: str, address: str, reason: ClosedBecause, at: datetime, *, by: str = THE_READER
) -> Filed | None:
    """Stop every mail to one of the vendor's addresses, keep who said so, when and why, and owe a person the task of finding another.

    Nobody else is cut off. None when there is nothing to do: the address is closed already, is none of the vendor's contacts, or the vendor
    is gone. Raises Contended.
    """
    on = at.astimezone(desk.time_zone).date()
    closed = ClosedAddress(address=address.casefold(), because=reason, recorded_at=at, recorded_by=by)

    def decide(file: VendorFile | None) -> Change | None:
        if file is None or not _is_open(file, closed.address):
            return None
        row = HistoryRow(recorded_at=at, on=on, actor=by, event="address_closed", subject=address, after=reason.value)
        return Change(facts=(closed,), history=(row,), notices=(closed_address_task(vendor_id, closed.address, on),))

    return file_change(desk, vendor_id, decide, on=on, at=at, actor=by)


def unsubscribe(desk: FilingDesk, secret: bytes, token: str, at: datetime) -> bool:
    """Stop mails to the address that a mail's own link names, and say whether the link is ours; doing it again does nothing again."""
    asked = unsubscription_in(secret, token)
    if asked is None:
        return False
    close_address(desk, asked.vendor_id, asked.address, ClosedBecause.UNSUBSCRIBED, at)
    return True


def _is_open(file: VendorFile, address: str) -> bool:
    return any(contact.email.casefold() == address and contact.closed_because is None for contact in file.facts.vendor.contacts)
