"""What must hold at every step, looked at after every write: nothing goes back, no yes without cover, history of everything."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from coverwatch import rules
from coverwatch.application.filing import compiled
from coverwatch.application.records import REFUSED, CertificateRecord, HistoryRow, NoticeRecord, StoredRequirementSet, VendorFile
from coverwatch.domain.facts import BEING_READ, CertificateStatus
from coverwatch.domain.notice import NoticeStatus
from coverwatch.notices import still_true
from tests.simulation.covering import may_work
from tests.simulation.faults import READS
from tests.simulation.invocations import Invocation
from tests.simulation.people import SET, STRICT, People
from tests.simulation.stage import Contents
from tests.simulation.world import ZONE, World

SETTLED = frozenset({NoticeStatus.SENT, NoticeStatus.SUPPRESSED, NoticeStatus.FAILED})
MOST_ATTEMPTS = 3
STANDINGS = frozenset({"certificate_status", "certificate_reviewed"})
"""The events of a document's new standing: by a machine, by a person."""
PERSONS = frozenset({"staff_api"})
"""The functions that do what a person says."""


class Violation(BaseException):
    """An invariant does not hold. No handler can catch it."""

    def __init__(self, invariant: str, told: str) -> None:
        super().__init__(f"{invariant}: {told}")
        self.invariant = invariant


