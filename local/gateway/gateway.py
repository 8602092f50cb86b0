"""The HTTP API's front door: routes, authorizer, limits, and one line in the access log for each request."""

import json
import logging
import re
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLongError
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from local.activity import Activity
from local.clock import Clock
from local.gateway import events
from local.gateway.matching import Match, match
from local.gateway.tokens import RefusedTokenError, Tokens
from local.web import Request, Response
from local.wiring import CrossOrigin, HttpApi
from local.workers import Function

log = logging.getLogger(__name__)

REQUEST_LIMIT = 10 * 1024 * 1024
EVENT_LIMIT = 6 * 1024 * 1024
"""What Lambda takes in one synchronous call, the event around the body included."""
INTEGRATION_LIMIT_S = 30.0
CONTEXT = re.compile(r"\$context\.([A-Za-z.]+)")


@dataclass
class Passage:
    """One request on its way, as the access log tells of it."""

    request: Request
    begun: float = field(default_factory=time.monotonic)
    route_key: str = "-"
    request_id: str = "-"
    authorizer_error: str = "-"
    integration_error: str = "-"


class Gateway:
    """Serves one HTTP API."""

    def __init__(
        self, api: HttpApi, functions: Mapping[str, Function], tokens: Tokens, clock: Clock, activity: Activity, logs: Path
    ) -> None:
        """Functions by ARN."""
        self._api = api
        self._functions = functions
        self._tokens = tokens
        self._clock = clock
        self._activity = activity
        self._logs = logs
        self._calls = ThreadPoolExecutor(32, thread_name_prefix="gateway")
        self.integration_limit = INTEGRATION_LIMIT_S

    def close(self) -> None:
        """Waits for no function any more."""
        self._calls.shutdown(wait=False, cancel_futures=True)

    def __call__(self, request: Request) -> Response:
        """Answers one request."""
        passage = Passage(request)
        with self._activity.running(f"{request.method} {request.path}"):
            response = self._answer(passage)
        self._log(passage, response)
        return response.with_headers([("apigw-requestid", passage.request_id)])

    def _answer(self, passage: Passage) -> Response:
        request, rules = passage.request, self._api.cross_origin
        if rules is not None and request.method == "OPTIONS" and request.header("Origin") is not None:
            return Response(204, tuple(_cross_origin(rules, request)))
        response = self._route(passage)
        if rules is not None and request.header("Origin") is not None:
            return response.with_headers(_cross_origin(rules, request))
        return response

    def _route(self, passage: Passage) -> Response:
        request = passage.request
        found = match(self._api.routes, request.method, unquote(request.path))
        if found is None:
            return _told(404, "Not Found")
        passage.route_key = found.route.key
        if len(request.body) > REQUEST_LIMIT:
            return _told(413, "Request Entity Too Large")
        claims: dict[str, Any] | None = None
        if found.route.authorizer is not None:
            try:
                claims = self._tokens.verified(_bearer(request), found.route.authorizer, found.route.scopes)
            except RefusedTokenError as refused:
                passage.authorizer_error = str(refused)
                return _refused(refused)
        return self._invoke(passage, found, claims)

    def _invoke(self, passage: Passage, found: Match, claims: Mapping[str, Any] | None) -> Response:
        event = events.event(passage.request, found, self._api.api_id, claims, self._clock.now())
        passage.request_id = event["requestContext"]["requestId"]
        if len(json.dumps(event)) > EVENT_LIMIT:
            return _told(413, "Request Entity Too Large")
        try:
            outcome = self._calls.submit(self._functions[found.route.function_arn].invoke, event).result(self.integration_limit)
        except TookTooLongError:
            passage.integration_error = "Endpoint request timed out"
            return _told(503, "Service Unavailable")
        if outcome.failed:
            passage.integration_error = str((outcome.error or {}).get("errorMessage"))
            return _told(500, "Internal Server Error")
        try:
            return events.response(outcome.answer)
        except events.MalformedAnswerError as malformed:
            passage.integration_error = (
                f"The response from the Lambda function doesn't match the format that API Gateway expects: {malformed}"
            )
            return _told(500, "Internal Server Error")

    def _log(self, passage: Passage, response: Response) -> None:
        if self._api.access_log is None:
            return
        name, line = self._api.access_log
        told = {
            "requestId": passage.request_id,
            "requestTime": self._clock.now().strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "routeKey": passage.route_key,
            "status": str(response.status),
            "responseLatency": str(int((time.monotonic() - passage.begun) * 1000)),
            "responseLength": str(len(response.body)),
            "httpMethod": passage.request.method,
            "path": passage.request.path,
            "authorizer.error": passage.authorizer_error,
            "integrationErrorMessage": passage.integration_error,
        }
        with (self._logs / f"{name}.log").open("a", encoding="utf-8") as access_log:
            access_log.write(CONTEXT.sub(lambda found: told.get(found[1], "-"), line) + "\n")


def _bearer(request: Request) -> str:
    header = request.header("Authorization")
    if not header:
        raise RefusedTokenError("Unauthorized")
    kind, _, token = header.strip().partition(" ")
    return token.strip() if kind.lower() == "bearer" else header.strip()


def _refused(refused: RefusedTokenError) -> Response:
    if str(refused) == "insufficient_scope":
        return _told(403, "Forbidden").with_headers([("WWW-Authenticate", 'Bearer error="insufficient_scope"')])
    description = str(refused).replace('"', "'")
    challenge = "Bearer" if description == "Unauthorized" else f'Bearer scope="" error="invalid_token" error_description="{description}"'
    return _told(401, "Unauthorized").with_headers([("WWW-Authenticate", challenge)])


def _told(status: int, message: str) -> Response:
    return Response(status, (("Content-Type", "application/json"),), json.dumps({"message": message}).encode())


def _cross_origin(rules: CrossOrigin, request: Request) -> list[tuple[str, str]]:
    origin = request.header("Origin") or ""
    if "*" not in rules.origins and origin not in rules.origins:
        return []
    headers = [("Access-Control-Allow-Origin", "*" if "*" in rules.origins else origin)]
    if rules.credentials:
        headers.append(("Access-Control-Allow-Credentials", "true"))
    if rules.exposed:
        headers.append(("Access-Control-Expose-Headers", ",".join(rules.exposed)))
    if request.method == "OPTIONS":
        headers += [("Access-Control-Allow-Methods", ",".join(rules.methods)), ("Access-Control-Allow-Headers", ",".join(rules.headers))]
        if rules.max_age is not None:
            headers.append(("Access-Control-Max-Age", str(rules.max_age)))
    return headers
