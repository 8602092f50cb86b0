"""Run a case to its verdict."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.simulation.functions import surroundings
from tests.simulation.people import People
from tests.simulation.stage import MemoryStage, Stage
from tests.simulation.verdict import judge
from tests.simulation.watch import BEING_READ, SETTLED, Violation, Watch
from tests.simulation.world import QUARTER, ZONE, Case, World

ROUNDS = 60  # hours that may pass in the calm before a run must be at rest
DAYS = 8  # mornings in the calm: longer than a document holds a notice


@dataclass
class Result:
    """What a run came to: how it was struck, what was checked, and what did not hold."""

    case: Case
    calls: int = 0
    struck: Counter[tuple[str, str]] = field(default_factory=Counter)
    checked: Counter[str] = field(default_factory=Counter)
    violation: str | None = None
    invariant: str | None = None
    trace: list[tuple[Any, ...]] = field(default_factory=list)
    mails: int = 0
    documents: int = 0
    called: frozenset[str] = frozenset()
    """The operations that could have been struck."""


Story = Callable[[World, People, Watch], None]


def simulate(
    case: Case, build: Callable[[Callable[[], datetime]], Stage] = MemoryStage, *, tracing: bool = False, story: Story | None = None
) -> Result:
    """Run one case: people and faults first, or a story that somebody wrote; then calm until all is quiet; then judge."""
    world = World(case, build, tracing=tracing)
    people = People(world)
    watch: Watch | None = None
    result = Result(case)
    with surroundings():
        try:
            people.settle_in()
            watch = Watch(world, people)
            world.begin()
            (story or _busy)(world, people, watch)
            _calm(world, people, watch)
            judge(watch)
        except Violation as violation:
            result.violation, result.invariant = str(violation), violation.invariant
        finally:
            world.close()
    result.calls, result.struck, result.trace = world.calls, world.struck, world.trace
    result.checked = watch.checked if watch else Counter()
    result.mails, result.documents = len(world.mail.taken), len(people.sheets)
    result.called = world.chance.operations
    return result


def _busy(world: World, people: People, watch: Watch) -> None:
    """Phase one: everything at once, and faults."""
    if world.chance.happens(world.weather.outages):
        service = world.random.choice(("ses", "textract", "records", "documents", "sqs"))
        world.outage = (service, world.now + timedelta(hours=world.random.randint(1, 30)))
    for _ in range(world.case.steps):
        watch.day_passed()
        chance = world.random.random()
        if people.left and chance < 0.03:
            people.act()
        elif chance < 0.93 and world.deliver_one():
            continue
        elif world.live or world.ready():
            world.advance(timedelta(seconds=world.random.choice((1, 1, 2, 5, 15, 40))))
        elif people.left:
            people.act()
        else:
            _wait(world)


def _wait(world: World) -> None:
    """Let time pass until something happens by itself."""
    moment = world.next_moment() or world.now + QUARTER
    world.advance(min(max(timedelta(seconds=1), moment - world.now), QUARTER))


def _calm(world: World, people: People, watch: Watch) -> None:
    """Phase two: no more faults. Whatever is under way ends, dead letters are given back once, and mornings come until nothing waits."""
    world.chance.calm = True
    _until_quiet(world, watch)
    if sum(queue.redrive() for queue in world.queues):
        _until_quiet(world, watch)
    _jump_to(world, 23, 50)  # the first sweep of a day looks through the whole bucket
    _until_quiet(world, watch)
    for _ in range(DAYS):
        _jump_to(world, 5, 59)
        _until_quiet(world, watch)
        if _at_rest(world):
            return


def _jump_to(world: World, hour: int, minute: int) -> None:
    """To the next time that it is so late where the organisation is."""
    local = world.now.astimezone(ZONE)
    then = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    world.jump((then if local < then else then + timedelta(days=1)) - local)


def _until_quiet(world: World, watch: Watch) -> None:
    """Go on hour by hour until nothing is on its way, and what still waits has waited unchanged for an hour of sweeps."""
    waited: frozenset[Any] | None = None
    for _ in range(ROUNDS):
        made = world.now + timedelta(hours=1)
        while world.now < made:
            world.settle()
            _wait(world)
            watch.day_passed()
        world.settle()
        contents = world.stage.contents()
        open_documents = {key for key, record in contents.certificates.items() if record.status in BEING_READ}
        open_notices = {key for key, record in contents.notices.items() if record.status not in SETTLED}
        moving = any(queue.waiting for queue in world.queues) or (open_documents and world.weather.sweeps)
        waits = frozenset((*open_documents, *open_notices))
        if not moving and (not waits or waits == waited):
            return
        waited = waits
    watch.fail("I6 everything ends", f"no rest after {ROUNDS} hours: {waited}")


def _at_rest(world: World) -> bool:
    contents = world.stage.contents()
    return all(record.status in SETTLED for record in contents.notices.values())
