"""What inspecting one file may cost. Spent by everything that walks or unpacks; a hostile file runs out, an honest one never does."""

import time

from coverwatch.reading.safety.refusal import too_much

STEPS = 3_000_000
"""Tokens, objects, references. A certificate has 5,000 to 50,000; a 25 MB file of 50 scanned pages fewer."""
UNPACKED_BYTES = 512 * 1024 * 1024
"""Of all compressed streams together: 20 pages of 300 dpi colour have that much."""
SECONDS = 4.0
"""Of processor time; the last resort. 25 MB of scanned pages take 0.6."""


_STEPS_BETWEEN_LOOKS = 50_000
"""At the clock; they take some 50 milliseconds."""


class Budget:
    """Steps, unpacked bytes and seconds of processor time that are left. Raises RefusedError (RESOURCE_LIMIT) when one runs out."""

    def __init__(self, steps: int = STEPS, unpacked_bytes: int = UNPACKED_BYTES, seconds: float = SECONDS) -> None:
        self._steps = steps
        self._look_at = steps - _STEPS_BETWEEN_LOOKS
        self._unpacked_bytes = unpacked_bytes
        self._ends_at = time.thread_time() + seconds

    def spend(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            self.exhaust()
        if self._steps < self._look_at:
            self._look_at = self._steps - _STEPS_BETWEEN_LOOKS
            self._look_at_the_clock()

    def unpack(self, count: int) -> None:
        self._unpacked_bytes -= count
        if self._unpacked_bytes < 0:
            self.exhaust()
        self._look_at_the_clock()

    def exhaust(self) -> None:
        """A limit of the caller's own was passed."""
        raise too_much()

    def _look_at_the_clock(self) -> None:
        if time.thread_time() > self._ends_at:
            self.exhaust()
