"""Terms: is each required line in force, was it without a gap, and is the policy numbered?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, path, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.cover import covered_until, gaps, last_ended
from coverwatch.rules.state_funds import only_from_funds
from coverwatch.rules.wording import LINE_NAMES, day

PLACEHOLDERS = ("tbd", "tba", "binder", "to follow", "pending", "to be")
"""How a text begins that stands where a policy number is not known yet."""
_DIGIT = re.compile(r"\d")


def _is_required(asking: Asking) -> bool:
    return asking.line is not None and asking.requirement_set.lines[asking.line].required


def _numbered(asking: Asking) -> Iterator[Asked]:
    if _is_required(asking):
        yield Asked("a policy number")


@rule(
    "R11",
    "The policy is numbered",
    scope=Scope.POLICY,
    severity=Severity.FIX,
    source="ACORD 25: policy number; practice gives 30 days for one that is to follow",
    asks=_numbered,
    reads=("number",),
)
def numbered(_case: Case, held: Held, _asked: Asked) -> Verdict | None:
    """`TBD`, `Binder 12`, or anything without a digit is reviewed: the number is asked for within 30 days."""
    number = held.policy.number
    if not number:
        return failed("no number", f"{LINE_NAMES[held.policy.line]} shows no policy number. Please send it.")
    evidence = held.evidence("number")
    if not _DIGIT.search(number) or number.casefold().startswith(PLACEHOLDERS):
        return unsure(
            number, f"{LINE_NAMES[held.policy.line]} policy number shows '{number}'. Please send the number within 30 days.", evidence
        )
    return Outcome.PASS, number, "", evidence, None


path(
    "R10",
    "The newest certificate speaks for each policy that it shows",
    severity=Severity.BLOCK,
    source="trade practice: expired and current certificates arrive together, and one certificate may show one line only",
    subject="terms",
    note="How certificates merge: by issue date, then receipt, policy by policy (line, insurer, number, effective date); a newer one "
    "removes no other policy. Of several policies in force on a line, it relies on the one that meets the requirements best.",
)


@dataclass(frozen=True, slots=True)
class _InForce:
    longest: timedelta
    through_work_end: bool
    from_work_start: bool
    state_fund_rule_on: bool


def _in_force(asking: Asking) -> Iterator[Asked]:
    if _is_required(asking) and asking.line is not None:
        chosen = asking.requirement_set.rules.get("R74")
        settings = asking.settings
        value = _InForce(
            timedelta(days=settings["longest_term_days"]),
            settings["through_work_end"],
            settings["from_work_start"],
            chosen is None or chosen.on is not False,
        )
        yield Asked(f"{LINE_NAMES[asking.line]} in force", value)


@rule(
    "R12",
    "Every required line is in force",
    scope=Scope.COVER,
    severity=Severity.BLOCK,
    source="policies end at 12:01 a.m. of the expiration day; the requirement set may count that day",
    asks=_in_force,
    settings={"longest_term_days": 400, "through_work_end": False, "from_work_start": False},
    reads=("line", "effective_on", "expires_on"),
    note="A term longer than `longest_term_days` is reviewed: a misread year would give cover that nobody has. "
    "`through_work_end` and `from_work_start` ask for cover, renewals included, up to the vendor's last day and since its first.",
)
def in_force(case: Case, line: Line, asked: Asked) -> Verdict | None:
    """Effective ≤ day < expiration; the requirement set may count the expiration day."""
    held = case.relied.get(line)
    wanted: _InForce = asked.value
    if held is None:
        if line is Line.WORKERS_COMPENSATION and wanted.state_fund_rule_on and only_from_funds(case.vendor, case.tables, case.on):
            return None
        return _not_in_force(case, line)
    policy = held.policy
    starts, expires = policy.effective_on, policy.expires_on
    evidence = held.evidence("line", "effective_on", "expires_on")
    found = _term(starts, expires)
    if starts is not None and expires is not None and expires - starts > wanted.longest:
        return unsure(found, f"{LINE_NAMES[line]} shows an unusually long term, {found}. Please confirm the policy's dates.", evidence)
    if wanted.through_work_end or wanted.from_work_start:
        falls_short = _not_for_the_work(case, line, wanted)
        if falls_short:
            return failed(found, f"{LINE_NAMES[line]} {falls_short}", evidence)
    return Outcome.PASS, found, "", evidence, None


def _not_for_the_work(case: Case, line: Line, wanted: _InForce) -> str | None:
    """How the cover falls short of the days of the vendor's work, or None."""
    held, vendor = case.held[line], case.vendor
    until = covered_until(held, case.on)
    if wanted.through_work_end and vendor.work_ends_on and until and until <= vendor.work_ends_on:
        return f"ends {day(until)}, before the work does ({day(vendor.work_ends_on)}). Send the certificate of the renewal."
    first = vendor.work_starts_on
    if wanted.from_work_start and first and first <= case.on and covered_until(held, first) is None:
        return f"did not cover the first day of work ({day(first)}). Send the certificate of the earlier policy."
    return None


