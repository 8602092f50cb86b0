"""What a mail's reader answers with: genuine, for one purpose, and for one vendor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverwatch.application.addresses import unsubscribe
from coverwatch.application.links import link_token
from coverwatch.application.mail_links import (
    Unsubscription,
    is_reply_address,
    reply_address,
    unsubscribe_token,
    unsubscription_in,
    vendor_replied_to,
)
from coverwatch.domain.vendor import ClosedBecause
from coverwatch.notices import is_address
from tests.application.test_addresses import AT, ON, Case

SECRET = b"a secret"
DOMAIN = "in.holder.example"


def test_an_unsubscribe_link_says_whose_mails_to_which_address() -> None:
    token = unsubscribe_token(SECRET, "keystone", "office@keystone.example")

    assert unsubscription_in(SECRET, token) == Unsubscription("keystone", "office@keystone.example")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "....",
        "é.é",
        "a" * 2000,
        unsubscribe_token(b"another secret", "keystone", "office@keystone.example"),
        unsubscribe_token(SECRET, "keystone", "office@keystone.example")[:-2],
        link_token(SECRET, "keystone", 1, ON),
    ],
    ids=["empty", "torn", "dots", "letters", "long", "forged", "cut", "an upload link"],
)
def test_a_link_that_is_not_ours_stops_nothing(token: str) -> None:
    case = Case()

    assert unsubscribe(case.office, SECRET, token, AT) is False
    assert case.records.facts == {}


def test_unsubscribing_closes_the_address_and_does_so_once() -> None:
    case = Case()
    token = unsubscribe_token(SECRET, "keystone", "certs@agency.example")

    assert unsubscribe(case.office, SECRET, token, AT)
    assert unsubscribe(case.office, SECRET, token, AT)

    (fact,) = case.records.facts.values()
    assert fact.because is ClosedBecause.UNSUBSCRIBED  # type: ignore[union-attr]
    assert fact.recorded_by == "the reader of the address"  # type: ignore[union-attr]
    assert len(case.tasks) == 1


@given(vendor_id=st.from_regex(r"[a-z0-9][a-z0-9-]{0,33}", fullmatch=True), generation=st.integers(1, 10**6))
def test_a_reply_address_is_one_and_is_the_vendors_own(vendor_id: str, generation: int) -> None:
    address = reply_address(SECRET, vendor_id, generation, DOMAIN)

    assert address is not None
    assert is_address(address)
    assert vendor_replied_to(address) == vendor_id
    assert is_reply_address(SECRET, address, vendor_id, generation)
    assert is_reply_address(SECRET, address.upper(), vendor_id, generation), "mail programs change the case"
    assert not is_reply_address(SECRET, address, vendor_id, generation + 1), "revoked"
    assert not is_reply_address(b"another secret", address, vendor_id, generation)


def test_an_id_too_long_for_an_address_has_none() -> None:
    assert reply_address(SECRET, "a" * 34, 1, DOMAIN) is not None
    assert reply_address(SECRET, "a" * 35, 1, DOMAIN) is None


@pytest.mark.parametrize("address", ["certificates@in.holder.example", "certificates+x@in.holder.example", "", "certificates+keystone.@x"])
def test_another_address_names_no_vendor(address: str) -> None:
    assert vendor_replied_to(address) is None
