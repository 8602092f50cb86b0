"""Who is written to."""

from datetime import UTC, datetime

import pytest

from coverwatch.domain.certificate import Party, Producer
from coverwatch.domain.vendor import ClosedBecause, Contact, ContactRole
from coverwatch.notices import gathered, is_address, producer_on_file, recipients
from tests.builders import a_filed_certificate, a_vendor, the_facts
from tests.notices.occasions import D, a_notice

VENDOR, PRODUCER, OWNER, MANAGER = ContactRole.VENDOR, ContactRole.PRODUCER, ContactRole.OWNER, ContactRole.MANAGER
EVERYONE = (VENDOR, PRODUCER, OWNER)


def written_to(*contacts: Contact, roles: tuple[ContactRole, ...] = EVERYONE) -> list[str]:
    notice = a_notice("expiring", D.isoformat(), -7, D, roles)
    return [contact.email for contact in recipients(notice, a_vendor(contacts=contacts))]


def test_a_notice_goes_to_every_open_contact_of_its_roles():
    office, second = Contact(VENDOR, "office@keystone.example"), Contact(VENDOR, "second@keystone.example")
    manager = Contact(MANAGER, "risk@holder.example")

    assert written_to(office, second, manager) == ["office@keystone.example", "second@keystone.example"]


def test_a_closed_address_stops_and_the_others_go_on():
    closed = Contact(VENDOR, "office@keystone.example", closed_because=ClosedBecause.HARD_BOUNCE)

    assert written_to(closed, Contact(PRODUCER, "certs@agency.example")) == ["certs@agency.example"]


def test_an_address_that_is_closed_in_one_role_is_closed_in_all():
    """Who unsubscribed did not do so as a role."""
    closed = Contact(VENDOR, "office@keystone.example", closed_because=ClosedBecause.COMPLAINT)

    assert written_to(closed, Contact(PRODUCER, "Office@Keystone.example")) == []


def test_an_address_is_written_to_once_whatever_its_roles():
    same = Contact(VENDOR, "office@keystone.example"), Contact(PRODUCER, "OFFICE@keystone.example")

    assert written_to(*same) == ["office@keystone.example"]


def test_a_task_without_an_owner_goes_to_the_manager():
    manager = Contact(MANAGER, "risk@holder.example")

    assert written_to(manager, roles=(OWNER,)) == ["risk@holder.example"]
    assert written_to(manager, roles=(VENDOR, PRODUCER)) == []


def test_an_address_of_both_sides_gets_one_mail_written_for_outside():
    both = a_vendor(contacts=(Contact(OWNER, "all@keystone.example"), Contact(VENDOR, "all@keystone.example")))
    inside = a_notice("digest", D.isoformat(), -45, D, (OWNER,))
    outside = a_notice("expiring", D.isoformat(), -30, D, (VENDOR,))

    ((contact, carried),) = gathered((inside, outside), both)
    assert contact.role is VENDOR
    assert carried == (inside, outside)


def test_the_producer_on_the_certificate_is_proposed_until_it_is_a_contact():
    unknown = a_vendor(contacts=(Contact(VENDOR, "office@keystone.example"),))

    assert producer_on_file(the_facts(vendor=unknown)) == Contact(PRODUCER, "certs@agency.example", "Harbor Insurance Agency")
    assert producer_on_file(the_facts()) is None
    assert producer_on_file(the_facts(vendor=unknown, certificates=())) is None


def test_the_latest_certificate_names_the_producer_and_an_unreadable_address_is_none():
    unknown = a_vendor(contacts=())
    changed = Producer(Party("Bay Brokers"), email="desk@bay.example")
    later = a_filed_certificate(certificate_id="c-2", received_at=datetime(2026, 2, 1, tzinfo=UTC), producer=changed)
    smudged = a_filed_certificate(producer=Producer(Party("Bay Brokers"), email="desk@bay, example"))

    assert producer_on_file(the_facts(later, a_filed_certificate(), vendor=unknown)) == Contact(PRODUCER, "desk@bay.example", "Bay Brokers")
    assert producer_on_file(the_facts(smudged, vendor=unknown)) is None


@pytest.mark.parametrize("address", ["office@keystone.example", "first.last+tag@sub.keystone.example", "o'neill@keystone-lifts.example"])
def test_an_ordinary_address_is_one(address: str):
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "a@b, c@d",
        "a@b.example, c@d.example",
        "a@b.example c@d.example",
        "Office <a@b.example>",
        "a@b.example\n",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example\u2028",
        "=?utf-8?q?a?=@b.example ",
        "a@b",
        "@b.example",
        "a@",
        "a@-b.example",
        '"a b"@c.example',
        "a@b.example" + "x" * 300,
        "",
    ],
)
def test_everything_else_is_none_and_nobody_is_written_to(address: str):
    assert not is_address(address)
    assert written_to(Contact(VENDOR, address)) == []
