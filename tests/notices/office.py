"""One vendor's year without a table, a queue or a clock: facts change, mornings come, notices are filed and mails go out."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from coverwatch.domain.assessment import Assessment
from coverwatch.domain.facts import CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.notice import Notice
from coverwatch.domain.requirement import RequirementSet
from coverwatch.domain.vendor import Contact
from coverwatch.notices import due, first_request, gathered, held_until, still_true
from coverwatch.rules import assess


class Dice:
    """A seeded source of choices: the same seed is the same year."""

    def __init__(self, seed: object) -> None:
        self._seed = repr(seed)
        self._thrown = 0

    def below(self, bound: int) -> int:
        """A number from 0 up to, but not including, the bound."""
        self._thrown += 1
        return int.from_bytes(sha256(f"{self._seed}/{self._thrown}".encode()).digest()[:8]) % bound

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent

    def between(self, first: int, last: int) -> int:
        return first + self.below(last - first + 1)


def moment(on: date, hour: int = 15) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=UTC)


@dataclass(frozen=True)
class Posted:
    """A mail that went out, and what was known then."""

    on: date
    contact: Contact
    notices: tuple[Notice, ...]
    facts: VendorFacts
    assessment: Assessment


@dataclass
class Office:
    """Files and sends as the house does: assessed when a fact changes and when the next action day has come, never otherwise."""

    requirement_set: RequirementSet
    facts: VendorFacts
    is_up: Callable[[date], bool] = lambda on: True
    mail_is_up: Callable[[date], bool] = lambda on: True
    filed: list[Notice] = field(default_factory=list)
    pending: list[Notice] = field(default_factory=list)
    suppressed: list[Notice] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    next_action_on: date | None = None
    changed: bool = True
    visits: int = 0
    latest: tuple[VendorFacts, date, Assessment] | None = None

    def change(self, on: date, **facts: Any) -> None:
        """A fact is recorded. What it causes is done at once, or as soon as the system is up again."""
        self.facts = replace(self.facts, **facts)
        self.changed = True
        self.work(on)

    def file(self, on: date, document: FiledCertificate) -> None:
        """A document is received, or moves on."""
        others = tuple(filed for filed in self.facts.certificates if filed.certificate_id != document.certificate_id)
        self.change(on, certificates=(*others, document))

    def decide(self, on: date, certificate_id: str, status: CertificateStatus) -> None:
        """A document that waited is decided."""
        document = next(filed for filed in self.facts.certificates if filed.certificate_id == certificate_id)
        self.file(on, replace(document, status=status, decided_at=moment(on, 16)))

    def request(self, on: date, request_id: str) -> None:
        """A person asks for a certificate."""
        notice = first_request(self.facts.vendor.vendor_id, request_id, on)
        if self.is_up(on) and notice.notice_id not in {filed.notice_id for filed in self.filed}:
            self.filed.append(notice)
            self.pending.append(notice)
            self.changed = True
            self.work(on)

    def work(self, on: date) -> None:
        """What the day asks for: assess if something changed or is due, then send what is filed."""
        if not self.is_up(on):
            return
        if self.changed or (self.next_action_on is not None and self.next_action_on <= on):
            self._visit(on)
        if self.mail_is_up(on):
            self._send(on)

    def _visit(self, on: date) -> None:
        self.visits += 1
        assessment = self._assessed(on)
        answer = due(self.facts, assessment, self.requirement_set.cadence, self.filed, on)
        self.filed += answer.notices
        self.pending += answer.notices
        days = [day for day in (assessment.changes_on, answer.next_on) if day is not None]
        self.next_action_on = min(days, default=None)
        self.changed = False

    def _assessed(self, on: date) -> Assessment:
        if self.latest is None or self.latest[0] is not self.facts or self.latest[1] != on:
            self.latest = (self.facts, on, assess(self.requirement_set, self.facts, on))
        return self.latest[2]

    def _send(self, on: date) -> None:
        if not self.pending:
            return
        assessment = self._assessed(on)
        cadence = self.requirement_set.cadence
        waiting = [notice for notice in self.pending if held_until(notice, self.facts, cadence, on) is not None]
        ready = [notice for notice in self.pending if notice not in waiting]
        going = [notice for notice in ready if still_true(notice, self.facts, assessment, on)]
        self.suppressed += [notice for notice in ready if notice not in going]
        self.pending = waiting
        for contact, notices in gathered(going, self.facts.vendor):
            self.posted.append(Posted(on, contact, notices, self.facts, assessment))


def days(first: date, count: int) -> list[date]:
    """So many days in a row."""
    return [first + timedelta(days=number) for number in range(count)]
