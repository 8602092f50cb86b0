"""The same runs on the real adapters and an embedded AWS: they hold, and every call has the answer that the fakes give."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.simulation.embedded import an_embedded_aws
from tests.simulation.run import Result, simulate
from tests.simulation.world import Case

ONLY_AWS_CAN = "documents.upload_form"
"""A presigned form is signed; of its answer only the key is the same."""
SEEDS = range(int(os.environ.get("SIMULATION_EMBEDDED", "2")))


def answers(result: Result) -> Iterator[tuple[Any, ...]]:
    """The trace without what a signature makes different: of a form only its key, and not the API's answer that hands it on."""
    before: tuple[Any, ...] = ("",)
    for entry in result.trace:
        if entry[0] == "→" and ONLY_AWS_CAN in before:
            yield ("→", entry[1]["fields"]["key"])
        elif '"fields"' not in str(entry):
            yield entry
        before = entry


@pytest.mark.simulation
@pytest.mark.parametrize("weather", ["calm", "storm"])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_fakes_answer_as_the_adapters_do(seed: int, weather: str) -> None:
    case = Case(seed=seed, weather=weather, acts=4, steps=200)
    with an_embedded_aws() as embedded:
        real = simulate(case, embedded, tracing=True)
    faked = simulate(case, tracing=True)

    assert real.violation is None
    differing = [
        (place, ours, theirs)
        for place, (ours, theirs) in enumerate(zip(answers(faked), answers(real)))
        if ours != theirs and str(ours) != str(theirs)
    ]
    assert differing[:1] == []
    assert len(faked.trace) == len(real.trace)