@dataclass
class Watch:
    """The invariants that are looked at on the way."""

    world: World
    people: People
    before: Contents = field(init=False)
    checked: Counter[str] = field(default_factory=Counter)
    read_by: dict[int, VendorFile] = field(default_factory=dict)
    """The vendor's file as each send last read it, by invocation."""
    set_read_by: dict[int, StoredRequirementSet] = field(default_factory=dict)
    claimed_by: dict[tuple[str, str], list[Invocation]] = field(default_factory=dict)
    """Who claimed each notice, in order."""
    refused_at: dict[str, datetime] = field(default_factory=dict)
    assessed_on: dict[str, date] = field(default_factory=dict)
    """The day that each vendor was last assessed on."""
    decided: set[str] = field(default_factory=set)
    """The documents that a person decided."""
    day: date = date.min

    def __post_init__(self) -> None:
        self.before = self.world.stage.contents()
        self.world.after_call = self.after_call
        self.people.on_answer = self.answered

    def after_call(self, operation: str, answer: Any) -> None:
        """Look after a call had its effect."""
        worker = self.world.running
        if operation == "records.vendor" and worker and worker.environment.function == "send_notices" and answer is not None:
            self.read_by[worker.number] = answer
        if operation == "records.requirement_set" and worker and answer is not None:
            self.set_read_by[worker.number] = answer
        if operation.startswith("records.") and operation not in READS:
            versions = sum(self.before.versions.values())
            self.look()
            if operation == "records.file" and answer and sum(self.before.versions.values()) != versions + 1:
                self.fail("I5 nothing goes back", "a filing took the place of another that it had not read")

    def look(self) -> None:
        """Compare what is kept now with what was kept before."""
        now, before = self.world.stage.contents(), self.before
        self.before = now
        new_rows = now.rows[len(before.rows) :]
        for key, record in now.certificates.items():
            was = before.certificates.get(key)
            if was is not record and was != record:
                self._certificate(was, record, new_rows)
        self._untold_twice(before, now, new_rows)
        if missing := before.certificates.keys() - now.certificates.keys():
            self.fail("I1 nothing lost", f"certificates vanished: {sorted(missing)}")
        for notice_key, notice in now.notices.items():
            noted = before.notices.get(notice_key)
            if noted is not notice and noted != notice:
                self._notice(noted, notice)
        self._versions(before, now)
        moved = [vendor_id for vendor_id, version in now.versions.items() if before.versions.get(vendor_id) != version]
        sets_moved = before.sets != now.sets
        self._authorizations(now.versions if sets_moved else moved, now)

    def day_passed(self) -> None:
        """Another day is another answer, for everyone."""
        if self.people.today() != self.day:
            self.day = self.people.today()
            self._authorizations(self.before.versions, self.before)

    def fail(self, invariant: str, told: str) -> None:
        """Say that an invariant does not hold."""
        raise Violation(invariant, f"{told} (at {self.world.now:%m-%d %H:%M:%S}, call {self.world.calls})")

    # ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _certificate(self, was: CertificateRecord | None, record: CertificateRecord, rows: Iterable[HistoryRow]) -> None:
        self.checked["I5 nothing goes back"] += 1
        told = [(row.before, row.after) for row in rows if row.subject == record.certificate_id and row.event in STANDINGS]
        if was is None:
            came = [row for row in rows if row.subject == record.certificate_id and row.event == "certificate_received"]
            if len(came) != 1:
                self.fail("I7 one row per transition", f"{record.certificate_id} was registered with {len(came)} rows")
            return
        if record.attempt < was.attempt or record.cost < was.cost:
            self.fail(
                "I5 nothing goes back", f"{record.certificate_id}: attempt {was.attempt}→{record.attempt}, cost {was.cost}→{record.cost}"
            )
        if was.status not in BEING_READ and record.status in BEING_READ:
            self.fail("I5 nothing goes back", f"{record.certificate_id}: {was.status}→{record.status}")
        if record.status in REFUSED and was.status not in REFUSED:
            self.refused_at[record.certificate_id] = self.world.now
        self._copy(record)
        self._persons_word(was, record, rows)
        if was.vendor_id and record.vendor_id != was.vendor_id:
            self.fail("I5 nothing goes back", f"{record.certificate_id} left {was.vendor_id}")
        self.checked["I7 one row per transition"] += 1
        expected = [] if record.status in BEING_READ or record.status is was.status else [(was.status.value, record.status.value)]
        if told != expected and not (expected and len(told) == 1 and told[0][1] == expected[0][1] and told[0][0] in BEING_READ):
            self.fail("I7 one row per transition", f"{record.certificate_id}: {was.status}→{record.status} told as {told}")

    def _persons_word(self, was: CertificateRecord, record: CertificateRecord, rows: Iterable[HistoryRow]) -> None:
        """What a person decided of a document stays until a person decides again."""
        worker = self.world.running
        if record.certificate_id in self.decided and worker and worker.environment.function not in PERSONS:
            self.checked["a decision stays"] += 1
            self.fail("a decision stays", f"{worker.name} changed {record.certificate_id}: {was.status}→{record.status}")
        if any(row.event == "certificate_reviewed" and row.subject == record.certificate_id for row in rows):
            self.checked["a decision stays"] += 1
            self.decided.add(record.certificate_id)

    def _untold_twice(self, before: Contents, now: Contents, rows: Iterable[HistoryRow]) -> None:
        """A row of history tells of a step: a document that stands where it stood has taken none."""
        for row in rows:
            was, record = before.certificates.get(row.subject), now.certificates.get(row.subject)
            if row.event == "certificate_status" and was and record and was.status is record.status:
                self.fail("I7 one row per transition", f"{row.subject} was told to be {row.after} once more")

    def _copy(self, record: CertificateRecord) -> None:
        """Nobody is told that a file is a copy of one that had been refused before anyone looked at it."""
        worker, refused_at = self.world.running, self.refused_at.get(str(record.duplicate_of))
        if record.status is CertificateStatus.DUPLICATE and worker and refused_at and refused_at < worker.started_at:
            self.fail("I1 nothing lost", f"{record.certificate_id} is called a copy of {record.duplicate_of}, which was refused")

    # ── notices ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _notice(self, was: NoticeRecord | None, record: NoticeRecord) -> None:
        name = record.notice.notice_id
        if was is None:
            if record.status is not NoticeStatus.PENDING:
                self.fail("I3 notices", f"{name} began as {record.status}")
            return
        self.checked["I3 notices"] += 1
        if was.status in SETTLED and record.status not in SETTLED:
            self.fail("I5 nothing goes back", f"{name}: {was.status}→{record.status}")
        if set(was.mails) - set(record.mails) or len(record.outcomes) < len(was.outcomes):
            self.fail("I5 nothing goes back", f"{name} forgot a mail: {was.mails}→{record.mails}")
        if record.attempt > MOST_ATTEMPTS:
            self.fail("I3 notices", f"{name} is at attempt {record.attempt}")
        if record.status is NoticeStatus.SENDING and was.status is NoticeStatus.PENDING:
            self._claimed(record)
        if record.status in SETTLED and was.status is NoticeStatus.SENDING:
            self._written_down(record)

    def _written_down(self, record: NoticeRecord) -> None:
        """Whoever sends a notice keeps the id of each mail that SES took from it, before anything else becomes of the notice."""
        worker, known = self.world.running, {mail_id for _, mail_id in record.mails}
        mails = [mail for mail in self.world.mail.taken if mail.by is worker and record.notice.notice_id in mail.notices]
        if any(mail.mail_id not in known for mail in mails if mail.vendor_id == record.notice.vendor_id):
            self.fail("I3 notices", f"{record.notice.notice_id} is {record.status}, and does not name a mail that told it: {record.mails}")

    def _claimed(self, record: NoticeRecord) -> None:
        """A claim needs a lease, and a premise that held in the facts that the claimer read a moment ago."""
        self.checked["I9 no stale notice"] += 1
        worker = self.world.running
        if worker is None or worker.number not in self.read_by:
            return self.fail("I9 no stale notice", f"{record.notice.notice_id} was claimed without a look at its vendor")
        self.claimed_by.setdefault((record.notice.vendor_id, record.notice.notice_id), []).append(worker)
        file = self.read_by[worker.number]
        stored = self.set_read_by[worker.number]
        on = worker.started_at.astimezone(ZONE).date()
        days = {on, self.people.today()}
        holds = any(
            still_true(record.notice, file.facts, rules.assess(compiled(stored), file.facts, day), day, time_zone=ZONE) for day in days
        )
        if not holds:
            self.fail("I9 no stale notice", f"{record.notice.notice_id} was claimed though it is no longer true")
        return None

    # ── vendors ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _versions(self, before: Contents, now: Contents) -> None:
        for vendor_id, version in before.versions.items():
            if now.versions.get(vendor_id, 0) not in (version, version + 1):
                self.fail("I5 nothing goes back", f"{vendor_id}: version {version}→{now.versions.get(vendor_id)}")
        for name, stored in before.sets.items():
            if now.sets[name].version not in (stored.version, stored.version + 1):
                self.fail("I5 nothing goes back", f"{name}: version {stored.version}→{now.sets[name].version}")

    def _authorizations(self, vendor_ids: Iterable[str], now: Contents) -> None:
        on = self.people.today()
        for vendor_id in vendor_ids:
            file = self.world.stage.vendor(vendor_id)
            if file is None or SET not in now.sets:
                continue
            self._day_goes_on(file)
            self.checked["I4 fail closed"] += 1
            assessment = rules.assess(compiled(now.sets[SET]), file.facts, on)
            if assessment.authorized and not may_work(file, self.people.sheets, on, strict=now.sets[SET].document == STRICT):
                self.fail("I4 fail closed", f"{vendor_id} may work on {on} without cover")

    def _day_goes_on(self, file: VendorFile) -> None:
        """A message that comes late names an older day; what was put off until a morning would be forgotten under it."""
        vendor_id, day = file.facts.vendor.vendor_id, file.standing.assessed_on or date.min
        if day < self.assessed_on.get(vendor_id, day):
            self.fail("I5 nothing goes back", f"{vendor_id} was assessed on {self.assessed_on[vendor_id]}, and then on {day}")
        self.assessed_on[vendor_id] = day

    def answered(self, vendor_id: str, *told: Any) -> None:
        """Somebody was told by the API whether a vendor may work."""
        _, _, answer = told
        self.checked["I4 fail closed"] += 1
        ever = vendor_id in self.people.reviewers.let_off
        ever = ever or any(sheet.sound and sheet.insured == self.people.vendors[vendor_id] for sheet in self.people.sheets.values())
        if answer["authorized"] is not False and not ever:
            self.fail("I4 fail closed", f"{vendor_id} was said to be authorized, and never showed cover")
