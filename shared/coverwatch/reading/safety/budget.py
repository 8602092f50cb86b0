"""What inspecting one file may cost. Spent by everything that walks or unpacks; a hostile file runs out, an honest one never does."""

import time

from coverwatch.reading.safety.refusal import too_much

STEPS = 3_000_000
"""Tokens, objects, references. A certificate has 5,000 to 50,000; a 25 MB file of 50 scanned pages fewer."""
UNPACKED_BYTES = 512 * 1024 * 1024
"""Of all compressed streams together: 20 pages of 300 dpi colour have that much."""
SECONDS = 8.0
"""The last resort, for machines slower than those that the other two were measured on."""


class Budget:
    """Steps, unpacked bytes and seconds that are left. Raises RefusedError (RESOURCE_LIMIT) when one runs out."""

    def __init__(self, steps: int = STEPS, unpacked_bytes: int = UNPACKED_BYTES, seconds: float = SECONDS) -> None:
        self._steps = steps
        self._unpacked_bytes = unpacked_bytes
        self._ends_at = time.monotonic() + seconds

    def spend(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise too_much()

    def unpack(self, count: int) -> None:
        self._unpacked_bytes -= count
        if self._unpacked_bytes < 0 or time.monotonic() > self._ends_at:
            raise too_much()

    def exhaust(self) -> None:
        """A limit of its own was passed."""
        raise too_much()
