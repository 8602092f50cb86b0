"""Decisions of people on a vendor as a whole: approve it though it does not comply, suspend it, exempt it, or clear that again."""

from dataclasses import dataclass
from datetime import date

from coverwatch import rules
from coverwatch.application.filing import Change
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import Recorded, later_day, reason_in, record, row
from coverwatch.application.records import VendorFile
from coverwatch.application.refusals import Refused
from coverwatch.domain.facts import Decision, DecisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAsked:
    """What shall hold of a vendor, why, and the first day on which it shall not hold any more."""

    decision: DecisionKind
    reason: str
    until: date | None = None


def decide(office: Office, vendor_id: str, wanted: DecisionAsked, asked: Asked, expected: int | None = None) -> Recorded[Decision]:
    """Record a decision in the name of who asks, and assess at once.

    Raises VendorUnknown, VersionMoved, Refused: REASON_MISSING, PAST_DATE, NOTHING_TO_CLEAR, and CLEAR_IS_FOR_GOOD, since a clearing that
    ended would bring back what it cleared.
    """
    if wanted.decision is DecisionKind.CLEAR and wanted.until is not None:
        raise Refused("CLEAR_IS_FOR_GOOD", "Clearing has no end: what it clears would come back.", "until")
    decision = Decision(
        kind=wanted.decision,
        reason=reason_in(wanted.reason),
        decided_by=asked.by,
        recorded_at=asked.at,
        until=later_day(wanted.until, asked.on, "until"),
    )

    def of_the_file(file: VendorFile) -> Change:
        standing = rules.decision_on(file.facts.decisions, asked.on)
        if standing is None and decision.kind is DecisionKind.CLEAR:
            raise Refused("NOTHING_TO_CLEAR", "No decision stands on this vendor.", "decision")
        before = told(standing) if standing else None
        return Change(
            facts=(decision,), history=(row(asked, "decision", vendor_id, before=before, after=told(decision), note=decision.reason),)
        )

    return Recorded(decision, record(office, vendor_id, asked, of_the_file, expected))


def told(decision: Decision) -> str:
    """A decision in a line, as the history keeps it."""
    return f"{decision.kind.value} until {decision.until.isoformat()}" if decision.until else decision.kind.value
