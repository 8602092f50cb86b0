"""What SES's events say of a mail, in our words.

Shapes: docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html. Which bounce is final, SES says: `Permanent`.
"""

from email.utils import parseaddr
from typing import Any

from coverwatch.application.messages import MailEvent
from coverwatch.aws.events import BadEvent, in_envelope, json_object, moment
from coverwatch.domain.notice import MailOutcome
from coverwatch.domain.vendor import ClosedBecause

VALIDATION = "Successfully validated SNS topic"
"""How SES's own test message begins, which it sends when it is told of the topic."""

NOT_SPAM = "not-spam"
"""The complaint that is none: its reader took the mail out of the junk."""

PART = {
    "Send": "send",
    "Delivery": "delivery",
    "DeliveryDelay": "deliveryDelay",
    "Reject": "reject",
    "Rendering Failure": "failure",
    "Bounce": "bounce",
    "Complaint": "complaint",
}
OUTCOMES = {
    "Send": MailOutcome.SENT,
    "Delivery": MailOutcome.DELIVERED,
    "DeliveryDelay": MailOutcome.DELAYED,
    "Reject": MailOutcome.REJECTED,
    "Rendering Failure": MailOutcome.REJECTED,
    "Complaint": MailOutcome.COMPLAINED,
}
CONCERNED = {"bounce": "bouncedRecipients", "complaint": "complainedRecipients", "deliveryDelay": "delayedRecipients"}


def mail_event_in(body: str) -> MailEvent | None:
    """SES's event, bare or in SNS's envelope; None for the message by which SES tries the topic. Raises BadEvent."""
    text = in_envelope(body)
    if text.startswith(VALIDATION):
        return None
    message = json_object(text)
    try:
        return _event(message["eventType"], message["mail"], message.get(PART[message["eventType"]]) or {})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadEvent(f"not an event of a mail: {error!r}") from error


def _event(kind: str, mail: dict[str, Any], part: dict[str, Any]) -> MailEvent:
    tags: dict[str, list[str]] = mail.get("tags") or {}
    return MailEvent(
        mail_id=str(mail["messageId"]),
        outcome=_outcome(kind, part),
        recipients=_recipients(kind, mail, part),
        closes=_closes(kind, part),
        vendor_id=next(iter(tags.get("vendor", ())), None),
        notice_tags=tuple(tag for joined in tags.get("notices", ()) for tag in joined.split("_")),
        at=moment(part.get("timestamp") or mail["timestamp"]),
        detail=" ".join(str(part[name]) for name in ("bounceType", "bounceSubType", "complaintFeedbackType", "reason") if part.get(name)),
    )


def _outcome(kind: str, part: dict[str, Any]) -> MailOutcome:
    if kind == "Bounce":
        return MailOutcome.BOUNCED if part["bounceType"] == "Permanent" else MailOutcome.RETURNED
    if kind == "Complaint" and _closes(kind, part) is None:
        return MailOutcome.DELIVERED
    return OUTCOMES[kind]


def _recipients(kind: str, mail: dict[str, Any], part: dict[str, Any]) -> tuple[str, ...]:
    listed = CONCERNED.get(PART[kind])
    if listed:
        return tuple(_address(recipient["emailAddress"]) for recipient in part[listed])
    return tuple(_address(recipient) for recipient in part.get("recipients") or mail["destination"])


def _address(text: str) -> str:
    """The address alone: a bounce may name its recipient as a mail's header does."""
    return parseaddr(text)[1] or text


def _closes(kind: str, part: dict[str, Any]) -> ClosedBecause | None:
    if kind == "Bounce" and part["bounceType"] == "Permanent":
        return ClosedBecause.HARD_BOUNCE
    if kind == "Complaint" and part.get("complaintFeedbackType") != NOT_SPAM:
        return ClosedBecause.COMPLAINT
    return None
