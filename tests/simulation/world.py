"""One run's world: messages travel, functions take turns at their calls, the clock moves, faults strike."""

import heapq
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from coverwatch.aws.queues import Redeliveries
from tests.simulation.deliveries import Gateway, Queue, Schedule, Stream
from tests.simulation.faults import WEATHERS, Chance, Fault, Mishap, Weather
from tests.simulation.functions import FUNCTIONS, REDELIVERED, Ports, open_desks
from tests.simulation.invocations import Died, Environment, Invocation, Outcome, start, wait_for_turn
from tests.simulation.plan import Door, doors
from tests.simulation.played import SimulatedSqs, SimulatedTextract, no_answer, refusal
from tests.simulation.post import SimulatedMail
from tests.simulation.stage import Announced, Guarded, MemoryStage, Stage, Streamed

START = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
AT_ONCE = 5  # functions that run at the same time
SLOW = 0.15  # of all turns are drawn for slow ones as well
QUARTER = timedelta(minutes=15)
A_CALL = timedelta(milliseconds=7)
SKEW = 30  # seconds that an environment's clock may be wrong, either way
DEAR = frozenset({"staff_api", "vendor_portal"})
"""Their resolver takes long to build and clears itself, even of a process that ended: the next process gets it as it is."""
_warm: dict[str, list[Environment]] = {function: [] for function in FUNCTIONS}


@dataclass(frozen=True, kw_only=True)
class Case:
    """What makes a run the same run again."""

    seed: int
    weather: str = "storm"
    vendors: int = 3
    acts: int = 9
    steps: int = 700
    masked: frozenset[int] = frozenset()
    """Calls of the run that are spared their faults."""
    scripted: tuple[tuple[int, str], ...] | None = None
    """Exactly these faults, by number of call, and nothing else."""


class Quiet(Exception):
    """The run did not come to rest in its time."""


