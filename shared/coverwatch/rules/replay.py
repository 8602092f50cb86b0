"""Replay: the same facts under another requirement set, and what differs. The base for trying a change."""

from dataclasses import dataclass
from datetime import date, datetime

from coverwatch.domain.assessment import Assessment
from coverwatch.domain.facts import VendorFacts
from coverwatch.domain.finding import Finding, Severity
from coverwatch.domain.requirement import RequirementSet
from coverwatch.rules.assess import assess
from coverwatch.rules.overlay import OPEN
from coverwatch.rules.tables import TABLES, Tables


@dataclass(frozen=True, slots=True)
class Difference:
    """One vendor on one day before and after a change. `opened` and `closed` are open findings that only one side has."""

    before: Assessment
    after: Assessment
    opened: tuple[Finding, ...]
    closed: tuple[Finding, ...]

    @property
    def status_changes(self) -> bool:
        return self.before.status is not self.after.status

    @property
    def authorization_changes(self) -> bool:
        return self.before.authorized is not self.after.authorized

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the status changes: what newly blocks, or what no longer does."""
        blocking = [each.message for each in self.opened if each.severity is Severity.BLOCK]
        return tuple(blocking or [each.message for each in self.closed if each.severity is Severity.BLOCK])


def replay(
    before: RequirementSet,
    after: RequirementSet,
    facts: VendorFacts,
    on: date,
    known_at: datetime | None = None,
    tables: Tables = TABLES,
    new_tables: Tables | None = None,
) -> Difference:
    """Assess the same facts under two requirement sets (and, to try a change of those, other tables) and compare."""
    old = assess(before, facts, on, known_at, tables)
    new = assess(after, facts, on, known_at, new_tables or tables)
    open_before, open_after = _open(old), _open(new)
    return Difference(
        old,
        new,
        opened=tuple(finding for key, finding in open_after.items() if key not in open_before),
        closed=tuple(finding for key, finding in open_before.items() if key not in open_after),
    )


def _open(assessment: Assessment) -> dict[tuple[object, ...], Finding]:
    """Open findings by what they say: the same gap under another amount is another gap."""
    return {
        (each.rule, each.line, each.required, each.outcome, each.severity, each.certificate_id): each
        for each in assessment.findings
        if each.outcome in OPEN
    }
