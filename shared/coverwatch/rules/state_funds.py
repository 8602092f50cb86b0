"""Where workers' compensation comes from a state's fund alone: which of a vendor's places of work are such states."""

from coverwatch.rules.case import Case, places_of_work


def fund_states(case: Case) -> tuple[str, ...]:
    """The vendor's places of work in which only the state's fund gives workers' compensation."""
    return tuple(state for state in places_of_work(case.vendor) if case.tables.fund(state, case.on))


def only_from_funds(case: Case) -> bool:
    """Whether every place of work is such a state, so that no carrier's policy can be asked for."""
    places = places_of_work(case.vendor)
    return bool(places) and len(fund_states(case)) == len(places)
