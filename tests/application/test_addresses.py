"""An address that bounced, complained or unsubscribed is closed until a person opens it; one is told, and nobody else is cut off."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coverwatch.application.addresses import close_address, reopen_address
from coverwatch.application.filing import Filed
from coverwatch.application.office import Asked, Office
from coverwatch.application.records import NoticeRecord, StoredRequirementSet
from coverwatch.application.refusals import Refused
from coverwatch.application.vendors import put_vendor
from coverwatch.domain.notice import Series
from coverwatch.domain.vendor import ClosedBecause, Contact, ContactRole, Vendor
from coverwatch.notices import recipients, still_true
from coverwatch.rules import assess, parse_requirement_set
from tests.application.offices import an_empty_office
from tests.builders import REQUIREMENTS, a_vendor
from tests.fakes import MemoryDocuments, MemoryQueue, MemoryRecords

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
CONTACTS = (
    Contact(ContactRole.VENDOR, "Office@keystone.example"),
    Contact(ContactRole.PRODUCER, "certs@agency.example"),
    Contact(ContactRole.OWNER, "projects@holder.example"),
)


@dataclass
class Case:
    records: MemoryRecords = field(default_factory=MemoryRecords)

    def __post_init__(self) -> None:
        self.records.publish(StoredRequirementSet("general-subcontractor", 1, REQUIREMENTS, AT, "test"))
        self.put(a_vendor(vendor_id="keystone", requirement_set="general-subcontractor", contacts=CONTACTS))

    @property
    def office(self) -> Office:
        return an_empty_office(records=self.records, documents=MemoryDocuments(), assessments=MemoryQueue(), new_id=lambda: "id")

    def put(self, vendor: Vendor) -> None:
        put_vendor(self.office, vendor, Asked("test", AT, ON))

    def close(
        self, address: str = "office@keystone.example", because: ClosedBecause = ClosedBecause.HARD_BOUNCE, at: datetime = AT
    ) -> Filed | None:
        return close_address(self.office, "keystone", address, because, at, by="record_delivery")

    def reopen(self, address: str = "office@keystone.example", reason: str = "Mended, by phone") -> None:
        reopen_address(self.office, "keystone", address, reason, Asked("risk@holder.example", AT + timedelta(hours=2), ON))

    @property
    def vendor(self) -> Vendor:
        file = self.records.vendor("keystone")
        assert file is not None
        return file.facts.vendor

    @property
    def tasks(self) -> list[NoticeRecord]:
        return [record for record in self.records.notices.values() if record.notice.series is Series.REVIEW_TASK]


def test_a_closed_address_says_why_and_the_others_stay_open() -> None:
    case = Case()

    assert case.close() is not None
    assert [contact.closed_because for contact in case.vendor.contacts] == [ClosedBecause.HARD_BOUNCE, None, None]
    (fact,) = case.records.facts.values()
    assert (fact.recorded_by, fact.recorded_at) == ("record_delivery", AT)
    assert [row.event for row in case.records.history("keystone")][-1] == "address_closed"


def test_a_task_goes_to_a_person_and_names_no_address_in_its_key() -> None:
    case = Case()
    case.close()

    (task,) = case.tasks
    assert recipients(task.notice, case.vendor) == (CONTACTS[2],)
    assert "office" not in task.notice.notice_id


def test_closing_twice_is_closing_once_and_keeps_the_first_reason() -> None:
    case = Case()
    case.close()

    assert case.close(because=ClosedBecause.COMPLAINT) is None
    assert len(case.tasks) == 1
    assert case.vendor.contacts[0].closed_because is ClosedBecause.HARD_BOUNCE


def test_giving_a_closed_address_again_does_not_open_it() -> None:
    case = Case()
    case.close()
    before = len(case.records.history("keystone"))

    case.put(replace(a_vendor(vendor_id="keystone", requirement_set="general-subcontractor"), contacts=CONTACTS))

    assert case.vendor.contacts[0].closed_because is ClosedBecause.HARD_BOUNCE
    assert len(case.records.history("keystone")) == before, "nothing was changed"


@pytest.mark.parametrize("address", ["nobody@keystone.example", ""])
def test_an_address_that_is_nobodys_closes_nothing(address: str) -> None:
    case = Case()

    assert case.close(address) is None
    assert case.tasks == []


def test_a_vendor_that_is_gone_has_no_addresses() -> None:
    assert close_address(Case().office, "gone", "office@keystone.example", ClosedBecause.UNSUBSCRIBED, AT) is None


def test_a_task_is_over_once_the_address_has_been_replaced() -> None:
    case = Case()
    case.close()
    notice = case.tasks[0].notice
    requirement_set = parse_requirement_set("general-subcontractor", REQUIREMENTS, 1)

    def is_open() -> bool:
        file = case.records.vendor("keystone")
        assert file is not None
        return still_true(notice, file.facts, assess(requirement_set, file.facts, ON), ON)

    assert is_open()
    case.put(replace(case.vendor, contacts=CONTACTS[1:]))
    assert not is_open()


def test_the_day_of_the_task_is_the_organisations_day() -> None:
    case = Case()
    close_address(case.office, "keystone", "certs@agency.example", ClosedBecause.COMPLAINT, AT + timedelta(hours=11))

    assert case.tasks[0].notice.day == date(2026, 3, 3)


def test_a_person_opens_an_address_again_with_a_reason_that_is_kept() -> None:
    case = Case()
    case.close()

    case.reopen("OFFICE@keystone.example")

    assert [contact.closed_because for contact in case.vendor.contacts] == [None, None, None]
    row = case.records.history("keystone")[-1]
    assert (row.event, row.actor, row.before, row.note) == ("address_reopened", "risk@holder.example", "hard bounce", "Mended, by phone")


def test_an_address_that_was_opened_again_stays_open_when_the_vendor_is_edited() -> None:
    case = Case()
    case.close()
    case.reopen()

    case.put(replace(case.vendor, contacts=CONTACTS))

    assert case.vendor.contacts[0].closed_because is None


def test_late_word_of_the_old_bounce_does_not_close_it_again_and_a_new_one_does() -> None:
    case = Case()
    case.close()
    case.reopen()

    assert case.close() is None
    assert case.close(at=AT + timedelta(days=1)) is not None
    assert case.vendor.contacts[0].closed_because is ClosedBecause.HARD_BOUNCE
    assert len(case.tasks) == 2


def test_opened_and_closed_again_within_a_day_is_still_filed_and_one_task() -> None:
    """Found by writing it: the second task had the first one's name, so that the closing was refused again and again."""
    case = Case()
    case.close()
    case.reopen()

    assert case.close(at=AT + timedelta(hours=3)) is not None
    assert len(case.tasks) == 1


@pytest.mark.parametrize(
    ("because", "address", "reason", "code"),
    [
        (ClosedBecause.COMPLAINT, "office@keystone.example", "Please", "READER_COMPLAINED"),
        (ClosedBecause.HARD_BOUNCE, "certs@agency.example", "Please", "ADDRESS_NOT_CLOSED"),
        (ClosedBecause.HARD_BOUNCE, "office@keystone.example", " ", "REASON_MISSING"),
    ],
)
def test_what_is_not_opened(because: ClosedBecause, address: str, reason: str, code: str) -> None:
    case = Case()
    case.close(because=because)

    with pytest.raises(Refused) as refused:
        case.reopen(address, reason)
    assert refused.value.code == code
    assert case.vendor.contacts[0].closed_because is because
