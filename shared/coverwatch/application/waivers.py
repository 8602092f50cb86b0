"""Waivers of ours: let a vendor off one requirement until a day or until the policy is renewed, and take that back."""

from dataclasses import dataclass, replace
from datetime import date

from coverwatch import rules
from coverwatch.application.filing import Change, assess_on, requirement_set_of
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import Recorded, later_day, line_in, reason_in, record, row, rule_in
from coverwatch.application.records import VendorFile
from coverwatch.application.refusals import Refused
from coverwatch.domain.facts import Waiver
from coverwatch.domain.line import Line

PolicyKey = tuple[str, str, str, str]


class WaiverUnknown(Exception):
    """The vendor has no such waiver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverAsked:
    """What shall be waived: a rule, on one line or (None) on all, until a day or until the policy in force is renewed."""

    rule: str
    line: str | None
    reason: str
    expires_on: date | None = None
    until_renewal: bool = False


def grant_waiver(office: Office, vendor_id: str, wanted: WaiverAsked, asked: Asked, expected: int | None = None) -> Recorded[Waiver]:
    """Waive a requirement in the name of who asks, and assess at once.

    Raises VendorUnknown, VersionMoved, Refused: RULE_UNKNOWN, LINE_UNKNOWN, REASON_MISSING, END_MISSING, PAST_DATE, LINE_MISSING,
    NO_POLICY_IN_FORCE, NOTHING_TO_WAIVE.
    """
    line = line_in(wanted.line) if wanted.line is not None else None
    if wanted.expires_on is None and not wanted.until_renewal:
        raise Refused("END_MISSING", "Say until when: a day, or the policy's renewal.", "expires_on")
    waiver = Waiver(
        waiver_id=office.new_id()[:12],
        rule=rule_in(wanted.rule),
        line=line,
        reason=reason_in(wanted.reason),
        approved_by=asked.by,
        recorded_at=asked.at,
        expires_on=later_day(wanted.expires_on, asked.on, "expires_on"),
    )

    def decide(file: VendorFile) -> Change:
        nonlocal waiver
        if not rules.is_asked(requirement_set_of(office.records, file.facts.vendor), waiver.rule, line):
            of_line = f" of {line}" if line else ""
            raise Refused("NOTHING_TO_WAIVE", f"The vendor's requirement set asks nothing{of_line} by {waiver.rule}.", "rule")
        if wanted.until_renewal:
            waiver = replace(waiver, until_renewal_of=_running(office, file, line, asked.on))
        return Change(facts=(waiver,), history=(row(asked, "waiver_granted", waiver.waiver_id, after=told(waiver), note=waiver.reason),))

    filed = record(office, vendor_id, asked, decide, expected)
    return Recorded(waiver, filed)


def revoke_waiver(office: Office, vendor_id: str, waiver_id: str, asked: Asked, expected: int | None = None) -> Recorded[Waiver]:
    """End a waiver now, and assess at once; one that is revoked already is left as it is.

    Raises VendorUnknown, WaiverUnknown, VersionMoved.
    """
    kept: Waiver | None = None

    def decide(file: VendorFile) -> Change | None:
        nonlocal kept
        kept = next((waiver for waiver in file.facts.waivers if waiver.waiver_id == waiver_id), None)
        if kept is None:
            raise WaiverUnknown(waiver_id)
        if kept.revoked_at is not None:
            return None
        before, kept = told(kept), replace(kept, revoked_at=asked.at)
        return Change(facts=(kept,), history=(row(asked, "waiver_revoked", waiver_id, before=before, after="revoked"),))

    filed = record(office, vendor_id, asked, decide, expected)
    if kept is None:
        raise WaiverUnknown(waiver_id)
    return Recorded(kept, filed)


def told(waiver: Waiver) -> str:
    """A waiver in a line, as the history keeps it."""
    ends = [waiver.expires_on.isoformat()] if waiver.expires_on else []
    ends += [f"the renewal of {waiver.until_renewal_of[2]}"] if waiver.until_renewal_of else []
    return f"{waiver.rule} {waiver.line or 'all lines'} until {' or '.join(ends)}"


def _running(office: Office, file: VendorFile, line: Line | None, on: date) -> PolicyKey:
    """The key of the policy in force on a line; of several the one that began last, since any later one would end the waiver."""
    if line is None:
        raise Refused("LINE_MISSING", "A waiver until the renewal is of one line.", "line")
    held = assess_on(office.records, file.facts, on).policies
    running = [each.policy for each in held if each.in_force and each.policy.line is line]
    if not running:
        raise Refused("NO_POLICY_IN_FORCE", f"No policy of {line} is in force, so none can be renewed.", "until_renewal")
    return max(running, key=lambda policy: (policy.effective_on or date.min, policy.expires_on or date.min, policy.key)).key
