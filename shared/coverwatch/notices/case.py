"""What the cadence asks of a vendor's facts: what ends when and since when that is known, what is lacking, what waits to be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property

from coverwatch.domain.assessment import Assessment, CoverEnd, VendorStatus
from coverwatch.domain.certificate import Policy
from coverwatch.domain.facts import IN_PROCESS, Cancellation, CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.finding import Finding, Outcome, Severity
from coverwatch.domain.line import Line

SILENT = frozenset({VendorStatus.EXEMPT, VendorStatus.SUSPENDED})
"""A person has decided that the vendor needs no certificate, or may not work whatever it sends: nothing is asked of it."""

REFUSED = frozenset({CertificateStatus.UNREADABLE, CertificateStatus.REJECTED})
HELD = frozenset({CertificateStatus.ACCEPTED, CertificateStatus.SUPERSEDED})
COMPLIANT = frozenset({VendorStatus.COMPLIANT, VendorStatus.COMPLIANT_WITH_WAIVER})
IN_FORCE = "R12"
"""The rule that a required line must be in force; a waiver of it waives the line's end as well."""


@dataclass(frozen=True)
class Case:
    """One vendor's facts and their assessment, as the cadence looks at them. `time_zone` tells a moment's day."""

    facts: VendorFacts
    assessment: Assessment
    time_zone: tzinfo

    def day_of(self, moment: datetime) -> date:
        """The civil day on which a moment falls where the organisation is."""
        return moment.astimezone(self.time_zone).date()

    @property
    def silenced(self) -> bool:
        """No mail of any kind: the vendor is inactive, its mails are held by a person, or nothing is asked of it."""
        vendor = self.facts.vendor
        return not vendor.active or vendor.hold_mails or self.assessment.status in SILENT

    @cached_property
    def ends(self) -> dict[date, tuple[CoverEnd, ...]]:
        """By first uncovered day: the ends of cover that matter, so neither a waived line's nor one after the work has ended."""
        ended = self.facts.vendor.work_ends_on
        by_day: dict[date, list[CoverEnd]] = {}
        for end in self.assessment.cover_ends:
            day = end.first_uncovered_on
            if not (ended and day > ended) and not self._waived(end.line, day):
                by_day.setdefault(day, []).append(end)
        return {day: tuple(by_day[day]) for day in sorted(by_day)}

    def _waived(self, line: Line, day: date) -> bool:
        """Whether a waiver or a supporting document stands for the line's cover on the day on which it ends."""
        waived = any(
            waiver.rule == IN_FORCE
            and waiver.line in (line, None)
            and waiver.revoked_at is None
            and (waiver.expires_on is None or day < waiver.expires_on)
            for waiver in self.facts.waivers
        )
        return waived or any(
            document.revoked_at is None
            and (document.until is None or day < document.until)
            and any(rule == IN_FORCE and named in (line, None) for rule, named in document.satisfies)
            for document in self.facts.supporting_documents
        )

    def cancellation_of(self, end: CoverEnd) -> Cancellation | None:
        """The cancellation that makes this cover end, if one does: of the policy that ran, or of the one that should have followed it."""
        cancelled = self._cancelled_at(end)
        return cancelled[0] if cancelled else None

    def cancelled_policy(self, end: CoverEnd) -> Policy | None:
        """The policy whose cancellation makes this cover end, if one does."""
        cancelled = self._cancelled_at(end)
        return cancelled[1] if cancelled else None

    def _cancelled_at(self, end: CoverEnd) -> tuple[Cancellation, Policy] | None:
        lines = dict.fromkeys((end.line, *(policy.line for policy in end.policies))) if self._cancelled else ()
        keys = ((line, end.first_uncovered_on) for line in lines)
        return next((self._cancelled[key] for key in keys if key in self._cancelled), None)

    @cached_property
    def _cancelled(self) -> dict[tuple[Line, date], tuple[Cancellation, Policy]]:
        """The cancellations that stand, by line and the first day that they take away; the latest word on a policy counts."""
        latest: dict[tuple[Line, str], Cancellation] = {}
        for told in sorted(self.facts.cancellations, key=lambda told: told.recorded_at):
            latest[(told.line, _folded_number(told.policy_number))] = told
        found: dict[tuple[Line, date], tuple[Cancellation, Policy]] = {}
        for filed in self.facts.certificates if latest else ():
            for policy in filed.certificate.policies if filed.certificate and filed.status in HELD else ():
                last = latest.get((policy.line, _folded_number(policy.number)))
                if last and not last.reinstated:
                    taken_from = max(last.effective_on, policy.effective_on or last.effective_on)
                    found[(policy.line, taken_from)] = (last, policy)
        return found

    def known_since(self, end: CoverEnd) -> date:
        """The day from which this end could be known: the cancellation's, otherwise that of the first certificate showing it."""
        cancellation = self.cancellation_of(end)
        if cancellation:
            return self.day_of(cancellation.recorded_at)
        shown = [self._first_shown[policy.key] for policy in end.policies if policy.key in self._first_shown]
        return min(shown, default=date.min)

    @cached_property
    def _first_shown(self) -> dict[tuple[str, str, str, str], date]:
        """For each policy, the day on which the first certificate with it came."""
        first: dict[tuple[str, str, str, str], date] = {}
        for filed in self.facts.certificates:
            received = self.day_of(filed.received_at)
            for policy in filed.certificate.policies if filed.certificate else ():
                first[policy.key] = min(received, first.get(policy.key, received))
        return first

    def was_seen_before_its_end(self, end: CoverEnd) -> bool:
        """False for cover first seen already ended: that is a deficiency of the certificate, not the start of a backlog."""
        return self.known_since(end) < end.first_uncovered_on or self.cancellation_of(end) is not None

    def gaps(self, on: date) -> tuple[Finding, ...]:
        """What a vendor can correct: failed findings, notes left out, and lines whose end is told by the expired series."""
        told = {end.line for day, ends in self.ends.items() if day <= on for end in ends if self.was_seen_before_its_end(end)}
        return tuple(
            finding
            for finding in self.assessment.findings
            if finding.outcome is Outcome.FAIL and finding.severity is not Severity.INFO and finding.line not in told
        )

    @cached_property
    def latest_accepted(self) -> FiledCertificate | None:
        """The certificate that was accepted last; news of a policy is none, whatever a person made of it."""
        return _latest(filed for filed in self._shows_cover if filed.status is CertificateStatus.ACCEPTED)

    @cached_property
    def latest_refused(self) -> FiledCertificate | None:
        """The document that was refused last, unless an accepted one came after it: the sender has corrected itself then."""
        refused = _latest(filed for filed in self.facts.certificates if filed.status in REFUSED)
        if refused and any(filed.received_at > refused.received_at for filed in self._shows_cover if filed.status in HELD):
            return None
        return refused

    def answered_since(self, day: date) -> bool:
        """Whether a certificate that was received on or after that day has been accepted."""
        return any(filed.status in HELD and self.day_of(filed.received_at) >= day for filed in self._shows_cover)

    @property
    def _shows_cover(self) -> Iterator[FiledCertificate]:
        return (filed for filed in self.facts.certificates if not filed.is_news)


