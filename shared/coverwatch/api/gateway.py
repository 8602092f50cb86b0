"""API Gateway's HTTP events (payload 2.0) as requests, and answers as it wants them."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from coverwatch.api.problems import Problem
from coverwatch.api.routing import Request, Role, Route, answer
from coverwatch.application.office import Asked, Office

GatewayEvent = Mapping[str, Any]
JSON = "application/json"
OUR_SCOPES = "coverwatch/"  # the resource server of template.yaml: another's scopes say nothing here
PROBLEM = "application/problem+json"
HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def respond(routes: Sequence[Route], office: Callable[[], Office], event: GatewayEvent, time_zone: tzinfo) -> dict[str, Any]:
    """The answer to an event; a failure that nobody foresaw is raised, and the gateway says 500 without our inside."""
    request_id = event["requestContext"]["requestId"]
    try:
        given = answer(office, _route(routes, event), _request(event, time_zone))
    except Problem as problem:
        return _response(problem.status, problem.body(request_id), PROBLEM, request_id)
    return _response(given.status, given.value, JSON, request_id)


def _route(routes: Sequence[Route], event: GatewayEvent) -> Route:
    key = event["routeKey"]
    return next(route for route in routes if f"{route.method} {route.path}" == key)


def _request(event: GatewayEvent, time_zone: tzinfo) -> Request:
    context = event["requestContext"]
    at = datetime.fromtimestamp(context["timeEpoch"] / 1000, UTC)
    claims = context.get("authorizer", {}).get("jwt", {}).get("claims", {})
    return Request(
        asked=Asked(by=claims.get("username") or claims.get("client_id") or claims.get("sub", "nobody"), at=at, on=_day(at, time_zone)),
        role=role_in(claims),
        path=event.get("pathParameters") or {},
        query=event.get("queryStringParameters") or {},
        body=_body(event),
        content_type=event.get("headers", {}).get("content-type", ""),
    )


def role_in(claims: Mapping[str, Any]) -> Role | None:
    """The highest role that a verified token gives: by its Cognito groups, or a machine client's scopes; None if it gives none.

    HTTP APIs hand a list claim over as text: `[admin reviewer]`.
    """
    groups = claims.get("cognito:groups", "")
    names = groups if isinstance(groups, list) else str(groups).strip("[]").replace(",", " ").split()
    scopes = [scope.removeprefix(OUR_SCOPES) for scope in str(claims.get("scope", "")).split() if scope.startswith(OUR_SCOPES)]
    known = [Role[name.upper()] for name in (*names, *scopes) if name.upper() in Role.__members__]
    return max(known, default=None)


def _day(at: datetime, time_zone: tzinfo) -> date:
    return at.astimezone(time_zone).date()


def _body(event: GatewayEvent) -> str:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body)
    try:
        return base64.b64decode(body).decode()
    except UnicodeDecodeError as error:
        raise Problem(400, "INVALID_UNICODE", "The body is not UTF-8 text.") from error


def _response(status: int, value: Any, content_type: str, request_id: str) -> dict[str, Any]:
    return {
        "statusCode": status,
        "headers": {**HEADERS, "content-type": content_type, "x-request-id": request_id},
        "body": json.dumps(value, default=_plain),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
