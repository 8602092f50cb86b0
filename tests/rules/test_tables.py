"""The dated tables: every entry has a source, and what it says is what the trade says."""

from datetime import date
from itertools import pairwise

import pytest

from coverwatch.domain.certificate import EndorsementMention
from coverwatch.rules import TABLES
from coverwatch.rules.tables import folded_form

GIVES = {
    "additional_insured",
    "ongoing",
    "completed",
    "primary",
    "waiver_of_subrogation",
    "per_project",
    "per_location",
    "notice_of_cancellation",
}


def test_every_entry_has_a_source():
    assert all(len(entry.source) > 10 for entry in TABLES.endorsements.values())
    assert all(len(fund.source) > 10 for fund in TABLES.funds.values())


def test_every_endorsement_gives_something_known_to_some_line():
    for entry in TABLES.endorsements.values():
        given = entry.gives.union(*(more for _, more in entry.editions.values()))
        assert given
        assert given <= GIVES
        assert entry.lines


@pytest.mark.parametrize(
    ("form", "edition", "gives"),
    [
        ("CG 20 10", "11 85", {"additional_insured", "ongoing", "completed"}),
        ("CG 20 10", "04 13", {"additional_insured", "ongoing"}),
        ("CG 20 10", None, {"additional_insured", "ongoing"}),
        ("CG 20 37", "07 04", {"additional_insured", "completed"}),
        ("CG 20 01", "04 13", {"primary"}),
        ("CG 24 04", "05 09", {"waiver_of_subrogation"}),
        ("CG 25 03", "05 09", {"per_project"}),
        ("CG 25 04", "05 09", {"per_location"}),
        ("CA 20 48", "10 13", {"additional_insured"}),
        ("CA 04 44", "10 13", {"waiver_of_subrogation"}),
        ("WC 00 03 13", "04 84", {"waiver_of_subrogation"}),
    ],
)
def test_what_a_form_gives(form, edition, gives):
    assert TABLES.endorsements[form].given(edition) == gives


@pytest.mark.parametrize("form", ["CG 20 10", "CG2010", "cg 2010", "CG-20-10"])
def test_a_form_number_may_be_written_anyhow(form):
    assert folded_form(form) == "CG 20 10"
    assert TABLES.endorsement(EndorsementMention(form)) is TABLES.endorsements["CG 20 10"]


def test_only_cg_20_33_needs_privity():
    assert [form for form, entry in TABLES.endorsements.items() if entry.privity] == ["CG 20 33"]


@pytest.mark.parametrize("state", ["OH", "ND", "WA", "WY", "PR", "VI"])
def test_in_these_states_a_fund_alone_insures_workers(state):
    assert TABLES.fund(state, date(2026, 3, 2))


def test_nevada_and_west_virginia_opened_their_markets():
    assert TABLES.fund("NV", date(1999, 6, 30))
    assert TABLES.fund("NV", date(1999, 7, 1)) is None
    assert TABLES.fund("WV", date(2008, 6, 30))
    assert TABLES.fund("WV", date(2008, 7, 1)) is None


def test_editions_follow_each_other():
    editions = sorted(TABLES.editions["ACORD 25"].values(), key=lambda edition: edition.since)

    assert all(older.until and newer.since <= older.until for older, newer in pairwise(editions))
    assert editions[-1].until is None
