"""Automobile liability: how much, and for which autos."""

from collections.abc import Iterator

from coverwatch.domain.certificate import AutoSymbol
from coverwatch.domain.finding import Outcome, Severity
from coverwatch.domain.line import Line
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, path, rule, unsure
from coverwatch.rules.case import Case, Held
from coverwatch.rules.limits import LimitAsked, judge_limit, limits_asked
from coverwatch.rules.wording import LIMIT_NAMES, listed, money

SPLIT = ("bodily_injury_per_person", "bodily_injury_per_accident", "property_damage")


def _limits(asking: Asking) -> Iterator[Asked]:
    if asking.line is not Line.AUTOMOBILE_LIABILITY:
        return
    asked = list(limits_asked(asking))
    splits = tuple(each.value for each in asked if each.value.name in SPLIT)
    for each in asked:
        if each.value.name == "combined_single":
            or_split = "".join(f", {LIMIT_NAMES[split.name]} {money(split.amount)}" for split in splits)
            required = f"{each.required}{f', or{or_split[1:]}' if splits else ''}"
            yield Asked(required, (each.value, splits), (each.value.key, *(split.key for split in splits)))
            return
    for each in asked:
        yield Asked(each.required, (each.value, ()), each.reads)


@rule(
    "R50",
    "The automobile limit is at least what is required",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="ACORD 25: combined single limit, or bodily injury per person, per accident, and property damage",
    asks=_limits,
    note="Split limits are compared only when the set names them beside the combined single limit; otherwise they are reviewed.",
)
def auto_limit_is_met(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    combined: LimitAsked
    combined, splits = asked.value
    shown = held.policy.limits
    if combined.name in shown or not any(name in shown for name in SPLIT):
        return judge_limit(held, combined)
    if not splits:
        keys = [f"limits.{name}" for name in SPLIT]
        found = listed([f"{LIMIT_NAMES[name]} {shown[name].text}" for name in SPLIT if name in shown])
        message = (
            f"Automobile liability shows split limits; a combined single limit of {money(combined.amount)} is required. Please tell us it."
        )
        return unsure(found, message, held.evidence(*keys))
    verdicts = [verdict for split in splits if (verdict := judge_limit(held, split._replace(lent=False, together=False)))]
    opened = [verdict for verdict in verdicts if verdict[0] is not Outcome.PASS]
    if opened:
        return min(opened, key=lambda verdict: verdict[0] is not Outcome.FAIL)
    found = "; ".join(f"{LIMIT_NAMES[split.name]} {verdict[1]}" for split, verdict in zip(splits, verdicts))
    return Outcome.PASS, found, "", tuple(item for verdict in verdicts for item in verdict[3]), None


_WORDS = {
    AutoSymbol.ANY: "any auto",
    AutoSymbol.OWNED: "owned",
    AutoSymbol.SCHEDULED: "scheduled",
    AutoSymbol.HIRED: "hired",
    AutoSymbol.NON_OWNED: "non-owned",
}


def _symbols(asking: Asking) -> Iterator[Asked]:
    if asking.line is Line.AUTOMOBILE_LIABILITY:
        requirement = asking.requirement_set.lines[asking.line]
        if requirement.required and requirement.symbols:
            ways = [listed([_WORDS[symbol] for symbol in way]) for way in requirement.symbols]
            yield Asked(f"autos: {listed(ways, 'or')}", tuple(frozenset(way) for way in requirement.symbols))


@rule(
    "R51",
    "The autos that must be covered are",
    scope=Scope.POLICY,
    severity=Severity.BLOCK,
    source="ACORD 25: ANY AUTO, OWNED, SCHEDULED, HIRED, NON-OWNED AUTOS ONLY",
    asks=_symbols,
    reads=("auto_symbols",),
    note="`symbols` lists alternatives, each a set that must all be ticked. Any auto satisfies each.",
)
def autos_are_covered(_case: Case, held: Held, asked: Asked) -> Verdict | None:
    """No box ticked cannot be told."""
    marked = held.policy.auto_symbols
    evidence = held.evidence("auto_symbols", "line")
    if AutoSymbol.ANY in marked:
        return Outcome.PASS, "any auto", "", evidence, None
    found = listed([_WORDS[symbol] for symbol in marked])
    if any(way <= set(marked) for way in asked.value):
        return Outcome.PASS, found, "", evidence, None
    if not marked:
        return unsure("no box ticked", "Automobile liability: please tell us which autos are covered.", evidence)
    ways = [way - set(marked) for way in asked.value if way != {AutoSymbol.ANY}]
    lacking = min(ways, key=len, default=frozenset({AutoSymbol.ANY}))
    missing = listed([_WORDS[symbol] for symbol in AutoSymbol if symbol in lacking])
    message = (
        f"Only {found} autos are covered; {missing} auto liability is also required. Send the certificate of a policy that covers them."
    )
    return failed(found, message, evidence)


path(
    "R52",
    "A vendor without automobiles shows hired and non-owned auto",
    severity=Severity.BLOCK,
    source="trade practice: a letter, or hired and non-owned auto endorsed on general liability",
    subject="automobile",
    covers=("R12", "R50", "R51"),
    note="A document accepted for this rule on automobile liability, or a waiver of it, stands for R12, R50 and R51 there.",
)
