"""Every change that can change an answer goes through here: read the facts, apply the change, assess, file all of it in one transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Protocol

from pydantic import TypeAdapter

from coverwatch import rules
from coverwatch.application.ports import Documents, Filing, Records
from coverwatch.application.producers import adopted_producer, producer_row, with_contact
from coverwatch.application.records import CertificateRecord, HistoryRow, LineEnd, Standing, StoredRequirementSet, VendorFile
from coverwatch.domain.assessment import Assessment
from coverwatch.domain.facts import BEING_READ, RecordedFact, VendorFacts
from coverwatch.domain.finding import Outcome
from coverwatch.domain.notice import Notice
from coverwatch.domain.requirement import RequirementSet
from coverwatch.domain.vendor import Vendor
from coverwatch.notices import Due, due

ATTEMPTS = 5  # conflicts on one vendor are rare: its assessments come first in, first out
ASSESSMENT = TypeAdapter(Assessment)


class VendorUnknown(Exception):
    """There is no such vendor."""


class RequirementSetUnknown(Exception):
    """A vendor's requirement set is not published: nothing can be assessed, so nothing is authorized."""


class Contended(Exception):
    """The vendor changed under us again and again; the message comes back and the whole is read anew."""


class FilingDesk(Protocol):
    """What every desk has that files changes; `time_zone` is the organisation's."""

    @property
    def records(self) -> Records: ...

    @property
    def documents(self) -> Documents: ...

    @property
    def time_zone(self) -> tzinfo: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a use case changes of a vendor: the certificates it moves on, the vendor as it shall be, what people
    record of it, what happened, what is owed at once."""

    certificates: tuple[CertificateRecord, ...] = ()
    adopted: tuple[CertificateRecord, ...] = ()
    """The certificates among them that had no vendor before, as they were read."""
    vendor: Vendor | None = None
    facts: tuple[RecordedFact, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    notices: tuple[Notice, ...] = ()
    revokes_links: bool = False
    """The vendor's upload links end now."""
    is_quiet: bool = False
    """Nobody is told anything now; what follows from it is looked at tomorrow."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed: the vendor's file as it stands now, and its assessment."""

    file: VendorFile
    assessment: Assessment


def file_change(
    desk: FilingDesk,
    vendor_id: str,
    decide: Callable[[VendorFile | None], Change | None],
    *,
    on: date,
    at: datetime,
    actor: str,
) -> Filed | None:
    """File what `decide` makes of the vendor's present file; None when it decides that there is nothing to do.

    A message that comes late names a day that is over; the vendor is then assessed on the latest day that it was already assessed on, so
    that what was left for the next morning is not forgotten. Raises VendorUnknown, RequirementSetUnknown, Contended.
    """
    for _ in range(ATTEMPTS):
        current = desk.records.vendor(vendor_id)
        change = decide(current)
        if change is None:
            return None
        day = max(on, current.standing.assessed_on or on) if current else on
        changed = _changed(vendor_id, current, change)
        requirement_set = requirement_set_of(desk.records, changed.facts.vendor)
        producer = adopted_producer(changed, change.certificates, requirement_set.cadence)
        changed = with_contact(changed, producer) if producer else changed
        added = (producer_row("producer_added", producer, on=day, at=at, actor=actor),) if producer else ()
        assessment = rules.assess(requirement_set, changed.facts, day)
        told = tuple(record.notice for record in changed.notices) + change.notices
        owed = due(changed.facts, assessment, requirement_set.cadence, told, day, time_zone=desk.time_zone)
        owed = _put_off(owed, day) if change.is_quiet else owed
        standing = _standing(desk.documents, assessment, owed.next_on)
        filing = Filing(
            vendor_id=vendor_id,
            version=changed.version,
            vendor=changed.facts.vendor,
            former_vendor=current.facts.vendor if current else None,
            standing=standing,
            generation=changed.generation,
            certificates=change.certificates,
            as_read=_as_read(current, change),
            facts=change.facts,
            notices=change.notices + owed.notices,
            history=change.history + added + _status_change(changed, standing, day, at, actor),
            at=at,
        )
        if desk.records.file(filing):
            return Filed(replace(changed, version=changed.version + 1, standing=standing), assessment)
    raise Contended(vendor_id)


def file_standing(desk: FilingDesk, now: CertificateRecord, was: CertificateRecord, *, on: date, actor: str) -> None:
    """Give a document its new standing, with its history: in its vendor's transaction, or by itself while it has no vendor.

    `was` is the document as it is kept. One that has come to its end meanwhile is left as it is.
    """
    row = HistoryRow(
        recorded_at=now.changed_at,
        on=on,
        actor=actor,
        event="certificate_status",
        subject=now.certificate_id,
        before=was.status.value,
        after=now.status.value,
        note="; ".join(reason.code for reason in now.reasons),
    )
    if now.vendor_id is None:
        desk.records.progress(now, was=was, history=row)
        return

    def decide(file: VendorFile | None) -> Change | None:
        kept = (file and file.certificate(now.certificate_id)) or desk.records.certificate(now.certificate_id)
        if kept and kept.status is not was.status and kept.status not in BEING_READ:
            return None
        adopted = (kept,) if kept and kept.vendor_id is None else ()
        return Change(certificates=(_paid(now, kept),), adopted=adopted, history=(row,))

    file_change(desk, now.vendor_id, decide, on=on, at=now.changed_at, actor=actor)


