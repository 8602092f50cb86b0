"""The simulation bites: what takes few seeds is found here, the whole list by `make mutants`."""

import pytest

from tests.simulation.bite import hunt
from tests.simulation.mutants import MUTANTS
from tests.simulation.planting import NotThere, Planted, planted
from tests.simulation.run import simulate
from tests.simulation.world import Case

QUICK = ("no token for Textract", "no sweep of documents", "no sweep of notices", "the mail's id is not kept")
TOLD = tuple(fault.name for fault in MUTANTS if fault.story)
MOST = 60


@pytest.mark.parametrize("fault", MUTANTS, ids=lambda fault: fault.name)
def test_every_fault_can_still_be_planted(fault: Planted) -> None:
    with planted(fault):
        pass


@pytest.mark.simulation
@pytest.mark.parametrize("name", QUICK + TOLD)
def test_a_planted_fault_is_found(name: str) -> None:
    (fault,) = [fault for fault in MUTANTS if fault.name == name]

    assert hunt(fault, MOST).told


def test_a_fault_is_gone_when_it_is_taken_out() -> None:
    (fault,) = [fault for fault in MUTANTS if fault.name == "no sweep of documents"]
    sound = simulate(Case(seed=3), tracing=True).trace

    with planted(fault):
        spoilt = simulate(Case(seed=3), tracing=True).trace

    assert [str(entry) for entry in spoilt] != [str(entry) for entry in sound]
    assert [str(entry) for entry in simulate(Case(seed=3), tracing=True).trace] == [str(entry) for entry in sound]


def test_a_fault_whose_words_are_gone_is_told() -> None:
    with pytest.raises(NotThere, match="0 times"), planted(Planted(name="none", where="tests.simulation.bite:hunt", words="no such words")):
        pass


def test_there_are_enough_of_them_and_each_has_its_name() -> None:
    assert len({fault.name for fault in MUTANTS}) == len(MUTANTS) >= 25
