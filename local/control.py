"""What the stack itself answers beside the API: its clock, its outbox, whether anything is under way."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Protocol
from urllib.parse import parse_qsl

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

    def wait_until_idle(self, timeout: float) -> None:
        """Returns when nothing is under way; StillBusyError after `timeout` seconds."""

    def token(self, role: str, use: str, valid_for: timedelta) -> str:
        """A development token."""

    def dead_letters(self) -> list[dict[str, Any]]:
        """What no function could deal with."""


class Control:
    """Answers under /local/, and leaves everything else to the API."""

    def __init__(self, stack: Controlled, api: Callable[[Request], Response]) -> None:
        self._stack = stack
        self._api = api
        self._answers: dict[tuple[str, str], Callable[[Request], Response]] = {
            ("GET", "idle"): self._idle,
            ("GET", "outbox"): lambda _: _json(self._stack.outbox()),
            ("GET", "dead-letters"): lambda _: _json(self._stack.dead_letters()),
            ("GET", "clock"): lambda _: _json(self._stack.shown_clock()),
            ("POST", "clock"): self._move,
            ("GET", "token"): self._token,
        }

    def __call__(self, request: Request) -> Response:
        """Answers one request."""
        if not request.path.startswith(PREFIX):
            return self._api(request)
        answer = self._answers.get((request.method, request.path.removeprefix(PREFIX)))
        if answer is None:
            return _json({"message": f"the stack answers nothing at {request.method} {request.path}"}, 404)
        return answer(request)

    def _idle(self, request: Request) -> Response:
        """Waits as long as `wait` says, in seconds; without it the answer is about now."""
        with suppress(StillBusyError):
            self._stack.wait_until_idle(float(dict(parse_qsl(request.query)).get("wait", 0)))
        found = self._stack.under_way()
        return _json({"idle": not found, "under_way": found}, 503 if found else 200)

    def _token(self, request: Request) -> Response:
        """A token for `role`, of the `use` access or id, good for `seconds`."""
        asked = {"role": "admin", "use": "access", "seconds": "43200", **dict(parse_qsl(request.query))}
        return _json({"token": self._stack.token(asked["role"], asked["use"], timedelta(seconds=float(asked["seconds"])))})

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