@dataclass
class World:
    """The simulated AWS with everything in it."""

    case: Case
    build: Callable[[Callable[[], datetime]], Stage] = MemoryStage
    tracing: bool = False
    now: datetime = START
    calls: int = 0
    running: Invocation | None = None
    live: list[Invocation] = field(default_factory=list)
    struck: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each fault struck each operation, and each mishap each channel."""
    trace: list[tuple[Any, ...]] = field(default_factory=list)
    alarms: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    invocations: int = 0
    after_call: Callable[[str, Any], None] = lambda *_: None
    on_upload: Callable[[str, bytes], None] = lambda *_: None
    """Hears of what a function puts among the uploads."""
    outage: tuple[str, datetime] | None = None
    _ticks: int = 0

    def __post_init__(self) -> None:
        self.weather: Weather = WEATHERS[self.case.weather]
        self.random = random.Random(f"{self.case.seed}/schedule")
        scripted = {number: Fault(kind) for number, kind in self.case.scripted} if self.case.scripted is not None else None
        self.chance = Chance(self.weather, self.case.seed, self.case.masked, scripted)
        self.stage = self.build(lambda: self.now)
        plan = doors()
        self.uploads = Queue("uploads", plan["receive_certificate"], self)
        self.readings = Queue("readings", plan["read_certificate"], self)
        self.assessments = Queue("assessments", plan["assess_vendor"], self)
        self.notices = Stream("notices", plan["send_notices"], self)
        self.mornings = Schedule("mornings", plan["chase_renewals"], self)
        self.sweeps = Schedule("sweeps", plan["sweep_stragglers"], self)
        self.gateway = Gateway("requests", plan["staff_api"], self)
        self.visits = Gateway("visits", plan["vendor_portal"], self)
        self.deliveries = Queue("deliveries", plan["record_delivery"], self)
        self.letters = Queue("letters", plan["receive_mail"], self)
        self.queues = (self.uploads, self.readings, self.assessments, self.deliveries, self.letters)
        self.sources = (*self.queues, self.notices, self.mornings, self.sweeps, self.gateway, self.visits)
        self.textract = SimulatedTextract(self, self.readings)
        self.mail = SimulatedMail(self, self.deliveries)
        self.sqs = SimulatedSqs({queue.name: queue for queue in self.queues})
        self.s3_events = Redeliveries(self.sqs, *REDELIVERED)
        given = {
            "records": Streamed(self.stage.records, self.notices.put),
            "documents": Announced(self.stage.documents, self._uploaded),
            "textract": self.textract,
            "ses": self.mail,
            "sqs": self.sqs,
        }
        self.desks = open_desks(Ports(**{name: Guarded(name, real, self.call) for name, real in given.items()}), self.skewed_now, ZONE)

    def _uploaded(self, key: str, content: bytes) -> None:
        self.on_upload(key, content)

    # ── time ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def skewed_now(self) -> datetime:
        """The moment, as the clock of the environment at work has it."""
        return self.now + (self.running.environment.skew if self.running else timedelta())

    def at(self, moment: datetime, what: Callable[[], None]) -> None:
        """Have something happen at a moment."""
        self._ticks += 1
        heapq.heappush(self.alarms, (moment, self._ticks, what))

    def advance(self, by: timedelta) -> None:
        """Let time pass; what was to happen meanwhile happens in its order, each at its moment, or late if a jump passes over it."""
        until = self.now + by
        while self.alarms and self.alarms[0][0] <= until:
            moment, _, what = heapq.heappop(self.alarms)
            self.now = max(self.now, moment)
            what()
        self.now = until
        for invocation in [each for each in self.live if each.deadline < self.now]:
            self.struck[(Mishap.TIMED_OUT, invocation.environment.function)] += 1
            self.note(invocation.name, "timed out")
            self.kill(invocation)

    def jump(self, by: timedelta) -> None:
        """Let days pass in which nothing runs. Of the mornings between at most the last is made up for, under its own moment."""
        self.now += by
        missed = [moment for moment, _, what in self.alarms if what == self.morning and moment <= self.now]
        if missed:
            self.alarms = [alarm for alarm in self.alarms if alarm[2] != self.morning]
            heapq.heapify(self.alarms)
            self._next_morning()
            latest = self._six() if self._six() <= self.now else self._six() - timedelta(days=1)
            if self.chance.calm or self.random.random() < 0.5:
                self.mornings.put(latest)
        self.advance(timedelta())

    def next_moment(self) -> datetime | None:
        """When something will happen by itself."""
        moments = [moment for source in self.sources if (moment := source.next_at()) is not None]
        if self.alarms:
            moments.append(self.alarms[0][0])
        return min(moments, default=None)

    # ── calls ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def call(self, operation: str, real: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """A function's call to the outside: it waits for its turn, and then may be struck."""
        if self.running is None:
            return real(*given, **named)
        self.running.next_call = operation
        wait_for_turn()
        self.calls += 1
        self.now += A_CALL
        fault = self._drawn(operation)
        if fault is not None:
            self.struck[(fault, operation)] += 1
            self.running.harmed = True
        if self.tracing:
            self.note(self.running.name, operation, fault)
        if fault is Fault.DIES_BEFORE:
            raise Died(operation)
        if fault is Fault.REFUSED:
            raise refusal(operation)
        if fault is Fault.PARTIAL and len(named["Entries"]) > 0:
            kept_out = named["Entries"][-1]["Id"]
            answer = real(**{**named, "Entries": named["Entries"][:-1]})
            return {**answer, "Failed": [{"Id": kept_out, "Code": "InternalError", "SenderFault": False}]}
        if fault is Fault.REPEATED:
            real(*given, **named)
        answer = real(*given, **named)
        self.after_call(operation, answer)
        if self.tracing:
            self.trace.append(("→", answer))
        if fault is Fault.DIES_AFTER:
            raise Died(operation)
        if fault is Fault.UNANSWERED:
            raise no_answer(operation)
        return answer

    def _drawn(self, operation: str) -> Fault | None:
        fault = self.chance.of_call(self.calls, operation)
        down = self.outage is not None and operation.startswith(self.outage[0]) and self.now < self.outage[1]
        return Fault.REFUSED if down and not self.chance.calm else fault

    def mishap(self, channel: str, mishap: Mishap) -> bool:
        """Whether a mishap strikes a message here; what nothing but a sweep would find is lost only where there is one."""
        if mishap is Mishap.LOST and not self.weather.loses_events:
            return False
        strikes = self.chance.of_message(mishap)
        if strikes:
            self.struck[(mishap, channel)] += 1
            self.note(channel, mishap)
        return strikes

    def note(self, *told: Any) -> None:
        """Write into the trace what is not a call."""
        if self.tracing:
            self.trace.append(told)

    @property
    def worker(self) -> Invocation | None:
        """The invocation at work."""
        return self.running

    def stored(self, key: str, version_id: str | None) -> bytes | None:
        """What the bucket holds, for the services that read it."""
        content: bytes | None = self.stage.documents.get(key, version_id)
        return content

    # ── functions ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def invoke(self, door: Door, event: Any, ended: Callable[[Outcome], None]) -> None:
        """Begin an invocation; it runs up to its first call."""
        pool = _warm[door.function]
        environment = pool.pop() if pool else start(door.function, lambda: None)
        environment.module["open_desk"] = self.desks[door.function]
        environment.skew = timedelta(seconds=self.random.randint(-SKEW, SKEW))
        self.invocations += 1
        invocation = Invocation(self.invocations, environment, event, self.now, self.now + door.timeout, ended)
        invocation.slow = self.weather.stalls > 0 and self.chance.happens(self.weather.stalls)
        self.note(invocation.name, "invoked", event)
        self.live.append(invocation)
        self.resume(invocation)

    def resume(self, invocation: Invocation) -> None:
        """Let an invocation make its next call."""
        self.running = invocation
        invocation.resume()
        self.running = None
        if invocation.over:
            self._finish(invocation)

    def kill(self, invocation: Invocation) -> None:
        """End an invocation's process where it stands."""
        self.running = invocation
        invocation.kill()
        self.running = None
        self._finish(invocation)

    def _finish(self, invocation: Invocation) -> None:
        self.live.remove(invocation)
        self.note(invocation.name, "ended", invocation.outcome)
        if not invocation.outcome.died or invocation.environment.function in DEAR:
            _warm[invocation.environment.function].append(invocation.environment)
        invocation.ended(invocation.outcome)

    # ── what happens next ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def ready(self) -> list[Any]:
        """The sources that have something to deliver now."""
        return [source for source in self.sources if (moment := source.next_at()) is not None and moment <= self.now]

    def deliver_one(self) -> bool:
        """Let a function take its turn, or a source deliver; False when neither has anything to do."""
        ready = self.ready() if len(self.live) < AT_ONCE else []
        awake = self._awake()
        if awake and (not ready or self.random.random() < 0.7):
            self.resume(self.random.choice(awake))
        elif ready:
            self.random.choice(ready).deliver()
        else:
            return False
        return True

    def _awake(self) -> list[Invocation]:
        """Whose turn it may be: a slow one's only now and then, so that others overtake it, and time does."""
        if self.weather.stalls == 0 or self.chance.calm or self.random.random() < SLOW:
            return self.live
        return [invocation for invocation in self.live if not invocation.slow]

    def settle(self) -> None:
        """Go on until nothing can happen without time passing."""
        while self.deliver_one():
            pass

    def morning(self) -> None:
        """Six o'clock where the organisation is: the day's run, and the next one set."""
        self.mornings.put(self.now)
        self._next_morning()

    def _next_morning(self) -> None:
        six = self._six()
        self.at(six if self.now < six else six + timedelta(days=1), self.morning)

    def _six(self) -> datetime:
        """Six o'clock of the present day."""
        return self.now.astimezone(ZONE).replace(hour=6, minute=0, second=0, microsecond=0).astimezone(UTC)

    def quarter(self) -> None:
        """A quarter of an hour has passed: the sweep, and the next one set."""
        self.sweeps.put(self.now)
        self._next_quarter()

    def _next_quarter(self) -> None:
        self.at(self.now - (self.now - START) % QUARTER + QUARTER, self.quarter)

    def begin(self) -> None:
        """Wind up the clocks."""
        self._next_morning()
        if self.weather.sweeps:
            self._next_quarter()

    def close(self) -> None:
        """End what is still running, so that nothing of this run is left."""
        for invocation in list(self.live):
            self.running = invocation
            if not invocation.over:
                invocation.kill()
        self.live.clear()
        self.running = None


def calmed(case: Case) -> Case:
    """The same people and the same schedule's seed in calm weather."""
    return replace(case, weather="calm")
