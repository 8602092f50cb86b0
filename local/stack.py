"""The development stack, as tests, the demo and scripts use it: started in a process of its own, asked over HTTP."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

import boto3
import requests
from botocore.config import Config

from local.activity import StillBusyError
from local.clock import ClockSetBackError
from local.formation.refusal import InvalidTemplateError, NotUnderstoodError
from local.settings import ROOT

PATIENCE_S = 60.0
LONGEST_MOVE_S = 600.0
REFUSALS = {refusal.__name__: refusal for refusal in (InvalidTemplateError, NotUnderstoodError)}


class StackFailedError(Exception):
    """The stack's process ended before it had started; .local/logs/stack.log says why."""


class StackClock:
    """The stack's clock, seen from outside."""

    def __init__(self, api: str) -> None:
        self._api = api

    def today(self) -> date:
        """The stack's day, in its time zone."""
        return date.fromisoformat(self._shown()["on"])

    def now(self) -> datetime:
        """The stack's moment, in UTC."""
        return datetime.fromisoformat(self._shown()["now"])

    def _shown(self) -> dict[str, str]:
        shown: dict[str, str] = requests.get(f"{self._api}/local/clock", timeout=PATIENCE_S).json()
        return shown


class Stack:
    """A running stack: `with Stack.start(port=0, aws_port=0) as stack`. As many at a time as there are ports."""

    def __init__(self, process: "subprocess.Popen[str]", facts: Mapping[str, Any]) -> None:
        """`facts` are those of stack.json."""
        self._process = process
        self.api: str = facts["api"]
        self.aws: str = facts["aws"]
        self.region: str = facts["region"]
        self.bucket: str = facts["bucket"]
        self.table: str = facts["table"]
        self.clock = StackClock(self.api)

    @classmethod
    def start(cls, **settings: Any) -> "Stack":
        """Starts a stack with the settings of local.settings.Settings.

        Raises NotUnderstoodError or InvalidTemplateError for a template that it cannot enact, StackFailedError for anything else.
        """
        told = {name: _plain(value) for name, value in settings.items()}
        process = subprocess.Popen(  # noqa: S603 - this interpreter, and our own module
            [sys.executable, "-m", "local.up", "--attached", json.dumps(told)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        line = process.stdout.readline() if process.stdout else ""
        answer = json.loads(line) if line else {"refusal": "", "message": "the process ended without a word"}
        if "refusal" in answer:
            _end(process)
            raise REFUSALS.get(answer["refusal"], StackFailedError)(answer["message"])
        return cls(process, answer)

    def __enter__(self) -> "Stack":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stops everything; state is gone, logs stay."""
        _end(self._process)

    def token(self, role: str, use: str = "access", seconds: float = 43200) -> str:
        """A development token as Cognito gives it to staff of this group; `use` is access or id."""
        token: str = self._asked("token", role=role, use=use, seconds=seconds)["token"]
        return token

    def client(self, service: str) -> Any:
        """A boto3 client of the stack's AWS."""
        session = boto3.Session("local", "local", region_name=self.region)
        return session.client(service, endpoint_url=self.aws, config=Config(account_id_endpoint_mode="disabled"))  # type: ignore[call-overload]

    def under_way(self) -> list[str]:
        """What runs or waits, in a few words each; empty when the stack is at rest."""
        found: list[str] = self._asked("idle")["under_way"]
        return found

    def wait_until_idle(self, timeout: float = PATIENCE_S) -> None:
        """Returns once nothing is under way; raises StillBusyError after `timeout` seconds."""
        answer = self._asked("idle", wait=timeout)
        if not answer["idle"]:
            raise StillBusyError(f"still under way after {timeout:g} s: " + "; ".join(answer["under_way"]))

    def move_clock(self, on: date) -> list[dict[str, str]]:
        """Sets the stack's day, to its noon, and runs what is scheduled on the way; returns what ran, and when."""
        response = requests.post(f"{self.api}/local/clock", json={"on": on.isoformat()}, timeout=LONGEST_MOVE_S)
        answer = response.json()
        if response.status_code == requests.codes.conflict:
            raise ClockSetBackError(answer["message"])
        if response.status_code == requests.codes.unavailable:
            raise StillBusyError(answer["message"])
        ran: list[dict[str, str]] = answer["ran"]
        return ran

    def outbox(self) -> list[dict[str, Any]]:
        """Every mail sent, oldest first: from, to, subject, text, html, headers, tags …"""
        mails: list[dict[str, Any]] = self._asked("outbox")
        return mails

    def dead_letters(self) -> list[dict[str, Any]]:
        """The messages in queues that nobody reads: what no function could deal with."""
        letters: list[dict[str, Any]] = self._asked("dead-letters")
        return letters

    def _asked(self, what: str, **query: object) -> Any:
        address = f"{self.api}/local/{what}" + (f"?{urlencode(query)}" if query else "")
        return requests.get(address, timeout=PATIENCE_S + float(str(query.get("wait", 0)))).json()


def _plain(value: object) -> object:
    """A setting as it passes to another process."""
    return str(value) if isinstance(value, Path | date) else value


def _end(process: "subprocess.Popen[str]") -> None:
    """Closes the process's input, which tells it to stop; it is given ten seconds."""
    try:
        process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
