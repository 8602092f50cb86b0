"""The stack in this process: everything that template.yaml describes, put together."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

from local.activity import Activity
from local.clock import Clock, timestamp
from local.control import Control
from local.endpoint.direct import CREDENTIALS
from local.endpoint.embedded import ACCOUNT, REGION
from local.endpoint.endpoint import Endpoint
from local.formation.forming import form
from local.formation.template import Deployment, declared_parameters
from local.gateway.gateway import Gateway
from local.gateway.tokens import VALID_FOR, Tokens
from local.pump.asynchronous import AsynchronousInvocations
from local.pump.deliveries import Deliveries
from local.pump.mail_events import MailEventPump
from local.pump.queues import QueuePump
from local.pump.schedules import SchedulePump
from local.pump.streams import StreamPump
from local.pump.surroundings import Surroundings
from local.reader import open_textract
from local.settings import ANSWERS, STACK_LOG, STACK_NAME, Settings
from local.web import Request, Response, Server
from local.wiring import QueueAddress, Wiring
from local.workers import Function


class Host:
    """A running stack; one at a time in a process, since moto keeps its state in its modules. local.stack starts a process for each."""

    def __init__(self, settings: Settings) -> None:
        """Starts everything; raises NotUnderstoodError or InvalidTemplateError for a template it cannot enact."""
        self._closing = ExitStack()
        try:
            self._open(settings)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Host":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stops everything; state is gone, logs stay."""
        self._closing.close()

    # What it is asked over HTTP.

    def token(self, role: str, use: str, valid_for: timedelta) -> str:
        """A development token as Cognito gives it to staff of this group; `use` is access or id."""
        make = self._tokens.id_token if use == "id" else self._tokens.access_token
        return make(role, valid_for=valid_for)

    def facts(self) -> dict[str, str | None]:
        """Where the stack is, what it is called, and a token to try it with."""
        return {
            "api": self.api,
            "aws": self.aws,
            "region": REGION,
            "bucket": self.bucket,
            "table": self.table,
            "token": self.token("admin", "access", VALID_FOR),
        }

    def under_way(self) -> list[str]:
        """What runs or waits, in a few words each; empty when the stack is at rest."""
        return ["the clock moves"] if self._schedules.moving else self.activity.under_way()

    def wait_until_idle(self, timeout: float = 60.0) -> None:
        """Returns once nothing is under way; raises StillBusyError after `timeout` seconds."""
        self.activity.wait_until_idle(timeout)

    def move_clock(self, on: date) -> list[dict[str, str]]:
        """Sets the stack's day, to its noon, and runs what is scheduled on the way; returns what ran, and when."""
        ran = self._schedules.move_to(self.clock.noon_of(on))
        return [{"schedule": due.schedule.name, "at": timestamp(due.at)} for due in ran]

    def shown_clock(self) -> dict[str, str]:
        """The stack's moment, day and time zone."""
        return {"now": timestamp(self.clock.now()), "on": self.clock.today().isoformat(), "time_zone": str(self.clock.zone)}

    def outbox(self) -> list[dict[str, Any]]:
        """Every mail sent, oldest first: from, to, subject, text, html, headers, tags …"""
        return [mail.to_json() for mail in self.endpoint.mail.sent()]

    def dead_letters(self) -> list[dict[str, Any]]:
        """The messages in queues that nobody reads: what no function could deal with."""
        read = {mapping.queue.arn for mapping in self._wiring.queue_mappings}
        return [
            {"queue": address.name, "message_id": message.id, "body": message.body, "received": message.approximate_receive_count}
            for address in self._queues.values()
            if address.arn not in read
            for message in self.endpoint.embedded.messages(address.name)
        ]

    # How it is put together.

    def _open(self, settings: Settings) -> None:
        logs = _fresh_logs(settings.home)
        api_server, aws_server = self._server(settings.port), self._server(settings.aws_port)
        self.api, self.aws = api_server.url, aws_server.url
        parameters = _parameters(settings, self.api)
        self.activity = Activity()
        self.clock = _clock(settings, parameters)
        self.endpoint = Endpoint(self.aws, self.clock, self.activity)
        self._closing.callback(self.endpoint.close)
        self._queues: dict[str, QueueAddress] = {}
        around = Surroundings(self.endpoint.clients, self.endpoint.embedded, self.activity, self.clock, self._queues, settings.pace)
        deliveries = Deliveries(around)
        self._closing.callback(deliveries.remove)
        deliveries.install()
        aws_server.start(self.endpoint)

        formed = form(settings.template, parameters, Deployment(STACK_NAME, ACCOUNT, REGION), self.endpoint.clients, self._queues)
        self._wiring = formed.wiring
        functions = self._functions(formed.wiring, settings, logs)
        self.endpoint.textract = self._textract(around)
        self.endpoint.mail.tell = MailEventPump(formed.wiring.mail_events, around).tell
        self._pump(formed.wiring, functions, around)
        self._tokens = _tokens(formed.wiring)
        api_server.start(Control(self, self._api(formed.wiring, functions, logs)))
        self.bucket, self.table = _first(formed.buckets), _first(formed.tables)
        self._write_down(settings.home)

    def _server(self, port: int) -> Server:
        server = Server(port)
        self._closing.callback(server.close)
        return server

    def _functions(self, wiring: Wiring, settings: Settings, logs: Path) -> dict[str, Function]:
        surroundings = {
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": CREDENTIALS[0],
            "AWS_SECRET_ACCESS_KEY": CREDENTIALS[1],
            "AWS_ENDPOINT_URL": self.aws,
            "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
        }
        functions = {}
        for number, (arn, definition) in enumerate(wiring.functions.items()):
            access_key = f"function-{number}"  # one for each, so that the endpoint knows whose role a call is held against
            self.endpoint.admit(access_key, CREDENTIALS[1], definition.statements)
            own = {**surroundings, "AWS_ACCESS_KEY_ID": access_key}
            functions[arn] = Function(definition, own, logs, self.activity, settings.workers)
            self._closing.callback(functions[arn].close)
            if settings.warm:
                functions[arn].warm()
        return functions

    def _textract(self, around: Surroundings) -> Any:
        jobs = ThreadPoolExecutor(2, thread_name_prefix="textract")
        textract = open_textract(around, jobs)
        self._closing.callback(jobs.shutdown, cancel_futures=True)
        self._closing.callback(textract.close)
        return textract

    def _pump(self, wiring: Wiring, functions: Mapping[str, Function], around: Surroundings) -> None:
        invocations = AsynchronousInvocations(functions, wiring.asynchronous, around)
        self._closing.callback(invocations.stop)
        self._schedules = SchedulePump(wiring.schedules, invocations, around)
        pumps: list[QueuePump | StreamPump | SchedulePump] = [
            *(QueuePump(mapping, functions[mapping.function_arn], around) for mapping in wiring.queue_mappings),
            *(StreamPump(mapping, functions[mapping.function_arn], around) for mapping in wiring.stream_mappings),
            self._schedules,
        ]
        for function in functions.values():
            # Whatever still runs when the pumps are asked to stop is stopped first: nobody waits for its outcome any more.
            self._closing.callback(function.close)
        for pump in pumps:
            pump.start()
            self._closing.callback(pump.stop)

    def _api(self, wiring: Wiring, functions: Mapping[str, Function], logs: Path) -> Any:
        if wiring.api is None:
            return _no_api
        gateway = Gateway(wiring.api, functions, self._tokens, self.clock, self.activity, logs)
        self._closing.callback(gateway.close)
        return gateway

    def _write_down(self, home: Path) -> None:
        (home / "stack.json").write_text(json.dumps(self.facts(), indent=2) + "\n", encoding="utf-8")


