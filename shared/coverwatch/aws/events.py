"""What AWS's events say, in our words. An event that cannot be understood is raised, so that it ends as a dead letter and is seen."""

import json
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote_plus

from coverwatch.application.messages import Completion, JobKind, Question
from coverwatch.application.records import Upload

SCHEMA = 1
KINDS: dict[str, JobKind] = {"StartDocumentTextDetection": "detection", "StartDocumentAnalysis": "analysis"}


class BadEvent(Exception):
    """An event that is not of the shape that its service documents, or of a version that this code does not know."""


def uploads_in(body: str) -> list[Upload]:
    """The object versions that S3's message tells of; none in its test event.

    Shape: docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html; keys are form-encoded once.
    """
    message = json_object(body)
    if message.get("Event") == "s3:TestEvent":
        return []
    if "Records" not in message:
        raise BadEvent("no Records")
    return [_upload(record) for record in message["Records"] if record["eventName"].startswith("ObjectCreated:")]


def _upload(record: dict[str, Any]) -> Upload:
    try:
        stored = record["s3"]["object"]
        return Upload(
            bucket=record["s3"]["bucket"]["name"],
            key=unquote_plus(stored["key"]),
            version_id=stored["versionId"],
            size=int(stored["size"]),
            uploaded_at=moment(record["eventTime"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadEvent(f"not an S3 record: {error!r}") from error


def completion_in(body: str) -> Completion:
    """Textract's completion, bare or in SNS's envelope (docs.aws.amazon.com/textract/latest/dg/async-notification-payload.html)."""
    message = json_object(in_envelope(body))
    try:
        return Completion(
            certificate_id=message["JobTag"],
            job_id=message["JobId"],
            status=message["Status"],
            kind=KINDS[message["API"]],
            at=datetime.fromtimestamp(message["Timestamp"] / 1000, UTC),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadEvent(f"not a completion: {error!r}") from error


def question_in(body: str) -> Question:
    """The vendor and day that an assessment is asked for."""
    message = json_object(body)
    if message.get("schema") != SCHEMA:
        raise BadEvent(f"schema {message.get('schema')!r}")
    try:
        return Question(message["vendor_id"], date.fromisoformat(message["on"]), moment(message["at"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BadEvent(f"not a question: {error!r}") from error


def filed_notice_in(record: dict[str, Any]) -> tuple[str, datetime]:
    """The vendor whose notice left the table, and when it did."""
    try:
        change = record["dynamodb"]
        vendor_id = change["Keys"]["pk"]["S"].removeprefix("VENDOR#")
        return vendor_id, datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC)
    except (KeyError, TypeError, ValueError) as error:
        raise BadEvent(f"not a stream record: {error!r}") from error


def scheduled_at_in(event: dict[str, Any]) -> datetime:
    """The moment that a schedule's event was due."""
    try:
        return moment(event["scheduled_at"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadEvent(f"not a schedule's event: {error!r}") from error


def in_envelope(body: str) -> str:
    """The text that SNS's envelope carries, or the body itself where there is no envelope."""
    message = json_object(body)
    return str(message["Message"]) if message.get("Type") == "Notification" and "Message" in message else body


def json_object(text: str) -> dict[str, Any]:
    """A message that is a JSON object. Raises BadEvent."""
    try:
        message = json.loads(text)
    except ValueError as error:
        raise BadEvent(f"not JSON: {error}") from error
    if not isinstance(message, dict):
        raise BadEvent("not a JSON object")
    return message


def moment(text: str) -> datetime:
    """A moment as AWS writes it, in UTC. Raises ValueError for one without its time zone."""
    told = datetime.fromisoformat(text)
    if told.tzinfo is None:
        raise ValueError(f"no time zone: {text}")
    return told.astimezone(UTC)
