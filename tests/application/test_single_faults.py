"""Every single fault on the way of one certificate: a crash before or after any one call to the outside heals by itself.

The journey runs once without a fault to count its calls to the ports; then once for each call and each kind of fault. A message whose
function died comes back; what no message brings back, the sweep does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coverwatch.application import read as reading_module
from coverwatch.application.assess import Assessing, assess
from coverwatch.application.messages import Completion
from coverwatch.application.office import Asked
from coverwatch.application.read import ReadingDesk, read_completed
from coverwatch.application.receive import Receiving, receive
from coverwatch.application.records import StoredRequirementSet, Upload
from coverwatch.application.send import LEASE, Sending, send_pending
from coverwatch.application.sweep import Sweeping, sweep
from coverwatch.application.vendors import put_vendor
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.notice import NoticeStatus
from coverwatch.domain.vendor import Contact, ContactRole
from coverwatch.notices import Organisation
from coverwatch.reading import Reading
from tests.application.offices import an_empty_office
from tests.builders import REQUIREMENTS, a_certificate, a_vendor
from tests.fakes import MemoryDocuments, MemoryMailer, MemoryQueue, MemoryRecords, ScriptedReader
from tests.papers import a_one_page_pdf

START = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
ROUNDS = 12  # quarters of an hour that a journey may take to heal


class Died(BaseException):
    """The function's process ended; nothing in it can catch this."""


@dataclass
class Fault:
    """Dies at one call, counted from the journey's first; `after` its effect or before. Call 0 never comes."""

    at: int = 0
    after: bool = False
    calls: list[str] = field(default_factory=list)

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*given: Any, **named: Any) -> Any:
            self.calls.append(name)
            mine = len(self.calls) == self.at
            if mine and not self.after:
                raise Died(name)
            answer = call(*given, **named)
            if mine:
                raise Died(name)
            return answer

        return guarded


class Port:
    """A port whose every call passes the fault."""

    def __init__(self, real: object, fault: Fault) -> None:
        self._real = real
        self._fault = fault

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        return self._fault.around(f"{type(self._real).__name__}.{name}", found) if callable(found) else found


@dataclass
class Journey:
    """One vendor, one certificate, and the functions that bring it from the bucket to a mail, on ports that may die."""

    fault: Fault
    records: MemoryRecords = field(default_factory=MemoryRecords)
    documents: MemoryDocuments = field(default_factory=MemoryDocuments)
    reader: ScriptedReader = field(default_factory=ScriptedReader)
    queue: MemoryQueue = field(default_factory=MemoryQueue)
    mailer: MemoryMailer = field(default_factory=MemoryMailer)
    now: datetime = START
    told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.records.publish(StoredRequirementSet("general-subcontractor", 1, REQUIREMENTS, START, "test"))
        office = an_empty_office(records=self.records, documents=self.documents, assessments=self.queue, new_id=lambda: "id")
        vendor = a_vendor(
            vendor_id="keystone",
            requirement_set="general-subcontractor",
            contacts=(Contact(ContactRole.VENDOR, "office@keystone.example"), Contact(ContactRole.PRODUCER, "certs@agency.example")),
        )
        put_vendor(office, vendor, Asked("test", START, START.date()))
        self.upload = self.documents.upload("uploads/keystone/coi.pdf", a_one_page_pdf())

    def port(self, real: object) -> Any:
        return Port(real, self.fault)

    def run(self) -> None:
        """Deliver everything, again and again, as AWS does: what died comes back, and the sweep runs every quarter of an hour."""
        uploads = [self.upload]
        for _ in range(ROUNDS):
            self._deliver(self._receive, uploads)
            self._deliver(self._complete, self._completions())
            self._deliver(lambda _: self._send(), [None] if self._anything_pending() else [])
            self.now += timedelta(minutes=15)
            self._survive(self._sweep)
            uploads = self.queue.uploads
            self.queue.uploads = []
            self._deliver(self._assess, [question.vendor_id for question in self.queue.asked])
            self.queue.asked = []

    def _deliver(self, function: Callable[[Any], object], messages: list[Any]) -> None:
        for message in messages:
            if not self._survive(lambda given=message: function(given)):
                self._survive(lambda given=message: function(given))

    def _survive(self, function: Callable[[], object]) -> bool:
        try:
            function()
        except Died:
            return False
        return True

    def _receive(self, upload: Upload) -> None:
        desk = Receiving(
            records=self.port(self.records), documents=self.port(self.documents), text_reader=self.port(self.reader), time_zone=UTC
        )
        receive(desk, upload, upload.uploaded_at.date())

    def _completions(self) -> list[Completion]:
        """What Textract says of each job, once, and what the sweep says again."""
        fresh = [token for token in self.reader.jobs if token not in self.told]
        self.told |= set(fresh)
        said = [(self.reader.jobs[token][1], f"detection-{token[:8]}", "SUCCEEDED", "detection") for token in fresh]
        said += self.queue.completions
        self.queue.completions = []
        return [Completion(tag, job, status, kind, self.now) for tag, job, status, kind in said]  # type: ignore[arg-type]

    def _complete(self, completion: Completion) -> None:
        desk = ReadingDesk(
            records=self.port(self.records),
            documents=self.port(self.documents),
            text_reader=self.port(self.reader),
            time_zone=UTC,
            analysis_budget=0,
        )
        read_completed(desk, completion, completion.at.date())

    def _anything_pending(self) -> bool:
        return any(record.status is NoticeStatus.PENDING for record in self.records.notices.values())

    def _send(self) -> None:
        desk = Sending(
            records=self.port(self.records),
            mailer=self.port(self.mailer),
            organisation=Organisation(name="Meridian Property Group"),
            sender="certificates@meridian.example",
            public_url="https://cover.example",
            mail_domain="",
            time_zone=UTC,
            link_secret=lambda: b"secret",
            now=lambda: self.now,
        )
        send_pending(desk, "keystone", self.now.date(), self.now)

    def _sweep(self) -> None:
        desk = Sweeping(
            records=self.port(self.records),
            documents=self.port(self.documents),
            text_reader=self.port(self.reader),
            redelivery=self.port(self.queue),
            mail_events=self.queue,
            time_zone=UTC,
            now=lambda: self.now,
        )
        sweep(desk, self.now.date(), self.now, whole_bucket=True)

    def _assess(self, vendor_id: str) -> None:
        assess(
            Assessing(records=self.port(self.records), documents=self.port(self.documents), time_zone=UTC),
            vendor_id,
            self.now.date(),
            self.now,
        )


