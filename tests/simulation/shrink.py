"""Make a failing run small: shorter runs of other seeds that break the same invariant first, then faults taken away one by one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.simulation.faults import Fault, faults_of
from tests.simulation.run import Result, simulate
from tests.simulation.world import Case

TRIES = 400  # short seeds that are tried; the smallest failing one wins
SIZES = ((1, 1, 60), (1, 2, 90), (1, 3, 150), (2, 4, 250))


def smallest(case: Case) -> Result:
    """The smallest failing history that was found for what a case breaks, with its trace. The case itself if nothing smaller fails."""
    first = simulate(case, tracing=True)
    found = first
    for vendors, acts, steps in SIZES:
        short = [replace(case, seed=seed, vendors=vendors, acts=acts, steps=steps) for seed in range(TRIES // len(SIZES))]
        failing = [result for result in map(simulate, short) if result.invariant == first.invariant]
        if failing:
            found = min(failing, key=lambda result: (result.calls, sum(result.struck.values())))
            break
    return simulate(_without_needless_faults(found, first.invariant).case, tracing=True)


def _without_needless_faults(result: Result, invariant: str | None) -> Result:
    """Spare one struck call after the other, as long as the same invariant breaks."""
    traced = simulate(result.case, tracing=True)
    for number in struck_calls(traced):
        spared = simulate(replace(result.case, masked=result.case.masked | {number}))
        if spared.invariant == invariant and sum(spared.struck.values()) <= sum(result.struck.values()):
            result = spared
    return result


def fault_free(case: Case) -> Case:
    """The same history with no call struck."""
    return replace(case, weather="calm", scripted=())


def single_faults(case: Case) -> Iterator[Case]:
    """The same history, once for each of its calls and each fault that the call can have."""
    traced = simulate(fault_free(case), tracing=True)
    for number, (_, operation, _) in enumerate(_calls(traced), start=1):
        for fault in faults_of(operation):
            yield replace(case, weather="calm", scripted=((number, fault.value),))


def faults_after(case: Case, number: int, window: int) -> Iterator[tuple[int, str]]:
    """The faults that the calls after that number can have in a history as it is struck, as far as the window reaches."""
    calls = _calls(simulate(case, tracing=True))
    for later, (_, operation, _) in enumerate(calls[number : number + window], start=number + 1):
        yield from ((later, fault.value) for fault in faults_of(operation))


def _calls(traced: Result) -> list[tuple[Any, ...]]:
    return [entry for entry in traced.trace if len(entry) == 3 and "/" in str(entry[0]) and "." in str(entry[1])]


def struck_calls(traced: Result) -> list[int]:
    """The numbers of the calls that had a fault."""
    return [number for number, entry in enumerate(_calls(traced), start=1) if isinstance(entry[2], Fault)]
