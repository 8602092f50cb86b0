"""What the API answers of notices, tasks, and what happened."""

from dataclasses import asdict
from datetime import date, datetime

from coverwatch.api.answers import AnswerBody
from coverwatch.application.records import HistoryRow, NoticeRecord
from coverwatch.application.tasks import Task
from coverwatch.domain.notice import MailOutcome, NoticeStatus, Series
from coverwatch.domain.vendor import ContactRole


class MailAnswer(AnswerBody):
    """One mail that carried a notice: to whom, and what has been told of it since."""

    to: str
    outcome: MailOutcome


class NoticeAnswer(AnswerBody):
    """A notice and what became of it."""

    notice_id: str
    vendor_id: str
    series: Series
    step: int
    day: date
    to: list[ContactRole]
    status: NoticeStatus
    since: datetime
    note: str
    mails: list[MailAnswer]


def notice_address(vendor_id: str, notice_id: str) -> str:
    """A notice's id among those of all vendors."""
    return f"{vendor_id}:{notice_id}"


def notice_answer(record: NoticeRecord) -> NoticeAnswer:
    notice, outcomes = record.notice, dict(record.outcomes)
    return NoticeAnswer(
        notice_id=notice_address(notice.vendor_id, notice.notice_id),
        vendor_id=notice.vendor_id,
        series=notice.series,
        step=notice.step,
        day=notice.day,
        to=list(notice.roles),
        status=record.status,
        since=record.since,
        note=record.note,
        mails=[MailAnswer(to=to, outcome=outcomes.get(mail_id, MailOutcome.SENT)) for to, mail_id in record.mails],
    )


class TaskAnswer(AnswerBody):
    """Something for a person to do about a vendor; `about` names what, its details stand in the vendor's history."""

    notice_id: str
    vendor_id: str
    legal_name: str
    about: str
    day: date


def task_answer(task: Task) -> TaskAnswer:
    notice = task.record.notice
    return TaskAnswer(
        notice_id=notice_address(notice.vendor_id, notice.notice_id),
        vendor_id=notice.vendor_id,
        legal_name=task.vendor.legal_name,
        about=notice.subject,
        day=notice.day,
    )


class HistoryAnswer(AnswerBody):
    """One change: who, when, what, before and after."""

    recorded_at: datetime
    on: date
    actor: str
    event: str
    subject: str
    before: str | None
    after: str | None
    note: str


def history_answer(row: HistoryRow) -> HistoryAnswer:
    return HistoryAnswer(**asdict(row))


class RequestAnswer(AnswerBody):
    """The notice that was filed; it is mailed at once, unless the vendor's mails are held."""

    notice_id: str
