"""Schedule expressions of EventBridge Scheduler: cron, rate and at, in the schedule's time zone."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

MONTHS = {name.upper(): number for number, name in enumerate(calendar.month_abbr) if name}
DAYS = {name: number for number, name in enumerate(("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), 1)}
UNITS = {"minute": 60, "minutes": 60, "hour": 3600, "hours": 3600, "day": 86400, "days": 86400}
YEARS = (1970, 2199)
FARTHEST_DAYS = 366 * 8
"""Far enough for 29 February over a century's end; a cron that never comes is no occurrence."""


class InvalidScheduleError(ValueError):
    """EventBridge Scheduler would refuse the expression."""


class Expression(Protocol):
    """When a schedule comes due."""

    def after(self, moment: datetime, zone: ZoneInfo, created: datetime) -> datetime | None:
        """The first moment (UTC) later than `moment`; None when there is none."""


@dataclass(frozen=True)
class Rate:
    """Every so many seconds, counted from the schedule's creation."""

    seconds: int

    def after(self, moment: datetime, zone: ZoneInfo, created: datetime) -> datetime | None:  # noqa: ARG002 - a rate knows no zone
        """The next multiple after creation."""
        passed = max(0, (moment - created) // timedelta(seconds=self.seconds))
        return created + timedelta(seconds=self.seconds) * (passed + 1)


@dataclass(frozen=True)
class Once:
    """One moment, by the clock of the schedule's zone."""

    local: datetime

    def after(self, moment: datetime, zone: ZoneInfo, created: datetime) -> datetime | None:  # noqa: ARG002 - it stands whenever it was made
        """That moment, if it is still to come."""
        due = self.local.replace(tzinfo=zone).astimezone(UTC)
        return due if due > moment else None


@dataclass(frozen=True)
class Cron:
    """Each minute whose parts fit; `days` decides from the day itself, since L, W and # cannot be listed."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    months: frozenset[int]
    years: frozenset[int]
    day_of_month: str
    day_of_week: str

    def after(self, moment: datetime, zone: ZoneInfo, created: datetime) -> datetime | None:  # noqa: ARG002 - a calendar knows no creation
        """The next fitting minute. A time that the clocks skip in spring is skipped, one that comes twice in autumn counts once."""
        start = moment.astimezone(zone).date()
        for offset in range(FARTHEST_DAYS):
            day = start + timedelta(days=offset)
            if day.year in self.years and day.month in self.months and self._day_fits(day):
                for due in self._times(day, zone):
                    if due > moment:
                        return due
        return None

    def _day_fits(self, day: date) -> bool:
        if self.day_of_month != "?":
            return any(_fits_day_of_month(part, day) for part in self.day_of_month.split(","))
        return any(_fits_day_of_week(part, day) for part in self.day_of_week.split(","))

    def _times(self, day: date, zone: ZoneInfo) -> Iterator[datetime]:
        for hour in self.hours:
            for minute in self.minutes:
                local = datetime.combine(day, time(hour, minute), tzinfo=zone)
                due = local.astimezone(UTC)
                if due.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
                    yield due


def parse(expression: str) -> Expression:
    """Reads cron(…), rate(…) or at(…); raises InvalidScheduleError with the reason that Scheduler would have."""
    found = re.fullmatch(r"(cron|rate|at)\((.*)\)", expression.strip())
    if not found:
        raise InvalidScheduleError(f"{expression!r} is neither cron(…) nor rate(…) nor at(…)")
    kind, content = found.groups()
    if kind == "rate":
        return _rate(expression, content.split())
    if kind == "at":
        try:
            return Once(datetime.strptime(content, "%Y-%m-%dT%H:%M:%S"))  # noqa: DTZ007 - the schedule's zone is added when it is asked
        except ValueError as error:
            raise InvalidScheduleError(f"{expression!r}: at(yyyy-mm-ddThh:mm:ss) is wanted") from error
    return _cron(expression, content.split())


def _rate(expression: str, parts: list[str]) -> Rate:
    if len(parts) != 2 or not parts[0].isdigit() or int(parts[0]) < 1 or parts[1] not in UNITS:
        raise InvalidScheduleError(f"{expression!r}: rate(number minutes|hours|days) is wanted")
    return Rate(int(parts[0]) * UNITS[parts[1]])


def _cron(expression: str, parts: list[str]) -> Cron:
    if len(parts) != 6:
        raise InvalidScheduleError(
            f"{expression!r} has {len(parts)} fields; minutes, hours, day of month, month, day of week and year are wanted"
        )
    minutes, hours, day_of_month, months, day_of_week, years = (part.upper() for part in parts)
    if (day_of_month == "?") == (day_of_week == "?"):
        raise InvalidScheduleError(f"{expression!r}: exactly one of day of month and day of week must be ?")
    try:
        for part in day_of_month.split(","):
            _fits_day_of_month(part, date(2024, 2, 29))
        for part in day_of_week.split(","):
            _fits_day_of_week(part, date(2024, 2, 29))
        return Cron(
            tuple(sorted(_numbers(minutes, 0, 59, {}))),
            tuple(sorted(_numbers(hours, 0, 23, {}))),
            frozenset(_numbers(months, 1, 12, MONTHS)),
            frozenset(_numbers(years, *YEARS, {})),
            day_of_month,
            day_of_week,
        )
    except ValueError as error:
        raise InvalidScheduleError(f"{expression!r}: {error}") from error


def _numbers(field: str, least: int, most: int, names: dict[str, int]) -> set[int]:
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        low = least if span == "*" else _number(first, least, most, names)
        high = most if span == "*" or (step and not last) else _number(last, least, most, names) if last else low
        if high < low:
            raise ValueError(f"{part} runs backwards")
        found.update(range(low, high + 1, _number(step, 1, most, {}) if step else 1))
    return found


def _number(text: str, least: int, most: int, names: dict[str, int]) -> int:
    number = names[text] if text in names else int(text) if text.isdigit() else None
    if number is None or not least <= number <= most:
        raise ValueError(f"{text!r} is not one of {least} to {most}")
    return number


def _fits_day_of_month(part: str, day: date) -> bool:
    last = calendar.monthrange(day.year, day.month)[1]
    if part == "?":
        return True
    if part == "L":
        return day.day == last
    if part.endswith("W"):
        wanted = last if part == "LW" else _number(part[:-1], 1, 31, {})
        return wanted <= last and day.day == _nearest_weekday(day, wanted, last)
    return day.day in _numbers(part, 1, 31, {})


def _nearest_weekday(day: date, wanted: int, last: int) -> int:
    weekday = date(day.year, day.month, wanted).weekday()
    if weekday == 5:
        return wanted - 1 if wanted > 1 else wanted + 2
    if weekday == 6:
        return wanted + 1 if wanted < last else wanted - 2
    return wanted


def _fits_day_of_week(part: str, day: date) -> bool:
    number = day.isoweekday() % 7 + 1
    if part == "?":
        return True
    if part == "L":
        return number == DAYS["SAT"]
    if part.endswith("L"):
        last = calendar.monthrange(day.year, day.month)[1]
        return number == _number(part[:-1], 1, 7, DAYS) and day.day > last - 7
    name, sharp, week = part.partition("#")
    if sharp:
        return number == _number(name, 1, 7, DAYS) and (day.day - 1) // 7 + 1 == _number(week, 1, 5, {})
    return number in _numbers(part, 1, 7, DAYS)
