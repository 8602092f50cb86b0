"""Reads documents in a process of its own, with a limit on time and memory, so that a hostile one costs that process and no more."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

from .errors import TextractError
from .order import Order
from .page import Page, from_plain

SECONDS_TO_START, SECONDS_PER_PAGE, SECONDS_PER_DOCUMENT = 60.0, 120.0, 1800.0

MOST_MEMORY = 4 << 30
"""Bytes of address space: models, threads and the largest page together take about half."""

MOST_BROKEN_PAGES = 3
"""After so many pages that took the worker down with them, the rest of the document is not tried."""


@dataclass(slots=True)
class Reading:
    """A document as read: pages by number from 1; `failed` are those that could not be read."""

    count: int = 0
    pages: dict[int, Page] = field(default_factory=dict)
    failed: list[int] = field(default_factory=list)


class Reader:
    """Pages of documents; one worker process, started when it is first needed, replaced when it had to be ended."""

    def __init__(
        self,
        seconds_per_page: float = SECONDS_PER_PAGE,
        seconds_per_document: float = SECONDS_PER_DOCUMENT,
        memory: int = MOST_MEMORY,
    ) -> None:
        self._memory = memory
        self._seconds_per_page = seconds_per_page
        self._seconds_per_document = seconds_per_document
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def read(self, content: bytes, order: Order | None = None) -> Reading:
        """Every page that can be read; TextractError when the document is refused, or none of its pages can be read within the limits.

        A page that takes the worker down with it is left out, and a new worker goes on after it.
        """
        reading, order = Reading(), order or Order()
        deadline = time.monotonic() + self._seconds_per_document
        with self._lock:
            while order.first <= max(reading.count, 1):
                try:
                    for page in self._answers(content, order, reading, deadline):
                        reading.pages[order.first] = page
                        order = replace(order, first=order.first + 1)
                    return reading
                except (OSError, EOFError, ValueError, LookupError, TypeError, TextractError) as broken:
                    if not isinstance(broken, TextractError):
                        self._end()
                    if reading.count <= 1:
                        raise _as_refusal(broken) from broken
                    reading.failed.append(order.first)
                    order = replace(order, first=order.first + 1)
                    if len(reading.failed) > MOST_BROKEN_PAGES or time.monotonic() > deadline:
                        break
        reading.failed += range(order.first, reading.count + 1)
        if not reading.pages:
            raise TextractError("BadDocumentException", "No page of the document can be read")
        return reading

    def _answers(self, content: bytes, order: Order, reading: Reading, deadline: float) -> Iterator[Page]:
        connection = self._connection or self._start()
        connection.send_bytes(json.dumps(asdict(order)).encode())
        connection.send_bytes(content)
        while True:
            answer = self._receive(connection, deadline, self._seconds_per_page)
            if "page" in answer:
                yield from_plain(answer["page"])
            elif "pages" in answer:
                reading.count = answer["pages"]
            elif "error" in answer:
                raise TextractError(*answer["error"])
            else:
                return

    def _receive(self, connection: Connection, deadline: float, seconds: float) -> dict[str, Any]:
        if not connection.poll(max(min(seconds, deadline - time.monotonic()), 0)):
            raise TimeoutError("no answer in time")
        answer: dict[str, Any] = json.loads(connection.recv_bytes())
        return answer

    def _start(self) -> Connection:
        ours, theirs = socket.socketpair()
        environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PATH": os.environ.get("PATH", "")}
        command = [sys.executable, "-m", "local.textract.worker", str(theirs.fileno()), str(self._memory)]
        with theirs:
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL)  # noqa: S603
        self._connection = Connection(ours.detach())
        self._receive(self._connection, time.monotonic() + SECONDS_TO_START, SECONDS_TO_START)
        return self._connection

    def _end(self) -> None:
        if self._connection:
            self._connection.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = self._connection = None

    def close(self) -> None:
        """Ends the worker process."""
        with self._lock:
            self._end()


def _as_refusal(broken: Exception) -> TextractError:
    if isinstance(broken, TextractError):
        return broken
    return TextractError("BadDocumentException", "The document cannot be read within the limits of time and memory")
