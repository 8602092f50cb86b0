"""The arithmetic of making up: what a primary policy and the umbrella's layers reach together."""

from dataclasses import dataclass

from coverwatch.domain.line import Line
from coverwatch.domain.requirement import TopUpMode
from coverwatch.rules.case import Case, Held
from coverwatch.rules.topping import Topped, Topping


@dataclass(frozen=True, slots=True)
class Gap:
    """A limit that primary and umbrella do not reach, or reach together. `short` is 0 when they do."""

    topped: Topped
    primary: int
    lent: int
    short: int
    unknown: bool
    below_floor: bool


def total_of(layers: list[Held], name: str) -> tuple[int, bool]:
    """The layers' limit added up, and whether one of them does not show its amount."""
    amounts = [limit.amount if (limit := layer.policy.limits.get(name)) else None for layer in layers]
    return sum(amount for amount in amounts if amount is not None), None in amounts


def weigh(case: Case, line: Line, held: Held, layers: list[Held], topping: Topping) -> list[Gap]:
    """The limits of a line for which the umbrella is needed, each with what it reaches; those the primary meets are left out."""
    gaps: list[Gap] = []
    for topped in topping.lines.get(line, ()):
        limit = held.policy.limits.get(topped.name)
        if limit is None or limit.amount is None:
            continue
        primary, wanted = limit.amount, topped.wanted
        below_floor = primary < topped.floor
        if primary >= wanted and not below_floor:
            continue
        total, unknown = total_of(layers, topped.above)
        spare = total if topping.mode is TopUpMode.COMBINED else max(0, total - topping.reserve[topped.above])
        needed = max(0, wanted - primary)
        if topping.mode is TopUpMode.STRICT:
            others = sum(_largest(case, other, topped.above, topping) for other in topping.lines if other is not line)
            spare = max(0, spare - others)
        gaps.append(Gap(topped, primary, min(needed, spare), max(0, needed - spare), unknown, below_floor))
    return gaps


def _largest(case: Case, line: Line, above: str, topping: Topping) -> int:
    """The largest shortfall of a line under one of the umbrella's limits: the umbrella answers once for it."""
    held = case.relied.get(line)
    if held is None:
        return 0
    lacking = [0]
    for topped in topping.lines[line]:
        limit = held.policy.limits.get(topped.name)
        if topped.above == above and limit is not None and limit.amount is not None:
            lacking.append(topped.required - limit.amount)
    return max(lacking)