def _paid(now: CertificateRecord, kept: CertificateRecord | None) -> CertificateRecord:
    """The document with what was spent on it meanwhile: another attempt may have begun while this one was being filed."""
    return replace(now, attempt=max(now.attempt, kept.attempt), cost=max(now.cost, kept.cost)) if kept else now


def assess_on(records: Records, facts: VendorFacts, on: date) -> Assessment:
    """The answer for a vendor's facts on a day, under the requirement set as it is published now. Raises RequirementSetUnknown."""
    return rules.assess(requirement_set_of(records, facts.vendor), facts, on)


def requirement_set_of(records: Records, vendor: Vendor) -> RequirementSet:
    """A vendor's requirement set in its current version. Raises RequirementSetUnknown."""
    stored = records.requirement_set(vendor.requirement_set)
    if stored is None:
        raise RequirementSetUnknown(vendor.requirement_set)
    return compiled(stored)


def compiled(stored: StoredRequirementSet) -> RequirementSet:
    """A published requirement set, ready to be applied; kept, since a version never changes."""
    return _compiled(stored.requirement_set_id, stored.version, _Unhashed(stored.document))


class _Unhashed:
    """Carries a document past the cache's key: id and version name it."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Unhashed) and (self.document is other.document or self.document == other.document)


@lru_cache(maxsize=64)
def _compiled(requirement_set_id: str, version: int, carried: _Unhashed) -> RequirementSet:
    return rules.parse_requirement_set(requirement_set_id, carried.document, version)


def _as_read(current: VendorFile | None, change: Change) -> tuple[CertificateRecord, ...]:
    changed = {record.certificate_id for record in change.certificates}
    return tuple(record for record in (current.certificates if current else ()) if record.certificate_id in changed) + change.adopted


def _changed(vendor_id: str, current: VendorFile | None, change: Change) -> VendorFile:
    """The vendor's file with the change applied; its version stays that of what was read."""
    vendor = change.vendor or (current.facts.vendor if current else None)
    if vendor is None:
        raise VendorUnknown(vendor_id)
    file = current or VendorFile(facts=VendorFacts(vendor=vendor), version=0, standing=Standing())
    kept = {record.certificate_id: record for record in (*file.certificates, *change.certificates)}
    certificates = tuple(kept.values())
    facts = replace(file.facts, certificates=tuple(record.filed() for record in certificates)).with_recorded(*change.facts)
    facts = replace(facts, vendor=facts.mirrored(vendor))
    return replace(file, facts=facts, certificates=certificates, generation=file.generation + change.revokes_links)


def _put_off(owed: Due, on: date) -> Due:
    """What is owed today, left for tomorrow's look."""
    tomorrow = on + timedelta(days=1)
    return Due((), min(tomorrow, owed.next_on or tomorrow)) if owed.notices else owed


def _standing(documents: Documents, assessment: Assessment, next_notice_on: date | None) -> Standing:
    next_days = [day for day in (assessment.changes_on, next_notice_on) if day is not None]
    return Standing(
        status=assessment.status,
        assessed_on=assessment.on,
        next_action_on=min(next_days, default=None),
        requirement_set_version=assessment.requirement_set_version,
        failed_rules=tuple(sorted({finding.rule for finding in assessment.findings if finding.outcome is Outcome.FAIL})),
        assessment_key=_keep_assessment(documents, assessment),
        ends=_ends_ahead(assessment),
    )


def _ends_ahead(assessment: Assessment) -> tuple[LineEnd, ...]:
    ahead = (end for end in assessment.cover_ends if end.first_uncovered_on > assessment.on)
    ends = (LineEnd(end.line, end.first_uncovered_on, tuple(p.number for p in end.policies if p.number)) for end in ahead)
    return tuple(sorted(ends, key=lambda end: (end.on, end.line)))


def _status_change(file: VendorFile, standing: Standing, on: date, at: datetime, actor: str) -> tuple[HistoryRow, ...]:
    before, after = file.standing.status, standing.status
    if before is after:
        return ()
    vendor_id = file.facts.vendor.vendor_id
    return (HistoryRow(recorded_at=at, on=on, actor=actor, event="status", subject=vendor_id, before=before.value, after=after.value),)


def _keep_assessment(documents: Documents, assessment: Assessment) -> str:
    """Put the findings into the bucket under their own hash, before the transaction that names them."""
    content = ASSESSMENT.dump_json(assessment)
    key = f"derived/assessments/{assessment.vendor_id}/{hashlib.sha256(content).hexdigest()}.json"
    documents.put(key, content, "application/json")
    return key
