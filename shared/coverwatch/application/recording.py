"""A person records something of a vendor: who, when, what and why, in one transaction with the assessment that follows from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from coverwatch import rules
from coverwatch.application.filing import Change, Filed, VendorUnknown, file_change
from coverwatch.application.office import Asked, Office
from coverwatch.application.records import HistoryRow, VendorFile
from coverwatch.application.refusals import Refused, VersionMoved
from coverwatch.domain.line import Line

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Recorded(Generic[Fact]):
    """A fact, and what was filed with it; None when it was so already and nothing had to change."""

    fact: Fact
    filed: Filed | None


def record(
    office: Office, vendor_id: str, asked: Asked, decide: Callable[[VendorFile], Change | None], expected: int | None = None
) -> Filed | None:
    """File what `decide` makes of a vendor, if it still has the version that the caller saw; None when there is nothing to do.

    Raises VendorUnknown, VersionMoved, RequirementSetUnknown, Contended, and what `decide` raises.
    """

    def of_the_file(file: VendorFile | None) -> Change | None:
        if file is None:
            raise VendorUnknown(vendor_id)
        if expected is not None and file.version != expected:
            raise VersionMoved(file.version)
        return decide(file)

    return file_change(office, vendor_id, of_the_file, on=asked.on, at=asked.at, actor=asked.by)


def row(asked: Asked, event: str, subject: str, *, before: str | None = None, after: str | None = None, note: str = "") -> HistoryRow:
    """A row of the vendor's history in the name of who asked."""
    return HistoryRow(
        recorded_at=asked.at, on=asked.on, actor=asked.by, event=event, subject=subject, before=before, after=after, note=note
    )


def reason_in(text: str) -> str:
    """A reason as people wrote it. Raises Refused when there is none: what overrides a rule is never recorded without one."""
    if not text.strip():
        raise Refused("REASON_MISSING", "Say why.", "reason")
    return text.strip()


def rule_in(text: str) -> str:
    """The id of a rule in the book. Raises Refused."""
    if text not in rules.BOOK:
        raise Refused("RULE_UNKNOWN", f"There is no rule {text}.", "rule", tuple(rules.BOOK))
    return text


def line_in(text: str) -> Line:
    """A line of insurance by its name. Raises Refused with those that there are."""
    try:
        return Line(text)
    except ValueError as error:
        raise Refused("LINE_UNKNOWN", f"There is no line {text}.", "line", tuple(Line)) from error


def later_day(day: date | None, on: date, field: str) -> date | None:
    """A day on which something ends, which lies ahead, or None. Raises Refused."""
    if day is not None and day <= on:
        raise Refused("PAST_DATE", f"{day.isoformat()} is not after {on.isoformat()}.", field)
    return day