def decided_at(filed: FiledCertificate) -> datetime:
    """The moment from which a document's facts count."""
    return filed.decided_at or filed.received_at


def reading_until(facts: VendorFacts, time_zone: tzinfo, on: date, hold_days: int) -> date | None:
    """The day from which no document that came holds a step any more; None when none does."""
    return max((day for day in reading_days(facts, time_zone, hold_days) if on < day <= on + timedelta(days=hold_days)), default=None)


def reading_days(facts: VendorFacts, time_zone: tzinfo, hold_days: int) -> tuple[date, ...]:
    """For each document that is being read or reviewed, the day on which it stops holding notices; news of a policy holds none."""
    waiting = (filed for filed in facts.certificates if filed.status in IN_PROCESS and not filed.is_news)
    received = (filed.received_at.astimezone(time_zone).date() for filed in waiting)
    return tuple(day + timedelta(days=hold_days) for day in received)


def policies_of(ends: Iterable[CoverEnd]) -> tuple[Policy, ...]:
    """The policies whose end these are, each once."""
    return tuple({policy.key: policy for end in ends for policy in end.policies}.values())


def _latest(documents: Iterable[FiledCertificate]) -> FiledCertificate | None:
    return max(documents, key=lambda filed: (decided_at(filed), filed.received_at, filed.certificate_id), default=None)


def _folded_number(number: str | None) -> str:
    return "".join(c for c in (number or "").casefold() if c.isalnum())
