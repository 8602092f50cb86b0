"""moto in this process: one call at a time, its state in memory, and looked into where the API cannot tell."""

import io
import logging
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from moto.core.base_backend import BackendDict
from moto.core.request import PRESERVED_HEADER_NAMES_ENVIRON_KEY, environ_key_for_header, should_preserve_original_header_name
from moto.core.utils import unix_time_millis
from moto.dynamodb.models import dynamodb_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.sqs.models import sqs_backends

from local.endpoint.lightened import lighten
from local.web import Request, Response

log = logging.getLogger(__name__)

ACCOUNT = "123456789012"
REGION = "us-east-1"


class EmbeddedAws:
    """Answers every service's API from moto. There is one per process, since moto keeps its state in the modules themselves."""

    _taken = threading.Lock()

    def __init__(self) -> None:
        """Begins with nothing; RuntimeError while another stack runs in this process."""
        if not EmbeddedAws._taken.acquire(blocking=False):
            raise RuntimeError("a local stack runs in this process already")
        lighten()
        BackendDict.reset()
        # moto is not made for threads: a message sent while another is deleted would be lost, and conditions would not hold.
        self.lock = threading.RLock()
        self._application = DomainDispatcherApplication(create_backend_app)

    def close(self) -> None:
        """Forgets everything, and lets another stack begin."""
        with self.lock:
            BackendDict.reset()
        EmbeddedAws._taken.release()

    def __call__(self, request: Request) -> Response:
        """Answers one call; what moto cannot do is a 501 with its reason."""
        with self.lock:
            try:
                return self._answer(request)
            except NotImplementedError as error:
                return Response(501, (("Content-Type", "text/plain"),), f"moto does not do this: {error}".encode())
            except Exception:
                log.exception("moto failed at %s %s", request.method, request.target)
                return Response(500, (("Content-Type", "text/plain"),), b"moto failed; see the log")

    def _answer(self, request: Request) -> Response:
        answered: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
            answered["status"] = int(status.split(" ", 1)[0])
            answered["headers"] = headers

        chunks = self._application(_environ(request), start_response)
        body = b"".join(chunks)
        # moto lets every page of the world in; the bucket's own rules decide instead.
        headers = tuple((name, value) for name, value in answered["headers"] if not name.lower().startswith("access-control-"))
        return Response(answered["status"], headers, body)

    # What the API tells only at the price of a poll.

    def queue(self, name: str) -> Any:
        """moto's queue of this name."""
        return sqs_backends[ACCOUNT][REGION].queues[name]

    def queue_length(self, name: str) -> int:
        """How many messages a queue holds, whether visible, in flight or delayed."""
        return len(self.queue(name)._messages)

    def receivable(self, name: str, pace: float) -> bool:
        """Whether a receipt would find a message, or move one to the dead letters; delays are shortened to `pace` on the way."""
        queue = self.queue(name)
        messages = list(queue._messages)
        for message in messages:
            _shorten_delay(message, pace)
        shown = [message for message in messages if message.visible and not message.delayed]
        if not queue.fifo_queue or not shown:
            return bool(shown)
        held = {message.group_id for message in queue._pending_messages.copy() if not message.visible}
        return any(message.group_id not in held for message in shown)

    def seconds_to_visible(self, name: str) -> float | None:
        """How long until the next hidden or delayed message shows itself; None when nothing is hidden."""
        messages = list(self.queue(name)._messages)
        if not messages:
            return None
        now = unix_time_millis()
        hidden = [moment for message in messages if (moment := max(message.visible_at, message.delayed_until)) >= now]
        return (min(hidden) - now + 1) / 1000 if hidden else None

    def stream_records(self, table: str) -> int:
        """How many records a table's stream has had."""
        shard = dynamodb_backends[ACCOUNT][REGION].tables[table].stream_shard
        return len(shard.items) if shard is not None else 0

    def messages(self, name: str) -> Iterator[Any]:
        """A queue's messages as moto keeps them, oldest first."""
        with self.lock:
            yield from list(self.queue(name)._messages)


def _shorten_delay(message: Any, pace: float) -> None:
    if message.delayed and not getattr(message, "shortened", False):
        message.delayed_until = message.sent_timestamp + (message.delayed_until - message.sent_timestamp) * pace
        message.shortened = True


def _environ(request: Request) -> dict[str, Any]:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(request.path, "latin-1"),
        "QUERY_STRING": request.query,
        "RAW_URI": request.target,
        "REQUEST_URI": request.target,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": request.source,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(request.body)),
    }
    spelling = {}
    for name, value in request.headers:
        key = environ_key_for_header(name)
        if name.lower() in ("content-length", "transfer-encoding"):
            continue
        environ[key] = f"{environ[key]},{value}" if key in environ else value
        if should_preserve_original_header_name(name):
            spelling[key] = name
    environ[PRESERVED_HEADER_NAMES_ENVIRON_KEY] = spelling
    return environ
