"""A requirement set is tried on the vendors that it would apply to, and nothing is changed by it."""

from itertools import chain, repeat

import pytest

from coverwatch.application.office import Office
from coverwatch.application.trying import try_requirement_set
from coverwatch.application.vendors import put_vendor, the_file
from coverwatch.domain.assessment import VendorStatus
from coverwatch.rules import InvalidRequirementSet
from tests.application.offices import KEYSTONE, an_office, asked_by
from tests.builders import a_requirement_document, a_vendor
from tests.fakes import MemoryQueue

STRICTER = a_requirement_document({"lines.general_liability.limits.medical_expense": 10_000})


def an_office_of_two() -> Office:
    office = an_office()
    put_vendor(office, a_vendor(vendor_id="brightline", legal_name="Brightline", aliases=()), asked_by())
    return office


def test_it_says_whose_status_would_change_and_why() -> None:
    tried = try_requirement_set(an_office_of_two(), "general-subcontractor", STRICTER, asked_by(), lambda: True)

    (change,) = tried.changes
    assert (change.vendor_id, change.before, change.after) == (KEYSTONE, VendorStatus.COMPLIANT, VendorStatus.NON_COMPLIANT)
    assert (change.authorized_before, change.authorized_after) == (True, False)
    assert "10,000" in change.reasons[0]
    assert (tried.looked_at, tried.vendors) == (2, 2)


def test_nothing_is_written() -> None:
    office = an_office_of_two()
    queue = office.assessments
    assert isinstance(queue, MemoryQueue)
    asked, version = list(queue.asked), the_file(office, KEYSTONE).version

    try_requirement_set(office, "general-subcontractor", STRICTER, asked_by(), lambda: True)

    assert (queue.asked, the_file(office, KEYSTONE).version) == (asked, version)
    stored = office.records.requirement_set("general-subcontractor")
    assert stored is not None
    assert stored.version == 1


def test_when_time_runs_out_it_says_how_far_it_came() -> None:
    left = chain([True], repeat(False))

    tried = try_requirement_set(an_office_of_two(), "general-subcontractor", STRICTER, asked_by(), lambda: next(left))

    assert (tried.looked_at, tried.vendors) == (1, 2)


def test_a_set_that_is_new_applies_to_nobody_and_one_with_faults_is_refused() -> None:
    office = an_office()

    assert try_requirement_set(office, "brand-new", STRICTER, asked_by(), lambda: True).vendors == 0
    with pytest.raises(InvalidRequirementSet):
        try_requirement_set(office, "general-subcontractor", {"lines": {"marine": {}}}, asked_by(), lambda: True)
