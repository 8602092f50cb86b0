"""How findings name lines, limits, amounts and days: the words that an agent in the United States uses."""

from datetime import date
from functools import lru_cache

from coverwatch.domain.line import Line

LINE_NAMES: dict[Line, str] = {
    Line.GENERAL_LIABILITY: "General liability",
    Line.AUTOMOBILE_LIABILITY: "Automobile liability",
    Line.UMBRELLA_LIABILITY: "Umbrella liability",
    Line.EXCESS_LIABILITY: "Excess liability",
    Line.WORKERS_COMPENSATION: "Workers' compensation",
    Line.PROFESSIONAL_LIABILITY: "Professional liability",
    Line.POLLUTION_LIABILITY: "Pollution liability",
    Line.CYBER_LIABILITY: "Cyber liability",
    Line.PROPERTY: "Property",
    Line.OTHER: "Other insurance",
}

LIMIT_NAMES: dict[str, str] = {
    "each_occurrence": "each occurrence",
    "damage_to_rented_premises": "damage to rented premises",
    "medical_expense": "medical expense",
    "personal_advertising_injury": "personal and advertising injury",
    "general_aggregate": "general aggregate",
    "products_completed_operations": "products and completed operations aggregate",
    "combined_single": "combined single limit",
    "bodily_injury_per_person": "bodily injury per person",
    "bodily_injury_per_accident": "bodily injury per accident",
    "property_damage": "property damage",
    "aggregate": "aggregate",
    "el_each_accident": "employers' liability each accident",
    "el_disease_each_employee": "employers' liability disease, each employee",
    "el_disease_policy_limit": "employers' liability disease, policy limit",
    "each_claim": "each claim",
    "limit": "limit",
}


@lru_cache(maxsize=4096)
def money(amount: int) -> str:
    """`1000000` → `$1,000,000`."""
    return f"${amount:,}"


@lru_cache(maxsize=16384)
def day(on: date) -> str:
    """A day as certificates print it: MM/DD/YYYY."""
    return f"{on.month:02}/{on.day:02}/{on.year}"


def listed(words: tuple[str, ...] | list[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
