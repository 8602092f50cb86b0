"""Whether what a notice says is still so: looked at again at the moment of sending."""

from collections.abc import Iterable
from datetime import UTC, date, timedelta, tzinfo

from coverwatch.domain.assessment import Assessment
from coverwatch.domain.facts import VendorFacts
from coverwatch.domain.notice import Notice, Series
from coverwatch.notices.acknowledgement import may_be_acknowledged
from coverwatch.notices.case import Case
from coverwatch.notices.policy_news import POLICY_NEWS, news_by_subject
from coverwatch.notices.recipients import CLOSED, closed_contact
from coverwatch.notices.runs import deficient_certificate, is_complete, request_is_open
from coverwatch.notices.statements import CANNOT_PROVIDE, statement_of
from coverwatch.notices.tasks import LETTER


def still_true(notice: Notice, facts: VendorFacts, assessment: Assessment, on: date, *, time_zone: tzinfo = UTC) -> bool:
    """Whether a notice's premise holds on a day: not renewed, superseded, waived, settled, exempted or held by a person meanwhile."""
    case = Case(facts, assessment, time_zone)
    if case.silenced or notice.vendor_id != facts.vendor.vendor_id:
        return False
    if notice.series is Series.REVIEW_TASK:
        return _task_is_open(notice, case, on)
    return _holds(notice.series, notice.subject, notice, case, on)


def is_overtaken(notice: Notice, filed: Iterable[Notice]) -> bool:
    """Whether a later step of the same run is filed for everyone whom this one is for: of a backlog only the latest is told."""
    return any(
        (other.series, other.subject) == (notice.series, notice.subject)
        and other.step > notice.step
        and set(notice.roles) <= set(other.roles)
        for other in filed
    )


def _task_is_open(notice: Notice, case: Case, on: date) -> bool:
    """Whether a task still waits: `deficiency.SUBJECT` and `unreachable.SERIES.SUBJECT` as long as that run is open, `closed.DIGEST`
    as long as the closed address stands with the vendor, `letter.…` until a person has looked, `cannot_provide.…` whatever came since.
    """
    if notice.subject.startswith(f"{LETTER}."):
        return True
    if notice.subject.startswith(f"{POLICY_NEWS}."):
        return notice.subject in news_by_subject(case)
    if notice.subject.startswith(f"{CANNOT_PROVIDE}."):
        return statement_of(case.facts, notice.subject) is not None
    if notice.subject.startswith(f"{CLOSED}."):
        return closed_contact(case.facts.vendor, notice.subject) is not None
    series, _, subject = notice.subject.removeprefix("unreachable.").partition(".")
    return series in {known.value for known in Series} and _holds(Series(series), subject, notice, case, on)


def _holds(series: Series, subject: str, notice: Notice, case: Case, on: date) -> bool:
    match series:
        case Series.DIGEST | Series.EXPIRING | Series.EXPIRED | Series.CANCELLATION:
            return _ends(series, date.fromisoformat(subject), case, on)
        case Series.FIRST_REQUEST:
            return notice.step == 0 or request_is_open(case, notice.day - timedelta(days=notice.step))
        case Series.DEFICIENCY:
            return deficient_certificate(case, on) == subject
        case Series.UNREADABLE:
            return case.latest_refused is not None and case.latest_refused.certificate_id == subject
        case Series.THANKS:
            return is_complete(case, on) and case.latest_accepted is not None and case.latest_accepted.certificate_id == subject
        case Series.ACKNOWLEDGEMENT:
            return may_be_acknowledged(notice, case.facts, on)
        case Series.REVIEW_TASK:
            return False


def _ends(series: Series, day: date, case: Case, on: date) -> bool:
    ends = case.ends.get(day, ())
    if series is Series.CANCELLATION:
        return any(case.cancellation_of(end) for end in ends)
    if series is Series.EXPIRED:
        return on >= day and any(case.was_seen_before_its_end(end) for end in ends)
    return on < day and any(case.cancellation_of(end) is None for end in ends)
