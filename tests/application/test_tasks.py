"""What people were told to do is listed until somebody says that it is done, or it is not so any more."""

from dataclasses import replace

import pytest

from coverwatch.application.addresses import close_address
from coverwatch.application.office import Office
from coverwatch.application.refusals import Refused
from coverwatch.application.resending import NoticeUnknown
from coverwatch.application.tasks import close_task, open_tasks
from coverwatch.application.vendors import put_vendor, the_file
from coverwatch.domain.notice import NoticeStatus, Series
from coverwatch.domain.vendor import ClosedBecause
from tests.application.offices import KEYSTONE, an_office, asked_by
from tests.builders import A_MOMENT, a_vendor


def an_office_with_a_task() -> tuple[Office, str]:
    """An address of the vendor's bounced, and the owner was told to find another."""
    office = an_office()
    close_address(office, KEYSTONE, "office@keystone.example", ClosedBecause.HARD_BOUNCE, A_MOMENT)
    task = next(each for each in the_file(office, KEYSTONE).notices if each.notice.series is Series.REVIEW_TASK)
    office.records.settle_notice(replace(task, status=NoticeStatus.SENT), was=task)
    return office, task.notice.notice_id


def ids(office: Office) -> list[tuple[str, str]]:
    return [(task.vendor.vendor_id, task.record.notice.notice_id) for task in open_tasks(office, asked_by(), None, 10)]


def test_a_task_that_people_were_told_of_is_open_until_somebody_has_done_it() -> None:
    office, notice_id = an_office_with_a_task()
    assert ids(office) == [(KEYSTONE, notice_id)]

    close_task(office, KEYSTONE, notice_id, "New address asked for", asked_by("reviewer@holder.example"))

    assert ids(office) == []
    row = office.records.history(KEYSTONE)[-1]
    assert (row.event, row.actor, row.note) == ("task_closed", "reviewer@holder.example", "New address asked for")
    with pytest.raises(Refused, match="CLOSED_ALREADY"):
        close_task(office, KEYSTONE, notice_id, "", asked_by())


def test_a_task_whose_reason_is_gone_is_not_listed() -> None:
    office, _ = an_office_with_a_task()

    put_vendor(office, a_vendor(active=False), asked_by())

    assert ids(office) == []


def test_only_a_task_can_be_closed() -> None:
    with pytest.raises(NoticeUnknown):
        close_task(an_office(), KEYSTONE, "thanks.c-1.0", "", asked_by())
