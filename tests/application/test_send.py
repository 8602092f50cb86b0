"""The outbox: each notice leaves once, in one mail per recipient, and what is uncertain waits for the lease."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coverwatch.application.office import Asked
from coverwatch.application.records import NoticeRecord, StoredRequirementSet
from coverwatch.application.send import LEASE, Sending, Sent, send_pending
from coverwatch.application.sweep import Sweeping, sweep
from coverwatch.application.vendors import put_vendor, request_certificate
from coverwatch.domain.notice import NoticeStatus
from coverwatch.domain.vendor import Contact, ContactRole
from coverwatch.notices import Organisation
from tests.application.offices import an_empty_office
from tests.builders import REQUIREMENTS, a_vendor
from tests.fakes import MemoryDocuments, MemoryMailer, MemoryQueue, MemoryRecords, ScriptedReader

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
CONTACTS = (Contact(ContactRole.VENDOR, "office@keystone.example"), Contact(ContactRole.PRODUCER, "certs@agency.example"))


@dataclass
class Outbox:
    """A vendor that has just been asked for a certificate, and a sending desk whose real clock a test moves."""

    records: MemoryRecords = field(default_factory=MemoryRecords)
    mailer: MemoryMailer = field(default_factory=MemoryMailer)
    clock: datetime = AT

    def __post_init__(self) -> None:
        self.records.publish(StoredRequirementSet("general-subcontractor", 1, REQUIREMENTS, AT, "test"))
        documents = MemoryDocuments()
        office = an_empty_office(records=self.records, documents=documents, assessments=MemoryQueue(), new_id=lambda: "request")
        vendor = a_vendor(vendor_id="keystone", requirement_set="general-subcontractor", contacts=CONTACTS)
        put_vendor(office, vendor, Asked("test", AT, ON))
        self.notice_id = request_certificate(office, "keystone", Asked("test", AT, ON))

    def send(self) -> Sent:
        desk = Sending(
            records=self.records,
            mailer=self.mailer,
            organisation=Organisation(name="Meridian Property Group"),
            sender="certificates@meridian.example",
            public_url="https://cover.example",
            time_zone=UTC,
            link_secret=lambda: b"secret",
            now=lambda: self.clock,
        )
        return send_pending(desk, "keystone", ON, AT)

    def sweep(self, at: datetime) -> None:
        queue = MemoryQueue()
        desk = Sweeping(
            records=self.records,
            documents=MemoryDocuments(),
            text_reader=ScriptedReader(),
            redelivery=queue,
            time_zone=UTC,
            now=lambda: self.clock,
        )
        sweep(desk, at.date(), at, whole_bucket=False)

    @property
    def record(self) -> NoticeRecord:
        record = self.records.notice("keystone", self.notice_id)
        assert record is not None
        return record


def test_a_request_leaves_once_to_each_recipient() -> None:
    outbox = Outbox()

    assert outbox.send() == Sent(mails=2)
    assert outbox.send() == Sent()
    assert [recipient for recipient, _ in outbox.mailer.sent] == ["office@keystone.example", "certs@agency.example"]
    assert outbox.record.status is NoticeStatus.SENT


def test_the_mail_carries_a_link_that_the_vendor_can_use() -> None:
    outbox = Outbox()
    outbox.send()

    assert b"https://cover.example/u/" in outbox.mailer.sent[0][1].replace(b"=\r\n", b"")


def test_what_the_mail_service_did_not_take_waits_for_the_sweep_and_costs_no_attempt() -> None:
    outbox = Outbox()
    outbox.mailer.throttle(times=2)

    assert outbox.send() == Sent(deferred=1)
    assert (outbox.record.status, outbox.record.attempt) == (NoticeStatus.SENDING, 0)
    outbox.sweep(AT + timedelta(minutes=15))
    assert outbox.send() == Sent(mails=2)


def test_a_recipient_that_has_been_served_is_not_served_again() -> None:
    outbox = Outbox()
    outbox.mailer.failing = [None, TimeoutError("the answer was lost")]
    with pytest.raises(TimeoutError):
        outbox.send()
    outbox.clock += LEASE
    outbox.sweep(AT + timedelta(minutes=30))
    outbox.send()

    assert sorted(recipient for recipient, _ in outbox.mailer.sent) == ["certs@agency.example", "office@keystone.example"]


def test_a_send_that_may_have_happened_is_not_tried_before_its_lease_is_over() -> None:
    outbox = Outbox()
    outbox.mailer.failing = [TimeoutError("the answer was lost")]
    with pytest.raises(TimeoutError):
        outbox.send()
    outbox.clock += LEASE - timedelta(seconds=1)
    outbox.sweep(AT + timedelta(minutes=30))

    assert outbox.send() == Sent()
    assert outbox.record.status is NoticeStatus.SENDING


def test_a_notice_that_fails_again_and_again_ends_and_says_so() -> None:
    outbox = Outbox()
    record = outbox.record
    outbox.records.notices[("keystone", outbox.notice_id)] = replace(record, attempt=3)

    outbox.send()

    assert (outbox.record.status, outbox.record.note) == (NoticeStatus.FAILED, "3 attempts")
    assert not outbox.mailer.sent
