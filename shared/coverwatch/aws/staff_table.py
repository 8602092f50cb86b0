"""The table as staff use it: besides what every function needs, lists, what is published, and how a vendor is forgotten."""

from datetime import date, datetime

from coverwatch.application.records import (
    CertificateRecord,
    HistoryRow,
    Overview,
    Standing,
    StoredRequirementSet,
    Tombstone,
)
from coverwatch.aws.items import (
    names_of,
    overview_item,
    record_in,
    requirement_set_item,
    tombstone_item,
    tombstone_key,
    vendor_key,
)
from coverwatch.aws.table import ABSENT, Table
from coverwatch.domain.vendor import Vendor

BATCH = 50  # items in one transaction


class StaffTable(Table):
    """`StaffRecords` in DynamoDB."""

    def vendors(self, status: str, after: str | None, limit: int, prefix: str = "") -> list[tuple[str, Vendor, Standing]]:
        """A page of the vendors of one status by name: index position, vendor, standing. The index may lag."""
        until = f"{prefix}\uffff" if prefix else None
        items = self._index("status", f"status#{status}", since=prefix, until=until, after=after, limit=limit)
        return [(item["status_sk"], record_in(Vendor, item), record_in(Standing, {"body": item["standing"]})) for item in items]

    def ending(self, after_day: date, until: date, after: str | None, limit: int) -> list[tuple[str, str]]:
        first, last = f"{after_day.isoformat()}#\uffff", f"{until.isoformat()}#\uffff"
        items = self._index("open", "ending", since=first, until=last, after=after, limit=limit)
        return [(item["open_sk"], item["open_sk"].split("#", 1)[1]) for item in items]

    def requirement_set_at(self, requirement_set_id: str, moment: datetime) -> StoredRequirementSet | None:
        items = self._query(f"SET#{requirement_set_id}", "VERSION#")
        versions = [record_in(StoredRequirementSet, item) for item in items]
        return max((one for one in versions if one.published_at <= moment), key=lambda one: one.version, default=next(iter(versions), None))

    def open_tasks(self, after: str | None, limit: int) -> list[tuple[str, str, str]]:
        places = [item["open_sk"] for item in self._index("open", "task", after=after, limit=limit)]
        return [(place, *place.split("#", 2)[1:]) for place in places]

    def overview(self) -> Overview | None:
        item = self._get("OVERVIEW", "OVERVIEW")
        return record_in(Overview, item) if item else None

    def keep_overview(self, overview: Overview) -> None:
        self._transact([self._put(overview_item(overview))])

    def cost_of_month(self, month: str) -> int:
        return sum(int(item["cost"]) for item in self._query(f"COST#{month}"))

    def history(self, vendor_id: str) -> list[HistoryRow]:
        """Every change of a vendor, oldest first."""
        return [record_in(HistoryRow, item) for item in self._query(vendor_key(vendor_id), "HISTORY#")]

    def in_review(self, after: str | None, limit: int) -> list[tuple[str, str]]:
        return [(item["open_sk"], item["open_sk"].split("#")[1]) for item in self._index("open", "review", after=after, limit=limit)]

    def requirement_sets(self) -> list[StoredRequirementSet]:
        """Every published requirement set in its current version, by id."""
        return [record_in(StoredRequirementSet, item) for item in self._index("status", "requirement_set")]

    def publish(self, stored: StoredRequirementSet) -> bool:
        """Make a requirement set's next version the current one; False when another was published meanwhile."""
        condition = (ABSENT,) if stored.version == 1 else ("version = :version", {":version": stored.version - 1})
        current = self._put(requirement_set_item(stored, "CURRENT"), *condition)
        return self._transact([current, self._put(requirement_set_item(stored, f"VERSION#{stored.version:06}"), ABSENT)])

    # ── forgetting a vendor ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def bury(self, vendor_id: str, tombstone: Tombstone) -> Tombstone:
        self._transact([self._put(tombstone_item(vendor_id, tombstone), ABSENT)])
        return self.tombstone(vendor_id) or tombstone

    def tombstone(self, vendor_id: str) -> Tombstone | None:
        item = self._get(tombstone_key(vendor_id), "TOMBSTONE")
        return record_in(Tombstone, item) if item else None

    def strike(self, vendor_id: str) -> None:
        profile = self._get(vendor_key(vendor_id), "FACT#PROFILE")
        if profile:
            names = names_of(record_in(Vendor, profile))
            actions = [self._delete(f"NAME#{name}", vendor_key(vendor_id)) for name in sorted(names)]
            self._transact([self._delete(vendor_key(vendor_id), "FACT#PROFILE"), *actions])

    def papers_of(self, vendor_id: str) -> list[CertificateRecord]:
        return [record_in(CertificateRecord, item) for item in self._query(vendor_key(vendor_id), "FACT#CERTIFICATE#")]

    def forget_paper(self, record: CertificateRecord) -> None:
        certificate_id = record.certificate_id
        for owner in (record.vendor_id, "unassigned") if record.sha256 else ():
            claim = self._get(f"CONTENT#{owner}#{record.sha256}", "CLAIM")
            if claim and claim["certificate_id"] == certificate_id:
                self._transact([self._delete(claim["pk"], "CLAIM")])
        self._wipe([(item["pk"], item["sk"]) for item in self._query(f"UNASSIGNED#{certificate_id}")])
        grave = {"pk": f"CERTIFICATE#{certificate_id}", "sk": "HOME", "kind": "tombstone", "home": f"CERTIFICATE#{certificate_id}"}
        kept = vendor_key(record.vendor_id or ""), f"FACT#CERTIFICATE#{certificate_id}"
        self._transact([self._put(grave), self._delete(*kept)])

    def forget_rest(self, vendor_id: str) -> int:
        items = list(self._query(vendor_key(vendor_id)))
        grants = [(f"GRANT#{item['upload_id']}", "GRANT") for item in items if item["kind"] == "grant"]
        self._wipe(grants)
        self._wipe([(item["pk"], item["sk"]) for item in items])
        return len(items)

    def _wipe(self, keys: list[tuple[str, str]]) -> None:
        for start in range(0, len(keys), BATCH):
            self._transact([self._delete(pk, sk) for pk, sk in keys[start : start + BATCH]])
