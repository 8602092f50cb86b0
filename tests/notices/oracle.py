"""What must have happened, worked out from a vendor's facts without the cadence: when cover ends, who is silent, what is held."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from coverwatch.domain.certificate import Policy
from coverwatch.domain.facts import IN_PROCESS, Cancellation, CertificateStatus, DecisionKind, VendorFacts
from coverwatch.domain.line import Line
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.vendor import ContactRole
from tests.notices.office import Office

EXPIRING = (-30, -14, -7, -1)
EXPIRED = (1, 3, 7)
CANCELLATION = (-30, -10, -3, -1)
HOLD = 5
MOST = 4
REQUIRED = (Line.GENERAL_LIABILITY, Line.AUTOMOBILE_LIABILITY, Line.WORKERS_COMPENSATION)
AT_ONCE = {(Series.DEFICIENCY, 0), (Series.FIRST_REQUEST, 0), (Series.UNREADABLE, 0), (Series.THANKS, 0)}


def first_uncovered(facts: VendorFacts, line: Line, on: date) -> date | None:
    """The first day without cover of a line that has cover, or the one on which the last cover ended."""
    spans = _spans(facts).get(line, [])
    end = on
    while covering := [until for since, until in spans if since <= end < until]:
        end = max(covering)
    if end > on:
        return end
    return max((until for _, until in spans if until <= on), default=None)


def _spans(facts: VendorFacts) -> dict[Line, list[tuple[date, date]]]:
    """From when to when each line's accepted policies give cover; worked out once for the same facts, since every day asks."""
    if _worked_out.get("facts") is not facts:
        spans: dict[Line, list[tuple[date, date]]] = {}
        for policy in _accepted_policies(facts):
            if policy.effective_on and policy.expires_on:
                gone = cancelled_on(facts, policy.line, policy.number or "")
                spans.setdefault(policy.line, []).append((policy.effective_on, min(policy.expires_on, gone or policy.expires_on)))
        _worked_out.update(facts=facts, spans=spans)
    return _worked_out["spans"]


_worked_out: dict[str, Any] = {}


def _accepted_policies(facts: VendorFacts) -> list[Policy]:
    accepted = [filed.certificate for filed in facts.certificates if filed.status is CertificateStatus.ACCEPTED and filed.certificate]
    return [policy for certificate in accepted for policy in certificate.policies]


def cancelled_on(facts: VendorFacts, line: Line, number: str) -> date | None:
    told = [each for each in facts.cancellations if (each.line, each.policy_number) == (line, number)]
    last = max(told, key=lambda each: each.recorded_at, default=None)
    return last.effective_on if last and not last.reinstated else None


def known_on(facts: VendorFacts, line: Line, day: date) -> date | None:
    """The day from which this end of cover could be known; None when the cover was first seen already ended."""
    told = _cancelled_by(facts, line, day)
    if told:
        return max(each.recorded_at.date() for each in told)
    shown = [
        filed.received_at.date()
        for filed in facts.certificates
        for policy in (filed.certificate.policies if filed.certificate else ())
        if policy.line is line and policy.expires_on == day
    ]
    return min(shown) if shown and min(shown) < day else None


def is_cancelled(facts: VendorFacts, line: Line, day: date) -> bool:
    """Whether a cancellation takes cover away from that day on: of the policy that runs, or of the one that begins then."""
    return _cancelled_by(facts, line, day) != []


def _cancelled_by(facts: VendorFacts, line: Line, day: date) -> list[Cancellation]:
    policies = [policy for policy in _accepted_policies(facts) if policy.line is line]
    return [
        each
        for each in facts.cancellations
        for policy in policies
        if policy.number == each.policy_number and policy.effective_on
        if cancelled_on(facts, line, each.policy_number) == each.effective_on and max(each.effective_on, policy.effective_on) == day
    ]


def is_silent(facts: VendorFacts, on: date) -> bool:
    """Nothing at all may be mailed."""
    if not facts.vendor.active or facts.vendor.hold_mails:
        return True
    decided = [each for each in facts.decisions if each.until is None or on < each.until]
    last = max(decided, key=lambda each: each.recorded_at, default=None)
    return last is not None and last.kind in (DecisionKind.EXEMPT, DecisionKind.SUSPEND)


