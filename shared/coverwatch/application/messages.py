"""What the functions are told: a job is over, a vendor is to be assessed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

JobKind = Literal["detection", "analysis"]


@dataclass(frozen=True, slots=True)
class Completion:
    """Textract's message that a job is over; `status` as Textract names it."""

    certificate_id: str
    job_id: str
    status: str
    kind: JobKind
    at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A vendor to be assessed on a day; `at` is the moment of the event that asks."""

    vendor_id: str
    on: date
    at: datetime