@pytest.fixture(autouse=True)
def a_quick_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the reading finds is not what this is about."""
    reading = Reading(sha256="abc", pages=1, bytes=1, certificate=a_certificate())
    monkeypatch.setattr(reading_module, "read", lambda *_, **__: reading)
    monkeypatch.setattr(reading_module, "page_images", lambda *_, **__: iter(()))


def check(journey: Journey) -> None:
    """What must hold at the end, whatever died on the way."""
    (record,) = journey.records.kept.values()
    assert (record.status, record.attempt, record.cost) == (CertificateStatus.ACCEPTED, 1, 1_500)
    assert len(journey.reader.jobs) == 1
    events = [(row.event, row.after) for _, row in journey.records.rows if row.subject == record.certificate_id]
    assert events == [("certificate_received", None), ("certificate_status", "accepted")]
    assert {notice.status for notice in journey.records.notices.values()} == {NoticeStatus.SENT}
    mails = sorted(recipient for recipient, _ in journey.mailer.sent)
    once = ["certs@agency.example", "office@keystone.example"]
    assert mails == once or (_died_between_mail_and_record(journey.fault) and set(mails) == set(once) and len(mails) == 3)


def _died_between_mail_and_record(fault: Fault) -> bool:
    """The one moment at which a mail may leave twice, since SES takes no token: it was sent, and nobody has written that down yet."""
    last_effect = fault.at if fault.after else fault.at - 1
    return last_effect > 0 and fault.calls[last_effect - 1] == "MemoryMailer.send"


def test_a_journey_without_a_fault_ends_well_and_touches_every_port() -> None:
    journey = Journey(Fault())
    journey.run()

    check(journey)
    ports = {call.split(".")[0] for call in journey.fault.calls}
    assert ports >= {"MemoryRecords", "MemoryDocuments", "ScriptedReader", "MemoryMailer"}


@pytest.mark.parametrize("after", [False, True], ids=["before its effect", "after its effect"])
def test_a_crash_at_any_one_call_heals(after: bool) -> None:
    unharmed = Journey(Fault())
    unharmed.run()
    calls = len(unharmed.fault.calls)
    assert calls > 30

    for at in range(1, calls + 1):
        journey = Journey(Fault(at=at, after=after))
        journey.run()
        try:
            check(journey)
        except AssertionError as broken:
            raise AssertionError(f"died at call {at}, {unharmed.fault.calls[at - 1]}: {broken}") from broken


def test_the_lease_outlives_the_longest_send() -> None:
    assert timedelta(seconds=30 + 60) + timedelta(minutes=10) < LEASE
