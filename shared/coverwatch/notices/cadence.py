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
from coverwatch.notices.policy_news import POLICY_NEWS
from coverwatch.notices.recipients import reaches_outside
from coverwatch.notices.runs import HELD_WHILE_READING, OUTSIDE, Run, Step, runs_of_documents, runs_of_endings

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
    agenda = _Agenda(Case(facts, assessment, time_zone), cadence_of(cadence, facts.vendor))
    filed = tuple({notice.notice_id: notice for notice in already}.values())
    notices = agenda.due_on(filed, on)
    filed += notices
    ahead = (day for day in agenda.days_ahead(filed, on) if agenda.due_on(filed, day))
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


def goes_at_once(notice: Notice, cadence: Cadence, vendor: Vendor) -> bool:
    """Whether a notice answers what someone has just done, or tells of a cancellation: it never waits for the next day's mail."""
    first = min(cadence_of(cadence, vendor).deficiency, default=0)
    match notice.series:
        case Series.UNREADABLE | Series.THANKS | Series.CANCELLATION | Series.ACKNOWLEDGEMENT:
            return True
        case Series.FIRST_REQUEST:
            return notice.step == 0
        case Series.DEFICIENCY:
            return notice.step == first
        case Series.REVIEW_TASK:
            return notice.subject.startswith(f"{POLICY_NEWS}.")
        case _:
            return False


class _Agenda:
    """One vendor's case under its settings, looked at on several days: today, and those ahead."""

    def __init__(self, case: Case, cadence: Cadence) -> None:
        self.case = case
        self.cadence = cadence
        self.vendor = case.facts.vendor
        self.hold = timedelta(days=cadence.hold_days)
        self.endings = runs_of_endings(case, cadence)

    def due_on(self, already: Sequence[Notice], on: date) -> tuple[Notice, ...]:
        """The notices due on a day."""
        if self.case.silenced:
            return ()
        answers_left = ANSWERS_A_DAY - sum(self._is_answer(told) for told in already if told.day == on)
        notices: list[Notice] = []
        for run in self._runs(already, on):
            for notice in self._steps_due(run, already, on) if run.opens <= on < run.closes else ():
                if not self._is_answer(notice):
                    notices.append(notice)
                elif answers_left > 0:
                    answers_left -= 1
                    notices.append(notice)
        return (*notices, *_unreachable(self.vendor, notices, already))

    def days_ahead(self, already: Sequence[Notice], on: date) -> list[date]:
        """The later days, in order, on which something may become due: a step's, or the end of a hold or of the day's count."""
        days = {on + timedelta(days=1), *reading_days(self.case.facts, self.case.time_zone, self.cadence.hold_days)}
        for run in self._runs(already, on):
            days |= {step.day for step in run.steps}
            if run.held_while_reading:
                days |= {step.day + self.hold for step in run.steps}
        return sorted(day for day in days if day > on)

    def _runs(self, already: Sequence[Notice], on: date) -> Iterator[Run]:
        yield from self.endings
        yield from runs_of_documents(self.case, self.cadence, already, on)

    def _steps_due(self, run: Run, already: Sequence[Notice], on: date) -> Iterator[Notice]:
        """The latest step that is past, for each role that was not told it or a later one; roles with the same step share a notice."""
        told = [notice for notice in already if notice.series is run.series and notice.subject == run.subject]
        roles_by_step: dict[Step, list[ContactRole]] = {}
        for role in dict.fromkeys(role for step in run.steps for role in step.roles):
            step = next((step for step in reversed(run.steps) if role in step.roles and step.day <= on), None)
            heard = [notice.step for notice in told if role in notice.roles]
            if step and all(number < step.number for number in heard) and self._may_hear_more(run, heard):
                roles_by_step.setdefault(step, []).append(role)
        for step, roles in roles_by_step.items():
            filed_already = any(notice.step == step.number for notice in told)
            if not filed_already and not self._is_held(run, step, on):
                yield _notice(self.vendor, run.series, run.subject, step.number, on, tuple(roles))

    def _may_hear_more(self, run: Run, heard: Sequence[int]) -> bool:
        """Whether the cap leaves a role another mail of this run; a first mail that answers someone is not counted."""
        counted = [number for number in heard if not (run.answers and number == run.steps[0].number)]
        return len(counted) < self.cadence.most_per_topic

    def _is_held(self, run: Run, step: Step, on: date) -> bool:
        """Whether a document holds a step: no upload does so longer than the setting says, nor do several uploads together."""
        if not run.held_while_reading or on >= step.day + self.hold:
            return False
        return reading_until(self.case.facts, self.case.time_zone, on, self.cadence.hold_days) is not None

    def _is_answer(self, notice: Notice) -> bool:
        """Whether a notice answers an upload."""
        first = min(self.cadence.deficiency, default=0)
        return notice.series in (Series.UNREADABLE, Series.THANKS) or (notice.series is Series.DEFICIENCY and notice.step == first)


def _unreachable(vendor: Vendor, notices: Sequence[Notice], already: Sequence[Notice]) -> Iterator[Notice]:
    """A task for a person, once per run, where nobody outside can be written to any more."""
    if not notices or reaches_outside(vendor):
        return
    asked = {notice.subject for notice in already if notice.series is Series.REVIEW_TASK}
    for notice in notices:
        subject = f"unreachable.{notice.series.value}.{notice.subject}"
        if set(notice.roles) & set(OUTSIDE) and subject not in asked:
            asked.add(subject)
            yield _notice(vendor, Series.REVIEW_TASK, subject, 0, notice.day, (ContactRole.OWNER,))


def _notice(vendor: Vendor, series: Series, subject: str, step: int, on: date, roles: tuple[ContactRole, ...]) -> Notice:
    return Notice(vendor_id=vendor.vendor_id, series=series, subject=subject, step=step, day=on, roles=roles)
