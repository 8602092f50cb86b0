"""Every morning: the vendors whose next action day has come go to the assessment queue."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from coverwatch.application.ports import AssessmentQueue, Records

BATCH = 10  # what SQS takes in one call


@dataclass(frozen=True, slots=True)
class Chasing:
    """The ports that chasing needs."""

    records: Records
    assessments: AssessmentQueue


def chase(desk: Chasing, on: date, at: datetime) -> int:
    """Queue every vendor that is due until this day, and say how many.

    A vendor leaves the due index when its assessment is filed, so days that an outage missed, and vendors whose assessment failed, are
    still there: the cost follows what is due, and doing it twice asks the same question twice.
    """
    asked = 0
    due = iter(desk.records.due(on))
    while vendor_ids := tuple(islice(due, BATCH)):
        desk.assessments.ask(vendor_ids, on, at)
        asked += len(vendor_ids)
    return asked
