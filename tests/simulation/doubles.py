"""`python -m tests.simulation.doubles`: every single fault of a short history, and a second one soon after it: all pairs, or every n-th."""

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice
from time import monotonic

from tests.simulation.run import simulate
from tests.simulation.shrink import faults_after, single_faults
from tests.simulation.world import Case

HISTORY = Case(seed=5, vendors=1, acts=2, steps=60)
WINDOW = 25
"""Calls within which the second fault strikes. What the first one broke is at work again within so many; after that the history is as it
was, and a fault in it is a single one."""


def pairs_of(first: Case, every: int = 1, window: int = WINDOW) -> Iterator[Case]:
    """The history of one fault, once more for every n-th fault that may follow it: the second strikes what the first has left."""
    (struck,) = first.scripted or ()
    for second in islice(faults_after(first, struck[0], window), 0, None, every):
        yield replace(first, scripted=(struck, second))


def broken_pairs(every: int, first: Case) -> tuple[int, list[str]]:
    """How many pairs were run with this first fault, and which of them broke what."""
    told = [(case.scripted, simulate(case).violation) for case in pairs_of(first, every)]
    return len(told), [f"{scripted}: {violation}" for scripted, violation in told if violation]


def main(arguments: list[str]) -> int:
    """0 when every pair healed; 1 with those that did not."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.doubles", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="run every n-th second fault only")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args(arguments)
    began, pairs, broken = monotonic(), 0, list[str]()
    firsts = list(single_faults(HISTORY))
    with ProcessPoolExecutor(given.workers) as pool:
        for count, told in pool.map(partial(broken_pairs, given.every), firsts, chunksize=4):
            pairs += count
            broken += told
    seconds = monotonic() - began
    print(f"{len(firsts)} first faults, {pairs} pairs in {seconds:.0f} s ({pairs / max(seconds, 0.1):.0f} a second), {len(broken)} broken")
    print("\n".join(broken[:20]))
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
