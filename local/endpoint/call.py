"""Which service and operation a request to AWS is for."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode

from local.web import Request

WAITS = ("sqs", "ReceiveMessage")
LONGEST_WAIT_S = 20.0


@dataclass(frozen=True)
class Call:
    """A call as far as the stack must know it: `operation` is the target's or the action's name, else method and path."""

    service: str
    operation: str
    access_key: str

    @property
    def name(self) -> str:
        """For people: s3 PUT /bucket/key."""
        return f"{self.service} {self.operation}"


def call_of(request: Request) -> Call:
    """Reads the signature's scope and the protocol's own name of the operation; unsigned calls without a name are S3's."""
    scope = _scope(request)
    service = scope[1] if scope else "s3"
    access_key = scope[0] if scope else ""
    target = request.header("X-Amz-Target")
    if target is not None:
        prefix, _, operation = target.rpartition(".")
        return Call({"Textract": "textract", "AmazonSQS": "sqs"}.get(prefix, service), operation, access_key)
    if service in ("sqs", "sns", "iam", "sts", "monitoring", "cloudwatch") or (service == "ses" and not request.path.startswith("/v2/")):
        action = parse_qs(request.body.decode("utf-8", "replace")).get("Action")
        if action:
            return Call(service, action[0], access_key)
    return Call(service, f"{request.method} {request.path}", access_key)


def _scope(request: Request) -> tuple[str, str] | None:
    """Access key and service of the signature, from the header or from a presigned address."""
    header = request.header("Authorization") or ""
    credential = header.partition("Credential=")[2].split(",")[0]
    if not credential:
        credential = (parse_qs(request.query).get("X-Amz-Credential") or [""])[0]
    parts = credential.strip().rsplit("/", 4)
    return (parts[0], parts[3]) if len(parts) == 5 else None


def json_body(request: Request) -> dict[str, Any]:
    """The body of a JSON call; an empty body is an empty call."""
    found = json.loads(request.body or b"{}")
    return found if isinstance(found, dict) else {}


def without_wait(request: Request) -> tuple[float, Request]:
    """How long a ReceiveMessage would wait, in seconds, and the same call without waiting; in either of SQS's protocols."""
    asked = json_body(request) if request.header("X-Amz-Target") else dict(parse_qsl(request.body.decode()))
    wait = min(float(asked.get("WaitTimeSeconds") or 0), LONGEST_WAIT_S)
    at_once = {**asked, "WaitTimeSeconds": 0}
    body = json.dumps(at_once) if request.header("X-Amz-Target") else urlencode(at_once)
    return wait, Request(request.method, request.target, request.headers, body.encode(), request.source)
