"""SES as far as moto leaves it open: the mails that were sent, what SES would refuse, suppressed addresses, the account."""

import base64
import email
import email.policy
import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any
from urllib.parse import parse_qs, unquote

from local.clock import timestamp
from local.endpoint.call import json_body
from local.web import Request, Response

SEND = "/v2/email/outbound-emails"
ACCOUNT = "/v2/email/account"
SUPPRESSED = "/v2/email/suppression/addresses"
TAG = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True)
class SentMail:
    """A mail that SES accepted; `suppressed` are the recipients it then left out."""

    message_id: str
    at: str
    sender: str
    to: list[str]
    cc: list[str]
    bcc: list[str]
    subject: str
    text: str | None
    html: str | None
    headers: dict[str, str]
    attachments: list[str]
    tags: dict[str, str]
    configuration_set: str | None
    suppressed: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As GET /local/outbox shows it: `sender` is called `from` there."""
        told = asdict(self)
        return {"message_id": told.pop("message_id"), "at": told.pop("at"), "from": told.pop("sender"), **told}


class Mail:
    """What SES keeps: the outbox, and who gets no more mails."""

    def __init__(self, now: Callable[[], datetime], knows_configuration_set: Callable[[str], bool]) -> None:
        self._now = now
        self._knows_configuration_set = knows_configuration_set
        self._lock = threading.Lock()
        self._sent: list[SentMail] = []
        self._suppressed: dict[str, dict[str, Any]] = {}
        self.tell: Callable[[SentMail], None] = lambda _mail: None
        """Who is told of every mail that was accepted, once it lies in the outbox."""

    def sent(self) -> list[SentMail]:
        """Every mail so far, oldest first."""
        with self._lock:
            return list(self._sent)

    def refusal(self, request: Request) -> Response | None:
        """The answer to a SendEmail that SES would refuse and moto takes; None when there is nothing against it."""
        asked = json_body(request)
        for tag in asked.get("EmailTags", ()):
            if not (TAG.fullmatch(tag["Name"]) and TAG.fullmatch(tag["Value"])):
                return _refused(
                    "BadRequestException", f"Invalid tag {tag['Name']}={tag['Value']}: letters, digits, _ and - only, at most 256"
                )
        name = asked.get("ConfigurationSetName")
        if name is not None and not self._knows_configuration_set(name):
            return _refused("NotFoundException", f"Configuration set <{name}> does not exist.", 404)
        return None

    def record(self, request: Request, response: Response) -> None:
        """Puts a mail that SES has accepted into the outbox."""
        asked = json_body(request)
        content = asked["Content"]
        message = _raw(content["Raw"]) if "Raw" in content else _composed(asked)
        destination = asked.get("Destination", {})
        to, cc, bcc = (_addresses(destination.get(f"{kind}Addresses"), message, kind) for kind in ("To", "Cc", "Bcc"))
        body_text, body_html = message.get_body(("plain",)), message.get_body(("html",))
        mail = SentMail(
            message_id=json.loads(response.body)["MessageId"],
            at=timestamp(self._now()),
            sender=asked.get("FromEmailAddress") or str(message["From"]),
            to=to,
            cc=cc,
            bcc=bcc,
            subject=str(message["Subject"] or ""),
            text=body_text.get_content() if body_text else None,
            html=body_html.get_content() if body_html else None,
            headers={name: str(value) for name, value in message.items()},
            attachments=[part.get_filename() or part.get_content_type() for part in message.iter_attachments()],
            tags={tag["Name"]: tag["Value"] for tag in asked.get("EmailTags", ())},
            configuration_set=asked.get("ConfigurationSetName"),
            suppressed=[address for address in (*to, *cc, *bcc) if address.lower() in self._suppressed],
        )
        with self._lock:
            self._sent.append(mail)
        self.tell(mail)

    def answer(self, request: Request) -> Response | None:
        """The calls about suppression and the account, which moto does not know; None for any other."""
        if request.path == ACCOUNT and request.method == "GET":
            return _json(self._account())
        if request.path == SUPPRESSED:
            return self._list(request) if request.method == "GET" else self._suppress(json_body(request))
        if request.path.startswith(SUPPRESSED + "/"):
            return self._one(request.method, unquote(request.path.removeprefix(SUPPRESSED + "/")).lower())
        return None

    def _account(self) -> dict[str, Any]:
        return {
            "DedicatedIpAutoWarmupEnabled": False,
            "EnforcementStatus": "HEALTHY",
            "ProductionAccessEnabled": True,
            "SendingEnabled": True,
            "SendQuota": {"Max24HourSend": 50000.0, "MaxSendRate": 14.0, "SentLast24Hours": float(len(self._sent))},
            "SuppressionAttributes": {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
        }

    def _list(self, request: Request) -> Response:
        reasons = parse_qs(request.query).get("Reason")
        entries = [entry for entry in self._suppressed.values() if reasons is None or entry["Reason"] in reasons]
        return _json({"SuppressedDestinationSummaries": entries})

    def _suppress(self, asked: Mapping[str, Any]) -> Response:
        address = str(asked["EmailAddress"])
        self._suppressed[address.lower()] = {"EmailAddress": address, "Reason": asked["Reason"], "LastUpdateTime": self._now().timestamp()}
        return _json({})

    def _one(self, method: str, address: str) -> Response:
        found = self._suppressed.get(address)
        if found is None:
            return _refused("NotFoundException", f"Email address {address} does not exist on your suppression list.", 404)
        if method == "DELETE":
            del self._suppressed[address]
            return _json({})
        return _json({"SuppressedDestination": found})


def _raw(raw: Mapping[str, str]) -> EmailMessage:
    message = email.message_from_bytes(base64.b64decode(raw["Data"]), policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise TypeError("the default policy makes EmailMessages")
    return message


def _composed(asked: Mapping[str, Any]) -> EmailMessage:
    """What SES makes of a Simple mail; SES renders no templates for this stack."""
    simple = asked["Content"]["Simple"]
    message = EmailMessage()
    message["From"] = asked.get("FromEmailAddress", "")
    message["To"] = ", ".join(asked.get("Destination", {}).get("ToAddresses", ()))
    message["Subject"] = simple["Subject"]["Data"]
    for header in simple.get("Headers", ()):
        message[header["Name"]] = header["Value"]
    body = simple["Body"]
    message.set_content(body.get("Text", {}).get("Data", ""))
    if "Html" in body:
        message.add_alternative(body["Html"]["Data"], subtype="html")
    for attachment in simple.get("Attachments", ()):
        kind, _, subtype = attachment.get("ContentType", "application/octet-stream").partition("/")
        message.add_attachment(base64.b64decode(attachment["RawContent"]), maintype=kind, subtype=subtype, filename=attachment["FileName"])
    return message


def _addresses(told: list[str] | None, message: EmailMessage, kind: str) -> list[str]:
    return [address for _, address in getaddresses(told if told is not None else [str(value) for value in message.get_all(kind, [])])]


def _json(told: object, status: int = 200) -> Response:
    return Response(status, (("Content-Type", "application/json"),), json.dumps(told).encode())


def _refused(code: str, message: str, status: int = 400) -> Response:
    return _json({"message": message}, status).with_headers([("x-amzn-ErrorType", code)])
