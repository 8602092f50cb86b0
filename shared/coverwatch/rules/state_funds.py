"""Where workers' compensation comes from a state's fund alone: which of a vendor's places of work are such states."""

from datetime import date

from coverwatch.domain.vendor import Vendor
from coverwatch.rules.case import places_of_work
from coverwatch.rules.tables import Tables


def fund_states(vendor: Vendor, tables: Tables, on: date) -> tuple[str, ...]:
    """The vendor's places of work in which only the state's fund gives workers' compensation."""
    return tuple([state for state in places_of_work(vendor) if tables.fund(state, on)])


def only_from_funds(vendor: Vendor, tables: Tables, on: date) -> bool:
    """Whether every place of work is such a state, so that no carrier's policy can be asked for."""
    places = places_of_work(vendor)
    return bool(places) and len(fund_states(vendor, tables, on)) == len(places)
