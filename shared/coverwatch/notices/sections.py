"""What a notice says, before it is laid out: a section per notice, the most urgent first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coverwatch.domain.assessment import CoverEnd
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.requirement import Cadence, RequirementSet
from coverwatch.domain.vendor import ContactRole
from coverwatch.notices.cadence import cadence_of
from coverwatch.notices.case import Case
from coverwatch.notices.catalogue import Catalogue
from coverwatch.notices.gaps import Gap, asks_for, gaps_of
from coverwatch.notices.requirements import Requirement, requirements

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy as a mail names it."""

    line: str
    number: str
    insurer: str
    ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One notice in words. `need` is its part of the subject line; empty parts are left out of the mail."""

    need: str
    title: str
    lead: tuple[str, ...]
    policies: tuple[PolicyRow, ...] = ()
    gaps: tuple[Gap, ...] = ()
    send: tuple[str, ...] = ()
    by: str = ""
    otherwise: str = ""
    requirements: tuple[Requirement, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    """Role and address, for readers inside."""
    action: bool = True
    """Whether it asks for an upload."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a section is told from, and to whom: `inside` is the organisation's own people."""

    case: Case
    requirement_set: RequirementSet
    organisation: str
    words: Catalogue
    inside: bool
    on: date

    @property
    def insured(self) -> str:
        """The vendor's legal name."""
        return self.case.facts.vendor.legal_name

    @property
    def cadence(self) -> Cadence:
        """The settings that the notices follow."""
        return cadence_of(self.requirement_set.cadence, self.case.facts.vendor)

    def say(self, key: str, **values: object) -> str:
        """A text with the names of both sides filled in, and days as the language writes them."""
        written = {name: self.words.day(value) if isinstance(value, date) else value for name, value in values.items()}
        return self.words.text(key, insured=self.insured, organisation=self.organisation, **written)


def sections(notices: Sequence[Notice], telling: Telling) -> tuple[Section, ...]:
    """One section per run, the most urgent first; of two steps of a run only the later speaks."""
    latest: dict[tuple[Series, str], Notice] = {}
    for notice in sorted(notices, key=lambda notice: notice.step):
        latest[(notice.series, notice.subject)] = notice
    order = list(TOLD)
    ordered = sorted(latest.values(), key=lambda notice: (order.index(notice.series), notice.subject))
    return tuple(TOLD[notice.series](notice, telling) for notice in ordered)


def _expired(notice: Notice, telling: Telling) -> Section:
    day, ends = _end(notice, telling)
    allowed = "_allowed" if telling.case.assessment.authorized else ""
    facts = {"day": day, "days": (telling.on - day).days + 1}
    if notice.roles == (ContactRole.MANAGER,):
        return _inside(
            "unresponsive", telling, ends, lead=(telling.say("unresponsive.lead", **facts),), otherwise=f"expired_inside.otherwise{allowed}"
        )
    if telling.inside:
        lead = telling.say("expired_inside.lead_first" if telling.on == day else "expired_inside.lead", **facts)
        return _inside("expired_inside", telling, ends, day=day, lead=(lead,), otherwise=f"expired_inside.otherwise{allowed}")
    return Section(
        need=telling.say("expired.need"),
        title=telling.say("expired.title", day=day),
        lead=(telling.say("expired.lead"),),
        policies=_policy_rows(ends, telling),
        send=(telling.say("ask.renewal"), telling.say("ask.renewal_now")),
        by=telling.say("expired.by"),
        otherwise=telling.say(f"expired.otherwise{allowed}"),
        requirements=_requirements(ends, telling),
    )


def _cancellation(notice: Notice, telling: Telling) -> Section:
    day, ends = _end(notice, telling)
    past = "_past" if day <= telling.on else ""
    if telling.inside:
        lead = (telling.say("cancellation_inside.lead"),)
        return _inside("cancellation_inside", telling, ends, day=day, lead=lead, otherwise=f"cancellation_inside.otherwise{past}")
    return Section(
        need=telling.say("cancellation.need", day=day),
        title=telling.say("cancellation.title", day=day),
        lead=(telling.say("cancellation.lead", day=day),),
        policies=_policy_rows(ends, telling),
        send=(telling.say("ask.replacement"),),
        by=telling.say("expired.by") if past else telling.words.day(day - ONE_DAY),
        otherwise=telling.say(f"cancellation.otherwise{past}", day=day),
        requirements=_requirements(ends, telling),
    )


