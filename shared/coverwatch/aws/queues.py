"""The queues: a vendor to be assessed, and lost messages delivered once more to the function that they were for."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote_plus

from coverwatch.application.messages import JobKind
from coverwatch.application.records import Upload

BATCH = 10  # SQS takes ten messages in a call
SCHEMA = 1
APIS = {"detection": "StartDocumentTextDetection", "analysis": "StartDocumentAnalysis"}


class QueueRefused(Exception):
    """SQS kept some messages out of a batch: the whole is asked again."""


class Assessments:
    """`AssessmentQueue` on a FIFO queue: one group per vendor; the same question within five minutes is one question."""

    def __init__(self, sqs: Any, url: str) -> None:
        self._sqs = sqs
        self._url = url

    def ask(self, vendor_ids: Sequence[str], on: date, at: datetime) -> None:
        for start in range(0, len(vendor_ids), BATCH):
            entries = [_entry(number, vendor_id, on, at) for number, vendor_id in enumerate(vendor_ids[start : start + BATCH])]
            answer = self._sqs.send_message_batch(QueueUrl=self._url, Entries=entries)
            if answer.get("Failed"):
                raise QueueRefused(", ".join(sorted(failure["Code"] for failure in answer["Failed"])))


class Redeliveries:
    """`Redelivery` by the same messages that S3 and Textract send."""

    def __init__(self, sqs: Any, uploads_url: str, readings_url: str, letters_url: str) -> None:
        self._sqs = sqs
        self._uploads_url = uploads_url
        self._readings_url = readings_url
        self._letters_url = letters_url

    def upload_again(self, upload: Upload) -> None:
        self._stored(self._uploads_url, upload)

    def letter_again(self, mail: Upload) -> None:
        self._stored(self._letters_url, mail)

    def _stored(self, url: str, upload: Upload) -> None:
        record = {
            "eventSource": "aws:s3",
            "eventName": "ObjectCreated:Redelivered",
            "eventTime": upload.uploaded_at.isoformat(),
            "s3": {
                "bucket": {"name": upload.bucket},
                "object": {"key": quote_plus(upload.key, safe="/"), "size": upload.size, "versionId": upload.version_id},
            },
        }
        self._sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"Records": [record]}))

    def completion_again(self, certificate_id: str, job_id: str, status: str, kind: JobKind, at: datetime) -> None:
        completion = {
            "JobId": job_id,
            "Status": status,
            "API": APIS[kind],
            "JobTag": certificate_id,
            "Timestamp": int(at.timestamp() * 1000),
        }
        self._sqs.send_message(QueueUrl=self._readings_url, MessageBody=json.dumps(completion))


class WaitingMessages:
    """`Backlog` of one queue: what is visible, and what a function has in its hands."""

    def __init__(self, sqs: Any, url: str) -> None:
        self._sqs = sqs
        self._url = url

    def waiting(self) -> int:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=names)
        return sum(int(answer["Attributes"][name]) for name in names)


def _entry(number: int, vendor_id: str, on: date, at: datetime) -> dict[str, str]:
    body = json.dumps({"schema": SCHEMA, "vendor_id": vendor_id, "on": on.isoformat(), "at": at.isoformat()})
    return {
        "Id": str(number),
        "MessageBody": body,
        "MessageGroupId": hashlib.sha256(vendor_id.encode()).hexdigest(),
        "MessageDeduplicationId": hashlib.sha256(body.encode()).hexdigest(),
    }
