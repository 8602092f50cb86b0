"""What the builders build when nothing else is said: a requirement document, and a policy row for each line that meets it."""

from datetime import date
from typing import Any

from coverwatch.domain.certificate import AggregateBasis, AutoSymbol, Basis
from coverwatch.domain.line import Line

REQUIREMENTS: dict[str, Any] = {
    "name": "General subcontractor",
    "holder": {
        "name": "Meridian Property Group LLC",
        "address": ["100 Main St", "Austin, TX 78701"],
        "also_accept": ["Meridian Property Group"],
    },
    "lines": {
        "general_liability": {
            "required": True,
            "occurrence_only": True,
            "limits": {
                "each_occurrence": 1_000_000,
                "general_aggregate": 2_000_000,
                "products_completed_operations": 2_000_000,
                "personal_advertising_injury": 1_000_000,
                "damage_to_rented_premises": 100_000,
                "medical_expense": 5_000,
            },
            "aggregate_applies_per": "project",
            "additional_insured": {"evidence": "description", "ongoing": True, "completed": True, "blanket_accepted": True, "names": []},
            "primary_noncontributory": True,
            "waiver_of_subrogation": True,
        },
        "automobile_liability": {
            "required": True,
            "limits": {"combined_single": 1_000_000},
            "symbols": ["any", ["owned", "hired", "non_owned"]],
        },
        "workers_compensation": {
            "required": True,
            "statutory": True,
            "limits": {"el_each_accident": 500_000, "el_disease_each_employee": 500_000, "el_disease_policy_limit": 500_000},
            "waiver_of_subrogation": True,
        },
        "umbrella_liability": {
            "required": False,
            "limits": {"each_occurrence": 1_000_000},
            "tops_up": {
                "lines": ["general_liability", "automobile_liability", "workers_compensation"],
                "mode": "shared",
                "floors": {"general_liability.each_occurrence": 1_000_000},
            },
        },
    },
    "insurers": {"am_best_minimum": None},
    "rules": {"R04": {"on": False}, "R40": {"severity": "info"}},
    "cadence": {"expiring": [-30, -14, -7, -1], "expired": [1, 3, 7], "manager": [14], "stop_after": 30},
}
"""The contract's example of a requirement set."""

LIMITS: dict[Line, dict[str, int]] = {
    Line.GENERAL_LIABILITY: {
        "each_occurrence": 1_000_000,
        "damage_to_rented_premises": 100_000,
        "medical_expense": 5_000,
        "personal_advertising_injury": 1_000_000,
        "general_aggregate": 2_000_000,
        "products_completed_operations": 2_000_000,
    },
    Line.AUTOMOBILE_LIABILITY: {"combined_single": 1_000_000},
    Line.UMBRELLA_LIABILITY: {"each_occurrence": 2_000_000, "aggregate": 2_000_000},
    Line.EXCESS_LIABILITY: {"each_occurrence": 1_000_000, "aggregate": 1_000_000},
    Line.WORKERS_COMPENSATION: {"el_each_accident": 500_000, "el_disease_each_employee": 500_000, "el_disease_policy_limit": 500_000},
    Line.PROFESSIONAL_LIABILITY: {"each_claim": 1_000_000, "aggregate": 1_000_000},
    Line.POLLUTION_LIABILITY: {"each_claim": 1_000_000, "aggregate": 1_000_000},
    Line.CYBER_LIABILITY: {"each_claim": 1_000_000, "aggregate": 1_000_000},
    Line.PROPERTY: {"limit": 500_000},
    Line.OTHER: {"limit": 500_000},
}

ROWS: dict[Line, dict[str, Any]] = {
    Line.GENERAL_LIABILITY: {
        "number": "GL-1001",
        "line_marked": True,
        "basis": Basis.OCCURRENCE,
        "bases_marked": (Basis.OCCURRENCE,),
        "aggregate_applies_per": (AggregateBasis.PROJECT,),
        "additional_insured": True,
        "waiver_of_subrogation": True,
    },
    Line.AUTOMOBILE_LIABILITY: {"number": "CA-2002", "line_marked": True, "auto_symbols": (AutoSymbol.ANY,)},
    Line.UMBRELLA_LIABILITY: {
        "number": "UM-3003",
        "line_marked": True,
        "basis": Basis.OCCURRENCE,
        "bases_marked": (Basis.OCCURRENCE,),
        "additional_insured": True,
    },
    Line.EXCESS_LIABILITY: {
        "number": "XS-3103",
        "line_marked": True,
        "basis": Basis.OCCURRENCE,
        "bases_marked": (Basis.OCCURRENCE,),
    },
    Line.WORKERS_COMPENSATION: {
        "number": "WC-4004",
        "statutory": True,
        "waiver_of_subrogation": True,
        "officers_excluded": False,
    },
    Line.PROFESSIONAL_LIABILITY: {
        "number": "PL-5005",
        "description": "Professional liability",
        "basis": Basis.CLAIMS_MADE,
        "bases_marked": (Basis.CLAIMS_MADE,),
        "retroactive_on": date(2015, 1, 1),
    },
    Line.POLLUTION_LIABILITY: {"number": "PO-6006", "description": "Contractors pollution liability"},
    Line.CYBER_LIABILITY: {"number": "CY-7007", "description": "Cyber liability"},
    Line.PROPERTY: {"number": "PR-8008", "description": "Commercial property"},
    Line.OTHER: {"number": "OT-9009", "description": "Inland marine"},
}