def is_waived(facts: VendorFacts, line: Line, day: date) -> bool:
    return any(each.line in (line, None) and (each.expires_on is None or day < each.expires_on) for each in facts.waivers)


def is_held(facts: VendorFacts, on: date, since: date) -> bool:
    """Whether a document that came in the last days may hold a step that is due since a day."""
    received = [filed.received_at.date() for filed in facts.certificates if filed.status in IN_PROCESS]
    return on < since + timedelta(days=HOLD) and any(day <= on < day + timedelta(days=HOLD) for day in received)


def owed(facts: VendorFacts, on: date) -> Iterator[tuple[Series, date, int, ContactRole]]:
    """Every step that must have been filed by the evening of a day: series, first uncovered day, step, to whom."""
    if is_silent(facts, on):
        return
    for line in REQUIRED:
        day = first_uncovered(facts, line, on)
        if day is None or is_waived(facts, line, day):
            continue
        gap = (on - day).days
        if gap < 0 and is_cancelled(facts, line, day):
            past = [step for step in CANCELLATION if step <= gap] or [CANCELLATION[0]]
            yield Series.CANCELLATION, day, past[-1], ContactRole.VENDOR
        elif gap < 0:
            past = [step for step in EXPIRING if step <= gap]
            if past and not is_held(facts, on, day + timedelta(days=past[-1])):
                yield Series.EXPIRING, day, past[-1], ContactRole.VENDOR
        elif gap < 30 and (known := known_on(facts, line, day)) is not None:
            for steps, role in ((EXPIRED, ContactRole.VENDOR), ((7, 14), ContactRole.MANAGER)):
                past = [step for step in steps if step <= gap and day + timedelta(days=step) > known]
                if past:
                    yield Series.EXPIRED, day, past[-1], role


def missing(office: Office, on: date) -> list[tuple[Series, date, int, ContactRole]]:
    """What should have been filed by the evening of a day, and was not."""
    return [
        (series, day, step, role)
        for series, day, step, role in owed(office.facts, on)
        if not any(
            notice.series is series and notice.subject == day.isoformat() and notice.step >= step and role in notice.roles
            for notice in office.filed
        )
    ]


def faults(office: Office) -> list[str]:
    """Everything in a vendor's mails that must not have happened."""
    found = []
    for key, count in Counter((notice.series, notice.subject, notice.step) for notice in office.filed).items():
        if count > 1:
            found.append(f"filed {count} times: {key}")
    counted: Counter[tuple[str, Series, str]] = Counter()
    automatic: Counter[tuple[str, date]] = Counter()
    answers: Counter[tuple[str, date]] = Counter()
    for mail in office.posted:
        ours = [notice for notice in mail.notices if (notice.series, notice.step) not in AT_ONCE]
        counted.update({(mail.contact.email, notice.series, notice.subject) for notice in ours})
        automatic[(mail.contact.email, mail.on)] += bool(ours)
        answers[(mail.contact.email, mail.on)] += not ours
        found += [f"{mail.on} {notice.notice_id}: {why}" for notice in mail.notices for why in _untimely(notice, mail.facts, mail.on)]
        if mail.contact.closed_because:
            found.append(f"{mail.on}: mailed to a closed address")
    found += [f"{count} mails: {key}" for key, count in counted.items() if count > MOST]
    found += [f"{count} automatic mails: {key}" for key, count in automatic.items() if count > 1]
    found += [f"{count} answers: {key}" for key, count in answers.items() if count > MOST]
    return found


def _untimely(notice: Notice, facts: VendorFacts, on: date) -> Iterator[str]:
    """What makes a mail on that day wrong: renewed, waived, silent, held, too early or too late."""
    if is_silent(facts, on):
        yield "mailed in silence"
    if notice.series not in (Series.EXPIRING, Series.EXPIRED, Series.CANCELLATION, Series.DIGEST):
        return
    day = date.fromisoformat(notice.subject)
    lines = [line for line in REQUIRED if first_uncovered(facts, line, on) == day and not is_waived(facts, line, day)]
    if not lines:
        yield "renewed, reinstated or waived"
    if notice.series is Series.EXPIRING and is_held(facts, on, notice.day):
        yield "held"
    gap = (on - day).days
    if not -45 <= gap < 30 and notice.series is not Series.CANCELLATION:
        yield "too early or too late"
    if notice.step > gap and notice.series is not Series.CANCELLATION:
        yield "before its step"
