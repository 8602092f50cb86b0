"""A notice's standing changed by two at once: whoever comes second changes it as it is now, so that no mail is forgotten."""

from collections.abc import Callable

from coverwatch.application.ports import Records
from coverwatch.application.records import NoticeRecord

ATTEMPTS = 5


class NoticeContended(Exception):
    """The notice changed under us again and again; the message comes back."""


def settled(records: Records, record: NoticeRecord, change: Callable[[NoticeRecord], NoticeRecord]) -> NoticeRecord | None:
    """The notice with a change applied to whatever it has become since it was read; None when it is gone. Raises NoticeContended."""
    for _ in range(ATTEMPTS):
        changed = change(record)
        if changed == record or records.settle_notice(changed, was=record):
            return changed
        kept = records.notice(record.notice.vendor_id, record.notice.notice_id)
        if kept is None:
            return None
        record = kept
    raise NoticeContended(record.notice.notice_id)
