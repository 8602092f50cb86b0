"""`make simulate`: many seeds on all processors, then what was run, struck and checked; a failing seed is made small and printed."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from time import monotonic

from tests.simulation.faults import WEATHERS, faults_of
from tests.simulation.report import told
from tests.simulation.run import Result, simulate
from tests.simulation.shrink import smallest
from tests.simulation.world import Case

ENOUGH = 3000
"""Runs after which every fault must have struck every operation that can have it."""
CHUNK = 20  # seeds that a process takes at a time


@dataclass
class Tally:
    """What many runs came to."""

    runs: int = 0
    calls: int = 0
    documents: int = 0
    mails: int = 0
    struck: Counter[tuple[str, str]] = field(default_factory=Counter)
    checked: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[Case, str]] = field(default_factory=list)
    called: set[str] = field(default_factory=set)

    def add(self, result: Result) -> None:
        """Count one run in."""
        self.runs += 1
        self.calls += result.calls
        self.documents += result.documents
        self.mails += result.mails
        self.struck += result.struck
        self.checked += result.checked
        self.called |= result.called
        if result.violation:
            self.failed.append((result.case, result.violation))

    def join(self, other: "Tally") -> None:
        """Count another tally in."""
        for name in ("runs", "calls", "documents", "mails"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.struck += other.struck
        self.checked += other.checked
        self.failed += other.failed
        self.called |= other.called

    def never(self) -> list[str]:
        """Which faults never struck which operation: what has not been tried has not been shown."""
        possible = [(fault, operation) for operation in sorted(self.called) for fault in faults_of(operation)]
        return [f"{operation} {fault}" for fault, operation in possible if not self.struck[fault, operation]]


def run_seeds(weather: str, seeds: range) -> Tally:
    """Run these seeds in this process."""
    tally = Tally()
    for seed in seeds:
        tally.add(simulate(Case(seed=seed, weather=weather)))
    return tally


def run_many(weather: str, first: int, runs: int, workers: int) -> Tally:
    """Run seeds on several processors; ends early once something failed."""
    tally = Tally()
    chunks = [range(start, min(start + CHUNK, first + runs)) for start in range(first, first + runs, CHUNK)]
    with ProcessPoolExecutor(workers) as pool:
        for part in pool.map(run_seeds, [weather] * len(chunks), chunks):
            tally.join(part)
            if tally.failed:
                pool.shutdown(cancel_futures=True)
                break
    return tally


def _lines(weather: str, tally: Tally, seconds: float) -> Iterator[str]:
    yield f"{weather}: {tally.runs} runs in {seconds:.0f} s ({tally.runs / max(seconds, 0.1):.1f} a second)"
    yield f"  {tally.calls} calls, {tally.documents} documents, {tally.mails} mails"
    kinds = Counter[str]()
    for (kind, _), times in tally.struck.items():
        kinds[str(kind)] += times
    yield "  struck: " + ", ".join(f"{kind} {times}" for kind, times in sorted(kinds.items()))
    never = tally.never()
    yield f"  operations: {len(tally.called)}; never struck: {', '.join(never) or 'none by any fault it can have'}"
    yield "  checked: " + ", ".join(f"{name} {times}" for name, times in sorted(tally.checked.items()))


def main(arguments: list[str]) -> int:
    """0 when every run held; 1 with the smallest failing history found when one did not."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--runs", type=int, default=1000, help="seeds to run in each weather")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--weather", choices=sorted(WEATHERS), action="append", help="storm and unswept when none is given")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, help="run this one seed, and print its trace")
    given = parser.parse_args(arguments)
    weathers = given.weather or ["storm", "unswept"]
    if given.seed is not None:
        result = simulate(Case(seed=given.seed, weather=weathers[0]), tracing=True)
        print("\n".join(told(result)))
        return int(result.violation is not None)
    for weather in weathers:
        began = monotonic()
        tally = run_many(weather, given.first, given.runs, given.workers)
        print("\n".join(_lines(weather, tally, monotonic() - began)), flush=True)
        if tally.failed:
            case, violation = tally.failed[0]
            print(f"FAILED {case}\n  {violation}\nLooking for the smallest history …", flush=True)
            print("\n".join(told(smallest(case))))
            return 1
        if tally.runs >= ENOUGH and tally.never():
            print(f"FAILED {weather}: {len(tally.never())} faults never struck in {tally.runs} runs")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
