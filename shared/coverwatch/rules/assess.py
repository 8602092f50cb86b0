"""The assessment of one vendor on one day: the answer, how long it holds, and what it rests on."""

from datetime import date, datetime

from coverwatch.domain.assessment import Assessment, PolicyInForce
from coverwatch.domain.facts import VendorFacts
from coverwatch.domain.requirement import RequirementSet
from coverwatch.rules.answer import answer
from coverwatch.rules.horizon import cover_ends, ends_of_cover, horizon
from coverwatch.rules.plan import plan_for
from coverwatch.rules.standing import stand
from coverwatch.rules.tables import TABLES, Tables


def assess(
    requirement_set: RequirementSet,
    facts: VendorFacts,
    on: date,
    known_at: datetime | None = None,
    tables: Tables = TABLES,
) -> Assessment:
    """Assess a vendor on a day, with the facts known at a moment (None: all of them). The same input gives the same answer."""
    plan = plan_for(requirement_set, tables)
    standing = stand(facts, known_at, requirement_set.expiration_day_counts, plan.excess_is_umbrella)
    today = answer(plan, standing, on)
    ends = ends_of_cover(plan, standing, on)
    valid_until, changes_on = horizon(plan, standing, on, today, ends)
    return Assessment(
        vendor_id=facts.vendor.vendor_id,
        on=on,
        requirement_set=requirement_set.id,
        requirement_set_version=requirement_set.version,
        findings=today.findings,
        status=today.status,
        authorized=today.authorized,
        reasons=today.reasons,
        valid_until=valid_until,
        changes_on=changes_on,
        policies=tuple(
            PolicyInForce(held.policy, held.certificate_id, held.in_force(on), held.cancelled_on)
            for group in standing.held.values()
            for held in group
        ),
        cover_ends=cover_ends(plan, standing, on, today, ends),
    )
