"""How messages reach functions: queues with visibility and redrive, the table's stream, and invocations that a schedule makes."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from tests.simulation.faults import Mishap
from tests.simulation.invocations import Outcome
from tests.simulation.plan import Door

SAME_QUESTION = timedelta(minutes=5)  # SQS: a repeated deduplication id is dropped for so long
ANOTHER_RELEASE = 0.05  # of the messages say more than this code knows


class Hub(Protocol):
    """What a source needs of the world."""

    now: datetime
    random: Any

    def mishap(self, channel: str, mishap: Mishap) -> bool: ...

    def invoke(self, door: Door, event: Any, ended: Callable[[Outcome], None]) -> None: ...


@dataclass
class Message:
    """A message in a queue; `receives` counts how often a function had it."""

    number: int
    body: str
    visible_at: datetime
    group: str | None = None
    receives: int = 0
    rubbish: bool = False
    """Put there so that nobody can understand it."""


def of_another_release(body: str) -> str:
    """The message as a release writes it that says one thing more, as AWS's and ours do from time to time: nobody may stumble over it."""
    return json.dumps({**json.loads(body), "sinceAnotherRelease": {"also": ["this"]}})


@dataclass
class Queue:
    """SQS before a function: at least once, in any order, or in the order of its group if it is FIFO."""

    name: str
    door: Door
    hub: Hub
    waiting: dict[int, Message] = field(default_factory=dict)
    dead: list[Message] = field(default_factory=list)
    numbers: int = 0
    seen: dict[str, datetime] = field(default_factory=dict)
    soonest: tuple[datetime | None] | None = None
    """When there will be something to deliver; None while that is not known, since a run asks more often than it changes."""

    def put(self, body: str, group: str | None = None, deduplication: str | None = None) -> None:
        """Take a message. What a standard queue took it may deliver twice or late; it never loses it."""
        if deduplication is not None:
            if self.hub.now - self.seen.get(deduplication, datetime.min.replace(tzinfo=self.hub.now.tzinfo)) < SAME_QUESTION:
                return
            self.seen[deduplication] = self.hub.now
        self._add(body, group)
        if group is None and self.hub.mishap(self.name, Mishap.REPEATED):
            self._add(body, group)

    def _add(self, body: str, group: str | None) -> None:
        self.numbers += 1
        late = timedelta(seconds=self.hub.random.randint(1, 900)) if self.hub.mishap(self.name, Mishap.DELAYED) else timedelta()
        body = of_another_release(body) if self.hub.random.random() < ANOTHER_RELEASE else body
        self.waiting[self.numbers] = Message(self.numbers, body, self.hub.now + late, group)
        self.soonest = None

    def next_at(self) -> datetime | None:
        """When there will be something to deliver."""
        if self.soonest is None:
            self.soonest = (min((message.visible_at for message in self._heads()), default=None),)
        return self.soonest[0]

    def _heads(self) -> Iterator[Message]:
        """What may be delivered when it is visible: of a group only the first, and nothing behind one that a function has."""
        groups: set[str] = set()
        for message in self.waiting.values():
            if message.group is None:
                yield message
            elif message.group not in groups:
                groups.add(message.group)
                yield message

    def deliver(self) -> None:
        """Hand visible messages to the function; what it has had too often goes to the dead letters."""
        self.soonest = None
        visible = [message for message in self._heads() if message.visible_at <= self.hub.now]
        if not self.door.fifo:
            self.hub.random.shuffle(visible)
        batch = []
        for message in visible[: self.hub.random.randint(1, self.door.batch)]:
            if message.receives >= self.door.receives:
                self.dead.append(self.waiting.pop(message.number))
                continue
            message.receives += 1
            early = self.hub.mishap(self.name, Mishap.EARLY)
            message.visible_at = self.hub.now + (timedelta(seconds=self.hub.random.randint(0, 20)) if early else self.door.visibility)
            batch.append(message)
        if batch:
            event = {"Records": [self._record(message) for message in batch]}
            self.hub.invoke(self.door, event, lambda outcome: self._settle(batch, outcome))

    def _record(self, message: Message) -> dict[str, Any]:
        return {
            "messageId": f"{self.name}-{message.number}",
            "receiptHandle": "receipt",
            "body": message.body,
            "attributes": {"ApproximateReceiveCount": str(message.receives), "MessageGroupId": message.group or ""},
            "eventSource": "aws:sqs",
            "eventSourceARN": f"arn:aws:sqs:us-east-1:123456789012:{self.name}",
            "awsRegion": "us-east-1",
        }

    def _settle(self, batch: list[Message], outcome: Outcome) -> None:
        """Delete what was done. An answer that names a message which was not in the batch fails the whole of it, as on Lambda."""
        if not outcome.well:
            return
        failed = {failure.get("itemIdentifier") for failure in (outcome.answer or {}).get("batchItemFailures", ())}
        known = {f"{self.name}-{message.number}": message for message in batch}
        if not failed <= known.keys():
            return
        self.soonest = None
        for identifier, message in known.items():
            if identifier not in failed:
                self.waiting.pop(message.number, None)

    def counts(self) -> tuple[int, int]:
        """How many messages are there to be had, and how many a function has in its hands."""
        visible = sum(message.visible_at <= self.hub.now for message in self.waiting.values())
        handed_out = sum(message.visible_at > self.hub.now and message.receives > 0 for message in self.waiting.values())
        return visible, handed_out

    def redrive(self) -> int:
        """Give the dead letters back to the queue, as an operator does; says how many."""
        letters, self.dead, self.soonest = self.dead, [], None
        for letter in letters:
            letter.receives, letter.visible_at = 0, self.hub.now
            self.waiting[letter.number] = letter
        return len(letters)


