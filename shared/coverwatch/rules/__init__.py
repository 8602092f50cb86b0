"""Certificate facts and a requirement set give findings: a pure function per rule, a module per subject."""

from coverwatch.rules import (  # noqa: F401 - entering the rules into the book
    additional_insured,
    automobile,
    claims_made,
    description,
    document,
    endorsements,
    general_liability,
    insurers,
    limits,
    parties,
    provisions,
    states,
    terms,
    umbrella,
    workers_compensation,
)
from coverwatch.rules.assess import assess
from coverwatch.rules.book import BOOK, Rule
from coverwatch.rules.critical import critical_reviews
from coverwatch.rules.faults import Fault
from coverwatch.rules.overlay import decision_on
from coverwatch.rules.parse import InvalidRequirementSet, parse_requirement_set
from coverwatch.rules.reach import is_asked
from coverwatch.rules.replay import Difference, replay
from coverwatch.rules.standing import folded_number
from coverwatch.rules.tables import TABLES, Tables

__all__ = [
    "BOOK",
    "TABLES",
    "Difference",
    "Fault",
    "InvalidRequirementSet",
    "Rule",
    "Tables",
    "assess",
    "critical_reviews",
    "decision_on",
    "folded_number",
    "is_asked",
    "parse_requirement_set",
    "replay",
]
