"""How the table in memory forgets a vendor."""

from typing import Any

from coverwatch.application.records import CertificateRecord, Tombstone


class Forgetting:
    """The part of `StaffRecords` in memory that erases."""

    profiles: dict[str, Any]
    kept: dict[str, CertificateRecord]
    content: dict[tuple[str | None, str], str]
    facts: dict[tuple[str, str], Any]
    notices: dict[tuple[str, str], Any]
    rows: list[tuple[str | None, Any]]
    grants: dict[str, Any]
    open_grants: set[str]
    tombstones: dict[str, Tombstone]
    buried_papers: set[str]

    def bury(self, vendor_id: str, tombstone: Tombstone) -> Tombstone:
        return self.tombstones.setdefault(vendor_id, tombstone)

    def tombstone(self, vendor_id: str) -> Tombstone | None:
        return self.tombstones.get(vendor_id)

    def is_erased(self, certificate_id: str) -> bool:
        return certificate_id in self.buried_papers

    def strike(self, vendor_id: str) -> None:
        self.profiles.pop(vendor_id, None)

    def papers_of(self, vendor_id: str) -> list[CertificateRecord]:
        return [record for _, record in sorted(self.kept.items()) if record.vendor_id == vendor_id]

    def forget_paper(self, record: CertificateRecord) -> None:
        self.kept.pop(record.certificate_id, None)
        self.buried_papers.add(record.certificate_id)
        for key in [key for key, first in self.content.items() if first == record.certificate_id]:
            del self.content[key]
        self.rows[:] = [(owner, row) for owner, row in self.rows if row.subject != record.certificate_id]

    def forget_rest(self, vendor_id: str) -> int:
        before = len(self.facts) + len(self.notices) + len(self.rows) + len(self.grants)
        for of_vendor in (self.facts, self.notices):
            for key in [key for key in of_vendor if key[0] == vendor_id]:
                del of_vendor[key]
        self.rows[:] = [(owner, row) for owner, row in self.rows if owner != vendor_id]
        for upload_id in [upload_id for upload_id, grant in self.grants.items() if grant.vendor_id == vendor_id]:
            del self.grants[upload_id]
            self.open_grants.discard(upload_id)
        return before - len(self.facts) - len(self.notices) - len(self.rows) - len(self.grants)
