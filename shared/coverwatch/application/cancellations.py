"""A policy was cancelled, or reinstated: known from a letter or a call, since no certificate says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from coverwatch import rules
from coverwatch.application.filing import Change
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import Recorded, line_in, reason_in, record, row
from coverwatch.application.records import HistoryRow, VendorFile
from coverwatch.application.refusals import Refused
from coverwatch.domain.certificate import Policy
from coverwatch.domain.facts import Cancellation, CertificateStatus
from coverwatch.domain.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationAsked:
    """Which policy, by line and number, from which day on, and why."""

    line: str
    policy_number: str
    effective_on: date
    reason: str


def cancel_policy(
    office: Office, vendor_id: str, wanted: CancellationAsked, asked: Asked, expected: int | None = None
) -> Recorded[Cancellation]:
    """Record that a policy gives no cover from a day on, and assess at once.

    Raises VendorUnknown, VersionMoved, Refused: LINE_UNKNOWN, REASON_MISSING, POLICY_UNKNOWN (with those that are known), AFTER_ITS_END.
    """
    return _record(office, vendor_id, wanted, asked, expected, reinstated=False)


def reinstate_policy(
    office: Office, vendor_id: str, wanted: CancellationAsked, asked: Asked, expected: int | None = None
) -> Recorded[Cancellation]:
    """Record that a cancelled policy gives cover again from a day on, and assess at once.

    Raises as `cancel_policy`, and Refused: NOT_CANCELLED.
    """
    return _record(office, vendor_id, wanted, asked, expected, reinstated=True)


def of_policy(file: VendorFile, wanted: CancellationAsked, asked: Asked, *, reinstated: bool) -> tuple[Cancellation, HistoryRow]:
    """The fact that a policy of the vendor's is cancelled or reinstated, with the history's row. Raises Refused."""
    line, reason = line_in(wanted.line), reason_in(wanted.reason)
    policy = _named(file, line, wanted.policy_number)
    number = policy.number or wanted.policy_number
    if policy.expires_on is not None and wanted.effective_on >= policy.expires_on:
        raise Refused("AFTER_ITS_END", f"The policy ends by itself on {policy.expires_on.isoformat()}.", "effective_on")
    standing = _standing(file.facts.cancellations, line, number)
    if reinstated and standing is None:
        raise Refused("NOT_CANCELLED", f"Policy {number} is not cancelled.", "policy_number")
    fact = Cancellation(
        line=line,
        policy_number=number,
        effective_on=wanted.effective_on,
        reinstated=reinstated,
        reason=reason,
        recorded_at=asked.at,
        recorded_by=asked.by,
    )
    event = "policy_reinstated" if reinstated else "policy_cancelled"
    before = f"cancelled on {standing.effective_on.isoformat()}" if standing else "in force"
    after = f"{'reinstated' if reinstated else 'cancelled'} on {fact.effective_on.isoformat()}"
    return fact, row(asked, event, f"{line} {number}", before=before, after=after, note=reason)


def _record(
    office: Office, vendor_id: str, wanted: CancellationAsked, asked: Asked, expected: int | None, *, reinstated: bool
) -> Recorded[Cancellation]:
    fact: Cancellation | None = None

    def of_the_file(file: VendorFile) -> Change:
        nonlocal fact
        fact, told = of_policy(file, wanted, asked, reinstated=reinstated)
        return Change(facts=(fact,), history=(told,))

    filed = record(office, vendor_id, asked, of_the_file, expected)
    if fact is None:
        raise AssertionError("a cancellation that is filed was made")
    return Recorded(fact, filed)


def lines_of_policy(office: Office, vendor_id: str | None, number: str | None) -> tuple[Line, ...]:
    """The lines on which the vendor's certificates show a policy of that number, in order."""
    file = office.records.vendor(vendor_id) if vendor_id and number else None
    wanted = rules.folded_number(number or "")
    return tuple(sorted({policy.line for policy in _shown(file) if rules.folded_number(policy.number or "") == wanted})) if file else ()


def _shown(file: VendorFile) -> Iterator[Policy]:
    """The numbered policies that the vendor's accepted certificates show."""
    for filed in file.facts.certificates:
        if filed.certificate and filed.status is CertificateStatus.ACCEPTED:
            yield from (policy for policy in filed.certificate.policies if policy.number)


def _named(file: VendorFile, line: Line, number: str) -> Policy:
    """The policy of that line and number that ends last. Raises Refused with the numbers that the vendor's certificates show."""
    shown = [policy for policy in _shown(file) if policy.line is line]
    wanted = rules.folded_number(number)
    named = [policy for policy in shown if rules.folded_number(policy.number or "") == wanted]
    if not named:
        known = tuple(dict.fromkeys(policy.number or "" for policy in shown))
        listed = f"The certificates show {', '.join(known)}." if known else f"No certificate shows a policy of {line}."
        raise Refused("POLICY_UNKNOWN", f"The vendor has no policy {number} of {line}. {listed}", "policy_number", known)
    return max(named, key=lambda policy: policy.expires_on or date.max)


def _standing(cancellations: Iterable[Cancellation], line: Line, number: str) -> Cancellation | None:
    """The latest word on a policy, if it is a cancellation."""
    of_it = [each for each in cancellations if each.line is line and rules.folded_number(each.policy_number) == rules.folded_number(number)]
    latest = max(of_it, key=lambda each: each.recorded_at, default=None)
    return None if latest is None or latest.reinstated else latest
