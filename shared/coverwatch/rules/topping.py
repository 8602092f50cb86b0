"""Which limits an umbrella may make up for, under one requirement set."""

from dataclasses import dataclass

from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet, TopUpMode

NEVER_MADE_UP = frozenset({"medical_expense"})
"""Medical expense is paid without regard to fault; no umbrella sits over it."""
RENTED_PREMISES = "damage_to_rented_premises"

UMBRELLA_LIMIT: dict[str, str] = {
    "each_occurrence": "each_occurrence",
    "personal_advertising_injury": "each_occurrence",
    RENTED_PREMISES: "each_occurrence",
    "general_aggregate": "aggregate",
    "products_completed_operations": "aggregate",
    "combined_single": "each_occurrence",
    "el_each_accident": "each_occurrence",
    "el_disease_each_employee": "each_occurrence",
    "el_disease_policy_limit": "aggregate",
    "each_claim": "each_occurrence",
    "aggregate": "aggregate",
}
"""Which of the umbrella's limits stands above which primary limit: the aggregate above aggregates."""


@dataclass(frozen=True, slots=True)
class Topped:
    """One primary limit that the umbrella may make up for. Amounts in whole dollars."""

    name: str
    above: str
    required: int
    floor: int
    wanted: int
    """What is to be reached: the primary's own requirement or, in combined mode, what primary and umbrella must reach together."""


@dataclass(frozen=True, slots=True)
class Topping:
    """The umbrella's part in one requirement set. `reserve` is what the umbrella itself must be, and so never lends."""

    mode: TopUpMode
    lines: dict[Line, tuple[Topped, ...]]
    reserve: dict[str, int]

    def tops(self, line: Line, name: str) -> bool:
        return any(topped.name == name for topped in self.lines.get(line, ()))


NOTHING = Topping(TopUpMode.SHARED, {}, {"each_occurrence": 0, "aggregate": 0})


def topping_of(requirement_set: RequirementSet) -> Topping:
    """What the umbrella may make up for; nothing where the set does not say so or has switched R60 off."""
    umbrella = requirement_set.lines.get(Line.UMBRELLA_LIABILITY)
    chosen = requirement_set.rules.get("R60")
    if umbrella is None or umbrella.tops_up is None or (chosen is not None and chosen.on is False):
        return NOTHING
    top_up = umbrella.tops_up
    occurrence = umbrella.limits.get("each_occurrence", 0)
    reserve = {"each_occurrence": occurrence, "aggregate": umbrella.limits.get("aggregate", occurrence)}
    lines: dict[Line, tuple[Topped, ...]] = {}
    for line in top_up.lines:
        requirement = requirement_set.lines.get(line)
        if requirement is None or not requirement.required:
            continue
        topped = []
        for name, amount in requirement.limits.items():
            if name in NEVER_MADE_UP or (name == RENTED_PREMISES and not top_up.rented_premises) or name not in UMBRELLA_LIMIT:
                continue
            above, key = UMBRELLA_LIMIT[name], f"{line.value}.{name}"
            added = reserve[above] if umbrella.required and not top_up.combined else 0
            together = top_up.combined.get(key, amount + added)
            wanted = together if top_up.mode is TopUpMode.COMBINED else amount
            topped.append(Topped(name, above, amount, top_up.floors.get(key, 0), wanted))
        lines[line] = tuple(topped)
    return Topping(top_up.mode, lines, reserve)
