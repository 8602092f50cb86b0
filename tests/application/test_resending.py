"""A notice goes out once more because a person asks for it, and only as long as it is true."""

from dataclasses import replace

import pytest

from coverwatch.application.office import Office
from coverwatch.application.refusals import Refused
from coverwatch.application.resending import NoticeUnknown, resend_notice
from coverwatch.application.vendors import put_vendor, request_certificate, the_file
from coverwatch.domain.notice import NoticeStatus
from tests.application.offices import KEYSTONE, an_office, asked_by
from tests.builders import a_vendor


def an_office_that_asked() -> tuple[Office, str]:
    """A first request was sent to the vendor."""
    office = an_office()
    notice_id = request_certificate(office, KEYSTONE, asked_by(hour=9))
    was = office.records.notice(KEYSTONE, notice_id)
    assert was is not None
    office.records.settle_notice(replace(was, status=NoticeStatus.SENT, attempt=1, mails=(("office@keystone.example", "m-1"),)), was=was)
    return office, notice_id


def test_a_sent_notice_is_owed_again_to_everyone() -> None:
    office, notice_id = an_office_that_asked()

    resend_notice(office, KEYSTONE, notice_id, asked_by("risk@holder.example"))

    record = office.records.notice(KEYSTONE, notice_id)
    assert record is not None
    assert (record.status, record.mails, record.attempt) == (NoticeStatus.PENDING, (), 0)
    row = office.records.history(KEYSTONE)[-1]
    assert (row.event, row.actor, row.before, row.note) == ("notice_resent", "risk@holder.example", "sent", "office@keystone.example")


def test_a_notice_under_way_or_no_longer_true_or_unknown_is_not_sent_again() -> None:
    office, notice_id = an_office_that_asked()
    resend_notice(office, KEYSTONE, notice_id, asked_by(hour=10))

    with pytest.raises(Refused, match="UNDER_WAY"):
        resend_notice(office, KEYSTONE, notice_id, asked_by(hour=11))
    with pytest.raises(NoticeUnknown):
        resend_notice(office, KEYSTONE, "thanks.c-404.0", asked_by())
    office, notice_id = an_office_that_asked()
    put_vendor(office, a_vendor(hold_mails=True), asked_by(hour=12))
    with pytest.raises(Refused, match="NO_LONGER_TRUE"):
        resend_notice(office, KEYSTONE, notice_id, asked_by(hour=13))

    assert the_file(office, KEYSTONE).notices[0].status is not NoticeStatus.PENDING
