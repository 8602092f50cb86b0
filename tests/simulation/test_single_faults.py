"""One fault at a time: in a short history every call dies, is refused or loses its answer once, and everything still ends well."""

import os

import pytest

from tests.simulation.faults import Fault
from tests.simulation.run import simulate
from tests.simulation.shrink import fault_free, single_faults
from tests.simulation.world import Case

HISTORY = Case(seed=5, vendors=1, acts=2, steps=60)
EVERY = int(os.environ.get("SIMULATION_EVERY", "6"))
"""Every how manieth fault is tried here; 1 for all of them."""


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
