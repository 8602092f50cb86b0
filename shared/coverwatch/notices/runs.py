"""The runs of notices that a vendor's facts give rise to: which steps, on which days, to whom, and while what holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coverwatch.domain.assessment import CoverEnd, VendorStatus
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.requirement import Cadence
from coverwatch.domain.vendor import ContactRole
from coverwatch.notices.case import COMPLIANT, Case, decided_at
from coverwatch.notices.policy_news import news_by_subject

OUTSIDE = (ContactRole.VENDOR, ContactRole.PRODUCER)
HELD_WHILE_READING = frozenset({Series.EXPIRING, Series.DEFICIENCY, Series.FIRST_REQUEST})
"""What waits while a document is being read or reviewed: it may be the answer."""
ANSWER_WITHIN = 5
"""Days after a document's decision on which its sender still gets an answer; later, a mail out of the blue would puzzle."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run: its number in the series, the day from which it is due, and to whom."""

    number: int
    day: date
    roles: tuple[ContactRole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A series about one subject. It speaks from `opens` until before `closes`; of steps that are past, only the latest."""

    series: Series
    subject: str
    steps: tuple[Step, ...]
    opens: date = date.min
    closes: date = date.max
    answers: bool = False
    """Its first step answers what someone just did: it goes at once and is not counted."""

    @property
    def held_while_reading(self) -> bool:
        return self.series in HELD_WHILE_READING


def runs_of_endings(case: Case, cadence: Cadence) -> tuple[Run, ...]:
    """The runs around every end of cover: they are the same on every day, each with its time to speak."""
    return tuple(run for day, ends in case.ends.items() for run in _ending(case, cadence, day, ends))


def runs_of_documents(case: Case, cadence: Cadence, already: Sequence[Notice], on: date) -> Iterator[Run]:
    """The runs that answer or await a document, seen on a day; `already` says where those that count from their first mail began."""
    yield from _first_request(case, cadence, already)
    yield from _deficiency(case, cadence, already, on)
    yield from _unreadable(case)
    yield from _thanks(case, already, on)
    yield from _policy_news(case)


def began_on(already: Sequence[Notice], series: Series, subject: str) -> date | None:
    """The day that a run counts from, told by its first mail; None when there was none."""
    return min((told.day - timedelta(days=told.step) for told in already if (told.series, told.subject) == (series, subject)), default=None)


def latest_request(already: Sequence[Notice]) -> str | None:
    """The request that was made last; an older one has nothing more to say."""
    asked = [(told.day - timedelta(days=told.step), told.subject) for told in already if told.series is Series.FIRST_REQUEST]
    return max(asked)[1] if asked else None


def _ending(case: Case, cadence: Cadence, day: date, ends: tuple[CoverEnd, ...]) -> Iterator[Run]:
    """The runs around the first day without cover: digest and countdown before it, expired after it."""
    subject = day.isoformat()
    running_out = [end for end in ends if case.cancellation_of(end) is None]
    cancelled = [end for end in ends if case.cancellation_of(end) is not None]
    if running_out:
        countdown = _last(cadence.expiring, cadence.most_per_topic)
        steps = tuple(Step(at, _plus(day, at), _roles(cadence, at)) for at in countdown)
        digest = tuple(Step(at, _plus(day, at), (ContactRole.OWNER,)) for at in sorted(cadence.digest))
        yield Run(series=Series.DIGEST, subject=subject, steps=digest, closes=steps[0].day if steps else day)
        yield Run(series=Series.EXPIRING, subject=subject, steps=steps, closes=day)
    if cancelled:
        yield _cancellation(cadence, day, min(case.known_since(end) for end in cancelled))
    seen = [end for end in ends if case.was_seen_before_its_end(end)]
    if seen:
        known = min(case.known_since(end) for end in seen)
        steps = tuple(step for step in _after(cadence, day) if step.day > known)
        yield Run(series=Series.EXPIRED, subject=subject, steps=steps, opens=day, closes=_plus(day, cadence.stop_after))


def _cancellation(cadence: Cadence, day: date, known: date) -> Run:
    """The countdown to a cancellation: its first step as soon as it is known, even when that is after the day itself."""
    to = (*OUTSIDE, ContactRole.OWNER)
    countdown = _last(cadence.cancellation, cadence.most_per_topic)
    days = [_plus(day, at) for at in countdown]
    steps = tuple(Step(at, min(due, known) if due == days[0] else due, to) for at, due in zip(countdown, days))
    closes = day if known < day else _plus(known, ANSWER_WITHIN)
    return Run(series=Series.CANCELLATION, subject=day.isoformat(), steps=steps, closes=closes)


def _after(cadence: Cadence, day: date) -> tuple[Step, ...]:
    """The steps after cover has ended: everyone, from a day on with the manager; then the manager alone."""
    everyone = cadence.expired[: cadence.most_per_topic]
    steps = [Step(at, _plus(day, at), _roles(cadence, at)) for at in sorted(everyone)]
    steps += [Step(at, _plus(day, at), (ContactRole.MANAGER,)) for at in sorted(cadence.manager) if at not in everyone]
    return tuple(sorted(steps, key=lambda step: step.day))


def _first_request(case: Case, cadence: Cadence, already: Sequence[Notice]) -> Iterator[Run]:
    """A request that a person made is repeated until a certificate comes; then a person takes over."""
    subject = latest_request(already)
    began = began_on(already, Series.FIRST_REQUEST, subject) if subject else None
    if subject is None or began is None or not request_is_open(case, began):
        return
    yield from _repeated(Series.FIRST_REQUEST, subject, began, cadence.first_request, cadence)


def request_is_open(case: Case, began: date) -> bool:
    """Whether a request of that day still waits for a certificate."""
    return case.assessment.status not in COMPLIANT and not case.answered_since(began)


def _deficiency(case: Case, cadence: Cadence, already: Sequence[Notice], on: date) -> Iterator[Run]:
    """What the latest certificate leaves open is told at once and repeated; then a person takes over."""
    subject = deficient_certificate(case, on)
    if subject is None or not cadence.deficiency:
        return
    began = began_on(already, Series.DEFICIENCY, subject)
    if began is None:
        decided = case.day_of(decided_at(case.latest_accepted)) if case.latest_accepted else on
        began = max(decided, _plus(on, -min(cadence.deficiency)))
    yield from _repeated(Series.DEFICIENCY, subject, began, cadence.deficiency, cadence)


def deficient_certificate(case: Case, on: date) -> str | None:
    """The latest accepted certificate's id, while something in it must be corrected and nobody has approved it as it is."""
    if case.latest_accepted is None or case.assessment.status is VendorStatus.APPROVED_NON_COMPLIANT or work_has_ended(case, on):
        return None
    return case.latest_accepted.certificate_id if case.gaps(on) else None


def work_has_ended(case: Case, on: date) -> bool:
    """Whether the vendor's work is over, so that nothing needs correcting for it."""
    ended = case.facts.vendor.work_ends_on
    return ended is not None and ended < on


def _repeated(series: Series, subject: str, began: date, days: tuple[int, ...], cadence: Cadence) -> Iterator[Run]:
    numbers = sorted(days)[: cadence.most_per_topic]
    steps = tuple(Step(at, _plus(began, at), OUTSIDE) for at in numbers)
    yield Run(series=series, subject=subject, steps=steps, answers=True)
    last = numbers[-1] + cadence.task_after if numbers else cadence.task_after
    task = Step(last, _plus(began, last), (ContactRole.OWNER,))
    yield Run(series=Series.REVIEW_TASK, subject=f"{series.value}.{subject}", steps=(task,))


def _unreadable(case: Case) -> Iterator[Run]:
    refused = case.latest_refused
    if refused:
        decided = case.day_of(decided_at(refused))
        closes = _plus(decided, ANSWER_WITHIN)
        step = Step(0, decided, OUTSIDE)
        yield Run(series=Series.UNREADABLE, subject=refused.certificate_id, steps=(step,), opens=decided, closes=closes, answers=True)


def _thanks(case: Case, already: Sequence[Notice], on: date) -> Iterator[Run]:
    """Thanks for a certificate that left nothing open: soon after it came, or whenever what it lacked has been settled."""
    accepted = case.latest_accepted
    if accepted is None or not is_complete(case, on):
        return
    decided = case.day_of(decided_at(accepted))
    asked = began_on(already, Series.DEFICIENCY, accepted.certificate_id) is not None
    closes = date.max if asked else _plus(decided, ANSWER_WITHIN)
    step = Step(0, decided, OUTSIDE)
    yield Run(series=Series.THANKS, subject=accepted.certificate_id, steps=(step,), opens=decided, closes=closes, answers=True)


def _policy_news(case: Case) -> Iterator[Run]:
    """News of a policy wait for a person: its owner is told at once, and once more on the eve of the first day that they speak of."""
    for subject, waiting in news_by_subject(case).items():
        came = min(case.day_of(filed.received_at) for filed in waiting)
        first = min((filed.news.effective_on for filed in waiting if filed.news and filed.news.effective_on), default=came)
        steps = [Step(0, came, (ContactRole.OWNER,))]
        if _plus(first, -1) > came:
            steps.append(Step(1, _plus(first, -1), (ContactRole.OWNER,)))
        yield Run(series=Series.REVIEW_TASK, subject=subject, steps=tuple(steps))


def is_complete(case: Case, on: date) -> bool:
    """Whether the vendor may work and nothing is left to correct."""
    return case.assessment.status in COMPLIANT and not case.gaps(on)


def _roles(cadence: Cadence, at: int) -> tuple[ContactRole, ...]:
    internal = [(cadence.owner_from, ContactRole.OWNER), (cadence.manager_from, ContactRole.MANAGER)]
    return (*OUTSIDE, *(role for begins, role in internal if at >= begins))


def _last(days: Sequence[int], most: int) -> tuple[int, ...]:
    """A countdown's steps in order; when there are more than may be sent, those nearest to the day."""
    return tuple(sorted(days)[-most:])


def _plus(day: date, days: int) -> date:
    return day + timedelta(days=days)
