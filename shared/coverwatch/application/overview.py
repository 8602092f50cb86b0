"""The overview: how the organisation's vendors stand, counted by the sweep and kept, so that asking for it costs nothing."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from coverwatch.application.ports import StaffRecords
from coverwatch.application.records import Overview, Standing
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.vendor import Vendor

PAGE = 500  # vendors or documents looked at in one query
AHEAD = timedelta(days=90)  # how far ends of cover are shown: the longest cadence begins nearer


def take_stock(records: StaffRecords, on: date, at: datetime) -> Overview:
    """Count everything from the indexes, and keep it with its moment; its cost follows the number of vendors."""
    vendors = list(_everyone(records))
    active = [standing for vendor, standing in vendors if vendor.active]
    month = f"{on:%Y-%m}"
    overview = Overview(
        as_of=at,
        vendors=len(active),
        inactive=len(vendors) - len(active),
        by_status=dict(Counter(standing.status for standing in active)),
        ending=dict(sorted(Counter(_ends(active, on)).items())),
        failed_rules=dict(sorted(Counter(chain.from_iterable(standing.failed_rules for standing in active)).items())),
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


def _ends(active: list[Standing], on: date) -> Iterator[date]:
    """For each vendor and line, the first day without cover, if it is near."""
    return (end.on for standing in active for end in standing.ends if on < end.on <= on + AHEAD)


def _in_review(records: StaffRecords) -> int:
    count, after = 0, None
    while page := records.in_review(after, PAGE):
        count, after = count + len(page), page[-1][0]
    return count
