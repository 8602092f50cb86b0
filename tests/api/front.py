"""The staff's API in front of an office in memory: asked as the gateway asks, without a gateway."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from coverwatch.api.gateway import respond
from coverwatch.api.resolver import resolver_of
from coverwatch.api.routes import ROUTES
from coverwatch.application.office import Office
from tests.application.offices import an_office

APP = resolver_of(ROUTES)
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """An answer: status, headers, and its body as a value."""

    status: int
    headers: Mapping[str, str]
    value: Any


@dataclass
class Front:
    """Somebody with a role in front of an office."""

    office: Office = field(default_factory=an_office)
    role: str = "admin"
    at: datetime = NOON

    def ask(
        self,
        route: str,
        path: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        text: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Told:
        """Ask a route of the table, with the values of its path."""
        event = self.event(route, path, query, text if body is None else json.dumps(body), headers)
        answer = respond(APP, ROUTES, lambda: self.office, event, None, UTC)
        content = answer["body"]
        is_json = "json" in answer["headers"]["content-type"]
        return Told(answer["statusCode"], answer["headers"], json.loads(content) if is_json else content)

    def event(
        self,
        route: str,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        text: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """The gateway's event for a request."""
        method, template = route.split(" ")
        raw_path = template.format(**(path or {}))
        return {
            "version": "2.0",
            "routeKey": route,
            "rawPath": raw_path,
            "rawQueryString": urlencode(query or {}),
            "queryStringParameters": dict(query) if query else None,
            "pathParameters": dict(path) if path else None,
            "headers": {"content-type": "application/json", **(headers or {})},
            "body": text,
            "isBase64Encoded": False,
            "requestContext": {
                "requestId": "request-1",
                "routeKey": route,
                "stage": "$default",
                "timeEpoch": int(self.at.timestamp() * 1000),
                "http": {"method": method, "path": raw_path},
                "authorizer": {"jwt": {"claims": {"username": "risk@holder.example", "cognito:groups": f"[{self.role}]"}}},
            },
        }
