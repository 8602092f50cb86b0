"""Dated tables of facts that rules read: endorsement forms and states, each entry with its source (`facts/*.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from coverwatch.domain.certificate import EndorsementMention
from coverwatch.domain.line import Line


@dataclass(frozen=True, slots=True)
class Endorsement:
    """A form of the index. `gives` is what each of its editions gives; `editions` by number: how broad, and what it gives besides."""

    form: str
    title: str
    lines: frozenset[Line]
    gives: frozenset[str]
    editions: Mapping[str, tuple[int, frozenset[str]]]
    privity: bool
    source: str

    def given(self, edition: str | None) -> frozenset[str]:
        """What an edition gives; one that is not named or not known gives what all of them give."""
        known = self.editions.get(edition or "")
        return self.gives | known[1] if known else self.gives


@dataclass(frozen=True, slots=True)
class Fund:
    """A state fund that alone gives workers' compensation; `until` is the first day on which it no longer did."""

    certificate: str
    until: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of a form: published on a day, in use until another (the first day no longer; None: current)."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one day. Others can be given to `assess`, to try a change."""

    endorsements: Mapping[str, Endorsement]
    endorsements_as_of: date
    funds: Mapping[str, Fund]
    waiver_barred: frozenset[str]
    new_york: Mapping[str, tuple[str, ...]]
    state_names: Mapping[str, str]
    editions: Mapping[str, Mapping[str, Edition]]

    def endorsement(self, mention: EndorsementMention) -> Endorsement | None:
        return self.endorsements.get(mention.form) or self.endorsements.get(folded_form(mention.form))

    def fund(self, state: str, on: date) -> Fund | None:
        """The fund that alone gives workers' compensation in a state on a day."""
        fund = self.funds.get(state)
        return fund if fund and (fund.until is None or on < fund.until) else None

    def state_name(self, state: str) -> str:
        return self.state_names.get(state, state)


@lru_cache(maxsize=1024)
def folded_form(form: str) -> str:
    """A form number as the index writes it: `cg2010` → `CG 20 10`."""
    letters = "".join(character for character in form.upper() if character.isalnum())
    return " ".join(letters[start : start + 2] for start in range(0, len(letters), 2))


def read_tables(endorsements: Mapping[str, Any], states: Mapping[str, Any], editions: Mapping[str, Any]) -> Tables:
    """Tables from the parsed data files."""
    return Tables(
        endorsements={entry["form"]: _endorsement(entry) for entry in endorsements["form"]},
        endorsements_as_of=endorsements["as_of"],
        funds={code: Fund(fund["certificate"], fund.get("until"), fund["source"]) for code, fund in states["monopolistic"].items()},
        waiver_barred=frozenset(states["waiver_barred"]["states"]),
        new_york={key: tuple(states["new_york"][key]) for key in ("workers_compensation", "disability")},
        state_names=states["names"],
        editions={
            form: {number: Edition(each["since"], each.get("until")) for number, each in known.items()}
            for form, known in editions.items()
            if isinstance(known, dict)
        },
    )


def _endorsement(entry: Mapping[str, Any]) -> Endorsement:
    return Endorsement(
        form=entry["form"],
        title=entry["title"],
        lines=frozenset(Line(line) for line in entry["lines"]),
        gives=frozenset(entry["gives"]),
        editions={number: (each["breadth"], frozenset(each.get("gives", ()))) for number, each in entry["edition"].items()},
        privity=entry.get("privity", False),
        source=entry["source"],
    )


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((files("coverwatch.rules") / "facts" / name).read_text(encoding="utf-8"))


TABLES = read_tables(_file("endorsements.toml"), _file("states.toml"), _file("editions.toml"))
"""The tables that ship with the code."""
