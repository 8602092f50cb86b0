"""Reads documents in a process of its own, with a limit on time and memory, so that a hostile one costs that process and no more."""

import json
import os
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from threading import Lock

from .errors import TextractError
from .page import Page, from_plain

SECONDS_PER_PAGE = 120.0


class Reader:
    """Pages of documents; one worker process, started when it is first needed, replaced when it had to be ended."""

    def __init__(self, seconds_per_page: float = SECONDS_PER_PAGE) -> None:
        self._seconds = seconds_per_page
        self._lock = Lock()
        self._worker: tuple[subprocess.Popen[bytes], Connection] | None = None

    def read(self, content: bytes) -> list[Page]:
        """Every page; TextractError when the document is refused or cannot be read within its limits."""
        with self._lock:
            process, connection = self._worker or self._start()
            try:
                connection.send_bytes(content)
                return self._pages(connection)
            except (OSError, EOFError) as broken:
                self._end(process, connection)
                raise TextractError("InternalServerError", "The document could not be read within its limits") from broken

    def _pages(self, connection: Connection) -> list[Page]:
        pages: list[Page] = []
        while True:
            if not connection.poll(self._seconds):
                raise TimeoutError("no page within the time for one")
            answer = json.loads(connection.recv_bytes())
            match answer["kind"]:
                case "page":
                    pages.append(from_plain(answer["page"]))
                case "end":
                    return pages
                case _:
                    raise TextractError(answer["code"], answer["message"])

    def _start(self) -> tuple[subprocess.Popen[bytes], Connection]:
        ours, theirs = socket.socketpair()
        environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PATH": os.environ.get("PATH", "")}
        command = [sys.executable, "-m", "local.textract.worker", str(theirs.fileno())]
        with theirs:
            process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL)  # noqa: S603
        self._worker = (process, Connection(ours.detach()))
        return self._worker

    def _end(self, process: "subprocess.Popen[bytes]", connection: Connection) -> None:
        self._worker = None
        connection.close()
        process.kill()
        process.wait()

    def close(self) -> None:
        """Ends the worker process."""
        with self._lock:
            if self._worker:
                self._end(*self._worker)
