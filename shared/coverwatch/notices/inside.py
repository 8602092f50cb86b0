"""What the organisation's own people are told: what stands, and who outside has been written to."""

from collections.abc import Callable
from datetime import date, timedelta

from coverwatch.domain.assessment import CoverEnd
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.policy_news import PolicyNews
from coverwatch.domain.requirement import ProducerOnCertificate
from coverwatch.domain.vendor import ContactRole
from coverwatch.notices.gaps import Gap, gaps_of
from coverwatch.notices.plain import shown
from coverwatch.notices.policy_news import POLICY_NEWS, news_by_subject
from coverwatch.notices.recipients import CLOSED, INSIDE, closed_contact, is_address, producer_on_file
from coverwatch.notices.statements import CANNOT_PROVIDE, statement_of
from coverwatch.notices.tasks import LETTER
from coverwatch.notices.telling import ContactRow, Section, Telling, end_of, policy_rows


def _expired(notice: Notice, telling: Telling) -> Section:
    day, ends = end_of(notice, telling)
    otherwise = "expired_inside.otherwise_allowed" if telling.case.assessment.authorized else "expired_inside.otherwise"
    days = (telling.on - day).days
    if notice.roles == (ContactRole.MANAGER,):
        lead = telling.say("unresponsive.lead", day=day, days=days)
        return _section("unresponsive", telling, ends, lead=(lead,), otherwise=otherwise, alarming=True)
    lead = telling.say("expired_inside.lead_first") if days <= 1 else telling.say("expired_inside.lead", days=days)
    return _section("expired_inside", telling, ends, day=day, lead=(lead,), otherwise=otherwise, alarming=True)


def _cancellation(notice: Notice, telling: Telling) -> Section:
    day, ends = end_of(notice, telling)
    past = day <= telling.on
    lead = (telling.say("cancellation_inside.lead"),)
    otherwise = "cancellation_inside.otherwise_past" if past else "cancellation_inside.otherwise"
    return _section(
        "cancellation_inside", telling, ends, day=day, lead=lead, otherwise=otherwise if telling.end_stops_work else "", alarming=past
    )


def _expiring(notice: Notice, telling: Telling) -> Section:
    day, ends = end_of(notice, telling)
    left = (day - telling.on).days
    lead = telling.say("expiring_inside.lead_tomorrow") if left == 1 else telling.say("expiring_inside.lead", days=left)
    otherwise = "expiring_inside.otherwise" if telling.end_stops_work else ""
    return _section("expiring_inside", telling, ends, day=day, lead=(lead,), otherwise=otherwise)


def _review_task(notice: Notice, telling: Telling) -> Section:
    kind, _, rest = notice.subject.partition(".")
    if kind == CANNOT_PROVIDE:
        return _cannot_provide(notice, telling)
    if kind == CLOSED:
        return _closed_address(notice, telling)
    if kind == LETTER:
        return _letter(notice, telling)
    if kind == POLICY_NEWS:
        return _policy_news(notice, telling)
    if kind == "unreachable":
        return _section("unreachable", telling, (), lead=(telling.say("unreachable.lead"),))
    gaps = gaps_of(telling.case, telling.on, telling.words) if kind == Series.DEFICIENCY.value and rest else ()
    return _section("review_task", telling, (), lead=(telling.say(f"review_task.lead_{kind}"),), gaps=gaps)


def _cannot_provide(notice: Notice, telling: Telling) -> Section:
    statement = statement_of(telling.case.facts, notice.subject)
    if statement is None:
        return _section("cannot_provide", telling, (), lead=(telling.say("cannot_provide.lead"),))
    about = telling.say(f"lines.{statement.line.value}") if statement.line else telling.say("cannot_provide.all")
    said = (telling.say("cannot_provide.about", about=about), telling.say("cannot_provide.reason", reason=statement.reason))
    return _section("cannot_provide", telling, (), lead=(*said, telling.say("cannot_provide.lead")))


def _closed_address(notice: Notice, telling: Telling) -> Section:
    contact = closed_contact(telling.case.facts.vendor, notice.subject)
    if contact is None or contact.closed_because is None:
        return _section("closed", telling, (), lead=(telling.say("closed.lead"),))
    reason = telling.say(f"closed.{contact.closed_because.name.lower()}", email=contact.email)
    return _section("closed", telling, (), lead=(reason, telling.say("closed.lead")))


def _letter(notice: Notice, telling: Telling) -> Section:
    return _section("letter", telling, (), lead=(telling.say(f"letter.{notice.subject.split('.')[1]}"), telling.say("letter.lead")))


def _policy_news(notice: Notice, telling: Telling) -> Section:
    waiting = news_by_subject(telling.case).get(notice.subject, ())
    told = tuple(dict.fromkeys(_said_of_policy(filed.news, telling) for filed in waiting if filed.news))
    lead = (*told, telling.say("policy_news.eve" if notice.step else "policy_news.lead"))
    return _section("policy_news", telling, (), lead=lead, action=False)


def _said_of_policy(news: PolicyNews, telling: Telling) -> str:
    if news.policy_number and news.effective_on:
        return telling.say(f"policy_news.{news.kind.value}_of", number=news.policy_number, day=news.effective_on)
    return telling.say(f"policy_news.{news.kind.value}")


def _digest(notice: Notice, telling: Telling) -> Section:
    day, ends = end_of(notice, telling)
    first = day + timedelta(days=min(telling.cadence.expiring, default=0))
    lead = telling.say("digest.lead", first=first) if telling.on < first < day else telling.say("digest.lead_plain")
    return _section("digest", telling, ends, day=day, lead=(lead,), action=False)


def _section(
    key: str,
    telling: Telling,
    ends: tuple[CoverEnd, ...],
    *,
    lead: tuple[str, ...],
    day: date | None = None,
    otherwise: str = "",
    gaps: tuple[Gap, ...] = (),
    action: bool = True,
    alarming: bool = False,
) -> Section:
    """A section for the organisation's own people: what stands, and who has been written to."""
    values = {"day": day} if day else {}
    return Section(
        need=telling.say(f"{key}.need", **values),
        title=telling.say(f"{key}.title", **values),
        lead=lead,
        policies=policy_rows(ends, telling),
        gaps=gaps,
        otherwise=telling.say(otherwise, **values) if otherwise else "",
        contacts=_contacts(telling),
        action=action,
        alarming=alarming,
    )


def _contacts(telling: Telling) -> tuple[ContactRow, ...]:
    """Everybody outside, with the addresses that nobody can be reached at any more."""
    rows = []
    for contact in telling.case.facts.vendor.contacts:
        if contact.role not in INSIDE:
            closed = telling.say("contact.closed", reason=contact.closed_because) if contact.closed_because else ""
            email = contact.email if is_address(contact.email) else shown(contact.email)
            rows.append(ContactRow(telling.say(f"contact.{contact.role.value}"), email, closed))
    proposed = producer_on_file(telling.case.facts)
    if proposed and telling.cadence.producer_on_certificate is ProducerOnCertificate.ONCE_CONFIRMED:
        rows.append(ContactRow(telling.say("contact.producer"), proposed.email, telling.say("contact.unconfirmed")))
    return tuple(rows) or (ContactRow(telling.say("contact.vendor"), telling.say("contact.nobody")),)


TOLD_INSIDE: dict[Series, Callable[[Notice, Telling], Section]] = {
    Series.EXPIRED: _expired,
    Series.CANCELLATION: _cancellation,
    Series.EXPIRING: _expiring,
    Series.REVIEW_TASK: _review_task,
    Series.DIGEST: _digest,
}
"""The writer of each series, the most urgent first."""
