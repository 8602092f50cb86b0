"""What a function's role lets it do: each call is held against the role's own statements, as IAM holds it on AWS.

SAM adds managed policies for logs, queues and streams to a role. They do not count here: no call of a function's own needs them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import parse_qs, unquote

from local.endpoint.call import Call, json_body
from local.endpoint.presigned_post import fields_of, is_form
from local.formation.refusal import NotUnderstoodError
from local.web import Request, Response

STATEMENT_KEYS = frozenset({"Sid", "Effect", "Action", "Resource", "Condition"})
TRANSACTED = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}


@dataclass(frozen=True)
class Demand:
    """An action on a resource; `context` is what conditions may ask for."""

    action: str
    resource: str
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Place:
    """Where resources are: ARNs that a call does not spell out are made from it."""

    region: str
    account: str

    def arn(self, service: str, rest: str) -> str:
        """An ARN of this Region and account."""
        return f"arn:aws:{service}:{self.region}:{self.account}:{rest}"


class Permissions:
    """The statements of each function's role, by the access key that the function signs with."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._statements: dict[str, Sequence[Mapping[str, Any]]] = {}

    def grant(self, access_key: str, statements: Sequence[Mapping[str, Any]]) -> None:
        """Hold this key's calls against these statements; NotUnderstoodError for one that nobody here can judge."""
        for statement in statements:
            if statement.keys() - STATEMENT_KEYS or statement["Effect"] != "Allow":
                raise NotUnderstoodError(f"a role's statement {sorted(statement)} is not understood by the local stack")
        self._statements[access_key] = statements

    def refusal(self, call: Call, request: Request) -> Response | None:
        """The service's answer to a call that the role does not allow; None for one that it does, and for callers without a role."""
        access_key = call.access_key or _signer_of_form(request)
        if access_key not in self._statements:
            return None
        for demand in demands_of(call, request, self._place):
            if not any(_allows(statement, demand) for statement in self._statements[access_key]):
                return _denied(call, demand)
        return None


def demands_of(call: Call, request: Request, place: Place) -> Iterator[Demand]:
    """What a call asks to do; one that is not known here asks for an action of its own name on everything."""
    known = {
        "s3": _of_s3,
        "dynamodb": _of_dynamodb,
        "sqs": _of_sqs,
        "textract": _of_textract,
        "ses": _of_ses,
        "secretsmanager": _of_secrets,
    }
    if call.service in known:
        yield from known[call.service](call, request, place)
    else:
        yield Demand(f"{call.service}:{call.operation}", "*")


def _of_s3(_call: Call, request: Request, _place: Place) -> Iterator[Demand]:
    bucket, _, key = unquote(request.path.lstrip("/")).partition("/")
    query = parse_qs(request.query, keep_blank_values=True)
    if is_form(request):
        yield Demand("s3:PutObject", f"arn:aws:s3:::{bucket}/{_form_field(request, 'key')}")
    elif key:
        version = "Version" if "versionId" in query else ""
        verbs = {"GET": f"GetObject{version}", "HEAD": f"GetObject{version}", "PUT": "PutObject", "DELETE": f"DeleteObject{version}"}
        yield Demand(f"s3:{verbs.get(request.method, request.method)}", f"arn:aws:s3:::{bucket}/{key}")
    else:
        yield Demand("s3:ListBucketVersions" if "versions" in query else "s3:ListBucket", f"arn:aws:s3:::{bucket}")


def _of_dynamodb(call: Call, request: Request, place: Place) -> Iterator[Demand]:
    asked = json_body(request)
    if call.operation == "TransactWriteItems":
        for action in asked["TransactItems"]:
            for name, wanted in action.items():
                yield Demand(f"dynamodb:{TRANSACTED[name]}", place.arn("dynamodb", f"table/{wanted['TableName']}"))
        return
    index = f"/index/{asked['IndexName']}" if "IndexName" in asked else ""
    yield Demand(f"dynamodb:{call.operation}", place.arn("dynamodb", f"table/{asked.get('TableName', '*')}{index}"))


def _of_sqs(call: Call, request: Request, place: Place) -> Iterator[Demand]:
    name = str(json_body(request).get("QueueUrl", "")).rsplit("/", 1)[-1]
    yield Demand(f"sqs:{call.operation.removesuffix('Batch')}", place.arn("sqs", name))


def _of_textract(call: Call, request: Request, _place: Place) -> Iterator[Demand]:
    """Textract reads the document, and takes on its role, with the caller's permission."""
    asked = json_body(request)
    yield Demand(f"textract:{call.operation}", "*")
    document = asked.get("DocumentLocation", {}).get("S3Object")
    if document:
        version = "Version" if "Version" in document else ""
        yield Demand(f"s3:GetObject{version}", f"arn:aws:s3:::{document['Bucket']}/{document['Name']}")
    if "NotificationChannel" in asked:
        yield Demand("iam:PassRole", asked["NotificationChannel"]["RoleArn"], (("iam:passedtoservice", "textract.amazonaws.com"),))


def _of_ses(call: Call, request: Request, place: Place) -> Iterator[Demand]:
    if request.path != "/v2/email/outbound-emails":
        yield Demand(f"ses:{call.operation}", "*")
        return
    asked = json_body(request)
    action = "ses:SendRawEmail" if "Raw" in asked.get("Content", {}) else "ses:SendEmail"
    yield Demand(action, place.arn("ses", f"identity/{asked['FromEmailAddress']}"))
    if "ConfigurationSetName" in asked:
        yield Demand(action, place.arn("ses", f"configuration-set/{asked['ConfigurationSetName']}"))


def _of_secrets(call: Call, request: Request, place: Place) -> Iterator[Demand]:
    named = str(json_body(request).get("SecretId", ""))
    yield Demand(f"secretsmanager:{call.operation}", named if named.startswith("arn:") else place.arn("secretsmanager", f"secret:{named}"))


def _allows(statement: Mapping[str, Any], demand: Demand) -> bool:
    return (
        any(fnmatchcase(demand.action.lower(), action.lower()) for action in _listed(statement["Action"]))
        and any(fnmatchcase(demand.resource, resource) for resource in _listed(statement["Resource"]))
        and all(
            _holds(operator, key, _listed(wanted), demand)
            for operator, conditions in statement.get("Condition", {}).items()
            for key, wanted in conditions.items()
        )
    )


def _holds(operator: str, key: str, wanted: Iterable[str], demand: Demand) -> bool:
    actual = dict(demand.context).get(key.lower())
    if operator != "StringEquals":
        raise NotUnderstoodError(f"a role's condition {operator} is not understood by the local stack")
    return actual is not None and actual in wanted


def _denied(call: Call, demand: Demand) -> Response:
    message = f"the function's role in template.yaml does not allow {demand.action} on {demand.resource}"
    if call.service == "s3":
        xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>{message}</Message></Error>'
        return Response(403, (("Content-Type", "application/xml"),), xml.encode())
    body = json.dumps({"__type": "AccessDeniedException", "message": message, "Message": message})
    return Response(400 if call.service != "ses" else 403, (("Content-Type", "application/x-amz-json-1.1"),), body.encode())


def _signer_of_form(request: Request) -> str:
    """A presigned form counts as a call of the one who signed it."""
    return _form_field(request, "x-amz-credential").split("/")[0] if is_form(request) else ""


def _form_field(request: Request, name: str) -> str:
    return fields_of(request).get(name, "")


def _listed(value: Any) -> list[str]:
    return [str(entry) for entry in (value if isinstance(value, list) else [value])]
