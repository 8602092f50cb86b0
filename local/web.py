"""HTTP as the stack speaks it: whole requests in, whole answers out, connections kept open."""

import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

WITHOUT_BODY = (204, 304)


@dataclass(frozen=True)
class Request:
    """One request; `target` is path and query as sent, header names keep their case."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    source: str = "127.0.0.1"

    def header(self, name: str) -> str | None:
        """The first header of this name, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def path(self) -> str:
        """The path as sent, still encoded."""
        return urlsplit(self.target).path

    @property
    def query(self) -> str:
        """The query as sent, still encoded."""
        return urlsplit(self.target).query


@dataclass(frozen=True)
class Response:
    """One answer."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first header of this name, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def with_headers(self, headers: Iterable[tuple[str, str]]) -> "Response":
        """The same answer with more headers."""
        return Response(self.status, (*self.headers, *headers), self.body)


Application = Callable[[Request], Response]


class Server:
    """Serves an application on 127.0.0.1, a thread for each connection; `port` is known as soon as it exists."""

    def __init__(self, port: int) -> None:
        """Takes the port (0: any free one) without answering yet; OSError when someone else has it."""
        self._server = _ThreadingServer(("127.0.0.1", port), _Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name=f"server {self.port}")

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, application: Application) -> None:
        """Begins to answer."""
        self._server.application = application
        self._thread.start()

    def close(self) -> None:
        """Answers no more, and closes the connections that clients keep."""
        if self._thread.ident is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        self._server.close_connections()


class _ThreadingServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    application: Application

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            self.shutdown_request(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none of our business."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _ThreadingServer
    headers: HTTPMessage

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline:
            self.close_connection = True
        elif self.parse_request():
            request = Request(self.command, self.path, tuple(self.headers.items()), self._body(), self.client_address[0])
            self._answer(self.server.application(request))

    def _body(self) -> bytes:
        if (self.headers.get("Transfer-Encoding") or "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chunks = []
        while size := int(self.rfile.readline(100).split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline(10)
        while self.rfile.readline(65537).strip():
            pass
        return b"".join(chunks)

    def _answer(self, response: Response) -> None:
        reason = HTTPStatus(response.status).phrase if response.status in HTTPStatus._value2member_map_ else ""
        lines = [f"{self.protocol_version} {response.status} {reason}"]
        lines += [f"{name}: {value}" for name, value in response.headers if name.lower() not in ("content-length", "connection", "date")]
        lines.append(f"Date: {self.date_time_string()}")
        if response.status not in WITHOUT_BODY:
            told = response.header("Content-Length") if self.command == "HEAD" else None
            lines.append(f"Content-Length: {told or len(response.body)}")
        if self.close_connection:
            lines.append("Connection: close")
        head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
        self.wfile.write(head if self.command == "HEAD" or response.status in WITHOUT_BODY else head + response.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by the base class
        """Requests are logged by the applications, where they are worth it."""
