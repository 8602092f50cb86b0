"""One stack for all journeys of a process: the functions that deploy, on this machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.demo import Office
from local.examples import requirement_sets, vendors
from local.stack import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home: Path = tmp_path_factory.mktemp("stack")
    with Stack.start(port=0, aws_port=0, home=home) as running:
        yield running


@pytest.fixture(scope="session")
def office(stack: Stack) -> Office:
    """The staff's API as an admin, with the example requirement sets and vendors in it."""
    admin = Office(stack.api, stack.token("admin"))
    for requirement_set_id, document in requirement_sets().items():
        admin.ask("PUT", f"/requirement-sets/{requirement_set_id}", document)
    for vendor_id, vendor in vendors().items():
        admin.ask("PUT", f"/vendors/{vendor_id}", vendor)
    return admin


def mails_to(stack: Stack, address: str) -> list[dict[str, Any]]:
    """What this address has been sent, oldest first."""
    return [mail for mail in stack.outbox() if address in mail["to"]]
