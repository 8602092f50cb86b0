"""boto3 clients whose calls go straight into the endpoint, without a socket."""

import io
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config

from local.endpoint.embedded import REGION
from local.web import Application, Request

if TYPE_CHECKING:
    from botocore.client import BaseClient

CREDENTIALS = ("local", "local")


class _Raw(io.BytesIO):
    """A body as urllib3 would hand it out."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        while chunk := self.read(65536):
            yield chunk


class Clients:
    """Makes and keeps one client for each service."""

    def __init__(self, endpoint: Application, url: str) -> None:
        """`url` is the endpoint's address as others see it: queue addresses and signatures carry it."""
        self._endpoint = endpoint
        self._url = url
        self._session = boto3.Session(*CREDENTIALS, region_name=REGION)
        self._clients: dict[str, BaseClient] = {}
        self._lock = threading.Lock()

    def __call__(self, service: str) -> Any:
        """The client for a service, by its name in boto3."""
        with self._lock:
            if service not in self._clients:
                self._clients[service] = self._made(service)
            return self._clients[service]

    def _made(self, service: str) -> "BaseClient":
        config = Config(retries={"total_max_attempts": 1}, account_id_endpoint_mode="disabled", s3={"addressing_style": "path"})
        client: BaseClient = self._session.client(service, endpoint_url=self._url, config=config)  # type: ignore[call-overload]
        client.meta.events.register("before-send", self._send)  # type: ignore[arg-type]
        return client

    def close(self) -> None:
        """Closes what clients hold open."""
        for client in self._clients.values():
            client.close()

    def _send(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        parts = urlsplit(str(request.url))
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = [(str(name), _text(value)) for name, value in request.headers.items()]
        answer = self._endpoint(Request(str(request.method), target, (*headers, ("Host", parts.netloc)), _bytes(request.body)))
        told = HTTPHeaders()
        for name, value in answer.headers:
            told[name] = value
        return AWSResponse(str(request.url), answer.status, told, _Raw(answer.body))


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _bytes(body: Any) -> bytes:
    """What is sent, whether botocore holds it as text, as bytes or as a file."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    return bytes(body.read() if hasattr(body, "read") else body)
