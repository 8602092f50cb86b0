"""A function may do what its role in template.yaml says, and the endpoint refuses the rest."""

import json
from typing import Any

import pytest

from local.endpoint.call import call_of
from local.endpoint.permissions import Permissions, Place, demands_of
from local.formation.refusal import NotUnderstoodError
from local.web import Request

PLACE = Place("us-east-1", "123456789012")
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/things"


def a_request(
    service: str, *, method: str = "POST", target: str = "/", operation: str | None = None, body: Any = None, key: str = "worker"
) -> Request:
    headers = [
        ("Authorization", f"AWS4-HMAC-SHA256 Credential={key}/20260302/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0")
    ]
    if operation:
        headers.append(("X-Amz-Target", operation))
    return Request(method, target, tuple(headers), json.dumps(body or {}).encode())


def demands(request: Request) -> list[tuple[str, str]]:
    return [(demand.action, demand.resource) for demand in demands_of(call_of(request), request, PLACE)]


def refused(permissions: Permissions, request: Request) -> int | None:
    refusal = permissions.refusal(call_of(request), request)
    return refusal.status if refusal else None


def permissions_of(*statements: dict[str, Any]) -> Permissions:
    permissions = Permissions(PLACE)
    permissions.grant("worker", [{"Effect": "Allow", **statement} for statement in statements])
    return permissions


A_GET = a_request("dynamodb", operation="DynamoDB_20120810.GetItem", body={"TableName": "things"})
A_QUERY = a_request("dynamodb", operation="DynamoDB_20120810.Query", body={"TableName": "things", "IndexName": "due"})
A_TRANSACTION = a_request(
    "dynamodb",
    operation="DynamoDB_20120810.TransactWriteItems",
    body={"TransactItems": [{"Put": {"TableName": "things"}}, {"Delete": {"TableName": "things"}}]},
)
A_START = a_request(
    "textract",
    operation="Textract.StartDocumentTextDetection",
    body={
        "DocumentLocation": {"S3Object": {"Bucket": "papers", "Name": "uploads/a", "Version": "1"}},
        "NotificationChannel": {"RoleArn": "arn:role"},
    },
)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (A_GET, [("dynamodb:GetItem", TABLE)]),
        (A_QUERY, [("dynamodb:Query", f"{TABLE}/index/due")]),
        (A_TRANSACTION, [("dynamodb:PutItem", TABLE), ("dynamodb:DeleteItem", TABLE)]),
        (
            A_START,
            [
                ("textract:StartDocumentTextDetection", "*"),
                ("s3:GetObjectVersion", "arn:aws:s3:::papers/uploads/a"),
                ("iam:PassRole", "arn:role"),
            ],
        ),
        (
            a_request("s3", method="GET", target="/papers/uploads/a%20b?versionId=1"),
            [("s3:GetObjectVersion", "arn:aws:s3:::papers/uploads/a b")],
        ),
        (a_request("s3", method="HEAD", target="/papers/derived/x"), [("s3:GetObject", "arn:aws:s3:::papers/derived/x")]),
        (a_request("s3", method="GET", target="/papers?versions&prefix=uploads%2F"), [("s3:ListBucketVersions", "arn:aws:s3:::papers")]),
        (
            a_request("sqs", operation="AmazonSQS.SendMessageBatch", body={"QueueUrl": "http://localhost/123456789012/due.fifo"}),
            [("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:due.fifo")],
        ),
        (
            a_request("ses", target="/v2/email/outbound-emails", body={"FromEmailAddress": "a@b.example", "Content": {"Raw": {}}}),
            [("ses:SendRawEmail", "arn:aws:ses:us-east-1:123456789012:identity/a@b.example")],
        ),
        (a_request("kms", operation="TrentService.Decrypt"), [("kms:Decrypt", "*")]),
    ],
)
def test_a_call_asks_for_actions_on_resources(request_: Request, expected: list[tuple[str, str]]) -> None:
    assert demands(request_) == expected


def test_a_call_that_the_role_allows_passes() -> None:
    assert refused(permissions_of({"Action": ["dynamodb:GetItem"], "Resource": TABLE}), A_GET) is None


@pytest.mark.parametrize(
    "statement",
    [
        {"Action": "dynamodb:PutItem", "Resource": TABLE},
        {"Action": "dynamodb:GetItem", "Resource": f"{TABLE}-of-others"},
        {"Action": "dynamodb:GetItem", "Resource": TABLE, "Condition": {"StringEquals": {"aws:PrincipalTag/team": "a"}}},
    ],
)
def test_another_action_another_resource_or_an_unmet_condition_does_not_help(statement: dict[str, Any]) -> None:
    assert refused(permissions_of(statement), A_GET) == 400


def test_an_index_is_a_resource_of_its_own() -> None:
    assert refused(permissions_of({"Action": "dynamodb:Query", "Resource": TABLE}), A_QUERY) == 400
    assert refused(permissions_of({"Action": "dynamodb:Query", "Resource": f"{TABLE}/index/due"}), A_QUERY) is None


def test_every_action_of_a_transaction_must_be_allowed() -> None:
    assert refused(permissions_of({"Action": "dynamodb:PutItem", "Resource": TABLE}), A_TRANSACTION) == 400


def test_textract_reads_and_passes_its_role_on_with_the_callers_permission() -> None:
    start = {"Action": "textract:StartDocumentTextDetection", "Resource": "*"}
    read = {"Action": "s3:GetObjectVersion", "Resource": "arn:aws:s3:::papers/uploads/*"}
    passing = {
        "Action": "iam:PassRole",
        "Resource": "arn:role",
        "Condition": {"StringEquals": {"iam:PassedToService": "textract.amazonaws.com"}},
    }

    assert refused(permissions_of(start, read, passing), A_START) is None
    assert refused(permissions_of(start, passing), A_START) == 400
    assert refused(permissions_of(start, read), A_START) == 400


def test_s3_answers_with_its_own_kind_of_refusal() -> None:
    asked = a_request("s3", method="PUT", target="/papers/uploads/a")
    refusal = permissions_of({"Action": "s3:PutObject", "Resource": "arn:aws:s3:::papers/derived/*"}).refusal(call_of(asked), asked)

    assert refusal is not None
    assert refusal.status == 403
    assert b"<Code>AccessDenied</Code>" in refusal.body
    assert b"s3:PutObject on arn:aws:s3:::papers/uploads/a" in refusal.body


def test_whoever_has_no_role_here_is_not_held_against_one() -> None:
    stranger = a_request("s3", method="PUT", target="/papers/uploads/a", key="local")

    assert refused(permissions_of(), stranger) is None


@pytest.mark.parametrize("statement", [{"NotAction": "s3:*", "Resource": "*"}, {"Action": "s3:*", "Resource": "*", "Effect": "Deny"}])
def test_a_statement_that_cannot_be_judged_stops_the_stack(statement: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstoodError):
        Permissions(PLACE).grant("worker", [{"Effect": "Allow", **statement}])


def test_a_condition_that_cannot_be_judged_stops_the_stack() -> None:
    permissions = permissions_of(
        {"Action": "dynamodb:GetItem", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}
    )

    with pytest.raises(NotUnderstoodError):
        refused(permissions, A_GET)
