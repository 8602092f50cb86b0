"""SES as the simulation plays it: what it took it sends, and tells of it, mostly; some mails come back, and a few readers complain."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.simulation.deliveries import Queue
from tests.simulation.faults import Mishap
from tests.simulation.played import Hub, in_envelope

LATE = timedelta(hours=1)  # well after a lease's end


@dataclass
class Taken:
    """A mail that SES took: from which invocation, and when the first event of it reached its queue."""

    mail_id: str
    recipient: str
    vendor_id: str
    tags: str
    notices: tuple[str, ...]
    by: Any
    at: datetime
    heard_at: datetime | None = None
    came_back: bool = False
    """SES has told that its address takes no mail."""


@dataclass
class SimulatedMail:
    """SES with its events: sent, then delivered, or returned, or bounced for good, and now and then a complaint."""

    hub: Hub
    deliveries: Queue
    taken: list[Taken] = field(default_factory=list)

    def send_email(self, **given: Any) -> dict[str, Any]:
        tags = {tag["Name"]: tag["Value"] for tag in given["EmailTags"]}
        (recipient,) = given["Destination"]["ToAddresses"]
        notices = tuple(given["Content"]["Raw"]["Data"].decode().split("\n"))
        mail = Taken(f"mail-{len(self.taken) + 1}", recipient, tags["vendor"], tags["notices"], notices, self.hub.worker, self.hub.now)
        self.taken.append(mail)
        self._tell_later(mail, "Send", self.hub.random.randint(1, 20))
        self._tell_later(mail, self._fate(), self.hub.random.randint(20, 600))
        return {"MessageId": mail.mail_id}

    def _fate(self) -> str:
        if not self.hub.chance.happens(self.hub.weather.mails_fail):
            return "Delivery"
        return str(self.hub.random.choice(("Bounce", "Transient", "Complaint", "Reject")))

    def _tell_later(self, mail: Taken, kind: str, seconds: int) -> None:
        if self.hub.mishap("mail events", Mishap.LOST):
            return
        late = LATE if self.hub.mishap("mail events", Mishap.DELAYED) else timedelta()
        for _ in range(2 if self.hub.mishap("mail events", Mishap.REPEATED) else 1):
            self.hub.at(self.hub.now + late + timedelta(seconds=seconds), lambda: self._tell(mail, kind))

    def _tell(self, mail: Taken, kind: str) -> None:
        before = self.deliveries.numbers
        mail.came_back |= kind in {"Bounce", "Complaint"}
        self.deliveries.put(in_envelope(_event(mail, kind, self.hub.now)))
        came = [message.visible_at for number, message in self.deliveries.waiting.items() if number > before]
        mail.heard_at = min((moment for moment in (mail.heard_at, *came) if moment is not None), default=None)


def _event(mail: Taken, kind: str, now: datetime) -> dict[str, Any]:
    """The event in SES's own shape."""
    about = {
        "timestamp": mail.at.isoformat(),
        "messageId": mail.mail_id,
        "destination": [mail.recipient],
        "tags": {"vendor": [mail.vendor_id], "notices": [mail.tags]},
    }
    concerned = [{"emailAddress": mail.recipient}]
    parts: dict[str, tuple[str, str, dict[str, Any]]] = {
        "Send": ("Send", "send", {}),
        "Delivery": ("Delivery", "delivery", {"recipients": [mail.recipient]}),
        "Bounce": ("Bounce", "bounce", {"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": concerned}),
        "Transient": ("Bounce", "bounce", {"bounceType": "Transient", "bounceSubType": "MailboxFull", "bouncedRecipients": concerned}),
        "Complaint": ("Complaint", "complaint", {"complaintFeedbackType": "abuse", "complainedRecipients": concerned}),
        "Reject": ("Reject", "reject", {"reason": "Bad content"}),
    }
    name, part, told = parts[kind]
    return {"eventType": name, "mail": about, part: {"timestamp": now.isoformat(), **told} if kind != "Send" else told}
