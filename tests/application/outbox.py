"""A vendor that has just been asked for a certificate: its outbox, and the desks of those who work on it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from coverwatch.application.deliver import Delivered, Delivering, record_delivery
from coverwatch.application.messages import MailEvent
from coverwatch.application.office import Asked
from coverwatch.application.records import NoticeRecord, StoredRequirementSet, VendorFile
from coverwatch.application.send import Sending, Sent, send_pending
from coverwatch.application.sweep import Sweeping, sweep
from coverwatch.application.vendors import put_vendor, request_certificate
from coverwatch.domain.notice import MailOutcome
from coverwatch.domain.vendor import ClosedBecause, Contact, ContactRole
from coverwatch.notices import Organisation
from tests.application.offices import an_empty_office
from tests.builders import REQUIREMENTS, a_vendor
from tests.fakes import MemoryDocuments, MemoryMailer, MemoryQueue, MemoryRecords, ScriptedReader

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
OFFICE, AGENCY = "office@keystone.example", "certs@agency.example"
CONTACTS = (Contact(ContactRole.VENDOR, OFFICE), Contact(ContactRole.PRODUCER, AGENCY))


@dataclass
class Outbox:
    """A vendor that has just been asked for a certificate, and a sending desk whose real clock a test moves."""

    records: MemoryRecords = field(default_factory=MemoryRecords)
    mailer: MemoryMailer = field(default_factory=MemoryMailer)
    queue: MemoryQueue = field(default_factory=MemoryQueue)
    clock: datetime = AT
    public_url: str = "https://cover.example"
    contacts: tuple[Contact, ...] = CONTACTS

    def __post_init__(self) -> None:
        self.records.publish(StoredRequirementSet("general-subcontractor", 1, REQUIREMENTS, AT, "test"))
        office = an_empty_office(records=self.records, documents=MemoryDocuments(), assessments=MemoryQueue(), new_id=lambda: "request")
        vendor = a_vendor(vendor_id="keystone", requirement_set="general-subcontractor", contacts=self.contacts)
        put_vendor(office, vendor, Asked("test", AT, ON))
        self.notice_id = request_certificate(office, "keystone", Asked("test", AT, ON))

    def send(self) -> Sent:
        desk = Sending(
            records=self.records,
            mailer=self.mailer,
            organisation=Organisation(name="Meridian Property Group"),
            sender="certificates@meridian.example",
            public_url=self.public_url,
            mail_domain="in.meridian.example",
            time_zone=UTC,
            link_secret=lambda: b"secret",
            now=lambda: self.clock,
        )
        return send_pending(desk, "keystone", ON, AT)

    def sweep(self, at: datetime) -> None:
        desk = Sweeping(
            records=self.records,
            documents=MemoryDocuments(),
            text_reader=ScriptedReader(),
            redelivery=self.queue,
            mail_events=self.queue,
            time_zone=UTC,
            now=lambda: self.clock,
        )
        sweep(desk, at.date(), at, whole_bucket=False)

    def tell(
        self, outcome: MailOutcome, recipient: str = OFFICE, *, mail_id: str = "mail-1", closes: ClosedBecause | None = None, tag: str = ""
    ) -> Delivered:
        """What SES would tell of a mail that carried the request."""
        event = MailEvent(
            mail_id=mail_id,
            outcome=outcome,
            recipients=(recipient,),
            closes=closes,
            vendor_id="keystone",
            notice_tags=(tag or self.record.notice.tag,),
            at=AT,
        )
        return record_delivery(Delivering(self.records, MemoryDocuments(), UTC), event)

    @property
    def file(self) -> VendorFile:
        file = self.records.vendor("keystone")
        assert file is not None
        return file

    @property
    def record(self) -> NoticeRecord:
        record = self.records.notice("keystone", self.notice_id)
        assert record is not None
        return record
