"""What the morning costs: chase_renewals against what is stored and what is due, on an index in memory: `python bench/chasing.py --help`.

The index is ordered by shard and day as the table's `due` index is. Only the run is timed, in processor time of this process, and what it
reads of the index is counted: both must follow what is due, and nothing of it what is stored.
"""

import argparse
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import cast

from coverwatch.application.chase import Chasing, chase
from coverwatch.application.ports import Records

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 11, tzinfo=UTC)
SHARDS = 4
MOST_GROWTH = 1.5
"""How much the time for the same number due may grow from the smallest to the largest number stored."""
ROUNDS = 5


class DueIndex:
    """The vendors by the day of their next action: those due, then everyone else over the year to come."""

    def __init__(self, stored: int, due: int) -> None:
        self.reads = 0
        rows = ((ON if number < due else ON + timedelta(days=1 + number % 364), f"vendor-{number}") for number in range(stored))
        shards: list[list[tuple[date, str]]] = [[] for _ in range(SHARDS)]
        for number, row in enumerate(rows):
            shards[number % SHARDS].append(row)
        self._shards = [sorted(shard) for shard in shards]

    def due(self, until: date) -> Iterator[str]:
        """As the table's index: a range of each shard, nothing beyond it."""
        for shard in self._shards:
            for at in range(bisect_left(shard, (until + timedelta(days=1), ""))):
                self.reads += 1
                yield shard[at][1]


class Counted:
    """`AssessmentQueue` that counts."""

    def __init__(self) -> None:
        self.asked, self.calls = 0, 0

    def ask(self, vendor_ids: Sequence[str], on: date, at: datetime) -> None:  # noqa: ARG002 — the port's own shape
        self.asked += len(vendor_ids)
        self.calls += 1


def measure(stored: int, due: int) -> float:
    """The best of several runs, in processor seconds; prints what one run reads and asks."""
    index, best = DueIndex(stored, due), float("inf")
    for _ in range(ROUNDS):
        index.reads, queue = 0, Counted()
        before = time.process_time()
        chase(Chasing(cast("Records", index), queue), ON, AT)
        best = min(best, time.process_time() - before)
    if (index.reads, queue.asked) != (due, due):
        raise AssertionError(f"{due} are due, {index.reads} were read, {queue.asked} asked for")
    print(f"{stored:>10,} stored {due:>8,} due {index.reads:>8,} read {queue.calls:>7,} calls {best * 1000:>9.2f} ms")
    return best


def main() -> int:
    """Print the figures; 1 when the cost follows what is stored."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--most", type=int, default=1_000_000, help="the largest number stored (default: 1,000,000)")
    most = parser.parse_args().most
    print("the same number due, more and more stored:")
    same = [measure(stored, 2_000) for stored in (10_000, 100_000, most)]
    print("the same number stored, more and more due:")
    for due in (200, 2_000, 20_000):
        measure(most, due)
    growth = same[-1] / same[0]
    print(f"{most // 10_000} times as many stored cost {growth:.2f} times as much (at most {MOST_GROWTH})")
    return 0 if growth <= MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
