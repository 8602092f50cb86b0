"""The producer on a certificate is written to as the setting says: never, once a person has confirmed it, or at once."""

from dataclasses import replace

import pytest

from coverwatch.application.office import Office
from coverwatch.application.records import HistoryRow
from coverwatch.application.vendors import answer_for, patch_vendor, put_vendor, the_file
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.vendor import Contact, ContactRole, Vendor
from coverwatch.notices import first_request, gathered
from tests.application.offices import KEYSTONE, a_record, an_office, asked_by, keep
from tests.builders import A_MORNING, a_certificate, a_vendor

OFFICE = Contact(ContactRole.VENDOR, "office@keystone.example")
NAMED = Contact(ContactRole.PRODUCER, "certs@agency.example", "Harbor Insurance Agency")


def an_office_without_producer(setting: str) -> Office:
    """The vendor's contacts are its office alone; its accepted certificate names the agency."""
    return an_office(contacts=(OFFICE,), cadence={"producer_on_certificate": setting})


def the_vendor(office: Office) -> Vendor:
    return the_file(office, KEYSTONE).facts.vendor


def written_to(office: Office) -> set[str]:
    """Whoever gets a mail for those outside."""
    return {contact.email for contact, _ in gathered([first_request(KEYSTONE, "r-1", A_MORNING)], the_vendor(office))}


def rows(office: Office, event: str) -> list[HistoryRow]:
    return [row for row in office.records.history(KEYSTONE) if row.event == event]


@pytest.mark.parametrize(
    ("setting", "written", "proposed"),
    [
        ("never", {"office@keystone.example"}, None),
        ("once_confirmed", {"office@keystone.example"}, NAMED),
        ("at_once", {"office@keystone.example", "certs@agency.example"}, None),
    ],
)
def test_the_producer_on_the_certificate_is_written_to_as_the_setting_says(setting: str, written: set[str], proposed: Contact) -> None:
    office = an_office_without_producer(setting)

    assert written_to(office) == written
    assert answer_for(office, KEYSTONE, A_MORNING).proposed_producer == proposed


def test_nobody_confirms_by_default_but_a_person() -> None:
    office = an_office(contacts=(OFFICE,))

    assert written_to(office) == {"office@keystone.example"}
    assert answer_for(office, KEYSTONE, A_MORNING).proposed_producer == NAMED


def test_a_person_confirms_by_giving_the_address_and_history_says_who() -> None:
    office = an_office_without_producer("once_confirmed")
    given = replace(the_vendor(office), contacts=(OFFICE, replace(NAMED, email="Certs@Agency.example")))

    put_vendor(office, given, asked_by("risk@holder.example"))

    assert "Certs@Agency.example" in written_to(office)
    assert answer_for(office, KEYSTONE, A_MORNING).proposed_producer is None
    ((confirmed),) = rows(office, "producer_confirmed")
    assert (confirmed.actor, confirmed.subject) == ("risk@holder.example", "certs@agency.example")


def test_an_edit_that_leaves_the_producer_out_confirms_nothing() -> None:
    office = an_office_without_producer("once_confirmed")

    patch_vendor(office, KEYSTONE, {"reference": "PO 1"}, lambda _: replace(the_vendor(office), reference="PO 1"), asked_by())

    assert rows(office, "producer_confirmed") == []
    assert answer_for(office, KEYSTONE, A_MORNING).proposed_producer == NAMED


def test_at_once_it_becomes_a_contact_and_history_says_so() -> None:
    office = an_office_without_producer("at_once")

    assert the_vendor(office).contacts == (OFFICE, NAMED)
    assert [row.subject for row in rows(office, "producer_added")] == ["certs@agency.example"]


def test_a_producer_that_a_person_took_away_is_not_back_until_another_certificate_names_it() -> None:
    office = an_office_without_producer("at_once")
    put_vendor(office, replace(the_vendor(office), contacts=(OFFICE,)), asked_by())
    put_vendor(office, replace(the_vendor(office), reference="PO 2"), asked_by(hour=15))
    assert the_vendor(office).contacts == (OFFICE,)

    keep(office, a_record("c-2", certificate=a_certificate()))

    assert the_vendor(office).contacts == (OFFICE, NAMED)


def test_a_certificate_that_nobody_has_accepted_names_nobody() -> None:
    office = an_office(contacts=(OFFICE,), cadence={"producer_on_certificate": "at_once"}, vendor_id="other")
    put_vendor(office, a_vendor(contacts=(OFFICE,), cadence={"producer_on_certificate": "at_once"}), asked_by())

    keep(office, a_record("c-2", certificate=a_certificate(), status=CertificateStatus.IN_REVIEW))

    assert the_vendor(office).contacts == (OFFICE,)
