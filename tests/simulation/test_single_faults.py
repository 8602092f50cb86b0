"""One fault at a time, and two: in a short history every call dies, is refused or loses its answer, and everything still ends well."""

import os

import pytest

from tests.simulation.doubles import HISTORY, broken_pairs
from tests.simulation.faults import Fault
from tests.simulation.run import simulate
from tests.simulation.shrink import fault_free, single_faults

EVERY = int(os.environ.get("SIMULATION_EVERY", "6"))
"""Every how manieth fault is tried here; 1 for all of them. All pairs: `python -m tests.simulation.doubles`."""
PAIRS = 12  # first faults whose pairs are tried here
SECONDS = 23  # every how manieth second fault


def test_the_history_holds_by_itself_and_is_worth_striking() -> None:
    unharmed = simulate(fault_free(HISTORY))

    assert unharmed.violation is None
    assert unharmed.documents > 0
    assert unharmed.calls > 50


@pytest.mark.simulation
def test_any_one_fault_heals() -> None:
    cases = list(single_faults(HISTORY))[::EVERY]

    broken = [(case.scripted, told) for case in cases if (told := simulate(case).violation)]

    assert broken == []
    assert {kind for case in cases for _, kind in case.scripted or ()} >= {
        Fault.DIES_BEFORE,
        Fault.DIES_AFTER,
        Fault.REFUSED,
        Fault.UNANSWERED,
    }


@pytest.mark.simulation
def test_a_second_fault_soon_after_the_first_heals_too() -> None:
    singles = list(single_faults(HISTORY))
    tried = [broken_pairs(SECONDS, first) for first in singles[:: max(1, len(singles) // PAIRS)]]

    assert [told for _, broken in tried for told in broken] == []
    assert sum(pairs for pairs, _ in tried) > 20
