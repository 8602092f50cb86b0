"""The stack's own time: it runs as the real one does, but can be set forward."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coverwatch.aws import world

NOON = time(12)


class ClockSetBackError(ValueError):
    """Someone asked for a day that the stack has already left; events on it have happened."""


class Clock:
    """What time it is for the stack's events; leases, signatures and tokens keep to the real time, as on AWS."""

    def __init__(self, zone: ZoneInfo, start: datetime | None = None) -> None:
        """Starts at `start` (aware), or at the real moment."""
        self.zone = zone
        self._ahead = timedelta() if start is None else start - world.now()

    def now(self) -> datetime:
        """The stack's moment, in UTC."""
        return world.now() + self._ahead

    def today(self) -> date:
        """The stack's day in its zone."""
        return self.now().astimezone(self.zone).date()

    def noon_of(self, day: date) -> datetime:
        """The moment that a move to a day ends at: the morning's schedules have run, and the day is not yet over."""
        return datetime.combine(day, NOON, tzinfo=self.zone).astimezone(UTC)

    def set_to(self, moment: datetime) -> None:
        """Goes on from `moment` (aware); raises ClockSetBackError when that has passed."""
        ahead = moment - world.now()
        if ahead < self._ahead:
            raise ClockSetBackError(f"the stack's clock stands at {self.now().isoformat()} and does not go back to {moment.isoformat()}")
        self._ahead = ahead

    def shown(self, real: datetime) -> datetime:
        """A real moment of a little while ago, as the stack's clock would have shown it."""
        return real + self._ahead


def timestamp(moment: datetime) -> str:
    """A moment as AWS writes it in events: 2026-11-24T06:00:00.000Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