def _fresh_logs(home: Path) -> Path:
    logs = home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    for old in logs.glob("*.log"):
        if old.name != STACK_LOG:
            old.unlink()
    return logs


def _parameters(settings: Settings, api: str) -> dict[str, str]:
    declared = declared_parameters(settings.template)
    answers = {**ANSWERS, "PublicUrl": api}
    return {**{name: value for name, value in answers.items() if name in declared}, **(settings.parameters or {})}


def _clock(settings: Settings, parameters: Mapping[str, str]) -> Clock:
    """In the template's time zone, from the real moment or from the noon of the day that was asked for."""
    declared = declared_parameters(settings.template).get("TimeZone", {})
    zone = ZoneInfo(parameters.get("TimeZone") or declared.get("Default") or "UTC")
    start = None if settings.on is None else datetime.combine(settings.on, datetime.min.time().replace(hour=12), tzinfo=zone)
    return Clock(zone, start)


def _tokens(wiring: Wiring) -> Tokens:
    authorizers = [route.authorizer for route in wiring.api.routes if route.authorizer] if wiring.api else []
    if not authorizers:
        return Tokens("https://no-api.example", "nobody")
    return Tokens(authorizers[0].issuer, authorizers[0].audience[0])


def _first(names: tuple[str, ...]) -> str | None:
    return names[0] if names else None


def _no_api(_request: Request) -> Response:
    return Response(404, (("Content-Type", "application/json"),), b'{"message": "the template has no API"}')
