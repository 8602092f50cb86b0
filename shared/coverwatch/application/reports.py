"""The compliance report: every vendor's last standing as a spreadsheet, kept in the bucket for whoever asked."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

from coverwatch.application.finding_vendors import Found, VendorsWanted, find_vendors
from coverwatch.application.office import Asked, Office

PAGE = 500  # vendors looked at in one query
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
COLUMNS = (
    "vendor_id",
    "legal_name",
    "reference",
    "active",
    "status",
    "assessed_on",
    "requirement_set",
    "requirement_set_version",
    "failed_rules",
    "cover_ends_on",
    "next_action_on",
    "state",
)


def compliance_report(office: Office, asked: Asked) -> str:
    """Write the report of this moment, and say where it can be fetched for a minute.

    It shows each vendor's standing as it was assessed last, with that day; whether one may work is asked of its authorization.
    """
    key = f"derived/reports/{office.new_id()}.csv"
    office.documents.put(key, report_of(_everyone(office, asked.on)), "text/csv; charset=utf-8")
    return office.documents.address(key, None, f"compliance-{asked.on.isoformat()}.csv")


def report_of(vendors: Iterable[Found]) -> bytes:
    """The report as CSV: UTF-8 with a mark, so that spreadsheets take it as that; no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for each in vendors:
        writer.writerow([plain_cell(cell) for cell in _cells(each)])
    return text.getvalue().encode("utf-8-sig")


def plain_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what could begin one (CWE-1236)."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _everyone(office: Office, on: date) -> Iterator[Found]:
    after: str | None = None
    while page := find_vendors(office, VendorsWanted(), on, after, PAGE):
        yield from page
        after = page[-1].position


def _cells(each: Found) -> tuple[str, ...]:
    vendor, standing = each.vendor, each.standing
    ends = min((end.on for end in standing.ends), default=None)
    return (
        vendor.vendor_id,
        vendor.legal_name,
        vendor.reference or "",
        "yes" if vendor.active else "no",
        standing.status.value,
        _day(standing.assessed_on),
        vendor.requirement_set,
        str(standing.requirement_set_version),
        " ".join(standing.failed_rules),
        _day(ends),
        _day(standing.next_action_on),
        vendor.state or "",
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