@dataclass
class Stream:
    """The table's stream: in order for each vendor, one batch at a time, tried again from its first failure until given up."""

    name: str
    door: Door
    hub: Hub
    shards: dict[str, list[tuple[int, dict[str, Any], datetime]]] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    tries: dict[int, int] = field(default_factory=dict)
    again_at: dict[str, datetime] = field(default_factory=dict)
    dead: list[dict[str, Any]] = field(default_factory=list)
    numbers: int = 0

    def put(self, vendor_id: str, image: dict[str, Any]) -> None:
        """A notice's record was written as pending."""
        if self.hub.mishap(self.name, Mishap.LOST):
            return
        self.numbers += 1
        change = {"Keys": image["Keys"], "SequenceNumber": str(self.numbers), "ApproximateCreationDateTime": self.hub.now.timestamp()}
        record = {"eventID": str(self.numbers), "eventName": "MODIFY", "eventSource": "aws:dynamodb", "dynamodb": change}
        shard = self.shards.setdefault(vendor_id, [])
        shard.append((self.numbers, record, self.hub.now))
        if self.hub.mishap(self.name, Mishap.REPEATED):
            shard.append((self.numbers, record, self.hub.now))

    def next_at(self) -> datetime | None:
        ready = (self.again_at.get(vendor, self.hub.now) for vendor, shard in self.shards.items() if shard and vendor not in self.busy)
        return min(ready, default=None)

    def deliver(self) -> None:
        """Hand the oldest records of one vendor to the function."""
        ready = [
            vendor
            for vendor, shard in self.shards.items()
            if shard and vendor not in self.busy and self.again_at.get(vendor, self.hub.now) <= self.hub.now
        ]
        vendor = self.hub.random.choice(ready)
        shard = self.shards[vendor]
        while shard and (self.hub.now - shard[0][2] > self.door.oldest or self.tries.get(shard[0][0], 0) > self.door.retries):
            self.dead.append(shard.pop(0)[1])
        if not shard:
            return
        batch = shard[: self.hub.random.randint(1, self.door.batch)]
        self.busy.add(vendor)
        event = {"Records": [record for _, record, _ in batch]}
        self.hub.invoke(self.door, event, lambda outcome: self._settle(vendor, batch, outcome))

    def _settle(self, vendor: str, batch: list[Any], outcome: Outcome) -> None:
        self.busy.discard(vendor)
        failed = (
            {str(failure["itemIdentifier"]) for failure in (outcome.answer or {}).get("batchItemFailures", ())} if outcome.well else None
        )
        first = next((place for place, (number, _, _) in enumerate(batch) if failed is None or str(number) in failed), len(batch))
        del self.shards[vendor][:first]
        for number, _, _ in batch[first:]:
            self.tries[number] = self.tries.get(number, 0) + 1
        if first < len(batch):
            self.again_at[vendor] = self.hub.now + timedelta(seconds=10)


@dataclass
class Schedule:
    """A schedule's invocations: asynchronous, tried again a few times, then kept with the dead letters."""

    name: str
    door: Door
    hub: Hub
    waiting: list[tuple[datetime, dict[str, Any], int]] = field(default_factory=list)
    dead: list[dict[str, Any]] = field(default_factory=list)

    def put(self, at: datetime) -> None:
        """Its moment has come."""
        if self.hub.mishap(self.name, Mishap.LOST):
            return
        late = timedelta(seconds=self.hub.random.randint(1, 900)) if self.hub.mishap(self.name, Mishap.DELAYED) else timedelta()
        event = {"scheduled_at": at.isoformat()}
        self.waiting.append((self.hub.now + late, event, 0))
        if self.hub.mishap(self.name, Mishap.REPEATED):
            self.waiting.append((self.hub.now + late, event, 0))

    def next_at(self) -> datetime | None:
        return min((at for at, _, _ in self.waiting), default=None)

    def deliver(self) -> None:
        place = min(range(len(self.waiting)), key=lambda index: self.waiting[index][0])
        _, event, tries = self.waiting.pop(place)
        self.hub.invoke(self.door, event, lambda outcome: self._settle(event, tries, outcome))

    def _settle(self, event: dict[str, Any], tries: int, outcome: Outcome) -> None:
        if outcome.well:
            return
        if tries >= self.door.retries:
            self.dead.append(event)
        else:
            self.waiting.append((self.hub.now + timedelta(minutes=1), event, tries + 1))


@dataclass
class Gateway:
    """An API's door: whoever asks is answered by a process of its own, beside the others."""

    name: str
    door: Door
    hub: Hub
    waiting: list[tuple[datetime, dict[str, Any], Callable[[Outcome], None]]] = field(default_factory=list)

    def put(self, event: dict[str, Any], ended: Callable[[Outcome], None], at: datetime) -> None:
        """Somebody asks, at a moment; `ended` hears how it went."""
        self.waiting.append((at, event, ended))

    def next_at(self) -> datetime | None:
        return min((at for at, _, _ in self.waiting), default=None)

    def deliver(self) -> None:
        place = min(range(len(self.waiting)), key=lambda index: self.waiting[index][0])
        _, event, ended = self.waiting.pop(place)
        self.hub.invoke(self.door, event, ended)
