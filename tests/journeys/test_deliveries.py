"""What becomes of mails comes back to their notices, all the way through SES's events, topic and queue."""

from typing import Any

import pytest

from local.demo import Office
from local.stack import Stack
from tests.journeys.conftest import mails_to

pytestmark = pytest.mark.journey


def a_vendor_at(office: Office, stack: Stack, vendor_id: str, *addresses: str) -> str:
    """A vendor with these addresses and an owner, which has just been asked for a certificate."""
    contacts = [{"role": "vendor", "email": address} for address in addresses]
    body = {
        "legal_name": f"{vendor_id} Incorporated",
        "requirement_set": "general-subcontractor",
        "contacts": [*contacts, {"role": "owner", "email": f"owner@{vendor_id}.example"}],
    }
    office.ask("PUT", f"/vendors/{vendor_id}", body)
    office.ask("POST", f"/vendors/{vendor_id}/certificate-requests")
    stack.wait_until_idle()
    return f"owner@{vendor_id}.example"


def closed_addresses(office: Office, vendor_id: str) -> dict[str, Any]:
    contacts = office.ask("GET", f"/vendors/{vendor_id}")["contacts"]
    return {contact["email"]: contact["closed_because"] for contact in contacts if contact["closed_because"]}


@pytest.mark.parametrize(("name", "reason"), [("bounce", "hard bounce"), ("complaint", "complaint")])
def test_an_address_that_takes_no_mail_is_closed_and_its_owner_is_asked_for_another(
    stack: Stack, office: Office, name: str, reason: str
) -> None:
    address = f"{name}@{name}-co.example"

    owner = a_vendor_at(office, stack, f"{name}-co", address, f"office@{name}-co.example")

    assert closed_addresses(office, f"{name}-co") == {address: reason}
    (task,) = mails_to(stack, owner)
    assert "takes no mail any more" in task["subject"]
    before = len(mails_to(stack, address))
    office.ask("POST", f"/vendors/{name}-co/certificate-requests")
    stack.wait_until_idle()
    assert len(mails_to(stack, address)) == before
    assert len(mails_to(stack, f"office@{name}-co.example")) == 2, "nobody else is cut off"
    assert stack.dead_letters() == []


def test_an_absence_closes_nothing(stack: Stack, office: Office) -> None:
    a_vendor_at(office, stack, "away-co", "ooto@away-co.example")

    assert closed_addresses(office, "away-co") == {}
    (notice,) = office.ask("GET", "/notices?vendor=away-co")["items"]
    assert (notice["status"], notice["mails"]) == ("sent", [{"to": "ooto@away-co.example", "outcome": "delivered"}])
