"""What hardly ever happens by chance is played on purpose, and ends well."""

import pytest

from tests.simulation.stories import STORIES, Story, play


@pytest.mark.simulation
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_story_ends_well(story: Story) -> None:
    assert play(story).violation is None
