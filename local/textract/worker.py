"""The process that opens documents: `python -m local.textract.worker FD BYTES` serves one connection until it closes.

BYTES is the most address space that it may take.
"""

import json
import resource
import sys
from multiprocessing.connection import Connection
from typing import Any

import cv2

from .documents import read
from .errors import TextractError
from .ocr import Ocr
from .order import Order
from .page import as_plain


def serve(connection: Connection) -> None:
    """Answers each order and document with the number of pages, the pages, and an end or an error."""
    ocr = Ocr()
    _send(connection, {"ready": True})
    while True:
        try:
            order = Order(**json.loads(connection.recv_bytes()))
            content = connection.recv_bytes()
        except EOFError:
            return
        try:
            for found in read(content, order, ocr):
                _send(connection, {"pages": found} if isinstance(found, int) else {"page": as_plain(found)})
            _send(connection, {"end": True})
        except TextractError as refused:
            _send(connection, {"error": [refused.code, refused.message]})
        except MemoryError:
            _send(connection, {"error": ["BadDocumentException", "The document needs too much memory"]})


def _send(connection: Connection, answer: dict[str, Any]) -> None:
    connection.send_bytes(json.dumps(answer).encode())


if __name__ == "__main__":
    cv2.setNumThreads(1)  # its threads wait for one another longer than they work
    descriptor, memory = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    serve(Connection(descriptor))
