"""The contract of `StaffRecords` for lists and counts, held by the fake and by the table alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from coverwatch.application.ports import StaffRecords
from coverwatch.application.records import LineEnd, Overview, Standing, StoredRequirementSet
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.line import Line
from coverwatch.domain.notice import NoticeStatus, Series
from tests.aws.filings import AT, ON, a_filing, a_notice, a_record, a_row
from tests.builders import a_vendor


def test_vendors_are_listed_by_name_from_a_position(records: StaffRecords) -> None:
    for vendor_id, name in (("b", "Brightline"), ("a", "Zenith"), ("c", "Anchor")):
        records.file(a_filing(vendor_id=vendor_id, vendor=a_vendor(vendor_id=vendor_id, legal_name=name)))
    status = VendorStatus.AWAITING_CERTIFICATE.value

    first = records.vendors(status, None, 2)

    assert [vendor.legal_name for _, vendor, _ in first] == ["Anchor", "Brightline"]
    assert [vendor.legal_name for _, vendor, _ in records.vendors(status, first[-1][0], 2)] == ["Zenith"]


def test_vendors_of_a_name_that_begins_so_are_listed_from_a_position(records: StaffRecords) -> None:
    for vendor_id, name in (("a", "Bright"), ("b", "Brightline"), ("c", "Brig"), ("d", "Bro")):
        records.file(a_filing(vendor_id=vendor_id, vendor=a_vendor(vendor_id=vendor_id, legal_name=name, aliases=())))
    status = VendorStatus.AWAITING_CERTIFICATE.value

    first = records.vendors(status, None, 1, "bright")

    assert [vendor.legal_name for _, vendor, _ in first] == ["Bright"]
    assert [vendor.legal_name for _, vendor, _ in records.vendors(status, first[-1][0], 5, "bright")] == ["Brightline"]
    assert records.vendors(status, "z", 5, "bright") == []


def test_cover_that_ends_between_two_days_is_listed_nearest_first(records: StaffRecords) -> None:
    for vendor_id, day in (("a", 5), ("b", 3), ("c", 9), ("d", 3), ("e", 2)):
        standing = Standing(ends=(LineEnd(Line.GENERAL_LIABILITY, date(2026, 3, day), ("G1",)), LineEnd(Line.PROPERTY, date(2026, 8, 1))))
        vendor = a_vendor(vendor_id=vendor_id, legal_name=vendor_id, aliases=(), active=vendor_id != "d")
        records.file(a_filing(vendor_id=vendor_id, vendor=vendor, standing=standing))

    found = records.ending(date(2026, 3, 2), date(2026, 3, 5), None, 1)

    assert [vendor_id for _, vendor_id in found] == ["b"]
    assert [vendor_id for _, vendor_id in records.ending(date(2026, 3, 2), date(2026, 3, 5), found[-1][0], 5)] == ["a"]
    assert records.ending(date(2026, 3, 5), date(2026, 3, 5), None, 5) == []
    file = records.vendor("a")
    assert file is not None
    assert file.standing.ends[0] == LineEnd(Line.GENERAL_LIABILITY, date(2026, 3, 5), ("G1",))


def test_what_reading_costs_stands_in_the_month_in_which_the_document_came(records: StaffRecords) -> None:
    first = records.register(a_record(vendor_id=None), a_row())
    other = records.register(a_record("c2", None, received_at=datetime(2026, 4, 1, tzinfo=UTC)), a_row())
    metered = replace(first, cost=1_500)
    records.progress(metered, was=first)
    records.progress(replace(other, cost=500), was=other)
    records.progress(replace(metered, cost=66_500), was=metered)
    records.progress(replace(metered, cost=99_000), was=metered)

    assert [records.cost_of_month(month) for month in ("2026-03", "2026-04", "2026-05")] == [66_500, 500, 0]


def test_the_overview_is_the_one_that_was_kept_last(records: StaffRecords) -> None:
    assert records.overview() is None
    counted = Overview(as_of=AT, vendors=2, by_status={VendorStatus.COMPLIANT: 2}, ending={ON: 1}, failed_rules={"R21": 1}, month="2026-03")

    records.keep_overview(Overview(as_of=AT - timedelta(minutes=15)))
    records.keep_overview(counted)

    assert records.overview() == counted


def test_what_waits_for_a_person_is_listed_from_a_position_the_longest_waiting_first(records: StaffRecords) -> None:
    for number in (2, 0, 1):
        waiting = a_record(f"c{number}", None, status=CertificateStatus.IN_REVIEW, changed_at=AT + timedelta(hours=number))
        records.register(waiting, a_row())
    records.register(a_record("c3", None), a_row())

    first = records.in_review(None, 2)

    assert [certificate_id for _, certificate_id in first] == ["c0", "c1"]
    assert [certificate_id for _, certificate_id in records.in_review(first[-1][0], 2)] == ["c2"]


def test_a_task_is_listed_once_people_were_told_until_it_is_closed(records: StaffRecords) -> None:
    task = replace(a_notice(), series=Series.REVIEW_TASK, subject="letter.unopened", step=0)
    records.file(a_filing(notices=(task, a_notice())))
    pending = records.notice("keystone", task.notice_id)
    assert pending is not None
    before = records.open_tasks(None, 5)
    told = replace(pending, status=NoticeStatus.SENT)
    records.settle_notice(told, was=pending)
    listed = records.open_tasks(None, 5)
    records.settle_notice(replace(told, closed_by="reviewer"), was=told)

    assert before == []
    assert [(vendor_id, notice_id) for _, vendor_id, notice_id in listed] == [("keystone", task.notice_id)]
    assert records.open_tasks(listed[0][0], 5) == []
    assert records.open_tasks(None, 5) == []


def test_the_version_that_was_published_then_is_found(records: StaffRecords) -> None:
    for number in (1, 2, 3):
        records.publish(StoredRequirementSet("office", number, {"name": f"v{number}"}, AT + timedelta(days=number), "test"))

    found = [records.requirement_set_at("office", AT + timedelta(days=days)) for days in (0, 1, 2.5, 9)]

    assert [stored.version if stored else None for stored in found] == [1, 1, 2, 3]
    assert records.requirement_set_at("unheard-of", AT) is None
