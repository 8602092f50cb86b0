"""What the vendor and its insurance agent are told."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from coverwatch.domain.assessment import CoverEnd
from coverwatch.domain.notice import Notice, Series
from coverwatch.notices.acknowledgement import told_of_letter
from coverwatch.notices.gaps import asks_for, gaps_of
from coverwatch.notices.requirements import Requirement, requirements
from coverwatch.notices.telling import Section, Telling, end_of, policy_rows

ONE_DAY = timedelta(days=1)


def _expired(notice: Notice, telling: Telling) -> Section:
    day, ends = end_of(notice, telling)
    allowed = "_allowed" if telling.case.assessment.authorized else ""
    return Section(
        need=telling.say("expired.need"),
        title=telling.say("expired.title", day=day),
        lead=(telling.say("expired.lead"),),
        policies=policy_rows(ends, telling),
        send=(telling.say("ask.renewal"), telling.say("ask.renewal_now")),
        by=telling.say("expired.by"),
        otherwise=telling.say(f"expired.otherwise{allowed}"),
        alarming=True,
        requirements=_requirements(ends, telling),
    )


def _cancellation(notice: Notice, telling: Telling) -> Section:
    day, ends = end_of(notice, telling)
    past = "_past" if day <= telling.on else ""
    return Section(
        need=telling.say("cancellation.need", day=day),
        title=telling.say("cancellation.title", day=day),
        lead=(telling.say("cancellation.lead", day=day),),
        policies=policy_rows(ends, telling),
        send=(telling.say("ask.replacement"),),
        by=telling.say("expired.by") if past else telling.words.day(day - ONE_DAY),
        otherwise=telling.say(f"cancellation.otherwise{past}", day=day) if telling.end_stops_work else "",
        alarming=bool(past),
        requirements=_requirements(ends, telling),
    )


def _expiring(notice: Notice, telling: Telling) -> Section:
    day, ends = end_of(notice, telling)
    last = day - ONE_DAY
    left = (day - telling.on).days
    tomorrow = "_tomorrow" if left == 1 else ""
    return Section(
        need=telling.say("expiring.need", day=last),
        title=telling.say("expiring.title", day=last),
        lead=(telling.say(f"expiring.lead{tomorrow}", days=left),),
        policies=policy_rows(ends, telling),
        send=(telling.say("ask.renewal"), _once_issued(telling)),
        by=telling.words.day(last),
        otherwise=telling.say(f"expiring.otherwise{tomorrow}", day=day) if telling.end_stops_work else "",
        requirements=_requirements(ends, telling),
    )


def _deficiency(notice: Notice, telling: Telling) -> Section:
    accepted = telling.case.latest_accepted
    received = telling.case.day_of(accepted.received_at) if accepted else notice.day
    gaps = gaps_of(telling.case, telling.on, telling.words)
    first = notice.step == min(telling.cadence.deficiency, default=notice.step)
    return Section(
        need=telling.say("deficiency.need"),
        title=telling.say("deficiency.title" if first else "deficiency.title_reminder"),
        lead=(telling.say("deficiency.lead", day=received),),
        gaps=gaps,
        send=tuple(telling.say(f"ask.{ask}") for ask in asks_for(telling.case, telling.on)),
        by=telling.words.day(_deadline(notice, telling.cadence.deficiency, telling)),
        otherwise=telling.say("deficiency.otherwise_allowed" if telling.case.assessment.authorized else "deficiency.otherwise_blocked"),
        alarming=not telling.case.assessment.authorized,
    )


def _unreadable(notice: Notice, telling: Telling) -> Section:
    refused = next((filed for filed in telling.case.facts.certificates if filed.certificate_id == notice.subject), None)
    received = telling.case.day_of(refused.received_at) if refused else notice.day
    why = telling.say("unreadable.unexplained") if refused is None or not refused.refusal else refused.refusal
    return Section(
        need=telling.say("unreadable.need"),
        title=telling.say("unreadable.title"),
        lead=(telling.say("unreadable.lead", day=received), telling.words.text("unreadable.why", why=why)),
        send=(telling.say("ask.readable"),),
        by=telling.words.day(_deadline(notice, (0,), telling)),
        otherwise=telling.say("unreadable.otherwise"),
    )


def _first_request(notice: Notice, telling: Telling) -> Section:
    starts = telling.case.facts.vendor.work_starts_on
    began = notice.day - timedelta(days=notice.step)
    lead = [telling.say("first_request.lead_starting", day=starts) if starts and starts > telling.on else telling.say("first_request.lead")]
    if notice.step > 0:
        lead.append(telling.say("first_request.reminder", day=began))
    return Section(
        need=telling.say("first_request.need"),
        title=telling.say("first_request.title"),
        lead=tuple(lead),
        send=(telling.say("ask.certificate"), telling.say("ask.endorsements")),
        by=telling.words.day(_deadline(notice, telling.cadence.first_request, telling)),
        otherwise=telling.say("first_request.otherwise"),
        requirements=requirements(telling.requirement_set, telling.words),
    )


def _thanks(_notice: Notice, telling: Telling) -> Section:
    until = telling.case.assessment.valid_until
    standing = telling.say("thanks.until", day=until) if until and until != date.max else telling.say("thanks.for_good")
    return Section(
        need=telling.say("thanks.need"),
        title=telling.say("thanks.title"),
        lead=(telling.say("thanks.lead"), standing),
        action=False,
    )


def _requirements(ends: Sequence[CoverEnd], telling: Telling) -> tuple[Requirement, ...]:
    return requirements(telling.requirement_set, telling.words, {end.line for end in ends})


def _once_issued(telling: Telling) -> str:
    accepted = telling.case.latest_accepted
    issued = accepted.certificate.issued_on if accepted and accepted.certificate else None
    return telling.say("ask.renewal_issued", issued=issued) if issued else telling.say("ask.renewal_issued_undated")


def _deadline(notice: Notice, steps: tuple[int, ...], telling: Telling) -> date:
    """The day of the last reminder; from then on, the day on which a person takes over. Work that starts sooner is the sooner deadline."""
    began = notice.day - timedelta(days=notice.step)
    last = began + timedelta(days=max(steps, default=0))
    day = last if telling.on < last else telling.on + timedelta(days=telling.cadence.task_after)
    starts = telling.case.facts.vendor.work_starts_on
    return starts if starts and telling.on < starts < day else day


TOLD_OUTSIDE: dict[Series, Callable[[Notice, Telling], Section]] = {
    Series.EXPIRED: _expired,
    Series.CANCELLATION: _cancellation,
    Series.EXPIRING: _expiring,
    Series.DEFICIENCY: _deficiency,
    Series.UNREADABLE: _unreadable,
    Series.FIRST_REQUEST: _first_request,
    Series.ACKNOWLEDGEMENT: told_of_letter,
    Series.THANKS: _thanks,
}
"""The writer of each series, the most urgent first."""
