"""States with papers of their own: funds that alone insure workers, and New York."""

import re
from collections.abc import Iterator

from coverwatch.domain.finding import Severity
from coverwatch.domain.line import Line
from coverwatch.rules.book import Asked, Asking, Scope, Verdict, failed, passed, rule, unsure
from coverwatch.rules.case import Case, places_of_work
from coverwatch.rules.state_funds import fund_states
from coverwatch.rules.wording import listed, money

_COMPENSATION = Line.WORKERS_COMPENSATION
_STOP_GAP = re.compile(r"stop[\s-]?gap", re.IGNORECASE)
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d{5,}")


def _funds(asking: Asking) -> Iterator[Asked]:
    requirement = asking.requirement_set.lines.get(_COMPENSATION)
    if requirement is not None and requirement.required:
        yield Asked("the state fund's certificate", None, line=_COMPENSATION)
        liability = requirement.limits.get("el_each_accident", 0)
        yield Asked(
            f"stop-gap employers' liability of {money(liability)}" if liability else "stop-gap employers' liability",
            liability,
            line=Line.GENERAL_LIABILITY,
        )


@rule(
    "R74",
    "Where only a state fund insures workers, its certificate and a stop-gap are shown",
    scope=Scope.VENDOR,
    severity=Severity.BLOCK,
    source="shared/coverwatch/rules/facts/states.toml: OH, ND, WA, WY, PR, VI",
    asks=_funds,
    covers=("R12", "R70", "R71"),
    note="The fund's certificate is a supporting document, accepted for this rule on workers' compensation; it stands for R12, R70 and R71 "
    "there. The fund gives no employers' liability, so a stop-gap must show it, on general liability or in the description.",
)
def state_fund(case: Case, line: Line | None, asked: Asked) -> Verdict | None:
    """A carrier's policy is no evidence in such a state: reviewed. Nothing at all fails."""
    states = fund_states(case.vendor, case.tables, case.on)
    if not states:
        return None
    names = listed([case.tables.state_name(state) for state in states])
    if line is Line.GENERAL_LIABILITY:
        return _stop_gap(case, asked, names)
    papers = listed([fund.certificate for state in states if (fund := case.tables.fund(state, case.on))])
    message = f"For work in {names}, please send {papers}."
    held = case.relied.get(_COMPENSATION)
    if held is not None:
        return unsure("a carrier's policy", message, held.evidence("number"))
    return failed("none", message)


def _stop_gap(case: Case, asked: Asked, names: str) -> Verdict:
    ask = f"For work in {names}, please send the certificate or endorsement that shows {asked.required}."
    texts = [
        (text, held)
        for group in case.in_force.values()
        for held in group
        for text in (*held.policy.write_ins, held.policy.description or "", held.certificate.description or "")
        if _STOP_GAP.search(text)
    ]
    if not texts:
        return failed("no stop-gap", ask)
    text, held = texts[0]
    amounts = [int(amount.replace(",", "")) for amount in _AMOUNT.findall(_after_stop_gap(text))]
    evidence = held.evidence("number")
    if not amounts:
        return unsure(text, ask, evidence)
    if max(amounts) >= asked.value:
        return passed(f"stop-gap {money(max(amounts))}", evidence)
    return failed(f"stop-gap {money(max(amounts))}", ask, evidence)


def _after_stop_gap(text: str) -> str:
    found = _STOP_GAP.search(text)
    return text[found.end() :].partition(".")[0] if found else ""


def _new_york_government(asking: Asking) -> Iterator[Asked]:
    chosen = asking.requirement_set.states.get("NY")
    if chosen is not None and chosen.government_holder:
        papers = asking.tables.new_york
        yield Asked(f"{listed(papers['workers_compensation'], 'or')}, and {listed(papers['disability'])}", line=_COMPENSATION)


@rule(
    "R75",
    "New York's government bodies get the state's own forms",
    scope=Scope.VENDOR,
    severity=Severity.BLOCK,
    source="New York Workers' Compensation Law §57 and §220: an ACORD form is no proof to a government body",
    asks=_new_york_government,
    covers=("R12", "R70", "R71"),
    note="Applies with `states.NY.government_holder`, to vendors that work in New York. Passes only by an accepted document; "
    "reviewed never, for an ACORD form is no proof.",
)
def new_york_government(case: Case, _line: Line | None, _asked: Asked) -> Verdict | None:
    if "NY" not in places_of_work(case.vendor):
        return None
    return failed("an ACORD form", "Please send form C-105.2 (or U-26.3, SI-12, GSI-105.2, CE-200) and DB-120.1.")


def _new_york_construction(asking: Asking) -> Iterator[Asked]:
    chosen = asking.requirement_set.states.get("NY")
    if chosen is not None and chosen.construction_addendum:
        yield Asked("ACORD 855 NY, without a restriction that is not acceptable", line=Line.GENERAL_LIABILITY)


@rule(
    "R76",
    "New York construction comes with the ACORD 855 addendum",
    scope=Scope.VENDOR,
    severity=Severity.BLOCK,
    source="ACORD 855 NY (2014/05): excluded operations, action over, additional insured form, notice, contractual liability",
    asks=_new_york_construction,
    note="Applies with `states.NY.construction_addendum`. The addendum's answers are a reviewer's to judge: an accepted document passes, "
    "a settlement may fail it.",
)
def new_york_construction(case: Case, _line: Line | None, _asked: Asked) -> Verdict | None:
    if "NY" not in places_of_work(case.vendor):
        return None
    message = "Please send the ACORD 855 NY construction certificate of liability insurance addendum."
    return unsure("not received", message)
