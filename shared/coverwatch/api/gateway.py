"""API Gateway's HTTP events (payload 2.0) as requests: who asks and whether they may, and a body that is plain JSON."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from coverwatch.api.access import role_in
from coverwatch.api.documents import document_in
from coverwatch.api.openapi import openapi_document
from coverwatch.api.problems import PROBLEM, Problem
from coverwatch.api.route import Route
from coverwatch.application.office import Asked, Office

GatewayEvent = Mapping[str, Any]
TIME_TO_ANSWER = 9_000  # milliseconds: what long work leaves for one more step and its answer
HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
}


def respond(
    app: APIGatewayHttpResolver, routes: Sequence[Route], office: Callable[[], Office], event: GatewayEvent, context: Any, zone: tzinfo
) -> dict[str, Any]:
    """The answer to an event; a failure that nobody foresaw is raised, and the gateway says 500 without our inside.

    Whether the caller may is decided before anything of the request is looked at, a body's faults included.
    """
    try:
        route = _route(routes, event)
        _admit(route, claims_of(event))
        plain = {**event, **_plain_body(route, event)}
        app.context.update(
            open_office=office,
            asked=asked_by(caller_in(claims_of(event)), event, zone),
            route=route,
            file=_bytes(event) if route.takes_file else b"",
            time_left=lambda: context.get_remaining_time_in_millis() > TIME_TO_ANSWER,
            document=lambda: openapi_document(app),
        )
        answer: dict[str, Any] = app.resolve(plain, context)
    except Problem as problem:
        answer = refusal(problem, event)
    finally:
        app.context.clear()
    answer["headers"] = _headers(event) | {name.lower(): value for name, value in answer["headers"].items()}
    return answer


def refusal(problem: Problem, event: GatewayEvent) -> dict[str, Any]:
    """A problem as the gateway wants it."""
    body = json.dumps(problem.body(event["requestContext"]["requestId"]))
    return {"statusCode": problem.status, "headers": {"content-type": PROBLEM}, "body": body}


def claims_of(event: GatewayEvent) -> Mapping[str, Any]:
    """The claims of the verified token; none on a route that needs none."""
    claims: Mapping[str, Any] = event["requestContext"].get("authorizer", {}).get("jwt", {}).get("claims", {})
    return claims


def caller_in(claims: Mapping[str, Any]) -> str:
    """The name under which a caller stands in history."""
    return str(claims.get("username") or claims.get("client_id") or claims.get("sub", "nobody"))


def _headers(event: GatewayEvent) -> dict[str, str]:
    return {**HEADERS, "x-request-id": event["requestContext"]["requestId"]}


def _route(routes: Sequence[Route], event: GatewayEvent) -> Route:
    key = event["routeKey"]
    found = next((route for route in routes if route.key == key), None)
    if found is None:
        raise Problem(404, "NOT_FOUND", "There is no such route.")
    return found


def _admit(route: Route, claims: Mapping[str, Any]) -> None:
    if route.role is None:
        return
    role = role_in(claims)
    if role is None or role < route.role:
        raise Problem(403, "FORBIDDEN", f"This needs the role {route.role.name.lower()}.")


def asked_by(by: str, event: GatewayEvent, zone: tzinfo) -> Asked:
    """Who asks, at the gateway's moment and on the day that it is in that zone."""
    at = datetime.fromtimestamp(event["requestContext"]["timeEpoch"] / 1000, UTC)
    return Asked(by=by, at=at, on=at.astimezone(zone).date())


def _plain_body(route: Route, event: GatewayEvent) -> dict[str, Any]:
    """The body as plain JSON text, whatever it came as, so that a route's function sees one kind. Raises Problem."""
    given = _bytes(event)
    headers = event.get("headers") or {}
    plain: dict[str, Any] = {"body": None, "isBase64Encoded": False, "headers": {**headers, "content-type": "application/json"}}
    if given and not route.takes_file:
        plain["body"] = json.dumps(document_in(_text(given), str(headers.get("content-type", ""))))
    return plain


def _bytes(event: GatewayEvent) -> bytes:
    body = event.get("body") or ""
    try:
        return base64.b64decode(body) if event.get("isBase64Encoded") else str(body).encode()
    except (UnicodeEncodeError, binascii.Error) as error:
        raise Problem(400, "INVALID_UNICODE", "The body is not UTF-8 text.") from error


def _text(given: bytes) -> str:
    try:
        return given.decode()
    except UnicodeDecodeError as error:
        raise Problem(400, "INVALID_UNICODE", "The body is not UTF-8 text.") from error
