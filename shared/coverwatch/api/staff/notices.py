"""Notices and tasks: what is owed to whom, and what became of it."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from coverwatch.api.answers import Items
from coverwatch.api.asking import AnOffice, WhoAsks
from coverwatch.api.bodies import IDENTIFIER, TaskDoneBody
from coverwatch.api.cursors import Cursors, page_of
from coverwatch.api.notices import NoticeAnswer, TaskAnswer, notice_answer, task_answer
from coverwatch.api.parameters import Cursor, Limit, NoticeId
from coverwatch.application.resending import resend_notice
from coverwatch.application.tasks import close_task, open_tasks
from coverwatch.application.vendors import the_file

OfVendor = Annotated[str, Query(alias="vendor", pattern=IDENTIFIER, description="The vendor's id.")]


def list_notices(office: AnOffice, asked: WhoAsks, vendor: OfVendor, limit: Limit = 100, cursor: Cursor = None) -> Items[NoticeAnswer]:
    """Every notice of a vendor and what became of it, oldest first"""
    cursors = Cursors(office.signing_secret, "notices", (vendor,), asked.at)
    records = the_file(office, vendor).notices
    page, following = page_of(records, lambda one: (one.notice.day.isoformat(), one.notice.notice_id), cursors, cursor, limit)
    return Items(items=[notice_answer(record) for record in page], cursor=following)


def resend_a_notice(office: AnOffice, asked: WhoAsks, notice_id: NoticeId) -> NoticeAnswer:
    """Mail a notice once more, if what it says is still so"""
    vendor_id, _, own_id = notice_id.partition(":")
    return notice_answer(resend_notice(office, vendor_id, own_id, asked))


def list_tasks(office: AnOffice, asked: WhoAsks, limit: Limit = 100, cursor: Cursor = None) -> Items[TaskAnswer]:
    """What people were told to do and is not done yet, oldest first; one whose reason is gone is left out"""
    cursors = Cursors(office.signing_secret, "tasks", (), asked.at)
    after = cursors.read(cursor)
    page = open_tasks(office, asked, after[0] if after else None, limit)
    following = cursors.write((page[-1].position,)) if len(page) == limit else None
    return Items(items=[task_answer(one) for one in page], cursor=following)


def close_a_task(office: AnOffice, asked: WhoAsks, notice_id: NoticeId, body: Annotated[TaskDoneBody, Body()]) -> NoticeAnswer:
    """Say that a task is done"""
    vendor_id, _, own_id = notice_id.partition(":")
    return notice_answer(close_task(office, vendor_id, own_id, body.note, asked))
