"""What a mail's sections are made of, and what they are told from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coverwatch.domain.assessment import CoverEnd, VendorStatus
from coverwatch.domain.certificate import Policy
from coverwatch.domain.finding import Severity
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.requirement import Cadence, RequirementSet
from coverwatch.notices.cadence import cadence_of
from coverwatch.notices.case import IN_FORCE, Case
from coverwatch.notices.catalogue import Catalogue
from coverwatch.notices.gaps import Gap
from coverwatch.notices.requirements import Requirement


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy as a mail names it."""

    line: str
    number: str
    insurer: str
    ends: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Someone outside; `closed` says why the address is not written to, or not yet."""

    role: str
    email: str
    closed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One notice in words. `need` is its part of the subject line; empty parts are left out of the mail."""

    need: str
    title: str
    lead: tuple[str, ...]
    policies: tuple[PolicyRow, ...] = ()
    gaps: tuple[Gap, ...] = ()
    send: tuple[str, ...] = ()
    by: str = ""
    otherwise: str = ""
    requirements: tuple[Requirement, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    """For readers inside."""
    action: bool = True
    """Whether it asks for an upload."""
    alarming: bool = False
    """Whether the consequence has come already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a section is told from, and to whom: `inside` is the organisation's own people."""

    case: Case
    requirement_set: RequirementSet
    organisation: str
    words: Catalogue
    inside: bool
    on: date

    @property
    def insured(self) -> str:
        """The vendor's legal name."""
        return self.case.facts.vendor.legal_name

    @property
    def cadence(self) -> Cadence:
        """The settings that the notices follow."""
        return cadence_of(self.requirement_set.cadence, self.case.facts.vendor)

    @property
    def end_stops_work(self) -> bool:
        """Whether the end of cover takes the authorization away: not where a person has approved, or the requirement set only notes it."""
        setting = self.requirement_set.rules.get(IN_FORCE)
        noted = setting is not None and (setting.on is False or setting.severity not in (None, Severity.BLOCK))
        return not noted and self.case.assessment.status is not VendorStatus.APPROVED_NON_COMPLIANT

    def say(self, key: str, **values: object) -> str:
        """A text with the names of both sides filled in, and days as the language writes them."""
        written = {name: self.words.day(value) if isinstance(value, date) else value for name, value in values.items()}
        return self.words.text(key, insured=self.insured, organisation=self.organisation, **written)


def end_of(notice: Notice, telling: Telling) -> tuple[date, tuple[CoverEnd, ...]]:
    """A run's first day without cover, and the ends of cover that it is about."""
    day = date.fromisoformat(notice.subject)
    ends = telling.case.ends.get(day, ())
    if notice.series is Series.EXPIRED:
        return day, tuple(end for end in ends if telling.case.was_seen_before_its_end(end))
    cancelled = notice.series is Series.CANCELLATION
    return day, tuple(end for end in ends if (telling.case.cancellation_of(end) is not None) is cancelled)


def policy_rows(ends: Sequence[CoverEnd], telling: Telling) -> tuple[PolicyRow, ...]:
    """The policies that end, as a mail names them; with a cancellation, the cancelled one, too."""
    rows = []
    for end in ends:
        cancelled = telling.case.cancelled_policy(end)
        policies = {policy.key: policy for policy in (*end.policies, *((cancelled,) if cancelled else ()))}
        for key, policy in policies.items():
            rows.append(_policy_row(policy, end, telling, is_cancelled=cancelled is not None and key == cancelled.key))
    return tuple(rows)


def _policy_row(policy: Policy, end: CoverEnd, telling: Telling, *, is_cancelled: bool) -> PolicyRow:
    day = end.first_uncovered_on
    state = "canceled" if is_cancelled else "ended" if day <= telling.on else "ends"
    stated = day if is_cancelled else min(policy.expires_on or day, day)
    return PolicyRow(
        line=telling.say(f"lines.{end.line.value}"),
        number=telling.say("policy.number", number=policy.number) if policy.number else telling.say("policy.unnumbered"),
        insurer=telling.words.text("policy.insurer", insurer=policy.insurer) if policy.insurer else "",
        ends=telling.say(f"policy.{state}", day=stated),
    )