def _not_in_force(case: Case, line: Line) -> Verdict:
    name = LINE_NAMES[line]
    held = case.held.get(line, [])
    undated = [each for each in held if not each.spans and each.cancelled_on is None]
    if undated:
        found = _term(undated[0].policy.effective_on, undated[0].policy.expires_on)
        message = f"{name}: the policy dates are missing or contradict each other. Send a certificate that shows the policy's dates."
        return unsure(found, message, undated[0].evidence("effective_on", "expires_on", "number"))
    ended = last_ended(held, case.on)
    upcoming = min((span[0] for each in held for span in each.spans if span[0] > case.on), default=None)
    tail = f" The policy shown starts {day(upcoming)}." if upcoming else ""
    if ended is None:
        return failed("none", f"{name}: no policy in force is shown. Send a certificate that shows it.{_other_ways(line)}{tail}")
    if ended.cancelled_on is not None and ended.cancelled_on <= case.on:
        found = f"cancelled {day(ended.cancelled_on)}"
        ask = "Send the reinstatement notice or the certificate of the policy that replaces it."
    else:
        found = f"expired {day(ended.policy.expires_on)}" if ended.policy.expires_on else "expired"
        ask = "Send the renewal certificate."
    return failed(found, f"{name} {found}. {ask}{tail}", ended.evidence("expires_on"))


def _other_ways(line: Line) -> str:
    if line is Line.WORKERS_COMPENSATION:
        return " If none is needed by law, send the state's exemption certificate."
    if line is Line.AUTOMOBILE_LIABILITY:
        return " If you own no automobiles, tell us so in writing and show hired and non-owned auto liability."
    return ""


@lru_cache(maxsize=4096)
def _term(starts: date | None, expires: date | None) -> str:
    return f"{day(starts) if starts else 'no date'} to {day(expires) if expires else 'no date'}"


def _without_gap(asking: Asking) -> Iterator[Asked]:
    if _is_required(asking) and asking.line is not None:
        yield Asked(f"{LINE_NAMES[asking.line]} without a gap between terms")


@rule(
    "R13",
    "There is no gap between one term and the next",
    scope=Scope.COVER,
    severity=Severity.INFO,
    source="policies end and begin at 12:01 a.m., so the same day is continuous",
    asks=_without_gap,
    reads=("effective_on", "expires_on"),
)
def no_gap(case: Case, line: Line, _asked: Asked) -> Verdict | None:
    """Gaps between the terms we know, from the first day of work on; one that is still to come is told as well."""
    held = case.held.get(line, [])
    if len(held) < 2:
        return None
    found = gaps(held, case.vendor.work_starts_on)
    undated = next((each for each in held if not each.spans and each.cancelled_on is None), None)
    if undated is not None:
        message = f"{LINE_NAMES[line]}: a policy without clear dates is shown, so gaps cannot be told. Please send its dates."
        return unsure("a term without dates", message, undated.evidence("effective_on", "expires_on"))
    if not found:
        return passed("continuous", held[-1].evidence("effective_on"))
    spans = "; ".join(f"{day(start)} to {day(end - timedelta(days=1))}" for start, end in found)
    message = f"Coverage gap {spans} on {LINE_NAMES[line]}. Please send the certificate of the policy that covers it."
    return failed(spans, message, held[-1].evidence("effective_on"))
