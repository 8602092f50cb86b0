"""Queue → function: batches, partial failures, visibility timeout, and the dead letters after too many receipts."""

import base64
import heapq
import json
import logging
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from local.endpoint.embedded import REGION
from local.pump.answers import failed_items
from local.pump.filters import fits_any
from local.pump.surroundings import Surroundings
from local.wiring import QueueMapping
from local.workers import Function

log = logging.getLogger(__name__)

MOST_PER_RECEIVE = 10


class QueuePump:
    """Polls one queue for one function, waking when something was sent."""

    def __init__(self, mapping: QueueMapping, function: Function, surroundings: Surroundings) -> None:
        self._mapping = mapping
        self._queue = mapping.queue
        self._function = function
        self._around = surroundings
        self._free = min(mapping.concurrency or function.limit, function.limit)
        self._lock = threading.Lock()
        self._returns: list[tuple[float, str]] = []
        self._stopping = False
        self._batches = ThreadPoolExecutor(self._free, thread_name_prefix=self._queue.name)
        self._thread = threading.Thread(target=self._run, name=f"{self._queue.name} pump", daemon=True)
        surroundings.activity.ask(self._what_waits)

    def start(self) -> None:
        """Begins to poll."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the batches that run."""
        self._stopping = True
        self._around.activity.changed()
        self._thread.join()
        self._batches.shutdown()

    def _what_waits(self) -> str | None:
        count = self._around.embedded.queue_length(self._queue.name)
        return f"{count} messages in {self._queue.name}" if count else None

    def _run(self) -> None:
        while not self._stopping:
            generation = self._around.activity.generation()
            self._make_visible()
            if self._has_room() and self._around.embedded.receivable(self._queue.name, self._around.pace):
                messages = self._receive()
                if messages:
                    with self._lock:
                        self._free -= 1
                    self._batches.submit(self._process, messages, time.monotonic())
                continue
            self._around.activity.wait_for_change(generation, self._next_look())

    def _has_room(self) -> bool:
        with self._lock:
            return self._free > 0

    def _next_look(self) -> float | None:
        """Seconds until a message becomes visible by itself."""
        with self._lock:
            returns = self._returns[0][0] - time.monotonic() if self._returns else None
        visible = self._around.embedded.seconds_to_visible(self._queue.name)
        nearest = [seconds for seconds in (returns, visible) if seconds is not None]
        return max(0.0, min(nearest)) if nearest else None

    def _receive(self) -> list[dict[str, Any]]:
        """A batch; with a window, as many as come within it."""
        size, messages = self._mapping.batch_size, list[dict[str, Any]]()
        end = time.monotonic() + self._mapping.window * self._around.pace
        while len(messages) < size and not self._stopping:
            generation = self._around.activity.generation()
            received = self._around.clients("sqs").receive_message(
                QueueUrl=self._queue.url,
                MaxNumberOfMessages=min(MOST_PER_RECEIVE, size - len(messages)),
                WaitTimeSeconds=0,
                MessageSystemAttributeNames=["All"],
                MessageAttributeNames=["All"],
            )
            found = received.get("Messages", [])
            messages += found
            left = end - time.monotonic()
            if not found and left <= 0:
                break
            if not found:
                self._around.activity.wait_for_change(generation, left)
        return messages

    def _process(self, messages: list[dict[str, Any]], received: float) -> None:
        try:
            with self._around.activity.running(f"a batch of {self._queue.name}"):
                self._deliver(messages, received)
        except Exception:
            log.exception("the pump of %s failed", self._queue.name)
        finally:
            with self._lock:
                self._free += 1
            self._around.activity.changed()

    def _deliver(self, messages: list[dict[str, Any]], received: float) -> None:
        wanted = [message for message in messages if fits_any(_filtered_view(message), self._mapping.patterns)]
        receipts = {message["MessageId"]: message["ReceiptHandle"] for message in wanted}
        failed: frozenset[str] = frozenset()
        if wanted:
            outcome = self._function.invoke({"Records": [self._record(message) for message in wanted]})
            failed = failed_items(outcome, receipts, reported=self._mapping.reports_failures)
        self._delete([message["ReceiptHandle"] for message in messages if message["MessageId"] not in failed])
        hidden_for = max(0.0, self._queue.visibility - (time.monotonic() - received)) * self._around.pace
        with self._lock:
            for message_id in failed:
                heapq.heappush(self._returns, (time.monotonic() + hidden_for, receipts[message_id]))

    def _delete(self, receipts: list[str]) -> None:
        for start in range(0, len(receipts), MOST_PER_RECEIVE):
            portion = receipts[start : start + MOST_PER_RECEIVE]
            entries = [{"Id": str(number), "ReceiptHandle": receipt} for number, receipt in enumerate(portion)]
            self._around.clients("sqs").delete_message_batch(QueueUrl=self._queue.url, Entries=entries)

    def _make_visible(self) -> None:
        """Shows the messages again whose time has come."""
        due = []
        with self._lock:
            while self._returns and self._returns[0][0] <= time.monotonic():
                due.append(heapq.heappop(self._returns)[1])
        for receipt in due:
            try:
                self._around.clients("sqs").change_message_visibility(QueueUrl=self._queue.url, ReceiptHandle=receipt, VisibilityTimeout=0)
            except ClientError:
                log.info("a message of %s was taken away while it waited", self._queue.name)

    def _record(self, message: Mapping[str, Any]) -> dict[str, Any]:
        attributes = dict(message.get("Attributes", {}))
        for name in ("SentTimestamp", "ApproximateFirstReceiveTimestamp"):
            if name in attributes:
                moment = self._around.clock.shown(datetime.fromtimestamp(int(attributes[name]) / 1000, UTC))
                attributes[name] = str(int(moment.timestamp() * 1000))
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": attributes,
            "messageAttributes": {name: _attribute(value) for name, value in message.get("MessageAttributes", {}).items()},
            "md5OfBody": message["MD5OfBody"],
            "eventSource": "aws:sqs",
            "eventSourceARN": self._queue.arn,
            "awsRegion": REGION,
        }


def _attribute(value: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"stringListValues": [], "binaryListValues": [], "dataType": value["DataType"]}
    if "StringValue" in value:
        told["stringValue"] = value["StringValue"]
    if "BinaryValue" in value:
        told["binaryValue"] = base64.b64encode(value["BinaryValue"]).decode()
    return told


def _filtered_view(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message as filters see it: its body parsed, where it is JSON."""
    try:
        body = json.loads(message["Body"])
    except ValueError:
        body = message["Body"]
    return {"body": body, "attributes": message.get("Attributes", {})}
