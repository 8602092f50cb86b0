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
from coverwatch.rules.parse import InvalidRequirementSet, parse_requirement_set
from coverwatch.rules.tables import TABLES, Tables

__all__ = ["BOOK", "TABLES", "InvalidRequirementSet", "Rule", "Tables", "assess", "parse_requirement_set"]
