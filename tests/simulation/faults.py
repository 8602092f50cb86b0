"""What goes wrong: the faults of a call, the mishaps of a message, and how often each strikes in which kind of weather."""

import random
from dataclasses import dataclass, field, replace
from enum import StrEnum

from coverwatch.aws import clients


class Fault(StrEnum):
    """What can happen to one call to AWS."""

    DIES_BEFORE = "dies before"
    """The process ends; the call was never made."""
    DIES_AFTER = "dies after"
    """The call had its effect, and nobody is left to hear of it."""
    REFUSED = "refused"
    """Throttled or unavailable: no effect, an error."""
    UNANSWERED = "unanswered"
    """It had its effect, and the answer was lost: an error."""
    REPEATED = "repeated"
    """The answer was lost, and the SDK called again by itself: the effect twice, the second answer."""
    PARTIAL = "partial"
    """SQS kept one message of a batch out."""


class Mishap(StrEnum):
    """What can happen to one message, or to the function that has it."""

    LOST = "lost"
    REPEATED = "repeated"
    DELAYED = "delayed"
    EARLY = "early"
    """Visible again while its function is still at it."""
    TIMED_OUT = "timed out"


READS = frozenset(
    {
        "records.vendor",
        "records.certificate",
        "records.vendors_named",
        "records.notice",
        "records.due",
        "records.open_since",
        "records.requirement_set",
        "records.grant",
        "records.vendors",
        "records.in_review",
        "records.cost_of_month",
        "records.requirement_sets",
        "records.overview",
        "records.has_letter",
        "sqs.get_queue_attributes",
        "documents.get",
        "documents.head",
        "documents.picture",
        "documents.versions",
        "textract.get_document_text_detection",
        "textract.get_document_analysis",
    }
)
TRANSACTIONS = frozenset({"records.file"})
"""The SDK sends a token with each transaction, so that its own repetition is the same transaction."""
BATCHES = frozenset({"sqs.send_message_batch"})
MAILS = frozenset({"ses.send_email"})


def faults_of(operation: str) -> tuple[Fault, ...]:
    """The faults that an operation can have. A repeated read is a read."""
    kinds = [Fault.DIES_BEFORE, Fault.DIES_AFTER, Fault.REFUSED, Fault.UNANSWERED]
    if operation in MAILS:
        return (*kinds, Fault.REPEATED) if _mail_is_retried() else tuple(kinds)
    if operation not in READS | TRANSACTIONS:
        kinds.append(Fault.REPEATED)
    if operation in BATCHES:
        kinds.append(Fault.PARTIAL)
    return tuple(kinds)


def _mail_is_retried() -> bool:
    return bool(clients.ONCE.retries["total_max_attempts"] != 1)


@dataclass(frozen=True, kw_only=True)
class Weather:
    """How often each fault strikes a call, and each mishap a message; `sweeps` says whether the sweep runs."""

    name: str
    sweeps: bool = True
    calls: dict[Fault, float] = field(default_factory=dict)
    messages: dict[Mishap, float] = field(default_factory=dict)
    outages: float = 0.0
    """How likely a run has hours in which one service answers nothing."""
    jobs_fail: float = 0.0
    jobs_forgotten: float = 0.0
    jobs_slow: float = 0.0
    mails_fail: float = 0.0
    stalls: float = 0.0
    """How likely an invocation is a slow one, which others overtake again and again."""
    loses_events: bool = True
    """Whether S3's and Textract's own messages and the stream's records get lost; what a queue holds never does."""


CALLS = {
    Fault.DIES_BEFORE: 0.010,
    Fault.DIES_AFTER: 0.014,
    Fault.REFUSED: 0.014,
    Fault.UNANSWERED: 0.014,
    Fault.REPEATED: 0.03,
    Fault.PARTIAL: 0.05,
}
MESSAGES = {Mishap.LOST: 0.05, Mishap.REPEATED: 0.12, Mishap.DELAYED: 0.10, Mishap.EARLY: 0.10}

CALM = Weather(name="calm")
STORM = Weather(
    name="storm", calls=CALLS, messages=MESSAGES, outages=0.2, jobs_fail=0.03, jobs_forgotten=0.03, jobs_slow=0.05, mails_fail=0.08
)
UNSWEPT = replace(STORM, name="unswept", sweeps=False, jobs_forgotten=0.0, loses_events=False)
"""Without the sweep nothing may be lost that only the sweep can find; everything else must heal by itself."""
CROWD = replace(
    STORM,
    name="crowd",
    messages={Mishap.LOST: 0.03, Mishap.REPEATED: 0.30, Mishap.DELAYED: 0.15, Mishap.EARLY: 0.30},
    jobs_forgotten=0.08,
    stalls=0.25,
)
"""Everything comes twice, and slow functions meet quick ones at the same document: what a condition of a write is for."""
WEATHERS = {weather.name: weather for weather in (CALM, STORM, UNSWEPT, CROWD)}
SWARM = (0.0, 0.5, 1.0, 3.0)
"""Each run multiplies each rate by one of these: some runs have much of one fault and nothing of another."""


class Chance:
    """Draws the faults of one run.

    `masked` calls have none, whatever is drawn; with `scripted`, calls have what is said there, and nothing is drawn.
    """

    def __init__(self, weather: Weather, seed: int, masked: frozenset[int] = frozenset(), scripted: dict[int, Fault] | None = None) -> None:
        self._random = random.Random(f"{seed}/faults")
        self._masked = masked
        self._scripted = scripted
        self._calls = {kind: rate * self._random.choice(SWARM) for kind, rate in weather.calls.items()}
        self._messages = {kind: rate * self._random.choice(SWARM) for kind, rate in weather.messages.items()}
        self._ladders: dict[str, tuple[tuple[float, Fault], ...]] = {}
        self.calm = False
        self.settling = False
        """Before the run begins, nothing is struck at all."""

    def of_call(self, number: int, operation: str) -> Fault | None:
        """The fault of the run's call of that number."""
        if self._scripted is not None:
            return None if self.settling else self._scripted.get(number)
        if self.calm:
            return None
        drawn = self._random.random()
        ladder = self._ladders.get(operation) or self._ladder(operation)
        if drawn >= ladder[-1][0] or number in self._masked:
            return None
        return next(kind for limit, kind in ladder if drawn < limit)

    @property
    def operations(self) -> frozenset[str]:
        """Every operation that faults were drawn for."""
        return frozenset(self._ladders)

    def of_message(self, mishap: Mishap) -> bool:
        """Whether a mishap strikes a message."""
        return not self.calm and self._random.random() < self._messages.get(mishap, 0.0)

    def happens(self, rate: float) -> bool:
        """Whether something happens that happens at this rate."""
        return not self.calm and self._random.random() < rate

    def _ladder(self, operation: str) -> tuple[tuple[float, Fault], ...]:
        limit, ladder = 0.0, []
        for kind in faults_of(operation):
            limit += self._calls.get(kind, 0.0)
            ladder.append((limit, kind))
        self._ladders[operation] = tuple(ladder)
        return self._ladders[operation]
