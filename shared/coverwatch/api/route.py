"""The shape of a row of the route table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coverwatch.api.access import Role


@dataclass(frozen=True, slots=True)
class Route:
    """One route: who may ask it, which function answers it, with which status, and which problems it can end in.

    `role` None needs no token. `problems` are HTTP statuses besides those that every route has. A function's docstring is what the
    OpenAPI document says of it: its first line the summary.
    """

    method: str
    path: str
    role: Role | None
    answer: Callable[..., Any]
    status: int = 200
    problems: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    """Other successes than `status`."""
    takes_file: str | None = None
    """The media type of a body that is handed on as bytes; None where it is JSON."""

    @property
    def key(self) -> str:
        """The gateway's name for it."""
        return f"{self.method} {self.path}"

    @property
    def tag(self) -> str:
        """The subject: the module that answers."""
        return self.answer.__module__.rsplit(".", 1)[-1].replace("_", " ")

    @property
    def in_document(self) -> bool:
        """Whether the OpenAPI document tells of it: not of itself, nor of the page that shows it."""
        return not self.answer.__module__.endswith(".document")
