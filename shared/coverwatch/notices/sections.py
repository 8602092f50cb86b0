"""What a mail says, before it is laid out: a section per run of notices, the most urgent first."""

from collections.abc import Sequence

from coverwatch.domain.notice import Notice, Series
from coverwatch.notices.inside import TOLD_INSIDE
from coverwatch.notices.outside import TOLD_OUTSIDE
from coverwatch.notices.telling import Section, Telling


def sections(notices: Sequence[Notice], telling: Telling) -> tuple[Section, ...]:
    """One section per run; of two steps of a run only the later speaks. What one side is never told is told in the other's words."""
    told = {**TOLD_OUTSIDE, **TOLD_INSIDE} if telling.inside else {**TOLD_INSIDE, **TOLD_OUTSIDE}
    latest: dict[tuple[Series, str], Notice] = {}
    for notice in sorted(notices, key=lambda notice: notice.step):
        latest[(notice.series, notice.subject)] = notice
    urgency = [*TOLD_OUTSIDE, *TOLD_INSIDE]
    ordered = sorted(latest.values(), key=lambda notice: (urgency.index(notice.series), notice.subject))
    return tuple(told[notice.series](notice, telling) for notice in ordered)
