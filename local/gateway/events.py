"""Requests as events of payload format 2.0, and a function's answer as a response."""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

from coverwatch.aws import world
from local.endpoint.embedded import ACCOUNT, REGION
from local.gateway.matching import Match
from local.gateway.tokens import as_the_gateway_tells
from local.web import Request, Response

TEXT_TYPES = ("application/json", "application/javascript", "application/xml", "application/x-javascript")


class MalformedAnswerError(Exception):
    """The function answered with something that the gateway cannot send."""


def event(request: Request, found: Match, api_id: str, claims: Mapping[str, Any] | None, now: datetime) -> dict[str, Any]:
    """The event for a Lambda proxy, at the stack's moment `now`."""
    domain = f"{api_id}.execute-api.{REGION}.amazonaws.com"
    path = unquote(request.path)
    context: dict[str, Any] = {
        "accountId": ACCOUNT,
        "apiId": api_id,
        "domainName": domain,
        "domainPrefix": api_id,
        "http": {
            "method": request.method,
            "path": path,
            "protocol": "HTTP/1.1",
            "sourceIp": request.source,
            "userAgent": request.header("User-Agent") or "",
        },
        "requestId": world.new_id()[:16],
        "routeKey": found.route.key,
        "stage": "$default",
        "time": now.astimezone(UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "timeEpoch": int(now.timestamp() * 1000),
    }
    if claims is not None:
        context["authorizer"] = {"jwt": {"claims": as_the_gateway_tells(claims), "scopes": list(found.route.scopes) or None}}
    told: dict[str, Any] = {
        "version": "2.0",
        "routeKey": found.route.key,
        "rawPath": path,
        "rawQueryString": request.query,
        "headers": _headers(request),
        "requestContext": context,
        "isBase64Encoded": False,
    }
    cookies = [part.strip() for name, value in request.headers if name.lower() == "cookie" for part in value.split(";")]
    if cookies:
        told["cookies"] = cookies
    if request.query:
        told["queryStringParameters"] = _joined(parse_qsl(request.query, keep_blank_values=True))
    if found.parameters:
        told["pathParameters"] = dict(found.parameters)
    if request.body:
        told |= _body(request)
    return told


def response(answer: Any) -> Response:
    """The response to send; MalformedAnswerError for an answer that API Gateway turns into a 500."""
    if not isinstance(answer, dict) or "statusCode" not in answer:
        # Without a status code the gateway takes the answer itself for the body.
        return Response(200, (("Content-Type", "application/json"),), json.dumps(answer).encode())
    headers = [(str(name), str(value)) for name, value in (answer.get("headers") or {}).items()]
    headers += [("Set-Cookie", str(cookie)) for cookie in answer.get("cookies") or ()]
    body = answer.get("body") or ""
    if not isinstance(body, str):
        raise MalformedAnswerError("the body is not a text")
    try:
        content = base64.b64decode(body, validate=True) if answer.get("isBase64Encoded") else body.encode()
        status = int(answer["statusCode"])
    except (binascii.Error, TypeError, ValueError) as error:
        raise MalformedAnswerError(str(error)) from error
    if not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", "text/plain; charset=utf-8"))
    return Response(status, tuple(headers), content)


def _headers(request: Request) -> dict[str, str]:
    told = _joined(
        [(name.lower(), value) for name, value in request.headers if name.lower() not in ("cookie", "connection", "transfer-encoding")]
    )
    host = told.get("host", "127.0.0.1")
    return {
        **told,
        "x-forwarded-for": request.source,
        "x-forwarded-port": host.rpartition(":")[2] if ":" in host else "80",
        "x-forwarded-proto": "http",
        "x-amzn-trace-id": f"Root=1-{world.new_id()[:8]}-local",
        "content-length": str(len(request.body)),
    }


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """What comes several times, joined by commas."""
    told: dict[str, str] = {}
    for name, value in pairs:
        told[name] = f"{told[name]},{value}" if name in told else value
    return told


def _body(request: Request) -> dict[str, Any]:
    """Text as text; everything else, forms and YAML included, in base64."""
    kind = (request.header("Content-Type") or "text/plain").split(";")[0].strip().lower()
    if kind.startswith("text/") or kind in TEXT_TYPES:
        try:
            return {"body": request.body.decode(), "isBase64Encoded": False}
        except UnicodeDecodeError:
            pass
    return {"body": base64.b64encode(request.body).decode(), "isBase64Encoded": True}
