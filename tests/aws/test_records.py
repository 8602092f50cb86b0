"""The contract of `StaffRecords`, held by the fake and by the table alike, so that the fake cannot lie."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coverwatch.application.ports import Filing, StaffRecords
from coverwatch.application.records import (
    Standing,
    StoredRequirementSet,
    UploadGrant,
)
from coverwatch.aws.table import Table, TransactionTooLarge
from coverwatch.domain.facts import Cancellation, CertificateStatus, ClosedAddress, Statement, Waiver
from coverwatch.domain.line import Line
from coverwatch.domain.names import folded
from coverwatch.domain.notice import NoticeStatus
from coverwatch.domain.vendor import ClosedBecause
from tests.aws.filings import AT, ON, a_filing, a_notice, a_record, a_row
from tests.builders import a_certificate, a_settlement, a_vendor


def test_an_unknown_vendor_is_none(records: StaffRecords) -> None:
    assert records.vendor("keystone") is None


def test_a_filing_is_read_back_whole(records: StaffRecords) -> None:
    certificate = a_record(status=CertificateStatus.ACCEPTED, certificate=a_certificate())
    assert records.file(a_filing(certificates=(certificate,), notices=(a_notice(),), history=(a_row(),)))

    file = records.vendor("keystone")

    assert file is not None
    assert file.version == 1
    assert file.certificates == (certificate,)
    assert file.facts.certificates[0].certificate == a_certificate()
    assert [(record.notice, record.status) for record in file.notices] == [(a_notice(), NoticeStatus.PENDING)]
    assert records.history("keystone") == [a_row()]


def test_what_people_record_is_read_back_and_a_revoked_waiver_replaces_the_granted_one(records: StaffRecords) -> None:
    granted = Waiver(waiver_id="w1", rule="R38", line=None, reason="a small job", approved_by="admin", recorded_at=AT)
    ended = Cancellation(
        line=Line.GENERAL_LIABILITY, policy_number="G1", effective_on=ON, reinstated=False, reason="", recorded_at=AT, recorded_by="admin"
    )
    records.file(a_filing(facts=(granted, ended)))
    revoked = replace(granted, revoked_at=AT + timedelta(hours=1))
    records.file(a_filing(version=1, facts=(revoked,)))

    file = records.vendor("keystone")

    assert file is not None
    assert (file.facts.waivers, file.facts.cancellations) == ((revoked,), (ended,))


def test_a_filing_on_an_outdated_version_changes_nothing(records: StaffRecords) -> None:
    records.file(a_filing())
    records.file(a_filing(version=1))

    assert not records.file(a_filing(version=1, notices=(a_notice(),), certificates=(a_record(),)))
    file = records.vendor("keystone")
    assert file is not None
    assert (file.version, file.notices, file.certificates) == (2, (), ())


def test_a_new_vendor_is_never_filed_over_another(records: StaffRecords) -> None:
    assert records.file(a_filing())
    assert not records.file(a_filing())


def test_a_notice_is_filed_once_whatever_is_tried(records: StaffRecords) -> None:
    records.file(a_filing(notices=(a_notice(),)))

    assert not records.file(a_filing(version=1, notices=(a_notice(),)))


def test_registering_twice_answers_with_the_first(records: StaffRecords) -> None:
    first = records.register(a_record(), a_row())
    moved = replace(first, status=CertificateStatus.READING)
    records.progress(moved, was=first)

    assert records.register(a_record(), a_row()) == moved


def test_a_document_moves_on_only_from_where_it_was(records: StaffRecords) -> None:
    first = records.register(a_record(), a_row())
    reading = replace(first, status=CertificateStatus.READING)

    assert records.progress(reading, was=first)
    assert not records.progress(replace(first, status=CertificateStatus.IN_REVIEW), was=first)
    assert records.certificate("c1") == reading


def test_our_own_write_is_not_taken_for_somebody_elses(records: StaffRecords) -> None:
    first = records.register(a_record(), a_row())
    reading = replace(first, status=CertificateStatus.READING)
    records.progress(reading, was=first)

    assert records.progress(reading, was=first)


def test_the_first_to_bring_a_content_keeps_it(records: StaffRecords) -> None:
    assert records.claim_content("abc", "keystone", "c1") == "c1"
    assert records.claim_content("abc", "keystone", "c2") == "c1"
    assert records.claim_content("abc", "keystone", "c1") == "c1"
    assert records.claim_content("abc", "brightline", "c3") == "c3"


def test_a_certificate_without_a_vendor_is_found_and_moves_to_its_vendor(records: StaffRecords) -> None:
    records.file(a_filing())
    stray = records.register(a_record(vendor_id=None), a_row())
    found = replace(stray, vendor_id="keystone", status=CertificateStatus.ACCEPTED)

    assert records.certificate("c1") == stray
    assert records.file(a_filing(version=1, certificates=(found,), as_read=(stray,)))
    assert records.certificate("c1") == found
    assert not list(records.open_since("certificate", AT + timedelta(days=1)))


def test_a_certificate_without_a_vendor_gets_but_one(records: StaffRecords) -> None:
    stray = records.register(a_record(vendor_id=None), a_row())
    for vendor_id in ("keystone", "brightline"):
        records.file(a_filing(vendor_id=vendor_id, vendor=a_vendor(vendor_id=vendor_id, legal_name=vendor_id, aliases=())))

    def adopt(vendor_id: str) -> bool:
        vendor = a_vendor(vendor_id=vendor_id, legal_name=vendor_id, aliases=())
        found = replace(stray, vendor_id=vendor_id)
        return records.file(a_filing(version=1, vendor_id=vendor_id, vendor=vendor, certificates=(found,), as_read=(stray,)))

    assert adopt("keystone")
    assert not adopt("brightline")
    record = records.certificate("c1")
    assert record is not None
    assert record.vendor_id == "keystone"


def test_a_settlement_of_each_thing_that_a_rule_asks_is_kept(records: StaffRecords) -> None:
    settled = tuple(a_settlement("R21", Line.GENERAL_LIABILITY, required) for required in ("medical expense $5,000", "each occurrence $1"))
    records.file(a_filing(facts=settled))

    file = records.vendor("keystone")

    assert file is not None
    assert set(file.facts.settlements) == set(settled)


@pytest.mark.parametrize("vendor_id", ["keystone", None], ids=["with its vendor", "without one"])
def test_a_filing_does_not_hold_once_its_certificate_has_moved_on(records: StaffRecords, vendor_id: str | None) -> None:
    records.file(a_filing())
    read = records.register(a_record(vendor_id=vendor_id), a_row())
    begun_anew = replace(read, attempt=1, cost=1_500)
    records.progress(begun_anew, was=read)
    accepted = replace(read, vendor_id="keystone", status=CertificateStatus.ACCEPTED)

    assert not records.file(a_filing(version=1, certificates=(accepted,), as_read=(read,)))
    assert records.certificate("c1") == begun_anew
    assert records.file(a_filing(version=1, certificates=(accepted,), as_read=(begun_anew,)))
    assert records.certificate("c1") == accepted


def test_a_vendor_is_found_by_any_of_its_names_and_by_no_name_that_it_lost(records: StaffRecords) -> None:
    before = a_vendor(vendor_id="keystone", legal_name="Keystone Elevator, L.P.", aliases=("Keystone Lifts",))
    after = replace(before, aliases=("Keystone Hoists",))
    records.file(a_filing(vendor=before))
    records.file(a_filing(version=1, vendor=after, former_vendor=before))

    assert list(records.vendors_named(folded("KEYSTONE ELEVATOR LP"))) == ["keystone"]
    assert list(records.vendors_named(folded("Keystone Hoists"))) == ["keystone"]
    assert list(records.vendors_named(folded("Keystone Lifts"))) == []


def test_a_vendor_is_due_from_its_next_action_day_on(records: StaffRecords) -> None:
    records.file(a_filing(standing=Standing(next_action_on=date(2026, 3, 5))))

    assert list(records.due(date(2026, 3, 4))) == []
    assert list(records.due(date(2026, 3, 5))) == ["keystone"]
    assert list(records.due(date(2026, 4, 1))) == ["keystone"]


def test_an_inactive_vendor_is_never_due(records: StaffRecords) -> None:
    records.file(a_filing(vendor=a_vendor(vendor_id="keystone", active=False), standing=Standing(next_action_on=ON)))

    assert list(records.due(date(2027, 1, 1))) == []


def test_what_is_read_waits_until_it_has_an_answer(records: StaffRecords) -> None:
    records.file(a_filing())
    first = records.register(a_record(), a_row())
    later = AT + timedelta(minutes=11)

    assert list(records.open_since("certificate", AT)) == []
    assert list(records.open_since("certificate", later)) == [("c1",)]
    records.file(a_filing(version=1, certificates=(first.becomes(CertificateStatus.ACCEPTED, later),)))
    assert list(records.open_since("certificate", later + timedelta(days=1))) == []


def test_a_notice_waits_until_it_is_settled(records: StaffRecords) -> None:
    records.file(a_filing(notices=(a_notice(),)))
    record = records.notice("keystone", a_notice().notice_id)
    assert record is not None

    sending = replace(record, status=NoticeStatus.SENDING)
    assert records.settle_notice(sending, was=record)
    assert not records.settle_notice(replace(record, status=NoticeStatus.SENT), was=record)
    assert list(records.open_since("notice", AT + timedelta(hours=1))) == [("keystone", a_notice().notice_id)]
    assert records.settle_notice(replace(sending, status=NoticeStatus.SENT), was=sending)
    assert list(records.open_since("notice", AT + timedelta(hours=1))) == []


def test_a_requirement_set_has_one_next_version(records: StaffRecords) -> None:
    def version(number: int) -> StoredRequirementSet:
        return StoredRequirementSet("office", number, {"name": f"v{number}"}, AT, "test")

    assert records.publish(version(1))
    assert records.publish(version(2))
    assert not records.publish(version(2))
    assert records.requirement_set("office") == version(2)
    assert records.requirement_sets() == [version(2)]


def test_an_open_grant_waits_and_a_closed_one_stays_readable(records: StaffRecords) -> None:
    grant = UploadGrant(upload_id="u1", vendor_id="keystone", key="uploads/keystone/u1", granted_at=AT, expires_at=AT)
    records.keep_grant(grant)
    assert list(records.open_since("grant", AT + timedelta(hours=1))) == [("keystone", "u1")]

    records.close_grant("u1")

    assert list(records.open_since("grant", AT + timedelta(hours=1))) == []
    assert records.grant("u1") == grant


@pytest.mark.parametrize(
    "spoil",
    [
        lambda filing: replace(filing, certificates=tuple(a_record(f"c{n}") for n in range(60))),
        lambda filing: replace(filing, certificates=(a_record(), a_record())),
        lambda filing: replace(filing, history=(replace(a_row(), note="x" * 5_000_000),)),
    ],
    ids=["more than 100 actions", "one item twice", "more than 4 MB"],
)
def test_a_transaction_that_dynamodb_would_refuse_is_refused_here(table: Table, spoil: Callable[[Filing], Filing]) -> None:
    with pytest.raises(TransactionTooLarge):
        table.file(spoil(a_filing()))


def test_a_closed_address_is_kept_with_its_reason(records: StaffRecords) -> None:
    closed = ClosedAddress(
        address="office@keystone.example", because=ClosedBecause.COMPLAINT, recorded_at=AT, recorded_by="record_delivery"
    )
    assert records.file(a_filing(facts=(closed,)))

    file = records.vendor("keystone")
    assert file
    assert file.facts.closed_addresses == (closed,)


def test_what_a_vendor_said_is_kept_in_its_words(records: StaffRecords) -> None:
    statement = Statement(statement_id="s-1", line=None, reason="“Keine”, sagt er 🙂", recorded_at=AT, recorded_by="vendor's link")
    assert records.file(a_filing(facts=(statement,)))

    file = records.vendor("keystone")
    assert file
    assert file.facts.statements == (statement,)


def test_a_letter_that_was_taken_in_is_known_and_no_other(records: StaffRecords) -> None:
    records.keep_letter("l-1", AT)
    records.keep_letter("l-1", AT + timedelta(hours=1))

    assert records.has_letter("l-1")
    assert not records.has_letter("l-2")
