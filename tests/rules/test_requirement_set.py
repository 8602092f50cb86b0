"""Requirement sets: what a document may say, and every fault of it at once."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from coverwatch.domain.certificate import AutoSymbol
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import Cadence, Rung
from coverwatch.rules import BOOK, InvalidRequirementSet, parse_requirement_set
from tests.builders import a_requirement_document, a_requirement_set

OCCURRENCE = "lines.general_liability.limits.each_occurrence"
AGGREGATE = "lines.general_liability.limits.general_aggregate"
TOPS_UP = "lines.umbrella_liability.tops_up"
EDITIONS = "lines.general_liability.additional_insured.editions"


def faults(changes):
    """Path → sentence of every fault of the default document with changes."""
    with pytest.raises(InvalidRequirementSet) as caught:
        parse_requirement_set("s", a_requirement_document(changes), 1)
    return {fault.path: fault.sentence for fault in caught.value.faults}


def test_a_document_survives_the_way_to_a_set_and_back_through_json():
    requirement_set = a_requirement_set()

    again = parse_requirement_set("general-subcontractor", json.loads(json.dumps(requirement_set.document)), 1)

    assert again == requirement_set


def test_short_forms_mean_what_they_say():
    lines = a_requirement_set().lines

    assert lines[Line.GENERAL_LIABILITY].primary_noncontributory.evidence is Rung.DESCRIPTION
    assert lines[Line.WORKERS_COMPENSATION].waiver_of_subrogation.evidence is Rung.BOX
    assert lines[Line.AUTOMOBILE_LIABILITY].symbols == ((AutoSymbol.ANY,), (AutoSymbol.OWNED, AutoSymbol.HIRED, AutoSymbol.NON_OWNED))


def test_one_umbrella_figure_is_an_aggregate_and_occurrence_or_aggregate_is_both():
    one = a_requirement_set({"lines.umbrella_liability": {"required": True, "limits": 5_000_000}})
    both = a_requirement_set({"lines.umbrella_liability": {"required": True, "limits": {"each_occurrence_or_aggregate": 5_000_000}}})

    assert one.lines[Line.UMBRELLA_LIABILITY].limits == {"aggregate": 5_000_000}
    assert both.lines[Line.UMBRELLA_LIABILITY].limits == {"each_occurrence": 5_000_000, "aggregate": 5_000_000}


def test_the_cadence_has_the_usual_days_by_default():
    cadence = a_requirement_set({"cadence": None}).cadence

    assert cadence == Cadence()
    assert (cadence.digest, cadence.expiring, cadence.expired, cadence.manager, cadence.stop_after) == (
        (-45,),
        (-30, -14, -7, -1),
        (1, 3, 7),
        (14,),
        30,
    )
    assert (cadence.first_request, cadence.deficiency, cadence.hold_days, cadence.most_per_topic) == ((0, 3, 7, 14), (0, 3, 7, 14), 5, 4)


def test_yaml_may_write_the_switch_of_a_rule_without_quotes():
    document = {**a_requirement_document(), "rules": yaml.safe_load("{R04: {on: true, days: 30}}")}

    parsed = parse_requirement_set("s", document, 1)

    assert parsed.rules["R04"].on is True
    assert parse_requirement_set("s", parsed.document, 1) == parsed


@pytest.mark.parametrize(
    ("changes", "path", "sentence"),
    [
        ({"rules.R99": {"on": True}}, "rules.R99", "is no rule of the book"),
        ({"rules.R04.day": 30}, "rules.R04.day", "is no setting of this rule"),
        ({"rules.R04.days": "30"}, "rules.R04.days", "must be like its default, 60"),
        ({"rules.R04.days": -1}, "rules.R04.days", "must not be negative"),
        ({"rules.R04.severity": "stop"}, "rules.R04.severity", "must be one of"),
        (
            {OCCURRENCE: -1},
            OCCURRENCE,
            "must not be less than 0",
        ),
        ({OCCURRENCE: "1,000,000"}, OCCURRENCE, "whole number"),
        ({"lines.general_liability.limits.each_occurence": 1}, "lines.general_liability.limits.each_occurence", "is no limit of this line"),
        (
            {"lines.general_liability.limits.general_aggregate": 5},
            "lines.general_liability.limits.general_aggregate",
            "less than each_occurrence",
        ),
        ({"lines.general_liabilty": {}}, "lines.general_liabilty", "must be one of"),
        ({"lines.general_liability.symbols": ["any"]}, "lines.general_liability.symbols", "has no meaning on general_liability"),
        ({"lines.workers_compensation.additional_insured": True}, "lines.workers_compensation.additional_insured", "nobody can be"),
        (
            {"lines.general_liability.additional_insured.editions": ["4/13"]},
            "lines.general_liability.additional_insured.editions",
            "no edition",
        ),
        ({"lines.general_liability.limits": 1_000_000}, "lines.general_liability.limits", "name the limits of this line"),
        (
            {TOPS_UP: {"lines": ["umbrella_liability"]}},
            f"{TOPS_UP}.lines",
            "but another layer",
        ),
        (
            {TOPS_UP: {"lines": ["cyber_liability"]}},
            f"{TOPS_UP}.lines",
            "is not asked for",
        ),
        (
            {f"{TOPS_UP}.floors": {"general_liability.each_occurrence": 2_000_000}},
            f"{TOPS_UP}.floors.general_liability.each_occurrence",
            "the floor 2000000 is above the limit 1000000",
        ),
        (
            {f"{TOPS_UP}.floors": {"umbrella_liability.each_occurrence": 2_000_000}},
            f"{TOPS_UP}.floors.umbrella_liability.each_occurrence",
            "the umbrella's own limit is its floor",
        ),
        (
            {f"{TOPS_UP}.floors": {"general_liability.medical_expense": 1_000}},
            f"{TOPS_UP}.floors.general_liability.medical_expense",
            "does not make up for medical_expense",
        ),
        (
            {f"{TOPS_UP}.combined": {"general_liability.each_occurrence": 5_000_000}},
            f"{TOPS_UP}.combined.general_liability.each_occurrence",
            "in mode combined only",
        ),
        (
            {
                f"{TOPS_UP}.mode": "combined",
                f"{TOPS_UP}.combined": {"general_liability.each_occurrence": 500_000},
            },
            f"{TOPS_UP}.combined.general_liability.each_occurrence",
            "together 500000 is less than",
        ),
        ({"insurers.am_best_minimum": "A-7"}, "insurers.am_best_minimum", "is no AM Best rating"),
        ({"insurers.ratings": {"X": "good"}}, "insurers.ratings.X", "is no AM Best rating"),
        ({"insurers.naic": {"123": "X"}}, "insurers.naic.123", "five digits"),
        ({"states.XX": {}}, "states.XX", "is no state"),
        ({"states.TX": {"construction_addendum": True}}, "states.TX.construction_addendum", "is asked in NY only (R76)"),
        ({"cadence.expiring": [-7, -14]}, "cadence.expiring", "must be in order"),
        ({"cadence.expiring": [7]}, "cadence.expiring", "are negative"),
        ({"cadence.expired": [-1]}, "cadence.expired", "are not negative"),
        ({"cadence.expired": [1, 2, 3, 4, 5]}, "cadence.expired", "at most 4 automatic mails"),
        ({"cadence.manager": [45]}, "cadence.manager", "no mail goes after stop_after"),
        ({"colour": "blue"}, "colour", "is not a key of a requirement set"),
        ({"name": None}, "name", "is missing"),
        ({"version": 3}, "version", "belongs to the address"),
    ],
)
def test_a_fault_names_its_path(changes, path, sentence):
    found = faults(changes)

    assert list(found) == [path]
    assert sentence in found[path]


def test_every_fault_is_listed_at_once():
    found = faults(
        {
            "rules.R99": {},
            OCCURRENCE: -1,
            "lines.workers_compensation.additional_insured": {"evidence": "box"},
            f"{TOPS_UP}.floors": {"automobile_liability.combined_single": 3_000_000},
            "holder.name": "",
            "cadence.expiring": "weekly",
        }
    )

    assert set(found) == {
        "rules.R99",
        OCCURRENCE,
        "lines.workers_compensation.additional_insured",
        f"{TOPS_UP}.floors.automobile_liability.combined_single",
        "holder.name",
        "cadence.expiring",
    }


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
paths = st.sampled_from(
    [
        "lines",
        "lines.general_liability",
        "lines.general_liability.limits",
        "lines.general_liability.additional_insured",
        "lines.general_liability.additional_insured.editions",
        "lines.automobile_liability.symbols",
        TOPS_UP,
        f"{TOPS_UP}.lines",
        f"{TOPS_UP}.floors",
        f"{TOPS_UP}.combined",
        "rules",
        "rules.R04",
        "insurers",
        "insurers.ratings",
        "insurers.naic",
        "states",
        "states.NY",
        "cadence",
        "cadence.expiring",
        "cadence.most_per_topic",
        "cadence.stop_after",
        "holder",
    ]
)


@settings(deadline=None)
@given(paths, json_values)
def test_any_document_is_a_set_or_a_list_of_faults(path, value):
    """Whatever stands where, nothing but InvalidRequirementSet is raised."""
    *parents, last = path.split(".")
    document = a_requirement_document()
    place = document
    for parent in parents:
        place = place.setdefault(parent, {})
    place[last] = value

    try:
        parsed = parse_requirement_set("s", document, 1)
    except InvalidRequirementSet as invalid:
        found = invalid.faults
    else:
        found = ("none",) if parse_requirement_set("s", parsed.document, 1) == parsed else ()
    assert found


@pytest.mark.parametrize("rule_id", list(BOOK))
def test_every_rule_can_be_switched_off_and_graded(rule_id):
    parsed = a_requirement_set({f"rules.{rule_id}": {"on": False, "severity": "info", **BOOK[rule_id].settings}})

    assert parsed.rules[rule_id].own == dict(BOOK[rule_id].settings)
