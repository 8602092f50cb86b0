"""From findings to standing: the vendor's status by its precedence, and whether it may work, with the reasons."""

from collections.abc import Sequence
from datetime import date

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import Decision, DecisionKind
from coverwatch.domain.finding import Finding, Outcome, Severity
from coverwatch.rules.cover import last_ended
from coverwatch.rules.overlay import OPEN, Overlay
from coverwatch.rules.standing import Standing
from coverwatch.rules.wording import day

_DECIDED: dict[DecisionKind, tuple[VendorStatus, bool, str]] = {
    DecisionKind.SUSPEND: (VendorStatus.SUSPENDED, False, "Suspended"),
    DecisionKind.EXEMPT: (VendorStatus.EXEMPT, True, "Exempt"),
    DecisionKind.APPROVE_NON_COMPLIANT: (VendorStatus.APPROVED_NON_COMPLIANT, True, "Approved though not compliant"),
}

_PASS, _BESIDE = Outcome.PASS, Outcome.NOT_APPLICABLE

Conclusion = tuple[VendorStatus, bool, tuple[str, ...]]


def conclude(standing: Standing, on: date, findings: Sequence[Finding], overlay: Overlay | None) -> Conclusion:
    """Status (the first that holds), authorization (no, when in doubt) and its reasons."""
    status, authorized, reasons = _by_findings(standing, on, findings)
    if overlay is not None and overlay.decision is not None:
        status, authorized, reasons = _by_decision(overlay.decision, findings)
    if not standing.facts.vendor.active:
        return status, False, ("The vendor is not active.",)
    return status, authorized, reasons


def _by_decision(decision: Decision, findings: Sequence[Finding]) -> Conclusion:
    status, authorized, word = _DECIDED[decision.kind]
    until = f" until {day(decision.until)}" if decision.until else ""
    notes = tuple(finding.message for finding in findings if finding.outcome in OPEN) if authorized else ()
    return status, authorized, (f"{word}{until}: {decision.reason}", *notes)


def _by_findings(standing: Standing, on: date, findings: Sequence[Finding]) -> Conclusion:
    if not standing.accepted:
        return VendorStatus.AWAITING_CERTIFICATE, False, ("No certificate has been accepted yet.",)
    failed: list[Finding] = []
    unclear: list[Finding] = []
    notes: list[Finding] = []
    waived = False
    for finding in [each for each in findings if each.outcome is not _PASS and each.outcome is not _BESIDE]:
        outcome = finding.outcome
        if outcome is Outcome.WAIVED:
            waived = True
        elif finding.severity is not Severity.BLOCK:
            notes.append(finding)
        elif outcome is Outcome.FAIL:
            failed.append(finding)
        else:
            unclear.append(finding)
    if failed or unclear:
        status = VendorStatus.NON_COMPLIANT if failed else VendorStatus.UNDER_REVIEW
        if any(_ended(standing, finding, on) for finding in failed):
            status = VendorStatus.EXPIRED
        return status, False, tuple(finding.message for finding in (*failed, *unclear))
    return VendorStatus.COMPLIANT_WITH_WAIVER if waived else VendorStatus.COMPLIANT, True, tuple(finding.message for finding in notes)


def _ended(standing: Standing, finding: Finding, on: date) -> bool:
    """Whether a failed finding says that a required line had cover, and that it ended."""
    return finding.rule == "R12" and finding.line is not None and last_ended(standing.held.get(finding.line, []), on) is not None
