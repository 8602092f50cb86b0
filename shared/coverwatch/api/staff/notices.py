"""Notices: what is owed to whom, and what became of it."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from coverwatch.api.answers import Items, NoticeAnswer, notice_answer
from coverwatch.api.asking import AnOffice, WhoAsks
from coverwatch.api.bodies import IDENTIFIER
from coverwatch.api.cursors import Cursors, page_of
from coverwatch.api.parameters import Cursor, Limit, NoticeId
from coverwatch.application.resending import resend_notice
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
