"""Tasks: what people were told to do, until somebody says that it is done, or it is not so any more."""

from dataclasses import dataclass, replace

from coverwatch.application.filing import Change, assess_on
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import record, row
from coverwatch.application.records import NoticeRecord, VendorFile
from coverwatch.application.refusals import Refused
from coverwatch.application.resending import NoticeUnknown
from coverwatch.domain.notice import Series
from coverwatch.domain.vendor import Vendor
from coverwatch.notices import still_true


@dataclass(frozen=True, slots=True)
class Task:
    """A task with the vendor that it is about; what it is about stands in its notice's subject. `position` is where the list goes on."""

    position: str
    vendor: Vendor
    record: NoticeRecord


def open_tasks(office: Office, asked: Asked, after: str | None, limit: int) -> list[Task]:
    """A page of the tasks that are open, the oldest first; one whose reason is gone is left out."""
    page: list[Task] = []
    while len(page) < limit and (places := office.records.open_tasks(after, limit - len(page))):
        for position, vendor_id, notice_id in places:
            after = position
            file = office.records.vendor(vendor_id)
            told = _task(file, notice_id) if file else None
            if file and told and told.closed_by is None and _is_open(office, file, told, asked):
                page.append(Task(position, file.facts.vendor, told))
    return page


def close_task(office: Office, vendor_id: str, notice_id: str, note: str, asked: Asked) -> NoticeRecord:
    """Say that a task is done; it is not listed any more. Raises VendorUnknown, NoticeUnknown, Refused: CLOSED_ALREADY."""
    was: NoticeRecord | None = None

    def decide(file: VendorFile) -> Change:
        nonlocal was
        was = _task(file, notice_id)
        if was is None:
            raise NoticeUnknown(notice_id)
        if was.closed_by is not None:
            raise Refused("CLOSED_ALREADY", f"{was.closed_by} has done it.")
        return Change(history=(row(asked, "task_closed", notice_id, before="open", after="closed", note=note.strip()),))

    record(office, vendor_id, asked, decide)
    if was is None:
        raise NoticeUnknown(notice_id)
    closed = replace(was, closed_by=asked.by)
    if not office.records.settle_notice(closed, was=was):
        raise Refused("CLOSED_ALREADY", "Somebody else has just done it.")
    return closed


def _task(file: VendorFile, notice_id: str) -> NoticeRecord | None:
    tasks = (each for each in file.notices if each.notice.series is Series.REVIEW_TASK)
    return next((each for each in tasks if each.notice.notice_id == notice_id), None)


def _is_open(office: Office, file: VendorFile, told: NoticeRecord, asked: Asked) -> bool:
    assessment = assess_on(office.records, file.facts, asked.on)
    return still_true(told.notice, file.facts, assessment, asked.on, time_zone=office.time_zone)
