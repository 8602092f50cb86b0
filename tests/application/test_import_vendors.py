"""Vendors from a spreadsheet: whatever program wrote it, good rows are filed, bad ones are told with their line, and nobody is mailed."""

from collections.abc import Mapping
from typing import Any

import pytest

from coverwatch.api.bodies import VendorBody
from coverwatch.application.erasure import erase_vendor
from coverwatch.application.import_vendors import Imported, RowOutcome, import_vendors
from coverwatch.application.office import Office
from coverwatch.application.vendor_table import BadTable
from coverwatch.application.vendors import the_file
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.vendor import ContactRole, Vendor
from tests.application.offices import KEYSTONE, a_record, an_office, asked_by, keep
from tests.builders import a_certificate, the_policies

HEADER = "Vendor ID,Legal name,Requirement set,Vendor e-mail\r\n"
BRIGHTLINE = "brightline,Brightline Inc.,general-subcontractor,office@brightline.example\r\n"


def as_given(vendor_id: str, document: Mapping[str, Any]) -> Vendor:
    return VendorBody.model_validate(document).vendor(vendor_id)


def imported(office: Office, content: str | bytes, **overrides: Any) -> Imported:
    raw = content.encode() if isinstance(content, str) else content
    return import_vendors(office, raw, as_given, asked_by("admin"), **overrides)


def outcomes(result: Imported) -> list[tuple[int, str | None, RowOutcome]]:
    return [(row.line, row.vendor_id, row.outcome) for row in result.rows]


def codes(result: Imported) -> list[str]:
    return [fault.code for row in result.rows for fault in row.faults]


def test_a_vendor_is_added_with_its_contacts() -> None:
    office = an_office()

    result = imported(office, HEADER + BRIGHTLINE)

    assert outcomes(result) == [(2, "brightline", RowOutcome.ADDED)]
    vendor = the_file(office, "brightline").facts.vendor
    assert (vendor.legal_name, vendor.contacts[0].email, vendor.contacts[0].role) == (
        "Brightline Inc.",
        "office@brightline.example",
        ContactRole.VENDOR,
    )


