"""The compliance report shows every vendor, and no cell of it is a formula."""

import csv
import io

import pytest

from coverwatch.application import reports
from coverwatch.application.import_vendors import import_vendors
from coverwatch.application.reports import compliance_report, plain_cell
from coverwatch.application.vendors import put_vendor
from tests.application.offices import KEYSTONE, an_office, asked_by
from tests.application.test_import_vendors import as_given
from tests.builders import a_vendor


def test_the_report_shows_every_vendor_and_is_fetched_from_the_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "PAGE", 2)
    office = an_office()
    for number in range(4):
        put_vendor(office, a_vendor(vendor_id=f"v{number}", legal_name=f"Vendor {number}", aliases=()), asked_by())

    address = compliance_report(office, asked_by())

    (key,) = [key for key in office.documents.stored if key.startswith("derived/reports/")]  # type: ignore[attr-defined]
    assert key in address
    content = office.documents.get(key)
    assert content is not None
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["vendor_id"] for row in rows] == [KEYSTONE, "v0", "v1", "v2", "v3"]
    assert (rows[0]["status"], rows[0]["assessed_on"], rows[0]["cover_ends_on"]) == ("compliant", "2026-03-02", "2027-01-01")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_a_name_that_is_a_formula_is_stored_raw_and_reported_as_text(name: str) -> None:
    office = an_office()
    import_vendors(office, f'Id,Name,Requirements\nodd,"{name}",general-subcontractor\n'.encode(), as_given, asked_by())

    compliance_report(office, asked_by())

    stored = office.records.vendor("odd")
    assert stored is not None
    assert stored.facts.vendor.legal_name == name
    (key,) = [key for key in office.documents.stored if key.startswith("derived/reports/")]  # type: ignore[attr-defined]
    content = office.documents.get(key)
    assert content is not None
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert f"'{name}" in [row["legal_name"] for row in rows]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_whatever_could_begin_a_formula_gets_an_apostrophe(start: str) -> None:
    assert plain_cell(f"{start}x") == f"'{start}x"
    assert plain_cell(f"x{start}") == f"x{start}"
