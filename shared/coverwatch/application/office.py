"""The desk at which staff sit: everything that the staff's API asks for or changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from coverwatch.application.ports import AssessmentQueue, StaffDocuments, StaffRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The ports of the staff's use cases."""

    records: StaffRecords
    documents: StaffDocuments
    assessments: AssessmentQueue
    time_zone: tzinfo
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and when: the moment of the request, and the day that it is where the organisation is."""

    by: str
    at: datetime
    on: date