@pytest.mark.parametrize(
    "written",
    [
        (HEADER + BRIGHTLINE).encode("utf-8-sig"),
        (HEADER + BRIGHTLINE).encode("utf-16"),
        (HEADER + BRIGHTLINE).replace(",", ";").encode(),
        (HEADER + BRIGHTLINE).replace(",", "\t").encode(),
        (HEADER + BRIGHTLINE).replace("\r\n", "\r").encode(),
        (HEADER + BRIGHTLINE).replace("\r\n", "\n").encode(),
        (HEADER.upper().replace(" ", "_") + "\r\n" + BRIGHTLINE).encode(),
        b"\r\n" + (HEADER + BRIGHTLINE).encode(),
        b"Company,Broker Email,Id,Requirements,Email\nBrightline Inc.,,brightline,general-subcontractor,office@brightline.example",
    ],
    ids=["byte order mark", "UTF-16", "semicolons", "tabs", "CR", "LF", "other titles' case", "blank first line", "other titles"],
)
def test_the_file_may_come_from_any_program(written: bytes) -> None:
    office = an_office()

    assert [row.outcome for row in imported(office, written).rows] == [RowOutcome.ADDED]
    assert the_file(office, "brightline").facts.vendor.contacts[0].email == "office@brightline.example"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ((HEADER + "brightline,Café,general-subcontractor,\r\n").encode("cp1252"), "ENCODING", None),
        (b"", "EMPTY", None),
        (b"\xef\xbb\xbf \r\n", "EMPTY", None),
        (b"one,two\r\n1,2", "NO_NAME", 1),
        (b"Legal name,Company\r\na,b", "DUPLICATE_HEADER", 1),
        (HEADER.encode() + b'brightline,"Brightline', "UNTERMINATED_QUOTE", 2),
        (HEADER.encode() + b"brightline," + b"x" * 131_073, "FIELD_TOO_LONG", 2),
        (HEADER.encode() + b"x" * (5 * 1024 * 1024), "TOO_LARGE", None),
        (HEADER.encode() + b"".join(b"v%d,,,\n" % number for number in range(10_001)), "TOO_MANY_ROWS", 10_002),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_table_of_vendors_is_refused_whole(content: bytes, code: str, line: int | None) -> None:
    office = an_office()

    with pytest.raises(BadTable) as refused:
        imported(office, content)

    assert (refused.value.code, refused.value.line) == (code, line)
    assert list(office.records.vendors_named("brightline inc")) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("bad,Bad\x00Name,general-subcontractor,", "CONTROL_CHAR"),
        ("bad,Bad\u202eName,general-subcontractor,", "CONTROL_CHAR"),
        ("bad,Bad,general-subcontractor", "COLUMN_COUNT"),
        ("bad,Bad,general-subcontractor,,,", "COLUMN_COUNT"),
        ("bad,Bad,general-subcontractor,not an address", "INVALID"),
        ("bad,Bad,general-subcontractor,office@b\u0430d.example", "INVALID"),
        ("bad,Bad,general-subcontractor,a@b.example;c@d.example", "INVALID"),
        ("Bad Id,Bad,general-subcontractor,", "INVALID"),
        ("unassigned,Bad,general-subcontractor,", "INVALID"),
        ("bad,Bad,unheard-of,", "REQUIREMENT_SET_UNKNOWN"),
        ("bad,Bad,,", "INVALID"),
        ("bad,,general-subcontractor,", "INVALID"),
        (",,general-subcontractor,", "NAME_MISSING"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_good_ones_are_filed(row: str, code: str) -> None:
    office = an_office()

    result = imported(office, HEADER + BRIGHTLINE + row + "\r\nzenith,Zenith LLC,general-subcontractor,\r\n")

    assert [(each.line, each.outcome) for each in result.rows] == [
        (2, RowOutcome.ADDED),
        (3, RowOutcome.REFUSED),
        (4, RowOutcome.ADDED),
    ]
    assert codes(result)[0] == code


def test_a_vendor_that_stands_twice_in_the_file_is_filed_once() -> None:
    result = imported(an_office(), HEADER + BRIGHTLINE + BRIGHTLINE)

    assert [row.outcome for row in result.rows] == [RowOutcome.ADDED, RowOutcome.REFUSED]
    assert result.rows[1].faults[0].sentence == "Line 2 is about the same vendor."


def test_the_same_file_again_changes_nothing() -> None:
    office = an_office()
    content = "Name,Requirements\nBrightline & Sons,general-subcontractor\nЗенит,general-subcontractor\n"
    first = imported(office, content)
    versions = [the_file(office, row.vendor_id or "").version for row in first.rows]

    again = imported(office, content)

    assert [row.outcome for row in again.rows] == [RowOutcome.UNCHANGED, RowOutcome.UNCHANGED]
    assert [row.vendor_id for row in again.rows] == [row.vendor_id for row in first.rows]
    assert first.rows[0].vendor_id == "brightline-and-sons"
    assert [the_file(office, row.vendor_id or "").version for row in first.rows] == versions


def test_two_long_names_that_begin_alike_are_two_vendors() -> None:
    name = "The Very Long Named Contracting and Maintenance Company of Northern Texas"

    result = imported(an_office(), f"Name,Requirements\n{name} East,general-subcontractor\n{name} West,general-subcontractor\n")

    ids = [row.vendor_id or "" for row in result.rows]
    assert [row.outcome for row in result.rows] == [RowOutcome.ADDED, RowOutcome.ADDED]
    assert len(set(ids)) == 2
    assert all(len(vendor_id) <= 63 for vendor_id in ids)


def test_an_empty_cell_and_a_missing_column_leave_what_is_known() -> None:
    office = an_office()
    before = the_file(office, KEYSTONE).facts.vendor

    result = imported(office, f"Id,Name,Reference,Vendor email\n{KEYSTONE},Keystone Elevator L.P.,PO 9,\n")

    after = the_file(office, KEYSTONE).facts.vendor
    assert [row.outcome for row in result.rows] == [RowOutcome.CHANGED]
    assert (after.reference, after.contacts, after.aliases) == ("PO 9", before.contacts, before.aliases)


def test_an_import_mails_nobody_and_what_is_owed_is_looked_at_tomorrow() -> None:
    office = an_office()
    low = a_certificate(the_policies(general_liability={"limits": {"medical_expense": 1_000}}))
    keep(office, a_record("c-2", certificate=low, status=CertificateStatus.IN_REVIEW))
    office.records.kept["c-2"] = a_record("c-2", certificate=low)  # type: ignore[attr-defined]
    owed = [notice.notice.notice_id for notice in the_file(office, KEYSTONE).notices]

    imported(office, f"Id,Name,Reference\n{KEYSTONE},Keystone Elevator L.P.,PO 9\n")

    file = the_file(office, KEYSTONE)
    assert [notice.notice.notice_id for notice in file.notices] == owed
    assert file.standing.next_action_on is not None
    assert list(office.records.due(asked_by().on.replace(day=3))) == [KEYSTONE]


def test_an_import_that_ran_out_of_time_says_how_far_it_came_and_goes_on() -> None:
    office = an_office()
    content = HEADER + BRIGHTLINE + "zenith,Zenith LLC,general-subcontractor,\r\n"
    moments = iter([True, False])

    first = imported(office, content, time_left=lambda: next(moments))
    second = imported(office, content)

    assert (first.done, [row.outcome for row in first.rows]) == (False, [RowOutcome.ADDED, RowOutcome.NOT_REACHED])
    assert (second.done, [row.outcome for row in second.rows]) == (True, [RowOutcome.UNCHANGED, RowOutcome.ADDED])


def test_an_erased_vendor_does_not_come_back_by_an_import() -> None:
    office = an_office()
    erase_vendor(office, KEYSTONE, asked_by("admin"))

    result = imported(office, f"Id,Name,Requirements\n{KEYSTONE},Keystone Elevator L.P.,general-subcontractor\n")

    assert codes(result) == ["VENDOR_ERASED"]


def test_columns_that_say_nothing_of_a_vendor_are_named() -> None:
    result = imported(an_office(), "Name,Requirements,Favourite colour\nBrightline,general-subcontractor,blue\n")

    assert result.ignored_columns == ("Favourite colour",)


def test_yes_and_no_states_and_lists_are_read() -> None:
    office = an_office()

    imported(
        office,
        "Name,Requirements,Active,Hold mails,Work states,Aliases,Work starts on\n"
        'Brightline,general-subcontractor,No,yes,"tx, ok",Bright; Line,2026-02-01\n'
        "Zenith,general-subcontractor,perhaps,,,,\n",
    )

    vendor = the_file(office, "brightline").facts.vendor
    assert (vendor.active, vendor.hold_mails, vendor.work_states, vendor.aliases) == (False, True, ("TX", "OK"), ("Bright", "Line"))
    assert office.records.vendor("zenith") is None
