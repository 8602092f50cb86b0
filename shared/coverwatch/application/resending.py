"""A notice once more, because a person asks for it: it lay in somebody's spam, or the address was wrong."""

from coverwatch.application.filing import Change, assess_on
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import record, row
from coverwatch.application.records import NoticeRecord, VendorFile
from coverwatch.application.refusals import Refused
from coverwatch.domain.notice import NoticeStatus
from coverwatch.notices import still_true

UNDER_WAY = frozenset({NoticeStatus.PENDING, NoticeStatus.SENDING})


class NoticeUnknown(Exception):
    """The vendor has no such notice."""


def resend_notice(office: Office, vendor_id: str, notice_id: str, asked: Asked) -> NoticeRecord:
    """Owe a notice again to everyone whom it is for, and say so in the history.

    Raises VendorUnknown, NoticeUnknown, Refused: UNDER_WAY, NO_LONGER_TRUE.
    """
    was: NoticeRecord | None = None

    def decide(file: VendorFile) -> Change:
        nonlocal was
        was = next((each for each in file.notices if each.notice.notice_id == notice_id), None)
        if was is None:
            raise NoticeUnknown(notice_id)
        if was.status in UNDER_WAY:
            raise Refused("UNDER_WAY", "The notice is about to be sent.")
        assessment = assess_on(office.records, file.facts, asked.on)
        if not still_true(was.notice, file.facts, assessment, asked.on, time_zone=office.time_zone):
            raise Refused("NO_LONGER_TRUE", "What the notice says is not so any more.")
        told = ", ".join(recipient for recipient, _ in was.mails)
        return Change(history=(row(asked, "notice_resent", notice_id, before=was.status.value, after="pending", note=told),))

    record(office, vendor_id, asked, decide)
    if was is None:
        raise NoticeUnknown(notice_id)
    owed = NoticeRecord(notice=was.notice, status=NoticeStatus.PENDING, since=asked.at)
    if not office.records.settle_notice(owed, was=was):
        raise Refused("UNDER_WAY", "Somebody else has this notice sent.")
    return owed
