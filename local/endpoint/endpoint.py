"""The one address: every call to AWS passes here, is held against what moto does not enforce, and wakes whoever waits for it."""

import json
import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import unquote

from botocore.exceptions import ClientError

from coverwatch.aws import world
from local.activity import Activity
from local.clock import Clock
from local.endpoint import cross_origin, mail, presigned_address, presigned_post
from local.endpoint.call import WAITS, Call, call_of, json_body, without_wait
from local.endpoint.direct import CREDENTIALS, Clients
from local.endpoint.embedded import ACCOUNT, REGION, EmbeddedAws
from local.endpoint.permissions import Permissions, Place
from local.endpoint.signing import RefusedError
from local.web import Request, Response

log = logging.getLogger(__name__)

MAIL_OF_THE_FIRST_KIND = b"the local stack's outbox knows the second version of SES only (sesv2)"


class Textract(Protocol):
    """What answers Textract's calls; its errors carry `code`, `message` and `http_status`."""

    def handle(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one operation, ready for JSON."""


class Endpoint:
    """Answers every call; `textract` may be set later, since it needs the endpoint's own clients."""

    textract: Textract | None = None

    def __init__(self, url: str, clock: Clock, activity: Activity) -> None:
        self.embedded = EmbeddedAws()
        self.clients = Clients(self, url)
        self.mail = mail.Mail(clock.now, self._knows_configuration_set)
        self._activity = activity
        self._secrets = dict([CREDENTIALS])
        self._permissions = Permissions(Place(REGION, ACCOUNT))

    def close(self) -> None:
        """Forgets everything."""
        self.clients.close()
        self.embedded.close()

    def admit(self, access_key: str, secret: str, statements: Sequence[Mapping[str, Any]]) -> None:
        """Adds the credentials of a role: its signatures on forms count, and its calls are held against its statements."""
        self._secrets[access_key] = secret
        self._permissions.grant(access_key, statements)

    def __call__(self, request: Request) -> Response:
        """Answers one call."""
        if cross_origin.is_preflight(request):
            return cross_origin.preflight(request, self._cors_rules(request))
        call = call_of(request)
        if (call.service, call.operation) == WAITS:
            return self._receive(request)
        with self._activity.running(call.name):
            return self._answer(call, request)

    def _answer(self, call: Call, request: Request) -> Response:
        refusal = self._permissions.refusal(call, request)
        if refusal is not None:
            return refusal
        if call.service == "textract":
            return self._ask_textract(call.operation, json_body(request))
        if call.service == "ses":
            return self._ask_ses(call, request)
        if call.service == "s3":
            return self._ask_s3(request)
        return self.embedded(request)

    def _ask_textract(self, operation: str, payload: Mapping[str, Any]) -> Response:
        headers = (("Content-Type", "application/x-amz-json-1.1"),)
        if self.textract is None:
            return Response(500, headers, b'{"__type": "InternalServerError", "Message": "the local stack has no Textract yet"}')
        try:
            answer, status = self.textract.handle(operation, payload), 200
        except Exception as error:
            code = getattr(error, "code", None)
            if code is None:
                log.exception("Textract.%s failed", operation)
            answer = {"__type": code or "InternalServerError", "Message": getattr(error, "message", str(error))}
            status = getattr(error, "http_status", 500)
        return Response(status, headers, json.dumps(answer).encode())

    def _ask_ses(self, call: Call, request: Request) -> Response:
        if call.operation in ("SendEmail", "SendRawEmail", "SendTemplatedEmail", "SendBulkTemplatedEmail"):
            return Response(400, (("Content-Type", "text/plain"),), MAIL_OF_THE_FIRST_KIND)
        if (request.method, request.path) != ("POST", mail.SEND):
            return self.mail.answer(request) or self.embedded(request)
        refusal = self.mail.refusal(request)
        if refusal is not None:
            return refusal
        response = self.embedded(request)
        if response.status == 200:
            self.mail.record(request, response)
        return response

    def _ask_s3(self, request: Request) -> Response:
        try:
            if presigned_post.is_form(request):
                presigned_post.check(request, _bucket(request), self._secrets, world.now())
            else:
                presigned_address.check(request, self._secrets, world.now())
        except RefusedError as refused:
            return refused.response().with_headers(cross_origin.granted(request, self._cors_rules(request)))
        response = self.embedded(request)
        if request.header("Origin") is None:
            return response
        return response.with_headers(cross_origin.granted(request, self._cors_rules(request)))

    def _receive(self, request: Request) -> Response:
        """Waits for messages without holding up every other call, as moto would."""
        wait, at_once = without_wait(request)
        end = time.monotonic() + wait
        while True:
            generation = self._activity.generation()
            response = self.embedded(at_once)
            left = end - time.monotonic()
            if response.status != 200 or left <= 0 or b"ReceiptHandle" in response.body:
                self._activity.changed()
                return response
            self._activity.wait_for_change(generation, left)

    def _cors_rules(self, request: Request) -> list[dict[str, Any]]:
        try:
            rules: list[dict[str, Any]] = self.clients("s3").get_bucket_cors(Bucket=_bucket(request))["CORSRules"]
        except ClientError:
            return []
        return rules

    def _knows_configuration_set(self, name: str) -> bool:
        try:
            self.clients("sesv2").get_configuration_set(ConfigurationSetName=name)
        except ClientError:
            return False
        return True


def _bucket(request: Request) -> str:
    return unquote(request.path.lstrip("/").split("/", 1)[0])
