"""Nothing is lost and nobody is told wrong, whatever AWS does: many runs of the real functions, each under its seed."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.simulation.faults import Fault
from tests.simulation.invocations import Outcome
from tests.simulation.run import Result, simulate
from tests.simulation.world import Case

STORMS = 160
CROWDS = 20
UNSWEPT = 120
CHUNK = 20


def ranges(seeds: int) -> list[range]:
    return [range(first, first + CHUNK) for first in range(0, seeds, CHUNK)]


def failures(weather: str, seeds: range) -> list[tuple[Case, str]]:
    results = (simulate(Case(seed=seed, weather=weather)) for seed in seeds)
    return [(result.case, result.violation) for result in results if result.violation]


@pytest.mark.simulation
@pytest.mark.parametrize("seeds", ranges(STORMS), ids=str)
def test_every_invariant_holds_in_a_storm(seeds: range) -> None:
    assert failures("storm", seeds) == []


@pytest.mark.simulation
@pytest.mark.parametrize("seeds", ranges(CROWDS), ids=str)
def test_slow_functions_and_quick_ones_get_on(seeds: range) -> None:
    assert failures("crowd", seeds) == []


@pytest.mark.simulation
@pytest.mark.parametrize("seeds", ranges(UNSWEPT), ids=str)
def test_what_no_event_is_lost_of_heals_without_the_sweep(seeds: range) -> None:
    assert failures("unswept", seeds) == []


OLD = json.loads((Path(__file__).parent / "corpus.json").read_text(encoding="utf-8"))
"""Seeds under which something once broke, as the simulation was then; they are run for ever."""


@pytest.mark.simulation
@pytest.mark.parametrize("old", OLD, ids=lambda old: f"{old['weather']} {old['seed']}")
def test_what_once_broke_holds(old: dict[str, Any]) -> None:
    assert simulate(Case(seed=old["seed"], weather=old["weather"])).violation is None


def traced(seed: int) -> Result:
    return simulate(Case(seed=seed), tracing=True)


def test_a_seed_replays_exactly() -> None:
    def told(result: Result) -> list[str]:
        return [str(entry) for entry in result.trace]

    assert told(traced(7)) == told(traced(7))
    assert told(traced(7)) != told(traced(8))


def test_functions_take_turns_at_their_calls() -> None:
    """Another function's call stands between two calls of one, again and again."""
    callers = [entry[0] for entry in traced(7).trace if len(entry) == 3 and "." in str(entry[1])]
    last_seen: dict[str, int] = {}
    apart = 0
    for place, caller in enumerate(callers):
        apart += caller in last_seen and place - last_seen[caller] > 1
        last_seen[caller] = place

    assert apart > 50


def test_a_dying_function_says_nothing() -> None:
    outcomes = [entry[2] for seed in range(5) for entry in traced(seed).trace if len(entry) == 3 and isinstance(entry[2], Outcome)]

    assert any(outcome.died for outcome in outcomes)
    assert all(outcome.answer is None for outcome in outcomes if outcome.died)


def test_scripted_faults_strike_where_they_are_said_to() -> None:
    result = simulate(Case(seed=1, weather="storm", scripted=((90, Fault.DIES_AFTER.value),)))

    assert [kind for kind, _ in result.struck if isinstance(kind, Fault)] == [Fault.DIES_AFTER]
