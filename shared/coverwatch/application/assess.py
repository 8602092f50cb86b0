"""A vendor is due: assess it, and file the outcome with the notices it owes."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from coverwatch.application.filing import Change, Filed, file_change
from coverwatch.application.ports import Documents, Records
from coverwatch.application.records import VendorFile

ACTOR = "assess_vendor"


@dataclass(frozen=True, slots=True)
class Assessing:
    """The ports that assessing needs."""

    records: Records
    documents: Documents
    time_zone: tzinfo


def assess(desk: Assessing, vendor_id: str, on: date, at: datetime) -> Filed | None:
    """Assess a vendor on a day. A vendor that is gone meanwhile needs nothing; None then."""

    def as_it_is(file: VendorFile | None) -> Change | None:
        return Change() if file else None

    return file_change(desk, vendor_id, as_it_is, on=on, at=at, actor=ACTOR)
