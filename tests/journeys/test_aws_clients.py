"""AWS's own clients find at the stack's endpoint what the docs say that they find."""

import re
from pathlib import Path
from typing import Any

import pytest

from local.examples import certificates
from local.settings import ANSWERS
from local.stack import Stack

pytestmark = pytest.mark.journey
PAGE = Path(__file__).parents[2] / "docs" / "walk.md"
KEY = "derived/by the client.pdf"


def listed() -> list[tuple[str, str]]:
    """Service and operation, as the page lists them."""
    rows = re.findall(r"^\| ([a-z0-9]+) \| (`.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [(service, operation) for service, operations in rows for operation in re.findall(r"`([a-z0-9_]+)`", operations)]


def arguments(stack: Stack, service: str, operation: str) -> dict[str, Any]:
    """What each operation is asked with; none where it needs nothing."""
    bucket, document = {"Bucket": stack.bucket}, {"S3Object": {"Bucket": stack.bucket, "Name": KEY}}
    queue = {"QueueUrl": stack.client("sqs").list_queues()["QueueUrls"][0]} if service == "sqs" else {}
    sender = ANSWERS["Sender"]
    mail = {"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "From a client"}}}}
    if operation == "get_document_text_detection":
        return {"JobId": stack.client("textract").start_document_text_detection(DocumentLocation=document)["JobId"]}
    given: dict[str, dict[str, Any]] = {
        "put_object": bucket | {"Key": KEY, "Body": certificates(stack.clock.today())[0].content},
        "get_object": bucket | {"Key": KEY},
        "head_object": bucket | {"Key": KEY},
        "delete_object": bucket | {"Key": "derived/nothing"},
        "list_objects_v2": bucket,
        "list_object_versions": bucket,
        "describe_table": {"TableName": stack.table},
        "scan": {"TableName": stack.table},
        "get_item": {"TableName": stack.table, "Key": {"pk": {"S": "x"}, "sk": {"S": "x"}}},
        "query": {
            "TableName": stack.table,
            "KeyConditionExpression": "pk = :it",
            "ExpressionAttributeValues": {":it": {"S": "VENDOR#nobody"}},
        },
        "get_queue_attributes": queue | {"AttributeNames": ["All"]},
        "receive_message": queue,
        "get_email_identity": {"EmailIdentity": sender},
        "send_email": {"FromEmailAddress": sender, "Destination": {"ToAddresses": ["client@vendor.example"]}, "Content": mail},
        "detect_document_text": {"Document": document},
        "analyze_document": {"Document": document, "FeatureTypes": ["FORMS"]},
        "start_document_text_detection": {"DocumentLocation": document},
    }
    return given.get(operation, {})


@pytest.mark.parametrize(("service", "operation"), listed())
def test_every_operation_that_the_page_lists_answers(stack: Stack, service: str, operation: str) -> None:
    stack.client("s3").put_object(Bucket=stack.bucket, Key=KEY, Body=certificates(stack.clock.today())[0].content)

    answer = getattr(stack.client(service), operation)(**arguments(stack, service, operation))

    assert answer["ResponseMetadata"]["HTTPStatusCode"] < 300


def test_the_page_lists_them() -> None:
    assert ("s3", "put_object") in listed()
    assert len(listed()) > 20
