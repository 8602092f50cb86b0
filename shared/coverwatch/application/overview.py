"""The overview: how the organisation's vendors stand, counted by the sweep and kept, so that asking for it costs nothing."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from coverwatch.application.ports import StaffRecords
from coverwatch.application.records import Overview, Standing
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.vendor import Vendor

PAGE = 500  # vendors or documents looked at in one query
FRESH = timedelta(minutes=50)  # an hour of four sweeps, less what their clock may be early
AHEAD = timedelta(days=90)  # how far ends of cover are shown: the longest cadence begins nearer


def keep_count(records: StaffRecords, on: date, at: datetime) -> None:
    """Count once an hour: every vendor is read for it."""
    kept = records.overview()
    if kept is None or at - kept.as_of >= FRESH:
        take_stock(records, on, at)


def take_stock(records: StaffRecords, on: date, at: datetime) -> Overview:
    """Count everything from the indexes, and keep it with its moment; its cost follows the number of vendors, its memory does not."""
    by_status: Counter[VendorStatus] = Counter()
    ending: Counter[date] = Counter()
    failed_rules: Counter[str] = Counter()
    inactive = 0
    for vendor, standing in _everyone(records):
        if not vendor.active:
            inactive += 1
            continue
        by_status[standing.status] += 1
        ending.update(end.on for end in standing.ends if on < end.on <= on + AHEAD)
        failed_rules.update(standing.failed_rules)
    month = f"{on:%Y-%m}"
    overview = Overview(
        as_of=at,
        vendors=by_status.total(),
        inactive=inactive,
        by_status=dict(by_status),
        ending=dict(sorted(ending.items())),
        failed_rules=dict(sorted(failed_rules.items())),
        in_review=_in_review(records),
        being_read=sum(1 for _ in records.open_since("certificate", at)),
        unsent=sum(1 for _ in records.open_since("notice", at)),
        month=month,
        cost=records.cost_of_month(month),
    )
    records.keep_overview(overview)
    return overview


def _everyone(records: StaffRecords) -> Iterator[tuple[Vendor, Standing]]:
    for status in VendorStatus:
        after: str | None = None
        while page := records.vendors(status.value, after, PAGE):
            after = page[-1][0]
            yield from ((vendor, standing) for _, vendor, standing in page)


def _in_review(records: StaffRecords) -> int:
    count, after = 0, None
    while page := records.in_review(after, PAGE):
        count, after = count + len(page), page[-1][0]
    return count
