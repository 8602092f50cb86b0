"""Days of one vendor's mails on the ports in memory: mornings, streams, sweeps and SES's events, each of which can fail.

The default vendor's cover ends on 31 December 2026; nobody sends a renewal, unless a test does.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes

from coverwatch.application.assess import Assessing, assess
from coverwatch.application.chase import Chasing, chase
from coverwatch.application.deliver import Delivering, record_delivery
from coverwatch.application.messages import MailEvent
from coverwatch.application.office import Office
from coverwatch.application.ports import MailDeferred
from coverwatch.application.send import Sending, send_pending
from coverwatch.application.sweep import Sweeping, sweep
from coverwatch.domain.notice import MailOutcome, NoticeStatus
from coverwatch.domain.vendor import ClosedBecause
from coverwatch.notices import Organisation
from tests.application.offices import KEYSTONE, an_office
from tests.fakes import MemoryDocuments, MemoryMailer, MemoryQueue, MemoryRecords, ScriptedReader

FIRST_DAY, LAST_DAY = date(2026, 11, 10), date(2027, 2, 5)
UNCOVERED = date(2027, 1, 1)
MORNING = time(6, tzinfo=UTC)
ROUNDS = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
"""When sweeps run after the morning: enough of the 96 a day to see each lease end."""


class LostAnswer(Exception):
    """SES took the mail, and its answer never came."""


@dataclass
class Post(MemoryMailer):
    """SES by the hour: `at` is the moment, `down` says when it takes nothing, `loses_answers` when it takes mails without a word."""

    at: datetime = datetime(2026, 11, 10, 6, tzinfo=UTC)
    down: Callable[[datetime], bool] = lambda at: False
    loses_answers: Callable[[datetime], bool] = lambda at: False
    letters: list[tuple[date, str, str, str]] = field(default_factory=list)
    """Day, recipient, subject, identifier."""
    untold: list[tuple[str, str, str, tuple[str, ...]]] = field(default_factory=list)
    """Mails whose events have not come yet: identifier, recipient, vendor, tags."""

    def send(self, recipient, message, tags):  # type: ignore[no-untyped-def]
        if self.down(self.at):
            raise MailDeferred("SendingPausedException")
        mail_id = super().send(recipient, message, tags)
        subject = str(message_from_bytes(message)["Subject"]).replace("\r\n", "")
        self.letters.append((self.at.date(), recipient, subject, mail_id))
        self.untold.append((mail_id, recipient, tags["vendor"], tuple(tags["notices"].split("_"))))
        if self.loses_answers(self.at):
            raise LostAnswer
        return mail_id


@dataclass
class Days:
    """One vendor's mails, day after day. Each `…_on` says on which days something fails."""

    office: Office = field(default_factory=an_office)
    post: Post = field(default_factory=Post)
    outage_on: Callable[[date], bool] = lambda on: False
    stream_lost_on: Callable[[date], bool] = lambda on: False
    events_lost_on: Callable[[date], bool] = lambda on: False
    bounces: str = ""

    @property
    def records(self) -> MemoryRecords:
        assert isinstance(self.office.records, MemoryRecords)
        return self.office.records

    def run(self, first: date = FIRST_DAY, last: date = LAST_DAY) -> "Days":
        """Live through the days."""
        for number in range((last - first).days + 1):
            on = first + timedelta(days=number)
            if not self.outage_on(on):
                self._day(datetime.combine(on, MORNING))
        return self

    def _day(self, at: datetime) -> None:
        on, queue = at.date(), MemoryQueue()
        chase(Chasing(self.records, queue), on, at)
        for question in queue.asked:
            assess(Assessing(self.records, MemoryDocuments(), UTC), question.vendor_id, on, at)
        if not self.stream_lost_on(on):
            self.send(at)
        for later in ROUNDS:
            self._tell(on)
            self.sweep(at + later)
            self.send(at + later)
        self._tell(on)

    def send(self, at: datetime) -> None:
        """The stream wakes the sender while there is something pending."""
        self.post.at = at
        desk = Sending(
            records=self.records,
            mailer=self.post,
            organisation=Organisation(name="Meridian Property Group"),
            sender="certificates@meridian.example",
            public_url="https://cover.example",
            mail_domain="in.meridian.example",
            time_zone=UTC,
            link_secret=lambda: b"secret",
            now=lambda: at,
        )
        try:
            send_pending(desk, KEYSTONE, at.date(), at)
        except LostAnswer:
            return

    def sweep(self, at: datetime) -> None:
        queue = MemoryQueue()
        desk = Sweeping(
            records=self.records,
            documents=MemoryDocuments(),
            text_reader=ScriptedReader(),
            redelivery=queue,
            mail_events=queue,
            time_zone=UTC,
            now=lambda: at,
        )
        sweep(desk, at.date(), at, whole_bucket=False)

    def _tell(self, on: date) -> None:
        """SES's events of the mails so far, unless they get lost."""
        told, self.post.untold = self.post.untold, []
        for event in self._events(told) if not self.events_lost_on(on) else ():
            record_delivery(Delivering(self.records, MemoryDocuments(), UTC), event)

    def _events(self, mails: list[tuple[str, str, str, tuple[str, ...]]]) -> Iterator[MailEvent]:
        for mail_id, recipient, vendor_id, tags in mails:
            bounced = recipient == self.bounces
            yield MailEvent(
                mail_id=mail_id,
                outcome=MailOutcome.BOUNCED if bounced else MailOutcome.DELIVERED,
                recipients=(recipient,),
                closes=ClosedBecause.HARD_BOUNCE if bounced else None,
                vendor_id=vendor_id,
                notice_tags=tags,
                at=self.post.at,
            )

    # What a test asks.

    def mails(self, recipient: str) -> list[tuple[date, str]]:
        """Day and subject of every mail to an address."""
        return [(on, subject) for on, to, subject, _ in self.post.letters if to == recipient]

    def steps(self, recipient: str) -> list[int]:
        """The days, counted from the first without cover, on which an address got mail."""
        return [(on - UNCOVERED).days for on, _ in self.mails(recipient)]

    def most_in_a_day(self) -> int:
        """The most mails that one address got on one day."""
        return max(Counter((on, to) for on, to, _, _ in self.post.letters).values())

    def unsettled(self) -> list[str]:
        """The notices that are neither sent, nor suppressed, nor failed."""
        waiting = (NoticeStatus.PENDING, NoticeStatus.SENDING)
        return [record.notice.notice_id for record in self.records.notices.values() if record.status in waiting]
