"""What SES tells of a mail: that it was sent, and what its recipient's server would make of it. moto tells nothing.

As with SES's mailbox simulator, the name before the @ decides: `bounce@…`, `complaint@…`, `ooto@…` (somebody is away), `mailboxfull@…`,
`suppressionlist@…`; whatever follows a plus sign counts for nothing. Every other address takes its mail.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from local.clock import timestamp
from local.endpoint.embedded import ACCOUNT, REGION
from local.endpoint.mail import SentMail
from local.endpoint.policies import Delivery, allows
from local.pump.surroundings import Surroundings
from local.wiring import MailEvents

log = logging.getLogger(__name__)

Event = tuple[str, str, dict[str, Any]]
"""Its kind as the template names it, as the event itself does, and its own part."""

BOUNCES = {
    "bounce": ("Permanent", "General"),
    "suppressionlist": ("Permanent", "Suppressed"),
    "suppressed": ("Permanent", "OnAccountSuppressionList"),
    "ooto": ("Transient", "General"),
    "mailboxfull": ("Transient", "MailboxFull"),
}
DELIVERED_FIRST = ("complaint", "ooto")


class MailEventPump:
    """Tells the topics of a template what becomes of every mail, at once."""

    def __init__(self, destinations: tuple[MailEvents, ...], surroundings: Surroundings) -> None:
        self._destinations = destinations
        self._around = surroundings

    def tell(self, mail: SentMail) -> None:
        """Publishes the events of a mail to whoever its configuration set tells."""
        for destination in self._destinations:
            if destination.configuration_set == mail.configuration_set and self._may_publish(destination):
                for kind, name, part in self._events(mail):
                    if kind in destination.kinds:
                        message = json.dumps({"eventType": name, "mail": _told(mail), kind: part})
                        subject = "Amazon SES Email Event Notification"
                        self._around.clients("sns").publish(TopicArn=destination.topic_arn, Message=message, Subject=subject)

    def _events(self, mail: SentMail) -> Iterator[Event]:
        yield "send", "Send", {}
        for recipient in (*mail.to, *mail.cc, *mail.bcc):
            name = "suppressed" if recipient in mail.suppressed else recipient.lower().split("@")[0].split("+")[0]
            at = {"timestamp": timestamp(self._around.clock.now())}
            if name not in BOUNCES or name in DELIVERED_FIRST:
                yield "delivery", "Delivery", {**at, "recipients": [recipient], "processingTimeMillis": 500, "smtpResponse": "250 ok"}
            if name in BOUNCES:
                kind, detail = BOUNCES[name]
                bounced = [{"emailAddress": recipient, "action": "failed"}]
                yield "bounce", "Bounce", {**at, "bounceType": kind, "bounceSubType": detail, "bouncedRecipients": bounced}
            if name == "complaint":
                complained = [{"emailAddress": recipient}]
                yield "complaint", "Complaint", {**at, "complainedRecipients": complained, "complaintFeedbackType": "abuse"}

    def _may_publish(self, destination: MailEvents) -> bool:
        """As on AWS, the topic's own policy must let SES in; otherwise its events are lost."""
        told = self._around.clients("sns").get_topic_attributes(TopicArn=destination.topic_arn)["Attributes"]
        policy: Mapping[str, Any] = json.loads(told.get("Policy") or "{}")
        source = f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set/{destination.configuration_set}"
        allowed = allows(policy, Delivery("ses.amazonaws.com", "sns:Publish", destination.topic_arn, source, ACCOUNT))
        if not allowed:
            log.warning("the policy of %s does not let SES publish; the event is lost, as on AWS", destination.topic_arn)
        return allowed


def _told(mail: SentMail) -> dict[str, Any]:
    return {
        "timestamp": mail.at,
        "source": mail.sender,
        "sendingAccountId": ACCOUNT,
        "messageId": mail.message_id,
        "destination": [*mail.to, *mail.cc, *mail.bcc],
        "tags": {"ses:configuration-set": [str(mail.configuration_set)], **{name: [value] for name, value in mail.tags.items()}},
    }
