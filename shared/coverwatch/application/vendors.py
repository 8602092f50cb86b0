"""Vendors as staff keep them: file one, find some, ask one for a certificate, and say whether it may work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coverwatch.application.filing import Change, Filed, VendorUnknown, assess_on, file_change
from coverwatch.application.office import Asked, Office
from coverwatch.application.records import HistoryRow, Standing, VendorFile
from coverwatch.domain.assessment import Assessment, VendorStatus
from coverwatch.domain.vendor import Vendor
from coverwatch.notices import first_request


@dataclass(frozen=True, slots=True)
class Answer:
    """A vendor's facts and the assessment that was made of them just now."""

    file: VendorFile
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Listed:
    """A vendor in a list, with its last standing; `position` is where the list goes on."""

    vendor: Vendor
    standing: Standing
    position: tuple[str, str]


def put_vendor(
    office: Office, vendor: Vendor, asked: Asked, *, check: Callable[[Vendor | None], None] = lambda _: None
) -> tuple[Filed, bool]:
    """Keep a vendor as given, and assess it. True if it is new. Raises RequirementSetUnknown, Contended.

    `check` sees the vendor as it is kept (None: not yet), and raises if it must not be replaced.
    """
    new = True

    def decide(file: VendorFile | None) -> Change:
        nonlocal new
        check(file.facts.vendor if file else None)
        new = file is None
        row = _row(asked, "vendor_added" if new else "vendor_changed", vendor.vendor_id)
        return Change(vendor=vendor, history=() if file and file.facts.vendor == file.facts.mirrored(vendor) else (row,))

    filed = file_change(office, vendor.vendor_id, decide, on=asked.on, at=asked.at, actor=asked.by)
    if filed is None:
        raise VendorUnknown(vendor.vendor_id)
    return filed, new


def request_certificate(office: Office, vendor_id: str, asked: Asked) -> str:
    """Owe the vendor a request with its upload link, and say the notice's id. Raises VendorUnknown."""
    notice = first_request(vendor_id, office.new_id()[:12], asked.on)

    def decide(file: VendorFile | None) -> Change | None:
        return Change(notices=(notice,), history=(_row(asked, "certificate_requested", vendor_id),)) if file else None

    if file_change(office, vendor_id, decide, on=asked.on, at=asked.at, actor=asked.by) is None:
        raise VendorUnknown(vendor_id)
    return notice.notice_id


def answer_for(office: Office, vendor_id: str, on: date) -> Answer:
    """Assess a vendor now, from one consistent read of its facts. Raises VendorUnknown, RequirementSetUnknown."""
    file = the_file(office, vendor_id)
    return Answer(file, assess_on(office.records, file.facts, on))


def the_file(office: Office, vendor_id: str) -> VendorFile:
    """Everything kept of a vendor. Raises VendorUnknown."""
    file = office.records.vendor(vendor_id)
    if file is None:
        raise VendorUnknown(vendor_id)
    return file


def list_vendors(office: Office, statuses: tuple[VendorStatus, ...], after: tuple[str, str] | None, limit: int) -> list[Listed]:
    """A page of vendors, status by status in the order given, by name within each; from just after a position."""
    page: list[Listed] = []
    for status in statuses[[s.value for s in statuses].index(after[0]) if after else 0 :]:
        start = after[1] if after and after[0] == status.value else None
        rows = office.records.vendors(status.value, start, limit - len(page))
        page += [Listed(vendor, standing, (status.value, place)) for place, vendor, standing in rows]
        if len(page) >= limit:
            break
    return page


def _row(asked: Asked, event: str, vendor_id: str) -> HistoryRow:
    return HistoryRow(recorded_at=asked.at, on=asked.on, actor=asked.by, event=event, subject=vendor_id)
