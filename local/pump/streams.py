"""Table stream → function: in order, filtered, retried, halved, and told to the on-failure queue when nothing helps."""

import base64
import json
import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from local.clock import timestamp
from local.pump.answers import failed_items
from local.pump.filters import fits_any
from local.pump.surroundings import Surroundings
from local.wiring import StreamMapping
from local.workers import Function, Outcome

log = logging.getLogger(__name__)

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
MOST_PER_READ = 1000


class StreamPump:
    """Reads one table's stream for one function. moto keeps one shard, so the whole table is one order of events."""

    def __init__(self, mapping: StreamMapping, function: Function, surroundings: Surroundings) -> None:
        self._mapping = mapping
        self._function = function
        self._around = surroundings
        self._done = 0
        self._last: str | None = None
        self._shard: str | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"{mapping.table} stream pump", daemon=True)
        surroundings.activity.ask(self._what_waits)

    def start(self) -> None:
        """Begins to read at the stream's beginning: the stack's tables begin empty, so TRIM_HORIZON and LATEST are the same."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the batch that runs."""
        self._stopping.set()
        self._around.activity.changed()
        self._thread.join()

    def _what_waits(self) -> str | None:
        left = self._around.embedded.stream_records(self._mapping.table) - self._done
        return f"{left} records in the stream of {self._mapping.table}" if left else None

    def _run(self) -> None:
        while not self._stopping.is_set():
            generation = self._around.activity.generation()
            if self._around.embedded.stream_records(self._mapping.table) == self._done:
                self._around.activity.wait_for_change(generation, None)
                continue
            try:
                if self._mapping.window:
                    self._stopping.wait(self._mapping.window * self._around.pace)
                self._process(self._read())
            except Exception:
                log.exception("the pump of %s's stream failed", self._mapping.table)
                self._stopping.wait(FIRST_WAIT_S)

    def _read(self) -> list[dict[str, Any]]:
        # An iterator that was kept would look at a copy: moto replaces the table when a transaction fails.
        streams = self._around.clients("dynamodbstreams")
        position = (
            {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": self._last}
            if self._last
            else {"ShardIteratorType": "TRIM_HORIZON"}
        )
        if self._shard is None:
            described = streams.describe_stream(StreamArn=self._mapping.stream_arn)
            self._shard = described["StreamDescription"]["Shards"][0]["ShardId"]
        iterator = streams.get_shard_iterator(StreamArn=self._mapping.stream_arn, ShardId=self._shard, **position)["ShardIterator"]
        records: list[dict[str, Any]] = streams.get_records(ShardIterator=iterator, Limit=MOST_PER_READ)["Records"]
        return records

    def _process(self, records: list[dict[str, Any]]) -> None:
        """Goes through the records batch by batch; what the filter leaves out is done as soon as what stands before it is."""
        events = [self._event(record) for record in records]
        wanted = [number for number, event in enumerate(events) if fits_any(event, self._mapping.patterns)]
        size = self._mapping.batch_size
        for start in range(0, len(wanted), size):
            portion = wanted[start : start + size]
            self._deliver([events[number] for number in portion], attempts=0)
            if self._stopping.is_set():
                return
            self._advance(records, self._done_of(records, wanted, start + size))
        if not wanted:
            self._advance(records, len(records))

    @staticmethod
    def _done_of(records: Sequence[Any], wanted: Sequence[int], end: int) -> int:
        """How many records are done with once the wanted ones before `end` are."""
        return wanted[end] if end < len(wanted) else len(records)

    def _advance(self, records: Sequence[Mapping[str, Any]], count: int) -> None:
        last = records[count - 1]["dynamodb"]["SequenceNumber"]
        self._done += count - self._counted(records)
        self._last = last
        self._around.activity.changed()

    def _counted(self, records: Sequence[Mapping[str, Any]]) -> int:
        """How many of these records were counted as done before."""
        if self._last is None:
            return 0
        return sum(1 for record in records if int(record["dynamodb"]["SequenceNumber"]) <= int(self._last))

    def _deliver(self, events: list[dict[str, Any]], attempts: int) -> None:
        """Invokes until the whole batch is done with.

        A batch that failed as a whole is halved, if the mapping says so, and the halves keep its count of attempts. Where the
        function reports the first record it failed at, Lambda goes on from there; a record that fails again and again takes those
        behind it along when it is given up.
        """
        while events and not self._stopping.is_set():
            outcome = self._function.invoke({"Records": events})
            numbers = [event["dynamodb"]["SequenceNumber"] for event in events]
            failed = failed_items(outcome, numbers, reported=self._mapping.reports_failures)
            if not failed:
                return
            done = min(numbers.index(number) for number in failed)
            if outcome.failed and self._mapping.bisects and len(events) > 1:
                self._deliver(events[: len(events) // 2], attempts)
                events = events[len(events) // 2 :]
                continue
            attempts = 1 if done else attempts + 1
            events = events[done:]
            if self._exhausted(events, attempts):
                self._give_up(events, outcome, attempts)
                return
            self._stopping.wait(min(FIRST_WAIT_S * 2 ** (attempts - 1), LONGEST_WAIT_S) * self._around.pace)

    def _exhausted(self, events: Sequence[Mapping[str, Any]], attempts: int) -> bool:
        retries, age = self._mapping.retries, self._mapping.record_age
        now = self._around.clock.now().timestamp()
        too_old = age is not None and now - events[0]["dynamodb"]["ApproximateCreationDateTime"] > age
        return too_old or (retries is not None and attempts > retries)

    def _give_up(self, events: Sequence[Mapping[str, Any]], outcome: Outcome, attempts: int) -> None:
        log.warning("%s gave up on %d records of %s's stream", self._function.definition.name, len(events), self._mapping.table)
        if self._mapping.on_failure is None:
            return
        arrivals = [
            timestamp(datetime.fromtimestamp(event["dynamodb"]["ApproximateCreationDateTime"], UTC)) for event in (events[0], events[-1])
        ]
        told = {
            "requestContext": {
                "requestId": outcome.request_id,
                "functionArn": self._function.definition.arn,
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": attempts,
            },
            "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled" if outcome.failed else None},
            "version": "1.0",
            "timestamp": timestamp(self._around.clock.now()),
            "DDBStreamBatchInfo": {
                "shardId": self._shard,
                "startSequenceNumber": events[0]["dynamodb"]["SequenceNumber"],
                "endSequenceNumber": events[-1]["dynamodb"]["SequenceNumber"],
                "approximateArrivalOfFirstRecord": arrivals[0],
                "approximateArrivalOfLastRecord": arrivals[1],
                "batchSize": len(events),
                "streamArn": self._mapping.stream_arn,
            },
        }
        self._around.send(self._mapping.on_failure, json.dumps(told))

    def _event(self, record: Mapping[str, Any]) -> dict[str, Any]:
        change = _plain(record["dynamodb"])
        created = record["dynamodb"]["ApproximateCreationDateTime"]
        change["ApproximateCreationDateTime"] = self._around.clock.shown(created).timestamp()
        return {**record, "dynamodb": change, "eventSourceARN": self._mapping.stream_arn}


def _plain(value: Any) -> Any:
    """Bytes as Lambda shows them in JSON."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value
