"""What happens by the clock."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.template.page import Page, names_in, rule

RATE = re.compile(r"rate\((?:1 (?:minute|hour|day)|(?:[2-9]|[1-9]\d+) (?:minutes|hours|days))\)")
CRON = re.compile(r"cron\(([^()]+)\)")
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
# minutes, hours, day of month, month, day of week, year: the values that EventBridge Scheduler's reference gives
BOUNDS: tuple[tuple[int, int, list[str]], ...] = ((0, 59, []), (0, 23, []), (1, 31, []), (1, 12, MONTHS), (1, 7, DAYS), (1970, 2199, []))


def parses(expression: str) -> bool:
    """Whether EventBridge Scheduler understands a schedule expression: rate(…), or cron(…) of six fields."""
    if RATE.fullmatch(expression):
        return True
    if not (found := CRON.fullmatch(expression)):
        return False
    fields = found[1].split()
    if len(fields) != 6 or [fields[2], fields[4]].count("?") != 1:  # one of the two days must be left open
        return False
    return all(_field_parses(field, bounds) for field, bounds in zip(fields, BOUNDS, strict=True))


def _field_parses(field: str, bounds: tuple[int, int, list[str]]) -> bool:
    return field == "?" or all(_part_parses(part, *bounds) for part in field.split(","))


def _part_parses(part: str, least: int, most: int, names: list[str]) -> bool:
    span, _, step = part.partition("/")
    if "/" in part and not (step.isdigit() and int(step) > 0):
        return False
    if span == "*" or re.fullmatch(r"L(-\d+)?|LW|\d+[LW]|\d#[1-5]", span):
        return True
    ends = [names.index(end) + least if end in names else int(end) if end.isdigit() else -1 for end in span.split("-")]
    return len(ends) <= 2 and all(least <= end <= most for end in ends) and ends == sorted(ends)


def _every_morning(**properties: Any) -> Callable[[Page], Any]:
    return lambda page: page.properties("ChaseRenewalsFunctionEveryMorning").update(properties)


@rule(
    _every_morning(ScheduleExpression="cron(0 6 * * *)"),
    _every_morning(ScheduleExpression="cron(0 6 * * * *)"),
    _every_morning(ScheduleExpression="cron(0 25 * * ? *)"),
    _every_morning(ScheduleExpression="rate(1 days)"),
    _every_morning(ScheduleExpression="rate(15 mins)"),
)
def every_schedule_parses(page: Page) -> Iterator[str]:
    for name, schedule in page.of_type("AWS::Scheduler::Schedule"):
        if not parses(schedule["ScheduleExpression"]):
            yield f"{name}: {schedule['ScheduleExpression']} is no schedule"


@rule(
    lambda page: page.properties("ChaseRenewalsFunctionEveryMorning").pop("ScheduleExpressionTimezone"),
    _every_morning(ScheduleExpressionTimezone="UTC"),
    _every_morning(Name="ChaseRenewalsFunctionEveryMorning"),
    lambda page: page.properties("ChaseRenewalsFunctionEveryMorning")["Target"].update(Input="{}"),
    lambda page: page.properties("SweepStragglersFunctionEveryQuarterOfAnHour")["Target"].pop("RetryPolicy"),
)
def every_schedule_knows_the_zone_repeats_what_fails_and_says_when_it_was_due(page: Page) -> Iterator[str]:
    for name, schedule in page.of_type("AWS::Scheduler::Schedule"):
        target = schedule["Target"]
        if schedule.get("ScheduleExpressionTimezone") != {"Ref": "TimeZone"}:
            yield f"{name} does not follow the organisation's time zone"
        if "AWS::StackName" not in names_in(schedule.get("Name")):
            yield f"{name} has the same name in every stack of the account"
        if json.loads(target.get("Input", "{}")) != {"scheduled_at": "<aws.scheduler.scheduled-time>"}:
            yield f"{name} does not say when it was due"
        if not target.get("RetryPolicy", {}).get("MaximumRetryAttempts"):
            yield f"{name} is not repeated when it fails"
