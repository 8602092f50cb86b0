"""Vendors looked for by name, id, status or the end of their cover; a page goes on where the last one ended, whatever changed meanwhile."""

from datetime import date

import pytest

from coverwatch.application.decisions import DecisionAsked, decide
from coverwatch.application.finding_vendors import VendorsWanted, expirations, find_vendors
from coverwatch.application.office import Office
from coverwatch.application.vendors import put_vendor
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import DecisionKind
from coverwatch.domain.line import Line
from tests.application.offices import KEYSTONE, a_record, an_office, asked_by, keep
from tests.builders import A_MORNING, a_certificate, a_vendor, the_policies

NAMES = {"anchor": "Anchor Steel", "brightline": "Brightline", "zenith": "Zenith LLC"}


def a_full_office() -> Office:
    """Keystone, compliant; three vendors that await a certificate."""
    office = an_office()
    for vendor_id, name in NAMES.items():
        put_vendor(office, a_vendor(vendor_id=vendor_id, legal_name=name, aliases=()), asked_by("admin"))
    return office


def ids(office: Office, wanted: VendorsWanted, after: str | None = None, limit: int = 10) -> list[str]:
    return [found.vendor.vendor_id for found in find_vendors(office, wanted, A_MORNING, after, limit)]


def test_vendors_of_every_status_stand_in_one_order_by_name() -> None:
    assert ids(a_full_office(), VendorsWanted()) == ["anchor", "brightline", KEYSTONE, "zenith"]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_show_every_vendor_once(limit: int) -> None:
    office = a_full_office()
    seen: list[str] = []
    after: str | None = None
    while page := find_vendors(office, VendorsWanted(), A_MORNING, after, limit):
        seen += [found.vendor.vendor_id for found in page]
        after = page[-1].position

    assert seen == ["anchor", "brightline", KEYSTONE, "zenith"]


def test_a_vendor_that_changes_status_between_two_pages_is_neither_lost_nor_seen_twice() -> None:
    office = a_full_office()
    first = find_vendors(office, VendorsWanted(), A_MORNING, None, 2)
    for vendor_id in ("anchor", "zenith"):
        decide(office, vendor_id, DecisionAsked(decision=DecisionKind.SUSPEND, reason="An accident"), asked_by())

    assert ids(office, VendorsWanted(), first[-1].position) == [KEYSTONE, "zenith"]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("key", [KEYSTONE]),
        ("KEYSTONE, elev", [KEYSTONE]),
        (KEYSTONE, [KEYSTONE]),
        ("elevator", []),
        ("!!!", []),
        ("zenith", ["zenith"]),
        ("z", ["zenith"]),
    ],
)
def test_a_vendor_is_found_by_the_beginning_of_its_name_or_by_its_id(q: str, expected: list[str]) -> None:
    assert ids(a_full_office(), VendorsWanted(q=q)) == expected


def test_a_vendor_found_by_its_id_stands_first_and_once() -> None:
    office = a_full_office()
    put_vendor(office, a_vendor(vendor_id="b", legal_name="Builders", aliases=()), asked_by("admin"))

    first = find_vendors(office, VendorsWanted(q="b"), A_MORNING, None, 1)

    assert [found.vendor.vendor_id for found in first] == ["b"]
    assert ids(office, VendorsWanted(q="b"), first[-1].position) == ["brightline"]


def test_only_the_statuses_that_are_asked_for_are_shown() -> None:
    office = a_full_office()

    assert ids(office, VendorsWanted(statuses=(VendorStatus.COMPLIANT,))) == [KEYSTONE]
    assert ids(office, VendorsWanted(statuses=(VendorStatus.COMPLIANT,), q="zenith")) == []


def test_cover_that_ends_is_shown_nearest_end_first_with_its_lines() -> None:
    office = a_full_office()
    soon = a_certificate(the_policies(automobile_liability={"expires_on": date(2026, 3, 20)}))
    keep(office, a_record("c-2", "anchor", certificate=soon))

    found = expirations(office, 30, A_MORNING, None, 10)
    year = expirations(office, 400, A_MORNING, None, 10)

    assert [(each.vendor.vendor_id, [(end.line, end.on) for end in each.ends]) for each in found] == [
        ("anchor", [(Line.AUTOMOBILE_LIABILITY, date(2026, 3, 20))])
    ]
    assert [each.vendor.vendor_id for each in year] == ["anchor", KEYSTONE]
    assert [each.vendor.vendor_id for each in expirations(office, 400, A_MORNING, year[0].position, 10)] == [KEYSTONE]
    assert ids(office, VendorsWanted(expiring_within=30)) == ["anchor"]
    assert ids(office, VendorsWanted(expiring_within=400, q="key")) == [KEYSTONE]
    assert ids(office, VendorsWanted(expiring_within=400, q="key", statuses=(VendorStatus.EXPIRED,))) == []


def test_cover_that_has_ended_and_that_of_inactive_vendors_is_not_about_to_end() -> None:
    office = an_office(active=False)

    assert expirations(office, 400, A_MORNING, None, 10) == []
    assert expirations(an_office(), 400, date(2027, 1, 1), None, 10) == []
