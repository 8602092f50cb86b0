"""What AWS loses, refuses or delays changes no count: each step once, one mail a day, and after an outage the latest step alone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coverwatch.application.records import NoticeRecord
from coverwatch.domain.notice import Notice, NoticeStatus, Series
from coverwatch.domain.vendor import ContactRole
from tests.application.days import UNCOVERED, Days, Post
from tests.application.offices import KEYSTONE, an_office
from tests.application.year import Throttled

VENDOR, PRODUCER, OWNER, MANAGER = "office@keystone.example", "certs@agency.example", "projects@holder.example", "risk@holder.example"
OUTSIDE_STEPS = [-30, -14, -7, -1, 1, 3, 7]
EVERY_STEP = {VENDOR: OUTSIDE_STEPS, PRODUCER: OUTSIDE_STEPS, OWNER: [-45, -7, -1, 1, 3, 7], MANAGER: [7, 14]}


def steps_of(days: Days) -> dict[str, list[int]]:
    return {address: days.steps(address) for address in EVERY_STEP}


def day(step: int) -> date:
    return UNCOVERED + timedelta(days=step)


def test_without_a_fault_every_step_is_told_once() -> None:
    days = Days().run()

    assert steps_of(days) == EVERY_STEP
    assert days.most_in_a_day() == 1
    assert days.unsettled() == []


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(lambda: Days(stream_lost_on=lambda on: True), id="every stream record lost"),
        pytest.param(lambda: Days(events_lost_on=lambda on: True), id="every SES event lost"),
        pytest.param(lambda: Days(post=Post(down=lambda at: at.hour == 6)), id="SES down for an hour every morning"),
        pytest.param(lambda: Days(post=Throttled()), id="SES throttles one call of three"),
        pytest.param(lambda: Days(post=Post(loses_answers=lambda at: at.hour == 6)), id="every morning's first answer of SES lost"),
    ],
)
def test_the_same_mails_leave_on_the_same_days_whatever_gets_lost(days) -> None:  # type: ignore[no-untyped-def]
    lived = days().run()

    assert steps_of(lived) == EVERY_STEP
    assert lived.unsettled() == []


def test_an_answer_and_its_event_lost_together_cost_one_mail_more_for_each_event_and_no_more() -> None:
    """SES has no idempotency: this is the bound, mails ≤ notices + lost events."""
    lost = day(-14)
    days = Days(
        post=Post(loses_answers=lambda at: at.date() == lost and at.minute == 0 and at.hour == 6), events_lost_on=lambda on: on == lost
    ).run()

    assert days.steps(VENDOR).count(-14) == 2
    assert days.steps(PRODUCER).count(-14) == 1
    assert [step for step in days.steps(VENDOR) if step != -14] == [step for step in OUTSIDE_STEPS if step != -14]


def test_an_outage_of_five_days_is_made_up_for_by_the_latest_step_alone() -> None:
    days = Days(outage_on=lambda on: day(-9) <= on <= day(-5)).run()

    assert days.steps(VENDOR) == [-30, -14, -4, -1, 1, 3, 7]
    assert days.most_in_a_day() == 1


def test_mail_that_nobody_takes_for_weeks_leaves_as_one_step_not_as_a_backlog() -> None:
    """Found by reading: the older step came after the newer one, each by its own lease's end."""
    days = Days(post=Post(down=lambda at: day(-30) <= at.date() <= day(-10))).run()

    assert days.steps(VENDOR) == [-9, -7, -1, 1, 3, 7]
    overtaken = [record for record in days.records.notices.values() if record.status is NoticeStatus.SUPPRESSED]
    assert "expiring.2027-01-01.-30" in [record.notice.notice_id for record in overtaken]


def test_a_bounced_address_gets_no_more_and_everyone_else_gets_all() -> None:
    days = Days(bounces=VENDOR).run()

    assert days.steps(VENDOR) == [-30]
    assert days.steps(PRODUCER) == OUTSIDE_STEPS
    assert days.steps(MANAGER) == [7, 14]
    assert any("takes no mail any more" in subject for _, subject in days.mails(OWNER))


def owed(days: Days, notice: Notice, at: datetime) -> None:
    """Something else becomes due on a day that has had its mail."""
    days.records.notices[(KEYSTONE, notice.notice_id)] = NoticeRecord(notice=notice, status=NoticeStatus.PENDING, since=at)
    days.send(at)


def test_what_becomes_due_after_the_days_mail_travels_with_tomorrows() -> None:
    days = Days().run(last=day(-14))
    at = datetime(2026, 12, 18, 15, tzinfo=UTC)
    digest = Notice(
        vendor_id=KEYSTONE, series=Series.EXPIRING, subject=UNCOVERED.isoformat(), step=-13, day=at.date(), roles=(ContactRole.VENDOR,)
    )

    owed(days, digest, at)
    assert days.most_in_a_day() == 1
    days.run(first=day(-13), last=day(-13))

    assert days.steps(VENDOR) == [-30, -14, -13]


def test_what_would_be_too_late_tomorrow_leaves_today() -> None:
    days = Days().run(last=day(-1))
    at = datetime(2026, 12, 31, 15, tzinfo=UTC)
    last_call = Notice(
        vendor_id=KEYSTONE, series=Series.EXPIRING, subject=UNCOVERED.isoformat(), step=0, day=at.date(), roles=(ContactRole.VENDOR,)
    )

    owed(days, last_call, at)

    assert days.steps(VENDOR) == [-30, -14, -7, -1, -1]


def test_nobody_is_written_to_while_a_person_holds_the_mails() -> None:
    days = Days(office=an_office(hold_mails=True)).run()

    assert days.post.letters == []
    assert Days().run(last=day(-30)).post.letters
