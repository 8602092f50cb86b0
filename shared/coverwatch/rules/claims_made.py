"""Claims-made lines: does the policy reach back to the day the services began?"""

from collections.abc import Iterator

from coverwatch.domain.certificate import Basis
from coverwatch.domain.finding import Severity
from coverwatch.domain.line import Line
from coverwatch.domain.vendor import Vendor
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.wording import LINE_NAMES, day

USUALLY = frozenset({Line.PROFESSIONAL_LIABILITY, Line.POLLUTION_LIABILITY, Line.CYBER_LIABILITY})
"""Lines that are almost always claims-made."""

FULL_PRIOR_ACTS = ("full prior acts", "none", "unlimited", "full retroactive")
"""What a retroactive date may read when there is no limit to the past."""


def _reaches_back(asking: Asking) -> Iterator[Asked]:
    if asking.line is None:
        return
    requirement = asking.requirement_set.lines[asking.line]
    wanted = asking.line in USUALLY if requirement.retroactive_date is None else requirement.retroactive_date
    if requirement.required and wanted:
        yield Asked(_required)


def _required(vendor: Vendor) -> str:
    by = f" no later than {day(vendor.work_starts_on)}" if vendor.work_starts_on else ""
    return f"an occurrence policy, or a retroactive date{by}"


@rule(
    "R80",
    "A claims-made policy reaches back to the start of the work",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="trade practice: professional, pollution and cyber stand in the blank row and are almost always claims-made",
    asks=_reaches_back,
    reads=("basis", "retroactive_on"),
    note="For professional, pollution and cyber by default, elsewhere with `retroactive_date`. “Full prior acts” passes.",
)
def reaches_back(case: Case, held: Held, _asked: Asked) -> Verdict | None:
    """No date is reviewed and asked for. Without a known start of work, a stated date is enough."""
    policy, started = held.policy, case.vendor.work_starts_on
    name = LINE_NAMES[policy.line]
    evidence = held.evidence("basis", "retroactive_on", "number")
    if policy.basis is Basis.OCCURRENCE:
        return passed("occurrence", evidence)
    said = held.says("retroactive_date")
    words = (said.value or said.text).casefold() if said else ""
    if policy.retroactive_on is None:
        if any(word in words for word in FULL_PRIOR_ACTS):
            return passed(said.value or said.text if said else "", evidence)
        return unsure(words or "no retroactive date", f"{name}: please send the policy's retroactive date.", evidence)
    since = day(policy.retroactive_on)
    if started is None or policy.retroactive_on <= started:
        return passed(since, evidence)
    message = f"{name} retroactive date {since} is after work began {day(started)}. Send the certificate of a policy that reaches back."
    return failed(since, message, evidence)
