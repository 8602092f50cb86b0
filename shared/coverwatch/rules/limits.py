"""Limits: is each limit that the requirement set names at least what it asks?"""

from collections.abc import Iterator
from typing import NamedTuple

from coverwatch.domain.certificate import Limit, LimitWord
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import TopUpMode
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.document import may_show_less
from coverwatch.rules.topping import topping_of
from coverwatch.rules.wording import LIMIT_NAMES, LINE_NAMES, money

OTHER_RULES = {
    Line.AUTOMOBILE_LIABILITY: "R50",
    Line.WORKERS_COMPENSATION: "R70",
    Line.UMBRELLA_LIABILITY: "R60",
    Line.EXCESS_LIABILITY: "R60",
}
"""Lines whose limits another rule judges."""

PRODUCTS = "products_completed_operations"


class LimitAsked(NamedTuple):
    """One limit and its amount in whole dollars. `lent`: a shortfall is the umbrella's matter (R60); `together`: any amount is."""

    name: str
    amount: int
    key: str
    lent: bool
    together: bool


def limits_asked(asking: Asking) -> Iterator[Asked]:
    """What the set asks of a required line's limits, each by its own finding."""
    line = asking.line
    if line is None or not asking.requirement_set.lines[line].required:
        return
    topping = topping_of(asking.requirement_set)
    for name, amount in asking.requirement_set.lines[line].limits.items():
        lent = topping.tops(line, name)
        value = LimitAsked(name, amount, f"limits.{name}", lent, lent and topping.mode is TopUpMode.COMBINED)
        yield Asked(f"{LIMIT_NAMES[name]} {money(amount)}", value, (value.key,))


def _of_other_lines(asking: Asking) -> Iterator[Asked]:
    if asking.line not in OTHER_RULES:
        yield from limits_asked(asking)


@rule(
    "R21",
    "Each limit is at least what is required",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="the contract's limits; blank is not zero, and EXCLUDED is none",
    asks=_of_other_lines,
)
def limit_is_met(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    """A blank limit is not zero and not enough: it is reviewed. A limit that says EXCLUDED fails."""
    return judge_limit(held, asked.value)


def judge_limit(held: Held, asked: LimitAsked) -> Verdict | None:
    """Judge one limit of one policy; None where the umbrella's arithmetic decides (R60), or R22 speaks of the exclusion."""
    name, amount, key, lent, together = asked
    policy = held.policy
    limit = policy.limits.get(name)
    if limit is not None and limit.amount is not None:
        if together:
            return None
        if limit.amount >= amount:
            found = policy.evidence.get(key)
            return Outcome.PASS, money(limit.amount), "", (found,) if found is not None else (), None
        if lent:
            return None
        return failed(money(limit.amount), shortfall(held, name, amount, limit.amount), held.evidence(key))
    return _without_amount(held, asked, limit)


def _without_amount(held: Held, asked: LimitAsked, limit: Limit | None) -> Verdict | None:
    name, amount, key, _, _ = asked
    what = f"{LINE_NAMES[held.policy.line]}, {LIMIT_NAMES[name]}"
    if limit is None:
        evidence = held.evidence("number")
        return unsure("blank", f"{what}: {money(amount)} is required, the certificate shows no amount. Please send the amount.", evidence)
    evidence = held.evidence(key)
    if limit.word is LimitWord.EXCLUDED:
        if name == PRODUCTS:
            return None
        return failed("excluded", f"{what} is excluded; {money(amount)} is required.", evidence)
    message = f"{what}: {money(amount)} is required, the certificate says “{limit.text}”. Please send the amount."
    return unsure(limit.text, message, evidence)


def shortfall(held: Held, name: str, required: int, shown: int) -> str:
    """The exact gap, and what to do: under 2025/12 the form may show less than the policy gives, so that is asked first (R81)."""
    page = next((item.page for item in held.evidence(f"limits.{name}")), None)
    where = f" (page {page})" if page else ""
    what = (
        f"{LINE_NAMES[held.policy.line]}, {LIMIT_NAMES[name]}: {money(required)} is required, the certificate shows {money(shown)}{where}."
    )
    if may_show_less(held.certificate):
        return f"{what} If the policy carries more, please have the certificate re-issued to show full policy limits."
    return f"{what} Send the certificate of a policy that carries the required limit."


def _products(asking: Asking) -> Iterator[Asked]:
    if asking.line is not Line.GENERAL_LIABILITY:
        return
    requirement = asking.requirement_set.lines[asking.line]
    completed = requirement.additional_insured is not None and requirement.additional_insured.completed
    if requirement.required and (completed or PRODUCTS in requirement.limits):
        yield Asked("products and completed operations not excluded", PRODUCTS in requirement.limits)


@rule(
    "R22",
    "Products and completed operations are not excluded",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="ACORD 25: PRODUCTS - COMP/OP AGG may read EXCLUDED",
    asks=_products,
    reads=(f"limits.{PRODUCTS}",),
)
def products_not_excluded(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    """Fails whenever completed operations are required; blank is the limit's own matter (R21) where a limit is named."""
    limit = held.policy.limits.get(PRODUCTS)
    evidence = held.evidence(f"limits.{PRODUCTS}")
    if limit is None:
        if asked.value:
            return None
        return unsure("blank", "General liability shows no products/completed operations aggregate. Please send the amount.")
    if limit.word is LimitWord.EXCLUDED:
        message = "Products/completed operations is excluded. Send the certificate of a policy that covers completed operations."
        return failed("excluded", message, evidence)
    return passed(limit.text, evidence)


def _deductible(asking: Asking) -> Iterator[Asked]:
    if asking.line is not Line.GENERAL_LIABILITY:
        return
    requirement = asking.requirement_set.lines[asking.line]
    for what, most in (("retention", requirement.retention_maximum), ("deductible", requirement.deductible_maximum)):
        if most is not None and requirement.required:
            word = "self-insured retention" if what == "retention" else "deductible"
            yield Asked(f"{word} at most {money(most)}", (what, word, most), (what,))


@rule(
    "R25",
    "A deductible or self-insured retention is not above the maximum",
    scope=Scope.POLICY,
    severity=Severity.INFO,
    source="the contract; the form has no field for it, so only what is stated can be judged",
    asks=_deductible,
    note="Applies when the set names `retention_maximum` or `deductible_maximum` of general liability.",
)
def deductible_is_bearable(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    """Above the maximum is reviewed: the vendor's means decide. What the certificate does not state is not judged."""
    what, word, most = asked.value
    limit: Limit | None = getattr(held.policy, what)
    if limit is None:
        return None
    evidence = held.evidence(what)
    if limit.amount is None:
        return unsure(limit.text, f"General liability {word} reads “{limit.text}”. Please send the amount.", evidence)
    if limit.amount > most:
        message = f"{word.capitalize()} of {money(limit.amount)} exceeds {money(most)}. Please send your latest financial statements."
        return unsure(money(limit.amount), message, evidence)
    return passed(money(limit.amount), evidence)
