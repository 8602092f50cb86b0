"""`make mutants`: every planted fault must be found by the simulation; says in how many seeds, or why nothing can find it."""

import argparse
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from time import process_time

from tests.simulation.mutants import MUTANTS
from tests.simulation.planting import Planted, planted
from tests.simulation.run import Result, simulate
from tests.simulation.stories import play
from tests.simulation.world import Case

FEW = 40
"""Seeds in each weather for a fault that is argued to be equivalent: enough to refute the argument cheaply."""


@dataclass(frozen=True)
class Found:
    """What became of a planted fault: what it broke, in which weather or story, after how many seeds; nothing when it was not found."""

    name: str
    told: str = ""
    where: str = ""
    seeds: int = 0
    seconds: float = 0.0


def hunt(fault: Planted, most: int) -> Found:
    """Play the fault's story, then run seeds with it until something breaks, all weathers by turns."""
    began = process_time()
    with planted(fault):
        if fault.story and (told := _broken(partial(play, fault.story))):
            return Found(fault.name, told, fault.story.__name__, 0, process_time() - began)
        for seed in range(most):
            for weather in fault.weathers:
                told = _broken(partial(simulate, Case(seed=seed, weather=weather)))
                if told:
                    return Found(fault.name, told, weather, seed + 1, process_time() - began)
    return Found(fault.name, seeds=most, seconds=process_time() - began)


def _broken(run: Callable[[], Result]) -> str:
    try:
        return run().violation or ""
    except Exception as error:  # noqa: BLE001 - a fault may also break what the simulation itself stands on
        return f"broke: {error!r}"


def hunt_number(number: int, most: int) -> Found:
    """Hunt the planted fault of that number: a process gets a number, since what it plants cannot travel."""
    fault = MUTANTS[number]
    return hunt(fault, min(most, FEW) if fault.equivalent else most)


def main(arguments: list[str]) -> int:
    """0 when every fault was found or is argued; 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.bite", description=__doc__)
    parser.add_argument("--most", type=int, default=2000, help="seeds in each weather before a fault counts as not found")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", help="those whose name holds this")
    given = parser.parse_args(arguments)
    numbers = [number for number, fault in enumerate(MUTANTS) if given.only is None or given.only in fault.name]
    missed = 0
    with ProcessPoolExecutor(given.workers) as pool:
        for found in pool.map(hunt_number, numbers, [given.most] * len(numbers)):
            argued = next(fault.equivalent for fault in MUTANTS if fault.name == found.name)
            missed += not found.told and not argued
            verdict = found.told[:110] if found.told else (f"equivalent: {argued}" if argued else "NOT FOUND")
            print(f"{found.name:55} {found.seeds:5} seeds  {found.where:40} {found.seconds:6.1f} s  {verdict}", flush=True)
    print(f"{len(numbers)} planted faults, {missed} not found")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
