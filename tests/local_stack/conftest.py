"""A stack of a tiny template: one of each kind of event, and functions that write down what they were told."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from local.stack import Stack

TINY = Path(__file__).parent / "tiny" / "template.yaml"
BEGIN = date(2026, 3, 2)


@dataclass(frozen=True)
class TinyStack:
    """The running stack, and the notebook of its functions."""

    stack: Stack
    notebook: Path

    def told(self, function: str) -> list[Any]:
        """What a function wrote down, in order, after the stack has come to rest."""
        self.stack.wait_until_idle(20)
        file = self.notebook / f"coverwatch-{function}Function.jsonl"
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []

    def queue_url(self, name: str) -> str:
        """A queue's address, by its logical id."""
        return f"{self.stack.aws}/123456789012/coverwatch-{name}"

    def dead_letters(self) -> list[str]:
        """The bodies of dead letters, after the stack has come to rest."""
        self.stack.wait_until_idle(20)
        return [letter["body"] for letter in self.stack.dead_letters()]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TinyStack]:
    notebook = tmp_path_factory.mktemp("notebook")
    home = tmp_path_factory.mktemp("home")
    parameters = {"Notebook": str(notebook)}
    with Stack.start(port=0, aws_port=0, template=TINY, home=home, parameters=parameters, on=BEGIN, warm=False) as stack:
        yield TinyStack(stack, notebook)


@pytest.fixture(scope="session")
def client(tiny: TinyStack) -> Callable[[str], Any]:
    """boto3 clients of the tiny stack, made once."""
    made: dict[str, Any] = {}

    def get(service: str) -> Any:
        if service not in made:
            made[service] = tiny.stack.client(service)
        return made[service]

    return get
