"""Replay: what a change of the requirement set, or of a table, would do."""

import dataclasses

from coverwatch.domain.assessment import VendorStatus
from coverwatch.rules import TABLES, replay
from tests.builders import A_MORNING, a_filed_certificate, a_requirement_set, the_facts, the_policies


def test_a_stricter_set_says_whose_status_changes_and_why():
    stricter = a_requirement_set({"lines.general_liability.limits.medical_expense": 10_000}, version=2)

    difference = replay(a_requirement_set(), stricter, the_facts(), A_MORNING)

    assert (difference.before.status, difference.after.status) == (VendorStatus.COMPLIANT, VendorStatus.NON_COMPLIANT)
    assert (difference.status_changes, difference.authorization_changes) == (True, True)
    assert [(each.rule, each.required) for each in difference.opened] == [("R21", "medical expense $10,000")]
    assert difference.reasons == tuple(each.message for each in difference.opened)


def test_a_milder_set_closes_findings():
    low = the_facts(a_filed_certificate(policies=the_policies(general_liability={"limits": {"medical_expense": 1_000}})))

    difference = replay(a_requirement_set(), a_requirement_set({"lines.general_liability.limits.medical_expense": 1_000}), low, A_MORNING)

    assert [each.required for each in difference.closed] == ["medical expense $5,000"]
    assert difference.opened == ()
    assert difference.after.authorized


def test_the_same_set_makes_no_difference():
    difference = replay(a_requirement_set(), a_requirement_set(), the_facts(), A_MORNING)

    assert difference.before == difference.after
    assert (difference.opened, difference.closed, difference.reasons) == ((), (), ())


def test_a_change_of_the_index_can_be_tried():
    without = dataclasses.replace(TABLES, endorsements={form: entry for form, entry in TABLES.endorsements.items() if form != "CG 20 37"})

    difference = replay(a_requirement_set(), a_requirement_set(), the_facts(), A_MORNING, new_tables=without)

    assert {each.rule for each in difference.opened} == {"R33", "R35"}
