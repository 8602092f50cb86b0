"""When someone must be told something: which notices are due on a day, and the next day on which one will be."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta, tzinfo

from coverwatch.domain.assessment import Assessment
from coverwatch.domain.facts import VendorFacts
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.requirement import Cadence
from coverwatch.domain.vendor import ContactRole, Vendor
from coverwatch.notices.case import Case, reading_days, reading_until
from coverwatch.notices.recipients import reaches_outside
from coverwatch.notices.runs import HELD_WHILE_READING, OUTSIDE, Run, Step, runs

ANSWERS_A_DAY = 3
"""Uploads are answered at once, but no more often than this a day: who can upload must not be able to flood the contacts."""


@dataclass(frozen=True, slots=True)
class Due:
    """The notices that are due on a day, and the next later day on which one will be if no fact changes."""

    notices: tuple[Notice, ...]
    next_on: date | None


def due(
    facts: VendorFacts,
    assessment: Assessment,
    cadence: Cadence,
    already: Collection[Notice],
    on: date,
    *,
    time_zone: tzinfo = UTC,
) -> Due:
    """The notices due on a day, given every notice that was ever filed for the vendor, whatever became of it.

    A missed day is made up for by the latest step that is past, never by the backlog. `next_on` looks ahead with this assessment: the next
    day to look is the earlier of it and `assessment.changes_on`. `time_zone` is the organisation's.
    """
    settings = cadence_of(cadence, facts.vendor)
    case = Case(facts, assessment, time_zone)
    filed = tuple(already)
    notices = _due_on(case, settings, filed, on)
    filed += notices
    ahead = (day for day in _days_ahead(case, settings, filed, on) if _due_on(case, settings, filed, day))
    return Due(notices, next(ahead, None))


def first_request(vendor_id: str, request_id: str, on: date) -> Notice:
    """The notice that a person's request for a certificate owes at once; its reminders follow from it being filed."""
    return Notice(vendor_id=vendor_id, series=Series.FIRST_REQUEST, subject=request_id, step=0, day=on, roles=OUTSIDE)


def cadence_of(cadence: Cadence, vendor: Vendor) -> Cadence:
    """The requirement set's cadence with what the vendor's own settings override. Raises pydantic.ValidationError."""
    return Cadence.model_validate({**cadence.model_dump(), **vendor.cadence}) if vendor.cadence else cadence


def held_until(notice: Notice, facts: VendorFacts, cadence: Cadence, on: date, *, time_zone: tzinfo = UTC) -> date | None:
    """The day on which a notice that is filed already may go, while a document is being read or reviewed; None when it may go today."""
    if notice.series not in HELD_WHILE_READING or (notice.series is Series.FIRST_REQUEST and notice.step == 0):
        return None
    hold_days = cadence_of(cadence, facts.vendor).hold_days
    release = min(reading_until(facts, time_zone, on, hold_days) or on, notice.day + timedelta(days=hold_days))
    return release if on < release else None


def _due_on(case: Case, cadence: Cadence, already: Sequence[Notice], on: date) -> tuple[Notice, ...]:
    if case.silenced:
        return ()
    answers_left = ANSWERS_A_DAY - sum(_is_answer(told, cadence) for told in already if told.day == on)
    notices: list[Notice] = []
    for run in runs(case, cadence, already, on):
        for notice in _steps_due(case, cadence, run, already, on):
            if not _is_answer(notice, cadence):
                notices.append(notice)
            elif answers_left > 0:
                answers_left -= 1
                notices.append(notice)
    return (*notices, *_unreachable(case.facts.vendor, notices, already))


def _steps_due(case: Case, cadence: Cadence, run: Run, already: Sequence[Notice], on: date) -> Iterator[Notice]:
    """The latest step that is past, for each role that was not told it or a later one; roles with the same step share a notice."""
    told = [notice for notice in already if (notice.series, notice.subject) == (run.series, run.subject)]
    if not run.opens <= on < run.closes:
        return
    roles_by_step: dict[Step, list[ContactRole]] = {}
    for role in dict.fromkeys(role for step in run.steps for role in step.roles):
        step = next((step for step in reversed(run.steps) if role in step.roles and step.day <= on), None)
        heard = [notice.step for notice in told if role in notice.roles]
        if step and all(number < step.number for number in heard) and _may_hear_more(run, heard, cadence):
            roles_by_step.setdefault(step, []).append(role)
    for step, roles in roles_by_step.items():
        once = all(notice.step != step.number for notice in told)
        if once and not (run.held_while_reading and _release(case, cadence, step, on) > on):
            yield Notice(
                vendor_id=case.facts.vendor.vendor_id, series=run.series, subject=run.subject, step=step.number, day=on, roles=tuple(roles)
            )


def _may_hear_more(run: Run, heard: Sequence[int], cadence: Cadence) -> bool:
    """Whether the cap leaves a role another mail of this run; a first mail that answers someone is not counted."""
    counted = [number for number in heard if not (run.answers and number == run.steps[0].number)]
    return len(counted) < cadence.most_per_topic


def _release(case: Case, cadence: Cadence, step: Step, on: date) -> date:
    """The day from which nothing holds a step: no upload holds it longer than the setting says, nor do several uploads together."""
    reading = reading_until(case.facts, case.time_zone, on, cadence.hold_days)
    return min(reading or on, step.day + timedelta(days=cadence.hold_days))


def _is_answer(notice: Notice, cadence: Cadence) -> bool:
    """Whether a notice answers an upload."""
    first = min(cadence.deficiency, default=0)
    return notice.series in (Series.UNREADABLE, Series.THANKS) or (notice.series is Series.DEFICIENCY and notice.step == first)


def _unreachable(vendor: Vendor, notices: Sequence[Notice], already: Sequence[Notice]) -> Iterator[Notice]:
    """A task for a person, once per run, where nobody outside can be written to any more."""
    if reaches_outside(vendor):
        return
    asked = {notice.subject for notice in already if notice.series is Series.REVIEW_TASK}
    for notice in notices:
        subject = f"unreachable.{notice.series.value}.{notice.subject}"
        if set(notice.roles) & set(OUTSIDE) and subject not in asked:
            asked.add(subject)
            yield Notice(
                vendor_id=vendor.vendor_id, series=Series.REVIEW_TASK, subject=subject, step=0, day=notice.day, roles=(ContactRole.OWNER,)
            )


def _days_ahead(case: Case, cadence: Cadence, already: Sequence[Notice], on: date) -> list[date]:
    """The later days, in order, on which something may become due: a step's, a run's first, the end of a hold or of the day's count."""
    hold = timedelta(days=cadence.hold_days)
    days = {on + timedelta(days=1)} | set(reading_days(case.facts, case.time_zone, cadence.hold_days))
    for run in runs(case, cadence, already, on):
        days |= {run.opens, *(step.day for step in run.steps)}
        if run.held_while_reading:
            days |= {step.day + hold for step in run.steps}
    return sorted(day for day in days if day > on)
