"""How long an answer holds: the days on which it changes by itself, and when each line's cover ends."""

from collections.abc import Iterator
from datetime import date, timedelta

from coverwatch.domain.assessment import CoverEnd
from coverwatch.domain.facts import VendorFacts
from coverwatch.domain.line import Line
from coverwatch.rules.answer import Answer, answer, leans_on_umbrella
from coverwatch.rules.case import places_of_work
from coverwatch.rules.cover import covered_until, last_end
from coverwatch.rules.overlay import covered_by, overlay_on
from coverwatch.rules.plan import Plan
from coverwatch.rules.standing import Standing
from coverwatch.rules.state_funds import only_from_funds

ONE_DAY = timedelta(days=1)


Ends = dict[Line, date | None]
"""The first day without cover by line, for lines that have it."""


def ends_of_cover(plan: Plan, standing: Standing, on: date) -> Ends:
    """When the cover of each required line, and of the umbrella, ends; None where there is none today."""
    held = standing.held
    lines = (*plan.required, Line.UMBRELLA_LIABILITY) if plan.umbrella_makes_up else plan.required
    return {line: covered_until(held[line], on) if line in held else None for line in lines}


def horizon(plan: Plan, standing: Standing, on: date, today: Answer, ends: Ends) -> tuple[date | None, date | None]:
    """The last day of the present authorization (None when there is none) and the first later day with another answer.

    An authorization that nothing ends holds until `date.max`. Only days on which some fact begins or ends are looked at; the end of a
    required line's cover is known to change the answer without running the rules, where nothing that people recorded stands for it.
    """
    valid_until = date.max if today.authorized else None
    changes_on: date | None = None
    uncovered_on = _first_uncovered(plan, standing, ends)
    for day in _days_after(standing, on):
        if day == uncovered_on:
            return (day - ONE_DAY if today.authorized else None), changes_on or day
        later = answer(plan, standing, day)
        if changes_on is None and _differs(today, later):
            changes_on = day
        if today.authorized and not later.authorized:
            valid_until = day - ONE_DAY
            break
        if changes_on is not None and not today.authorized:
            break
    return valid_until, changes_on


def _differs(today: Answer, later: Answer) -> bool:
    return (later.authorized, later.status, later.reasons, later.findings) != (
        today.authorized,
        today.status,
        today.reasons,
        today.findings,
    )


def _first_uncovered(plan: Plan, standing: Standing, ends: Ends) -> date | None:
    """The first later day on which a required line loses the cover that it has, and nothing that people recorded makes up for it."""
    if not standing.plain and _may_stand_for_cover(standing.facts):
        return None
    blocking = plan.blocking_when_uncovered
    if Line.WORKERS_COMPENSATION in blocking and _state_funds(plan, standing):
        blocking -= {Line.WORKERS_COMPENSATION}
    return min([end for line, end in ends.items() if end is not None and line in blocking], default=None)


def _days_after(standing: Standing, on: date) -> list[date]:
    """Every later day on which a fact begins or ends, in order."""
    days = {day for group in standing.held.values() for held in group for span in held.spans for day in span if day > on}
    starts = standing.facts.vendor.work_starts_on
    if starts is not None and starts > on:
        days.add(starts)
    for filed in standing.accepted:
        if filed.certificate and filed.certificate.issued_on and filed.certificate.issued_on > on:
            days.add(filed.certificate.issued_on)
    if not standing.plain:
        days.update(day for day in _days_of_people(standing) if day > on)
    return sorted(days)


def _days_of_people(standing: Standing) -> Iterator[date]:
    facts = standing.facts
    for waiver in facts.waivers:
        if waiver.expires_on:
            yield waiver.expires_on
    for until in (*(each.until for each in facts.supporting_documents), *(each.until for each in facts.decisions)):
        if until:
            yield until
    if any(waiver.until_renewal_of for waiver in facts.waivers):
        for group in standing.held.values():
            for held in group:
                if held.policy.effective_on:
                    yield held.policy.effective_on


def cover_ends(plan: Plan, standing: Standing, on: date, today: Answer, ends: Ends) -> tuple[CoverEnd, ...]:
    """Per required line that has or had cover: the first day without it, and the policies that end on that day.

    An umbrella that a required line leans on counts like a required line: with its end the other line no longer has enough. A line for
    which something that people recorded stands on that day, or that only a state's fund insures, needs no renewal and is left out.
    """
    found: list[CoverEnd] = []
    for line, until in ends.items():
        if line not in plan.required and not leans_on_umbrella(today.findings):
            continue
        held = standing.held.get(line, [])
        end = until or last_end(held, on)
        if end is not None and not _needs_no_policy(plan, standing, line, max(end, on)):
            found.append(CoverEnd(line, end, tuple([each.policy for each in held if end in [span[1] for span in each.spans]])))
    return tuple(found)


def _needs_no_policy(plan: Plan, standing: Standing, line: Line, on: date) -> bool:
    if line is Line.WORKERS_COMPENSATION and only_from_funds(standing.facts.vendor, plan.tables, on):
        return True
    if standing.plain:
        return False
    overlay = overlay_on(standing.facts, standing.held, on)
    named = [line for line, _ in overlay.documents.get("R12", ())] + [waiver.line for waiver in overlay.waivers.get("R12", ())]
    return line in named or None in named


def _state_funds(plan: Plan, standing: Standing) -> bool:
    """Whether some place of work is a state whose fund alone insures workers, so that no policy may be needed there."""
    return any(state in plan.tables.funds for state in places_of_work(standing.facts.vendor))


def _may_stand_for_cover(facts: VendorFacts) -> bool:
    """Whether a decision, a waiver or a supporting document may let a vendor work with a line uncovered (R12)."""
    named = [waiver.rule for waiver in facts.waivers] + [rule for each in facts.supporting_documents for rule, _ in each.satisfies]
    return bool(facts.decisions) or any("R12" in covered_by(rule) for rule in named)
