"""What vendors say back: that they cannot provide something, and that mails are to stop."""

import json

import pytest

from coverwatch.application.mail_links import unsubscribe_token
from tests.portals import A_BROWSER, SECRET, THE_MODULE, VendorPortal

A_FORM = A_BROWSER | {"content-type": "application/x-www-form-urlencoded"}


def test_what_a_vendor_cannot_provide_is_kept_in_its_words_and_owed_to_a_person() -> None:
    portal = VendorPortal()
    before = portal.records.vendor("keystone-elevator")

    led = portal.ask("POST", f"/u/{portal.link()}/cannot-provide", A_FORM, "line=workers_compensation&reason=We+have+no+employees.")

    after = portal.records.vendor("keystone-elevator")
    assert before
    assert after
    assert (led["statusCode"], led["headers"]["location"]) == (303, f"/u/{portal.link()}?said=kept#cannot")
    assert [(one.line, one.reason) for one in after.facts.statements] == [("workers_compensation", "We have no employees.")]
    assert [record.notice.roles for record in after.notices] == [("owner",)]
    row = portal.records.history("keystone-elevator")[-1]
    assert (row.event, row.note) == ("cannot_provide", "We have no employees.")
    assert after.standing.status is before.standing.status
    assert "You told us on March 2, 2026: We have no employees." in portal.page()


def test_the_same_words_again_are_said_once() -> None:
    portal = VendorPortal()
    for _ in range(3):
        portal.ask("POST", f"/u/{portal.link()}/cannot-provide", A_FORM, "reason=No")

    file = portal.records.vendor("keystone-elevator")
    assert file
    assert len(file.facts.statements) == 1


def test_after_five_statements_in_a_day_a_vendor_waits() -> None:
    portal = VendorPortal()
    said = [portal.ask("POST", f"/u/{portal.link()}/cannot-provide", THE_MODULE, json.dumps({"reason": f"no {n}"})) for n in range(6)]

    assert [answer["statusCode"] for answer in said] == [201] * 5 + [429]


@pytest.mark.parametrize(
    "body",
    ["", "reason=", "reason=%20%20", "reason=" + "x" * 1001, "line=everything&reason=no", "reason=no&vendor_id=another", "&" * 500],
    ids=["nothing", "empty", "blank", "long", "no line", "unknown", "separators"],
)
def test_a_statement_without_a_reason_is_asked_for_again(body: str) -> None:
    portal = VendorPortal()

    led = portal.ask("POST", f"/u/{portal.link()}/cannot-provide", A_FORM, body)

    assert (led["statusCode"], led["headers"]["location"].endswith("?said=nothing#cannot")) == (303, True)
    assert portal.records.facts == {}


def test_a_statement_by_a_link_that_does_not_hold_is_nothing() -> None:
    portal = VendorPortal()

    assert portal.ask("POST", f"/u/{portal.link(generation=9)}/cannot-provide", A_FORM, "reason=no")["statusCode"] == 410
    assert portal.records.facts == {}


def test_the_unsubscribe_link_asks_first_and_then_closes_that_address_alone() -> None:
    portal = VendorPortal()
    token = unsubscribe_token(SECRET, "keystone-elevator", "office@keystone.example")
    asked = portal.ask("GET", f"/u/{token}/unsubscribe")
    before = portal.records.vendor("keystone-elevator")

    done = portal.ask("POST", f"/u/{token}/unsubscribe", A_FORM, "List-Unsubscribe=One-Click")

    after = portal.records.vendor("keystone-elevator")
    assert before
    assert after
    assert "Stop these mails?" in asked["body"]
    assert [contact.closed_because for contact in before.facts.vendor.contacts] == [None] * 4
    assert done["statusCode"] == 200
    assert [contact.email for contact in after.facts.vendor.contacts if contact.closed_because] == ["office@keystone.example"]
    assert "keystone" not in done["body"].lower()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_upload_link_stops_no_mails_and_an_unsubscribe_link_opens_no_page(method: str) -> None:
    portal = VendorPortal()
    token = unsubscribe_token(SECRET, "keystone-elevator", "office@keystone.example")

    assert portal.ask(method, f"/u/{portal.link()}/unsubscribe", A_FORM)["statusCode"] == 404
    assert portal.ask("GET", f"/u/{token}")["statusCode"] == 404


def test_a_vendor_that_changes_again_and_again_is_asked_to_try_later() -> None:
    portal = VendorPortal()
    portal.records.file = lambda filing: False  # type: ignore[method-assign]

    assert portal.ask("POST", f"/u/{portal.link()}/cannot-provide", A_FORM, "reason=no")["statusCode"] == 503
