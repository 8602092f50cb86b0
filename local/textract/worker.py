"""The process that opens documents: `python -m local.textract.worker FD` serves one connection until it closes."""

import json
import sys
from multiprocessing.connection import Connection
from typing import Any

from .documents import read
from .errors import TextractError
from .page import as_plain


def serve(connection: Connection) -> None:
    """Answers each document with its pages, then an end or an error."""
    while True:
        try:
            content = connection.recv_bytes()
        except EOFError:
            return
        try:
            for _, page in read(content):
                _send(connection, {"kind": "page", "page": as_plain(page)})
            _send(connection, {"kind": "end"})
        except TextractError as refused:
            _send(connection, {"kind": "error", "code": refused.code, "message": refused.message})


def _send(connection: Connection, answer: dict[str, Any]) -> None:
    connection.send_bytes(json.dumps(answer).encode())


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