def _expiring(notice: Notice, telling: Telling) -> Section:
    day, ends = _end(notice, telling)
    last = day - ONE_DAY
    left = (day - telling.on).days
    tomorrow = "_tomorrow" if left == 1 else ""
    if telling.inside:
        lead = (telling.say(f"expiring_inside.lead{tomorrow}", days=left),)
        return _inside("expiring_inside", telling, ends, day=day, lead=lead, otherwise="expiring_inside.otherwise")
    return Section(
        need=telling.say("expiring.need", day=last),
        title=telling.say("expiring.title", day=last),
        lead=(telling.say(f"expiring.lead{tomorrow}", days=left),),
        policies=_policy_rows(ends, telling),
        send=(telling.say("ask.renewal"), _once_issued(telling)),
        by=telling.words.day(last),
        otherwise=telling.say(f"expiring.otherwise{tomorrow}", day=day),
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
        lead=(telling.say("thanks.lead"), standing, telling.say("thanks.nothing")),
        action=False,
    )


def _review_task(notice: Notice, telling: Telling) -> Section:
    kind, _, rest = notice.subject.partition(".")
    if kind == "unreachable":
        return _inside("unreachable", telling, (), lead=(telling.say("unreachable.lead"),))
    gaps = gaps_of(telling.case, telling.on, telling.words) if kind == Series.DEFICIENCY.value and rest else ()
    return _inside("review_task", telling, (), lead=(telling.say(f"review_task.lead_{kind}"),), gaps=gaps)


def _digest(notice: Notice, telling: Telling) -> Section:
    day, ends = _end(notice, telling)
    first = day + timedelta(days=min(telling.cadence.expiring, default=0))
    lead = telling.say("digest.lead", first=first) if telling.on < first < day else telling.say("digest.lead_plain")
    return _inside("digest", telling, ends, day=day, lead=(lead,), action=False)


TOLD: dict[Series, Callable[[Notice, Telling], Section]] = {
    Series.EXPIRED: _expired,
    Series.CANCELLATION: _cancellation,
    Series.EXPIRING: _expiring,
    Series.DEFICIENCY: _deficiency,
    Series.UNREADABLE: _unreadable,
    Series.FIRST_REQUEST: _first_request,
    Series.REVIEW_TASK: _review_task,
    Series.DIGEST: _digest,
    Series.THANKS: _thanks,
}
"""The writer of each series, the most urgent first."""


def _inside(
    key: str,
    telling: Telling,
    ends: tuple[CoverEnd, ...],
    *,
    lead: tuple[str, ...],
    day: date | None = None,
    otherwise: str = "",
    gaps: tuple[Gap, ...] = (),
    action: bool = True,
) -> Section:
    """A section for the organisation's own people: what stands, and who has been written to."""
    values = {"day": day} if day else {}
    return Section(
        need=telling.say(f"{key}.need", **values),
        title=telling.say(f"{key}.title", **values),
        lead=lead,
        policies=_policy_rows(ends, telling),
        gaps=gaps,
        otherwise=telling.say(otherwise, **values) if otherwise else "",
        contacts=_contacts(telling),
        action=action,
    )


def _end(notice: Notice, telling: Telling) -> tuple[date, tuple[CoverEnd, ...]]:
    """A run's first day without cover, and the ends of cover that it is about."""
    day = date.fromisoformat(notice.subject)
    ends = telling.case.ends.get(day, ())
    if notice.series is Series.EXPIRED:
        return day, tuple(end for end in ends if telling.case.was_seen_before_its_end(end))
    cancelled = notice.series is Series.CANCELLATION
    return day, tuple(end for end in ends if (telling.case.cancellation_of(end) is not None) is cancelled)


def _policy_rows(ends: Sequence[CoverEnd], telling: Telling) -> tuple[PolicyRow, ...]:
    rows = []
    for end in ends:
        day = end.first_uncovered_on
        cancelled = telling.case.cancellation_of(end) is not None
        key = "policy.canceled" if cancelled else "policy.ended" if day <= telling.on else "policy.ends"
        for policy in end.policies:
            number = telling.say("policy.number", number=policy.number) if policy.number else telling.say("policy.unnumbered")
            stated = day if cancelled else policy.expires_on or day
            insurer = telling.words.text("policy.insurer", insurer=policy.insurer) if policy.insurer else ""
            rows.append(PolicyRow(telling.say(f"lines.{end.line.value}"), number, insurer, telling.say(key, day=stated)))
    return tuple(rows)


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


def _contacts(telling: Telling) -> tuple[tuple[str, str], ...]:
    vendor = telling.case.facts.vendor
    outside = [contact for contact in vendor.contacts if contact.role in (ContactRole.VENDOR, ContactRole.PRODUCER)]
    rows = []
    for contact in outside:
        closed = contact.closed_because
        email = (
            telling.say("contact.closed", email=contact.email, reason=closed)
            if closed
            else telling.say("contact.open", email=contact.email)
        )
        rows.append((telling.say(f"contact.{contact.role.value}"), email))
    return tuple(rows) or ((telling.say("contact.vendor"), telling.say("contact.nobody")),)
