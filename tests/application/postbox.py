"""The default vendor's own address, and the desk that takes in what comes to it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.message import EmailMessage

from coverwatch.application.mail import MailDesk, Received, receive_mail
from coverwatch.application.mail_links import reply_address
from coverwatch.application.office import Office
from coverwatch.application.records import NoticeRecord, Upload
from coverwatch.application.uploads import vendor_id_in
from coverwatch.domain.notice import Series
from tests.application.offices import KEYSTONE, an_office
from tests.fakes import MemoryDocuments, MemoryRecords
from tests.letters.raw_mails import raw

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
SECRET = b"secret"
SENDER = "certificates@meridian.example"
ADDRESS = str(reply_address(SECRET, KEYSTONE, 1, "in.meridian.example"))


@dataclass
class Postbox:
    """The default vendor's address, and the desk that takes in what comes to it."""

    office: Office = field(default_factory=an_office)
    documents: MemoryDocuments = field(default_factory=lambda: MemoryDocuments(at=AT))

    @property
    def records(self) -> MemoryRecords:
        assert isinstance(self.office.records, MemoryRecords)
        return self.office.records

    @property
    def desk(self) -> MailDesk:
        return MailDesk(records=self.records, documents=self.documents, time_zone=UTC, link_secret=lambda: SECRET, sender=SENDER)

    def puts(self, message: EmailMessage | bytes, **verdicts: str) -> Upload:
        """A mail that lies in the bucket."""
        content = message if isinstance(message, bytes) else raw(message, to=ADDRESS, **verdicts)
        return self.documents.upload(f"mail/{len(self.documents.stored)}", content)

    def receives(self, stored: Upload, on: date = ON) -> Received:
        """Its event comes."""
        return receive_mail(self.desk, stored, on)

    def takes(self, message: EmailMessage | bytes, **verdicts: str) -> Received:
        """A mail comes, with its event."""
        return self.receives(self.puts(message, **verdicts))

    @property
    def uploads(self) -> list[bytes]:
        return [self.documents.get(key) or b"" for key in sorted(self.documents.stored) if vendor_id_in(key) == KEYSTONE]

    @property
    def tasks(self) -> list[NoticeRecord]:
        return [record for record in self.records.notices.values() if record.notice.series is Series.REVIEW_TASK]

    @property
    def came(self) -> list[str]:
        return [row.note for row in self.records.history(KEYSTONE) if row.event == "mail_received"]
