"""Limits: is each limit that the requirement set names at least what it asks?"""

from collections.abc import Iterator

from coverwatch.domain.certificate import LimitWord
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.rules.book import HANDBOOK, Asked, Asking, Scope, Verdict, failed, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.wording import LIMIT_NAMES, LINE_NAMES, money


def limits_named(asking: Asking) -> Iterator[Asked]:
    if asking.line is None:
        return
    requirement = asking.requirement_set.lines[asking.line]
    if requirement.required:
        for name, amount in requirement.limits.items():
            yield Asked(f"{LIMIT_NAMES[name]} {money(amount)}", value=(name, amount), reads=(f"limits.{name}",))


@rule(
    "R21",
    "Each limit is at least what is required",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source=HANDBOOK + "2, R21",
    asks=limits_named,
)
def limit_is_met(_case: Case, held: Held, asked: Asked) -> Verdict:
    """A blank limit is not zero and not enough: it is reviewed. A limit that says EXCLUDED fails."""
    name, amount = asked.value
    return judge_limit(held, name, amount)


def judge_limit(held: Held, name: str, amount: int) -> Verdict:
    """Judge one limit of one policy against an amount in whole dollars."""
    policy = held.policy
    limit = policy.limits.get(name)
    evidence = held.evidence(f"limits.{name}")
    what = f"{LINE_NAMES[policy.line]}, {LIMIT_NAMES[name]}"
    if limit is None:
        return unsure("blank", f"{what}: {money(amount)} is required, the certificate shows no amount. Send the policy's amount.")
    if limit.amount is not None:
        if limit.amount >= amount:
            return Outcome.PASS, money(limit.amount), "", evidence, None
        return failed(money(limit.amount), f"{what}: {money(amount)} is required, the certificate shows {money(limit.amount)}.", evidence)
    if limit.word is LimitWord.EXCLUDED:
        return failed("excluded", f"{what} is excluded; {money(amount)} is required.", evidence)
    return unsure(limit.text, f"{what}: {money(amount)} is required, the certificate says “{limit.text}”. Send the amount.", evidence)
