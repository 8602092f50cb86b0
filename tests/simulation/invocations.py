"""A function at work: its handler in a greenlet that waits before every call to the outside until it is its turn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import BaseRouter
from greenlet import getcurrent, greenlet

FUNCTIONS = Path(__file__).parents[2] / "functions"


class Died(BaseException):
    """The process ended; nothing in it can catch this."""


@dataclass
class Environment:
    """One execution environment: its own copy of the function's module, as every process of Lambda's has, and its own clock's error."""

    function: str
    module: dict[str, Any]
    skew: timedelta = timedelta()


@cache
def _code(function: str) -> CodeType:
    path = FUNCTIONS / f"{function}.py"
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")


def start(function: str, open_desk: Callable[[], object]) -> Environment:
    """A new environment whose desk is the given one."""
    module: dict[str, Any] = {"__name__": f"functions.{function}"}
    exec(_code(function), module)  # noqa: S102 - our own function, once more for each environment
    module["logger"].setLevel("CRITICAL")
    module["open_desk"] = open_desk
    if "resolver" in module:  # took the desk's opener as it was imported
        module["app"] = module["resolver"](lambda: module["open_desk"](), module["public_url"])  # noqa: PLW0108 - it changes with each run
    return Environment(function, module)


@dataclass(frozen=True)
class Context:
    """What Lambda hands a handler besides the event."""

    function_name: str = "function"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:function"
    aws_request_id: str = "request"

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


@dataclass
class Outcome:
    """How an invocation ended: with an answer, an error, or not at all."""

    answer: Any = None
    error: Exception | None = None
    died: bool = False

    @property
    def well(self) -> bool:
        return self.error is None and not self.died

    @property
    def done(self) -> bool:
        """Whether it did all that it was woken for."""
        return self.well and not (self.answer or {}).get("batchItemFailures")


@dataclass
class Invocation:
    """One event at one handler. `ended` hears how it went."""

    number: int
    environment: Environment
    event: Any
    started_at: datetime
    deadline: datetime
    ended: Callable[[Outcome], None]
    outcome: Outcome = field(default_factory=Outcome)
    next_call: str = ""
    """The operation that it waits to make."""
    slow: bool = False
    """Others overtake it again and again."""
    harmed: bool = False
    """Something struck one of its calls."""
    _request: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._greenlet = greenlet(self._run)

    @property
    def name(self) -> str:
        return f"{self.environment.function}/{self.number}"

    @property
    def over(self) -> bool:
        return bool(self._greenlet.dead)

    def resume(self) -> None:
        """Let it make its next call, and run until it wants to make another."""
        with self._own_request():
            self._greenlet.switch()

    def kill(self) -> None:
        """End its process where it stands."""
        self.harmed = True
        with self._own_request():
            self._greenlet.throw(Died("killed"))

    @contextmanager
    def _own_request(self) -> Iterator[None]:
        """The library keeps the request at hand in a class, since a process has one at a time: here each invocation has its own."""
        for name, value in self._request.items():
            setattr(BaseRouter, name, value)
        yield
        self._request = {name: getattr(BaseRouter, name) for name in ("current_event", "lambda_context") if hasattr(BaseRouter, name)}

    def _run(self) -> None:
        try:
            self.outcome.answer = self.environment.module["handler"](self.event, Context())
        except Died:
            self.outcome.died = True
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, Lambda makes a failed invocation of it
            self.outcome.error = error


def wait_for_turn() -> None:
    """Give way to the scheduler; comes back when it is this invocation's turn. Does nothing outside of one."""
    parent = getcurrent().parent
    if parent is not None:
        parent.switch()
