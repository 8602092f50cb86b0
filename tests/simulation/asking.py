"""Somebody at the API: asks, hears, and asks again when it failed, as a person does whose page says so."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.simulation.deliveries import Gateway
from tests.simulation.invocations import Outcome
from tests.simulation.world import World

TRIES = 50
AGAIN = timedelta(minutes=1)  # after which someone whose request failed tries again


@dataclass(frozen=True)
class Answered:
    """What came back: `at` is the moment of the request as the gateway has it."""

    status: int
    body: Any
    headers: Mapping[str, str]
    at: datetime


@dataclass(frozen=True)
class Request:
    """What somebody asks by HTTP."""

    route: str
    path: Mapping[str, str]
    body: object = None
    headers: Mapping[str, str] | None = None

    def event(self, at: datetime) -> dict[str, Any]:
        """The request as the gateway hands it on."""
        method, _, template = self.route.partition(" ")
        place = template.format(**self.path)
        event = {
            "version": "2.0",
            "routeKey": self.route,
            "rawPath": place,
            "rawQueryString": "",
            "headers": {"content-type": "application/json", **(self.headers or {})},
            "pathParameters": dict(self.path),
            "requestContext": {
                "authorizer": {"jwt": {"claims": {"username": "somebody", "cognito:groups": "[admin]"}}},
                "http": {"method": method, "path": place},
                "requestId": "request",
                "routeKey": self.route,
                "stage": "$default",
                "timeEpoch": _milliseconds(at),
            },
            "isBase64Encoded": False,
        }
        return event if self.body is None else {**event, "body": json.dumps(self.body)}


def ask(
    world: World,
    request: Request,
    then: Callable[[Answered], None] = lambda _: None,
    *,
    refused: Callable[[Answered], None] | None = None,
    gateway: Gateway | None = None,
    tries: int = TRIES,
) -> None:
    """Ask the staff's API or another, and ask again until it is done.

    With `refused`, who asks hears why it must not be, and decides anew.
    """

    def ended(outcome: Outcome) -> None:
        answered = _answered(outcome, at)
        if answered.status < 300:
            then(answered)
        elif refused and 400 <= answered.status < 500:
            refused(answered)
        elif tries > 1:
            ask(world, request, then, refused=refused, gateway=gateway, tries=tries - 1)

    at = world.now + (AGAIN if tries < TRIES else timedelta())
    (gateway or world.gateway).put(request.event(at), ended, at)


def _answered(outcome: Outcome, at: datetime) -> Answered:
    moment = datetime.fromtimestamp(_milliseconds(at) / 1000, UTC)
    if not outcome.well:
        return Answered(500, None, {}, moment)
    answer = outcome.answer
    return Answered(answer["statusCode"], json.loads(answer["body"]) if answer.get("body") else None, answer["headers"], moment)


def _milliseconds(at: datetime) -> int:
    return int(at.astimezone(UTC).timestamp() * 1000)
