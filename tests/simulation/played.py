"""Textract and SQS as the simulation plays them: clients of the real adapters, so that AWS would see what they see."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from botocore.exceptions import ClientError, ReadTimeoutError

from tests.simulation.deliveries import Queue
from tests.simulation.faults import Chance, Mishap, Weather
from tests.simulation.sheets import sheet_in

FORGETS = timedelta(days=7)
BUSY = {
    "records": "ProvisionedThroughputExceededException",
    "documents": "SlowDown",
    "textract": "ProvisionedThroughputExceededException",
    "sqs": "RequestThrottled",
    "ses": "TooManyRequestsException",
}


def refusal(operation: str, code: str | None = None) -> ClientError:
    """The error of a service that does nothing now."""
    service = operation.partition(".")[0]
    return ClientError({"Error": {"Code": code or BUSY[service], "Message": "simulated"}}, operation)


def no_answer(operation: str) -> ReadTimeoutError:
    """The error of a call whose answer never came."""
    return ReadTimeoutError(endpoint_url=f"https://{operation}.example")


class Hub(Protocol):
    """What the services need of the world."""

    now: datetime
    random: Any
    chance: Chance
    weather: Weather

    def mishap(self, channel: str, mishap: Mishap) -> bool: ...

    def stored(self, key: str, version_id: str | None) -> bytes | None: ...

    def at(self, moment: datetime, what: Any) -> None: ...

    @property
    def worker(self) -> Any: ...


@dataclass
class Job:
    """A Textract job that was paid for."""

    job_id: str
    tag: str
    api: str
    ends_at: datetime
    status: str
    forgotten: bool


@dataclass
class SimulatedTextract:
    """Asynchronous jobs by token. Some fail, some are slow, some are forgotten; each tells its topic once, which is not always enough."""

    hub: Hub
    readings: Queue
    jobs: dict[str, Job] = field(default_factory=dict)

    def start_document_text_detection(self, **given: Any) -> dict[str, Any]:
        return self._start("StartDocumentTextDetection", given)

    def start_document_analysis(self, **given: Any) -> dict[str, Any]:
        return self._start("StartDocumentAnalysis", given)

    def get_document_text_detection(self, **given: Any) -> dict[str, Any]:
        return self._answer(given)

    def get_document_analysis(self, **given: Any) -> dict[str, Any]:
        return self._answer(given)

    def _start(self, api: str, given: dict[str, Any]) -> dict[str, Any]:
        token = given.get("ClientRequestToken") or f"no token {len(self.jobs)}"
        if token not in self.jobs:
            place = given["DocumentLocation"]["S3Object"]
            content = self.hub.stored(place["Name"], place.get("Version"))
            if content is None:
                raise refusal(f"textract.{api}", "InvalidS3ObjectException")
            if api == "StartDocumentTextDetection" and sheet_in(content).kind == "refused":
                raise refusal(f"textract.{api}", "UnsupportedDocumentException")
            self.jobs[token] = job = self._job(api, given["JobTag"])
            self.hub.at(job.ends_at, lambda: self._tell(job))
        return {"JobId": self.jobs[token].job_id}

    def _job(self, api: str, tag: str) -> Job:
        chance, weather = self.hub.chance, self.hub.weather
        seconds = self.hub.random.randint(1, 90)
        if chance.happens(weather.jobs_slow):
            seconds = self.hub.random.randint(600, 7200)
        status = "SUCCEEDED"
        if chance.happens(weather.jobs_fail):
            status = self.hub.random.choice(("FAILED", "PARTIAL_SUCCESS"))
        return Job(
            f"job-{len(self.jobs) + 1}", tag, api, self.hub.now + timedelta(seconds=seconds), status, chance.happens(weather.jobs_forgotten)
        )

    def _tell(self, job: Job) -> None:
        if self.hub.mishap("completions", Mishap.LOST):
            return
        message = {
            "JobId": job.job_id,
            "Status": job.status if job.status != "PARTIAL_SUCCESS" else "SUCCEEDED",
            "API": job.api,
            "JobTag": job.tag,
            "Timestamp": int(job.ends_at.timestamp() * 1000),
        }
        for _ in range(2 if self.hub.mishap("completions", Mishap.REPEATED) else 1):
            self.readings.put(in_envelope(message))

    def _answer(self, given: dict[str, Any]) -> dict[str, Any]:
        job = next((job for job in self.jobs.values() if job.job_id == given["JobId"]), None)
        if job is None or job.forgotten or (self.hub.weather.sweeps and self.hub.now - job.ends_at > FORGETS):
            raise refusal("textract.get", "InvalidJobIdException")
        if self.hub.now < job.ends_at:
            return {"JobStatus": "IN_PROGRESS", "Blocks": []}
        words = [{"BlockType": "WORD", "Page": 1}] if job.status != "FAILED" else []
        return {"JobStatus": job.status, "Blocks": words}


def in_envelope(message: dict[str, Any]) -> str:
    """A message as SNS gives it to a queue."""
    return json.dumps({"Type": "Notification", "Message": json.dumps(message)})


@dataclass
class SimulatedSqs:
    """SQS's sending side; a queue's address is its name."""

    queues: dict[str, Queue]

    def send_message(self, *, QueueUrl: str, MessageBody: str) -> dict[str, Any]:  # noqa: N803 - SQS's own spelling
        self.queues[QueueUrl].put(MessageBody)
        return {"MessageId": "1"}

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, str]]) -> dict[str, Any]:  # noqa: N803 - SQS's own spelling
        for entry in Entries:
            self.queues[QueueUrl].put(entry["MessageBody"], entry["MessageGroupId"], entry["MessageDeduplicationId"])
        return {"Successful": [{"Id": entry["Id"]} for entry in Entries], "Failed": []}

    def get_queue_attributes(self, *, QueueUrl: str, AttributeNames: list[str]) -> dict[str, Any]:  # noqa: N803 - SQS's own spelling
        visible, handed_out = self.queues[QueueUrl].counts()
        numbers = {"ApproximateNumberOfMessages": visible, "ApproximateNumberOfMessagesNotVisible": handed_out}
        return {"Attributes": {name: str(numbers[name]) for name in AttributeNames}}
