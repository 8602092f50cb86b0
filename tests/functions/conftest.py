"""Each function behind its own door: the real handler, the real adapters, an embedded AWS, and the settings that the template gives."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import boto3
import pytest
from moto import mock_aws

from coverwatch.aws.clients import client
from coverwatch.aws.secret import link_secret
from functions import staff_api
from tests.aws.tables import create_table

EVENTS = Path(__file__).parents[2] / "events"
DESKS = ("receiving", "reading", "assessing", "chasing", "sending", "delivering", "mail", "sweeping", "office", "portal")


@dataclass(frozen=True)
class Context:
    """What Lambda hands a handler besides the event."""

    function_name: str = "function"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:function"
    aws_request_id: str = "request"

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


@dataclass(frozen=True)
class Doors:
    """Where the functions stand: their queues and the bucket, and how to call one with a recorded event."""

    queues: dict[str, str]

    def call(self, function: str, event: str | dict[str, Any]) -> Any:
        given = json.loads((EVENTS / f"{event}.json").read_text()) if isinstance(event, str) else event
        module: ModuleType = import_module(f"functions.{function}")
        return module.handler(given, Context())

    def messages(self, queue: str) -> list[dict[str, Any]]:
        answer = boto3.client("sqs").receive_message(QueueUrl=self.queues[queue], MaxNumberOfMessages=10)
        return [json.loads(message["Body"]) for message in answer.get("Messages", ())]


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[Doors]:
    with mock_aws():
        _forget_desks()
        create_table(boto3.client("dynamodb"))
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="certificates")
        s3.put_bucket_versioning(Bucket="certificates", VersioningConfiguration={"Status": "Enabled"})
        sqs = boto3.client("sqs")
        fifo = {"FifoQueue": "true"}
        queues = {
            "uploads": sqs.create_queue(QueueName="uploads")["QueueUrl"],
            "readings": sqs.create_queue(QueueName="readings")["QueueUrl"],
            "deliveries": sqs.create_queue(QueueName="deliveries")["QueueUrl"],
            "letters": sqs.create_queue(QueueName="letters")["QueueUrl"],
            "assessments": sqs.create_queue(QueueName="assessments.fifo", Attributes=fifo)["QueueUrl"],
        }
        boto3.client("sesv2").create_email_identity(EmailIdentity="certificates@meridian.example")
        topic = boto3.client("sns").create_topic(Name="textract")["TopicArn"]
        secret = boto3.client("secretsmanager").create_secret(Name="links", SecretString="a secret")["ARN"]
        settings = {
            "BUCKET": "certificates",
            "TABLE": "coverwatch",
            "ORGANISATION": "Meridian Property Group",
            "TIME_ZONE": "America/New_York",
            "SPECIMENS_ALLOWED": "true",
            "TEXTRACT_TOPIC_ARN": topic,
            "TEXTRACT_ROLE_ARN": "arn:aws:iam::123456789012:role/textract",
            "TEXTRACT_BUDGET_CENTS": "20",
            "UPLOADS_QUEUE_URL": queues["uploads"],
            "READINGS_QUEUE_URL": queues["readings"],
            "LETTERS_QUEUE_URL": queues["letters"],
            "DELIVERIES_BACKLOG_URL": queues["deliveries"],
            "ASSESSMENTS_QUEUE_URL": queues["assessments"],
            "SENDER": "certificates@meridian.example",
            "ORGANISATION_COLOUR": "#0b6e4f",
            "ORGANISATION_CONTACT": "insurance@meridian.example",
            "CONFIGURATION_SET": "mail",
            "PUBLIC_URL": "https://cover.example",
            "MAIL_DOMAIN": "in.meridian.example",
            "LINK_SECRET_ARN": secret,
            "API_DOCUMENTATION": "true",
            "POWERTOOLS_SERVICE_NAME": "coverwatch",
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        yield Doors(queues)
        _forget_desks()


def _forget_desks() -> None:
    """A desk is kept for a process's life; each test is a new one."""
    client.cache_clear()
    link_secret.cache_clear()
    staff_api.answers_given.cache_clear()
    for desk in DESKS:
        import_module(f"coverwatch.aws.desks.{desk}").open_desk.cache_clear()
