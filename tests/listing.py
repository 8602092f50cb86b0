"""How the table in memory lists vendors, and keeps what was counted of them."""

from datetime import date, datetime

from coverwatch.application.records import NoticeRecord, Overview, Standing, StoredRequirementSet, VendorFile
from coverwatch.domain.names import folded
from coverwatch.domain.notice import NoticeStatus, Series
from coverwatch.domain.vendor import Vendor


class Listing:
    """The part of `StaffRecords` in memory that lists and counts."""

    profiles: dict[str, VendorFile]
    costs: dict[tuple[str, str], int]
    counted: Overview | None
    notices: dict[tuple[str, str], NoticeRecord]
    versions: list[StoredRequirementSet]

    def vendors(self, status: str, after: str | None, limit: int, prefix: str = "") -> list[tuple[str, Vendor, Standing]]:
        rows = sorted(
            (f"{folded(file.facts.vendor.legal_name)}#{vendor_id}", file.facts.vendor, file.standing)
            for vendor_id, file in self.profiles.items()
            if file.standing.status.value == status
        )
        return [row for row in rows if row[0].startswith(prefix) and (after is None or row[0] > after)][:limit]

    def ending(self, after_day: date, until: date, after: str | None, limit: int) -> list[tuple[str, str]]:
        nearest = (
            (min(end.on for end in file.standing.ends), vendor_id, file) for vendor_id, file in self.profiles.items() if file.standing.ends
        )
        places = sorted(
            (f"{day.isoformat()}#{vendor_id}", vendor_id)
            for day, vendor_id, file in nearest
            if file.facts.vendor.active and after_day < day <= until
        )
        return [place for place in places if after is None or place[0] > after][:limit]

    def requirement_set_at(self, requirement_set_id: str, moment: datetime) -> StoredRequirementSet | None:
        versions = [one for one in self.versions if one.requirement_set_id == requirement_set_id]
        return next((one for one in reversed(versions) if one.published_at <= moment), next(iter(versions), None))

    def open_tasks(self, after: str | None, limit: int) -> list[tuple[str, str, str]]:
        told = {NoticeStatus.SENT, NoticeStatus.FAILED}
        tasks = [record for record in self.notices.values() if record.notice.series is Series.REVIEW_TASK]
        places = sorted(
            (
                f"{record.since.isoformat()}#{record.notice.vendor_id}#{record.notice.notice_id}",
                record.notice.vendor_id,
                record.notice.notice_id,
            )
            for record in tasks
            if record.status in told and record.closed_by is None
        )
        return [place for place in places if after is None or place[0] > after][:limit]

    def overview(self) -> Overview | None:
        return self.counted

    def keep_overview(self, overview: Overview) -> None:
        self.counted = overview

    def cost_of_month(self, month: str) -> int:
        return sum(cost for (of_month, _), cost in self.costs.items() if of_month == month)
