"""The vendor's routes behind Powertools' resolver: events in, answers out, and the headers that every answer carries."""

import base64
import binascii
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response

from coverwatch.api.gateway import asked_by
from coverwatch.api.portal import PORTAL_ROUTES, PROBLEM, PortalAnswer, PortalRequest, PortalRoute, answer_portal
from coverwatch.application.portal import Portal
from coverwatch.pages.vendor_page import refused_html

ACTOR = "vendor's link"
HEADERS = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' {bucket}; connect-src 'self' {bucket}; "
    "form-action 'self' {bucket}; base-uri 'none'; frame-ancestors 'none'"
)


def resolver(open_desk: Callable[[], Portal], public_url: Callable[[], str]) -> APIGatewayHttpResolver:
    """The vendor's routes. `public_url` may be empty: then the address that was asked is the one to come back to."""
    app = APIGatewayHttpResolver()
    for route in PORTAL_ROUTES:
        rule = route.path.replace("{", "<").replace("}", ">")
        app.route(rule=rule, method=route.method)(_answering(app, route, open_desk, public_url))

    @app.not_found
    def _no_such_page(_: Exception) -> Response[str]:
        """A token whose characters no token of ours has does not even reach a route."""
        return _response(PortalAnswer(404, refused_html()), "")

    return app


def _answering(
    app: APIGatewayHttpResolver, route: PortalRoute, open_desk: Callable[[], Portal], public_url: Callable[[], str]
) -> Callable[..., Response[str]]:
    def answer(**path: str) -> Response[str]:
        portal = open_desk()
        request = _request(app.current_event.raw_event, path, portal, public_url())
        return _response(answer_portal(route, portal, request), portal.documents.origin)

    return answer


def _request(event: dict[str, Any], path: dict[str, str], portal: Portal, public_url: str) -> PortalRequest:
    context, headers = event["requestContext"], event.get("headers") or {}
    return PortalRequest(
        asked=asked_by(ACTOR, event, portal.time_zone),
        path=path,
        query=event.get("queryStringParameters") or {},
        public_url=public_url or f"https://{context['domainName']}",
        accept=headers.get("accept", ""),
        content_type=headers.get("content-type", ""),
        body=_body(event),
    )


def _body(event: dict[str, Any]) -> str:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body)
    try:
        return base64.b64decode(body).decode(errors="replace")
    except binascii.Error:
        return "\N{REPLACEMENT CHARACTER}"  # nobody's body: what reads it refuses it


def _response(answer: PortalAnswer, bucket: str) -> Response[str]:
    headers = {**HEADERS, "cache-control": answer.cache, **answer.headers}
    if answer.content_type != PROBLEM:
        headers["content-security-policy"] = POLICY.format(bucket=_host(bucket))
    return Response(answer.status, answer.content_type, answer.content, headers)


def _host(origin: str) -> str:
    """Only an origin: nothing that could end the directive and begin another."""
    parts = urlsplit(origin)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
