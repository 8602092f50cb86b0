"""The overview is what the sweep counted last: statuses, ends of cover, what waits, what fails, what reading cost."""

from dataclasses import replace
from datetime import date, timedelta

from coverwatch.application.decisions import DecisionAsked, decide
from coverwatch.application.office import Office
from coverwatch.application.overview import keep_count, take_stock
from coverwatch.application.vendors import put_vendor, request_certificate
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import CertificateStatus, DecisionKind
from tests.application.offices import KEYSTONE, a_record, an_office, asked_by, keep
from tests.builders import A_MOMENT, A_MORNING, a_certificate, a_vendor, the_policies

LATER = A_MOMENT + timedelta(days=90)


def a_busy_office() -> Office:
    """Keystone complies; Brightline's medical expense is too low and its auto cover ends soon; one is inactive; one document waits."""
    office = an_office()
    for vendor_id, active in (("brightline", True), ("zenith", False)):
        put_vendor(office, a_vendor(vendor_id=vendor_id, legal_name=vendor_id, aliases=(), active=active), asked_by())
    low = {"general_liability": {"limits": {"medical_expense": 1_000}}, "automobile_liability": {"expires_on": date(2026, 3, 20)}}
    keep(office, a_record("c-2", "brightline", certificate=a_certificate(the_policies(**low))))
    keep(office, a_record("c-3", None, status=CertificateStatus.IN_REVIEW))
    keep(office, a_record("c-4", None, status=CertificateStatus.READING))
    return office


def test_it_counts_active_vendors_by_status_and_what_fails() -> None:
    office = a_busy_office()

    overview = take_stock(office.records, A_MORNING, LATER)

    assert (overview.vendors, overview.inactive) == (2, 1)
    assert overview.by_status == {VendorStatus.COMPLIANT: 1, VendorStatus.NON_COMPLIANT: 1}
    assert overview.failed_rules["R21"] == 1
    assert overview.ending == {date(2026, 3, 20): 1}
    assert (overview.in_review, overview.being_read) == (1, 1)


def test_it_is_kept_with_its_moment_until_it_is_counted_again() -> None:
    office = a_busy_office()
    assert office.records.overview() is None
    counted = take_stock(office.records, A_MORNING, LATER)

    decide(office, KEYSTONE, DecisionAsked(decision=DecisionKind.SUSPEND, reason="An accident"), asked_by())

    assert office.records.overview() == counted
    assert counted.as_of == LATER
    again = take_stock(office.records, A_MORNING, LATER + timedelta(minutes=15))
    assert again.by_status[VendorStatus.SUSPENDED] == 1


def test_unsent_notices_wait() -> None:
    office = a_busy_office()
    before = take_stock(office.records, A_MORNING, LATER).unsent

    request_certificate(office, KEYSTONE, asked_by())

    assert take_stock(office.records, A_MORNING, LATER).unsent == before + 1


def test_what_reading_cost_in_the_month_is_counted_once_for_each_document() -> None:
    office = an_office()
    was = keep(office, a_record("c-5", None, status=CertificateStatus.RECEIVED, received_at=LATER, changed_at=LATER))
    metered = replace(was, cost=1_500)
    office.records.progress(metered, was=was)
    office.records.progress(metered, was=was)
    office.records.progress(replace(metered, cost=66_500), was=metered)

    overview = take_stock(office.records, LATER.date(), LATER)

    assert (overview.month, overview.cost) == ("2026-04", 66_500)
    assert take_stock(office.records, A_MORNING, LATER).cost == 0


def test_a_sweep_counts_when_nothing_is_kept_or_the_hour_is_over() -> None:
    office = a_busy_office()
    moments = []
    for minutes in range(0, 90, 15):
        keep_count(office.records, A_MORNING, LATER + timedelta(minutes=minutes))
        kept = office.records.overview()
        assert kept is not None
        moments.append((kept.as_of - LATER) // timedelta(minutes=1))

    assert moments == [0, 0, 0, 0, 60, 60]
