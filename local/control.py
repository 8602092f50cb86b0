"""What the stack itself answers beside the API: its clock, its outbox, whether anything is under way."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from local.activity import StillBusyError
from local.clock import ClockSetBackError
from local.web import Request, Response

PREFIX = "/local/"


class Controlled(Protocol):
    """The stack, as far as it is asked over HTTP."""

    def move_clock(self, on: date) -> list[dict[str, str]]:
        """Sets the stack's day and runs what is scheduled on the way."""

    def shown_clock(self) -> dict[str, str]:
        """The stack's moment and day."""

    def outbox(self) -> list[dict[str, Any]]:
        """Every mail sent."""

    def under_way(self) -> list[str]:
        """What runs or waits."""

    def dead_letters(self) -> list[dict[str, Any]]:
        """What no function could deal with."""


class Control:
    """Answers under /local/, and leaves everything else to the API."""

    def __init__(self, stack: Controlled, api: Callable[[Request], Response]) -> None:
        self._stack = stack
        self._api = api

    def __call__(self, request: Request) -> Response:
        """Answers one request."""
        if not request.path.startswith(PREFIX):
            return self._api(request)
        asked = (request.method, request.path.removeprefix(PREFIX))
        if asked == ("GET", "idle"):
            found = self._stack.under_way()
            return _json({"idle": not found, "under_way": found}, 503 if found else 200)
        if asked == ("GET", "outbox"):
            return _json(self._stack.outbox())
        if asked == ("GET", "dead-letters"):
            return _json(self._stack.dead_letters())
        if asked == ("GET", "clock"):
            return _json(self._stack.shown_clock())
        if asked == ("POST", "clock"):
            return self._move(request)
        return _json({"message": f"the stack answers nothing at {request.method} {request.path}"}, 404)

    def _move(self, request: Request) -> Response:
        try:
            on = date.fromisoformat(json.loads(request.body)["on"])
        except (ValueError, KeyError, TypeError):
            return _json({"message": 'a day is wanted: {"on": "2026-12-24"}'}, 400)
        try:
            ran = self._stack.move_clock(on)
        except ClockSetBackError as error:
            return _json({"message": str(error)}, 409)
        except StillBusyError as error:
            return _json({"message": str(error)}, 503)
        return _json({**self._stack.shown_clock(), "ran": ran})


def _json(told: object, status: int = 200) -> Response:
    return Response(status, (("Content-Type", "application/json"),), json.dumps(told).encode())
