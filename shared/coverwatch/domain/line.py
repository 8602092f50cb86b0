"""Lines of insurance and the limits each one states."""

from enum import StrEnum


class Line(StrEnum):
    """A line of insurance, as the certificate's rows name it."""

    GENERAL_LIABILITY = "general_liability"
    AUTOMOBILE_LIABILITY = "automobile_liability"
    UMBRELLA_LIABILITY = "umbrella_liability"
    EXCESS_LIABILITY = "excess_liability"
    WORKERS_COMPENSATION = "workers_compensation"
    PROFESSIONAL_LIABILITY = "professional_liability"
    POLLUTION_LIABILITY = "pollution_liability"
    CYBER_LIABILITY = "cyber_liability"
    PROPERTY = "property"
    OTHER = "other"


LIMIT_NAMES: dict[Line, tuple[str, ...]] = {
    Line.GENERAL_LIABILITY: (
        "each_occurrence",
        "damage_to_rented_premises",
        "medical_expense",
        "personal_advertising_injury",
        "general_aggregate",
        "products_completed_operations",
    ),
    Line.AUTOMOBILE_LIABILITY: (
        "combined_single",
        "bodily_injury_per_person",
        "bodily_injury_per_accident",
        "property_damage",
    ),
    Line.UMBRELLA_LIABILITY: ("each_occurrence", "aggregate"),
    Line.EXCESS_LIABILITY: ("each_occurrence", "aggregate"),
    Line.WORKERS_COMPENSATION: ("el_each_accident", "el_disease_each_employee", "el_disease_policy_limit"),
    Line.PROFESSIONAL_LIABILITY: ("each_claim", "aggregate"),
    Line.POLLUTION_LIABILITY: ("each_claim", "aggregate"),
    Line.CYBER_LIABILITY: ("each_claim", "aggregate"),
    Line.PROPERTY: ("limit",),
    Line.OTHER: ("limit", "aggregate"),
}
"""The limits that each line can state, in the order in which ACORD 25 (2016/03) prints them."""
