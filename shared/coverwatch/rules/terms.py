"""Terms: is each required line in force, and was it without a gap?"""

from collections.abc import Iterator
from datetime import date, timedelta

from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.rules.book import HANDBOOK, Asked, Asking, Scope, Verdict, failed, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.wording import LINE_NAMES, day


def _required_line(asking: Asking) -> Iterator[Asked]:
    line = asking.line
    if line is not None and asking.requirement_set.lines[line].required:
        yield Asked(f"{LINE_NAMES[line]} in force", value=timedelta(days=asking.settings["longest_term_days"]))


@rule(
    "R12",
    "Every required line is in force",
    scope=Scope.COVER,
    severity=Severity.BLOCK,
    source=HANDBOOK + "1, R12",
    asks=_required_line,
    settings={"longest_term_days": 400},
    reads=("effective_on", "expires_on"),
    note="A term longer than `longest_term_days` is reviewed: a misread year would give cover that nobody has.",
)
def in_force(case: Case, line: Line, asked: Asked) -> Verdict:
    """Effective ≤ day < expiration; the requirement set may count the expiration day."""
    held = case.relied.get(line)
    if held is None:
        return _not_in_force(case, line)
    policy = held.policy
    starts, expires = policy.effective_on, policy.expires_on
    evidence = held.evidence("effective_on", "expires_on")
    found = _term(starts, expires)
    if starts is not None and expires is not None and expires - starts > asked.value:
        return unsure(found, f"{LINE_NAMES[line]} shows an unusually long term, {found}. Please confirm the policy's dates.", evidence)
    return Outcome.PASS, found, "", evidence, None


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
        return failed("none", f"{name}: no policy in force is shown. Send a certificate that shows it.{tail}")
    if ended.cancelled_on is not None and ended.cancelled_on <= case.on:
        found = f"cancelled {day(ended.cancelled_on)}"
        ask = "Send the reinstatement notice or the certificate of the policy that replaces it."
    else:
        found = f"expired {day(ended.policy.expires_on)}" if ended.policy.expires_on else "expired"
        ask = "Send the renewal certificate."
    return failed(found, f"{name} {found}. {ask}{tail}", ended.evidence("expires_on"))


def last_ended(held: list[Held], on: date) -> Held | None:
    """The policy whose cover ended last, up to the day; None when none ever gave cover."""
    ended = [(end, index) for index, each in enumerate(held) for _, end in each.spans if end <= on]
    return held[max(ended)[1]] if ended else None


def _term(starts: date | None, expires: date | None) -> str:
    return f"{day(starts) if starts else 'no date'} to {day(expires) if expires else 'no date'}"
