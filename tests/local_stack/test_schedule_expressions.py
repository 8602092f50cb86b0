"""Schedules come due as EventBridge Scheduler reads them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from local.pump.expressions import InvalidScheduleError, parse

NEW_YORK = ZoneInfo("America/New_York")


def due(expression: str, after: str, count: int = 2) -> list[str]:
    """The next moments after one, in New York; schedules are made at that one."""
    created = moment = datetime.fromisoformat(after).replace(tzinfo=NEW_YORK).astimezone(UTC)
    found = []
    for _ in range(count):
        following = parse(expression).after(moment, NEW_YORK, created)
        if following is None:
            break
        found.append(following.astimezone(NEW_YORK).strftime("%Y-%m-%d %H:%M"))
        moment = following
    return found


@pytest.mark.parametrize(
    ("expression", "after", "moments"),
    [
        ("cron(0 6 * * ? *)", "2026-03-02 06:00", ["2026-03-03 06:00", "2026-03-04 06:00"]),
        ("cron(0/30 8-9 ? * MON-FRI *)", "2026-03-06 09:15", ["2026-03-06 09:30", "2026-03-09 08:00"]),
        ("cron(0 1 L * ? *)", "2026-02-01 00:00", ["2026-02-28 01:00", "2026-03-31 01:00"]),
        ("cron(0 1 1W * ? *)", "2026-02-02 00:00", ["2026-02-02 01:00", "2026-03-02 01:00"]),
        ("cron(0 1 ? * 6#3 *)", "2026-03-01 00:00", ["2026-03-20 01:00", "2026-04-17 01:00"]),
        ("cron(0 1 ? * 2L *)", "2026-03-01 00:00", ["2026-03-30 01:00", "2026-04-27 01:00"]),
        ("cron(0 0 29 FEB ? *)", "2026-03-01 00:00", ["2028-02-29 00:00", "2032-02-29 00:00"]),
        ("cron(0 0 1 1 ? 2026)", "2026-03-01 00:00", []),
        ("rate(15 minutes)", "2026-03-02 06:07", ["2026-03-02 06:22", "2026-03-02 06:37"]),
        ("rate(1 day)", "2026-03-02 06:07", ["2026-03-03 06:07", "2026-03-04 06:07"]),
        ("at(2026-12-24T06:00:00)", "2026-03-02 06:00", ["2026-12-24 06:00"]),
    ],
)
def test_when_a_schedule_comes_due(expression: str, after: str, moments: list[str]) -> None:
    assert due(expression, after) == moments


def test_a_time_that_the_clocks_skip_is_skipped_and_one_that_comes_twice_counts_once() -> None:
    assert due("cron(30 2 * * ? *)", "2026-03-07 12:00") == ["2026-03-09 02:30", "2026-03-10 02:30"]
    assert due("cron(30 1 * * ? *)", "2026-10-31 12:00") == ["2026-11-01 01:30", "2026-11-02 01:30"]


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        ("every morning", "neither cron"),
        ("cron(0 6 * * *)", "5 fields"),
        ("cron(0 6 * * * *)", "exactly one"),
        ("cron(0 6 ? * ? *)", "exactly one"),
        ("cron(61 6 * * ? *)", "'61' is not one of 0 to 59"),
        ("cron(0 9-6 * * ? *)", "backwards"),
        ("cron(0 6 ? * MOON *)", "MOON"),
        ("rate(15 fortnights)", "minutes|hours|days"),
        ("rate(0 minutes)", "rate"),
        ("at(tomorrow)", "yyyy-mm-dd"),
    ],
)
def test_an_expression_that_scheduler_would_refuse_is_refused(expression: str, complaint: str) -> None:
    with pytest.raises(InvalidScheduleError, match=complaint):
        parse(expression)
