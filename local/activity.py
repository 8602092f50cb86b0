"""What is under way in the stack: told at once when something changes, and certain when nothing is left."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class StillBusyError(TimeoutError):
    """The stack did not come to rest in time; says what was under way."""


class Activity:
    """Counts what runs, asks for what waits, and wakes whoever waits for a change.

    Work never leaves one place before it stands in the next (a message is deleted after its function has ended, an event is
    queued before the upload is answered), so the stack is at rest if nothing was found and nothing changed while looking.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._generation = 0
        self._running: dict[int, str] = {}
        self._waiting: list[Callable[[], str | None]] = []

    def ask(self, what_waits: Callable[[], str | None]) -> None:
        """Adds a place where work may wait; the question is answered with a few words, or None when nothing is there."""
        with self._condition:
            self._waiting.append(what_waits)

    def changed(self) -> None:
        """Something happened that someone may be waiting for."""
        with self._condition:
            self._generation += 1
            self._condition.notify_all()

    def begin(self, what: str) -> int:
        """Notes that something runs, until `end` is called with the number returned."""
        with self._condition:
            self._generation += 1
            number = self._generation
            self._running[number] = what
            return number

    def end(self, number: int) -> None:
        """Notes that it has ended."""
        with self._condition:
            self._running.pop(number, None)
            self._generation += 1
            self._condition.notify_all()

    @contextmanager
    def running(self, what: str) -> Iterator[None]:
        """Something runs within this block."""
        number = self.begin(what)
        try:
            yield
        finally:
            self.end(number)

    def generation(self) -> int:
        """A number that grows with each change."""
        with self._condition:
            return self._generation

    def wait_for_change(self, since: int, timeout: float | None) -> None:
        """Returns after a change later than generation `since`, or after `timeout` seconds."""
        with self._condition:
            self._condition.wait_for(lambda: self._generation != since, timeout)

    def under_way(self) -> list[str]:
        """What runs or waits now, in a few words each; empty only if for one moment there was nothing at all."""
        while True:
            with self._condition:
                generation = self._generation
                found = list(self._running.values())
                questions = list(self._waiting)
            found += [answer for question in questions if (answer := question())]
            if found or generation == self.generation():
                return found

    def wait_until_idle(self, timeout: float) -> None:
        """Returns once nothing is under way; raises StillBusyError after `timeout` seconds."""
        end = time.monotonic() + timeout
        while True:
            generation = self.generation()
            found = self.under_way()
            if not found:
                return
            left = end - time.monotonic()
            if left <= 0:
                raise StillBusyError(f"still under way after {timeout:g} s: " + "; ".join(found))
            self.wait_for_change(generation, left)
