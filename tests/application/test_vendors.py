"""Vendors as staff keep them: changed in part, asked about as of then, their links taken back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from coverwatch.application.decisions import DecisionAsked, decide
from coverwatch.application.filing import VendorUnknown
from coverwatch.application.refusals import Refused
from coverwatch.application.requirement_sets import publish
from coverwatch.application.vendors import answer_for, document_of, patch_vendor, put_vendor, revoke_links, the_file
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import DecisionKind
from coverwatch.domain.vendor import Contact, ContactRole, Vendor
from tests.application.offices import KEYSTONE, an_office, asked_by
from tests.builders import A_MORNING, a_requirement_document, a_vendor


def as_given(document: dict[str, Any]) -> Vendor:
    """A vendor of the document, as the API makes one."""
    contacts = tuple(Contact(ContactRole(each["role"]), each["email"], each.get("name", "")) for each in document.pop("contacts", ()))
    days = {name: date.fromisoformat(document.pop(name)) for name in ("work_starts_on", "work_ends_on") if document.get(name)}
    lists = {name: tuple(document.pop(name)) for name in ("aliases", "work_states") if name in document}
    return Vendor(vendor_id=KEYSTONE, contacts=contacts, **document | days | lists)


def test_a_patch_changes_what_it_names_and_nothing_else() -> None:
    office = an_office()
    before = the_file(office, KEYSTONE).facts.vendor

    patch_vendor(office, KEYSTONE, {"reference": "PO 9", "aliases": ["Keystone Hoists"]}, as_given, asked_by())

    after = the_file(office, KEYSTONE).facts.vendor
    assert (after.reference, after.aliases) == ("PO 9", ("Keystone Hoists",))
    assert (after.contacts, after.legal_name, after.work_starts_on) == (before.contacts, before.legal_name, before.work_starts_on)
    assert list(office.records.vendors_named("keystone lifts")) == []
    assert office.records.history(KEYSTONE)[-1].event == "vendor_changed"


def test_null_takes_a_property_away_and_objects_are_merged() -> None:
    office = an_office(cadence={"expiring": [-30], "stop_after": 10})

    patch_vendor(office, KEYSTONE, {"reference": None, "cadence": {"stop_after": None, "expired": [1]}}, as_given, asked_by())

    vendor = the_file(office, KEYSTONE).facts.vendor
    assert (vendor.reference, vendor.cadence) == (None, {"expiring": [-30], "expired": [1]})


def test_a_patch_counts_at_once() -> None:
    office = an_office()

    filed = patch_vendor(office, KEYSTONE, {"active": False}, as_given, asked_by())

    assert not filed.assessment.authorized


def test_a_patch_that_changes_nothing_leaves_no_trace_in_the_history() -> None:
    office = an_office()
    rows = office.records.history(KEYSTONE)

    patch_vendor(office, KEYSTONE, {"reference": "PO 4711"}, as_given, asked_by())

    assert office.records.history(KEYSTONE) == rows


def test_what_is_wrong_with_the_merged_vendor_is_raised_and_nothing_changes() -> None:
    office = an_office()
    version = the_file(office, KEYSTONE).version

    with pytest.raises(TypeError):
        patch_vendor(office, KEYSTONE, {"colour": "blue"}, as_given, asked_by())
    with pytest.raises(VendorUnknown):
        patch_vendor(office, "nobody", {}, as_given, asked_by())

    assert the_file(office, KEYSTONE).version == version


def test_a_vendors_document_says_nothing_that_staff_do_not_give() -> None:
    document = document_of(a_vendor())

    assert "vendor_id" not in document
    assert set(document["contacts"][0]) == {"role", "email", "name"}
    assert as_given(document) == a_vendor()


def test_the_answer_can_be_asked_for_as_it_was_known_at_a_moment() -> None:
    office = an_office()
    decide(office, KEYSTONE, DecisionAsked(decision=DecisionKind.SUSPEND, reason="An accident"), asked_by(hour=12))

    before = answer_for(office, KEYSTONE, A_MORNING, known_at=datetime(2026, 3, 2, 11, 59, tzinfo=UTC))
    after = answer_for(office, KEYSTONE, A_MORNING, known_at=datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
    long_ago = answer_for(office, KEYSTONE, A_MORNING, known_at=datetime(2020, 1, 1, tzinfo=UTC))

    assert [each.assessment.status for each in (before, after, long_ago)] == [
        VendorStatus.COMPLIANT,
        VendorStatus.SUSPENDED,
        VendorStatus.AWAITING_CERTIFICATE,
    ]


def test_taking_back_a_vendors_links_raises_the_generation_that_they_carry() -> None:
    office = an_office()
    before = the_file(office, KEYSTONE).generation

    revoke_links(office, KEYSTONE, asked_by())
    put_vendor(office, a_vendor(reference="PO 9"), asked_by())

    assert the_file(office, KEYSTONE).generation == before + 1
    with pytest.raises(VendorUnknown):
        revoke_links(office, "nobody", asked_by())


def test_no_vendor_is_called_as_the_place_for_uploads_of_nobodys() -> None:
    with pytest.raises(Refused, match="ID_RESERVED"):
        put_vendor(an_office(), a_vendor(vendor_id="unassigned"), asked_by("admin"))


def test_what_was_asked_then_is_the_version_that_was_published_then() -> None:
    office = an_office()
    stricter = a_requirement_document({"lines.general_liability.limits.medical_expense": 10_000})
    publish(office, "general-subcontractor", stricter, asked_by("admin", hour=16))

    before = answer_for(office, KEYSTONE, A_MORNING, known_at=datetime(2026, 3, 2, 15, 0, tzinfo=UTC)).assessment
    now = answer_for(office, KEYSTONE, A_MORNING).assessment

    assert (before.requirement_set_version, before.status) == (1, VendorStatus.COMPLIANT)
    assert (now.requirement_set_version, now.status) == (2, VendorStatus.NON_COMPLIANT)
