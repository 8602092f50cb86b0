"""Schedules → functions: as the stack's clock goes on by itself, and when it is set forward."""

import json
import logging
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple

from coverwatch.aws import world
from local.pump.asynchronous import AsynchronousInvocations
from local.pump.surroundings import Surroundings
from local.wiring import Schedule

log = logging.getLogger(__name__)

OFTEN = 4
"""A schedule with more occurrences than this on one day is condensed when the clock is set forward."""

REST_S = 120.0


class Occurrence(NamedTuple):
    """One moment (UTC) at which a schedule comes due."""

    at: datetime
    schedule: Schedule


class SchedulePump:
    """Invokes what is due, in order, each moment once."""

    def __init__(self, schedules: Sequence[Schedule], invocations: AsynchronousInvocations, surroundings: Surroundings) -> None:
        self._schedules = tuple(schedules)
        self._invocations = invocations
        self._around = surroundings
        self._created = surroundings.clock.now()
        self._reached = self._created
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._moved = threading.Event()
        self._thread = threading.Thread(target=self._run, name="schedules", daemon=True)
        self.moving = False

    def start(self) -> None:
        """Begins to watch the clock."""
        self._thread.start()

    def stop(self) -> None:
        """Watches no more."""
        self._stopping.set()
        self._moved.set()
        self._thread.join()

    def move_to(self, target: datetime) -> list[Occurrence]:
        """Sets the clock forward, stopping at each occurrence on the way until the stack has come to rest; returns what ran.

        Of a schedule that comes more than four times a day, only the day's last occurrence runs: a sweep looks for what was left
        since the one before, so ninety-six of them over a day on which nothing else happens find what one finds, in a hundred
        times the time. Raises ClockSetBackError for a moment that has passed, StillBusyError when the stack does not come to rest.
        """
        with self._lock:
            self.moving = True
            try:
                ran = self._move(target)
            finally:
                self.moving = False
                self._moved.set()
                self._around.activity.changed()
        return ran

    def _move(self, target: datetime) -> list[Occurrence]:
        clock, activity = self._around.clock, self._around.activity
        activity.wait_until_idle(REST_S)
        ran = []
        for occurrence in self._condensed(self._reached, target):
            clock.set_to(max(occurrence.at, clock.now()))
            self._invoke(occurrence)
            activity.wait_until_idle(REST_S)
            ran.append(occurrence)
        clock.set_to(max(target, clock.now()) if ran else target)
        self._reached = clock.now()
        return ran

    def _condensed(self, start: datetime, target: datetime) -> list[Occurrence]:
        found: list[Occurrence] = []
        for schedule in self._schedules:
            for _, of_day in groupby(
                self._occurrences(schedule, start, target), key=lambda due: due.at.astimezone(self._around.clock.zone).date()
            ):
                day = list(of_day)
                found += day if len(day) <= OFTEN else day[-1:]
        return sorted(found, key=lambda due: due.at)

    def _occurrences(self, schedule: Schedule, start: datetime, end: datetime) -> Iterator[Occurrence]:
        due = schedule.expression.after(start, schedule.zone, self._created)
        while due is not None and due <= end:
            yield Occurrence(due, schedule)
            due = schedule.expression.after(due, schedule.zone, self._created)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._moved.clear()
            with self._lock:
                now = self._around.clock.now()
                for schedule in self._schedules:
                    for occurrence in self._occurrences(schedule, self._reached, now):
                        self._invoke(occurrence)
                self._reached = now
                following = [schedule.expression.after(now, schedule.zone, self._created) for schedule in self._schedules]
            nearest = min((due for due in following if due is not None), default=None)
            self._moved.wait((nearest - self._around.clock.now()).total_seconds() if nearest is not None else None)

    def _invoke(self, occurrence: Occurrence) -> None:
        schedule = occurrence.schedule
        text = (
            schedule.input.replace("<aws.scheduler.scheduled-time>", occurrence.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
            .replace("<aws.scheduler.schedule-arn>", schedule.arn)
            .replace("<aws.scheduler.execution-id>", world.new_id()[:16])
            .replace("<aws.scheduler.attempt-number>", "1")
        )
        log.info("%s is due at %s", schedule.name, occurrence.at.isoformat())
        self._invocations.invoke(schedule.function_arn, json.loads(text))
