"""What the API answers of many vendors at once."""

from datetime import date, datetime

from coverwatch.api.answers import AnswerBody
from coverwatch.application.finding_vendors import Expiring
from coverwatch.application.import_vendors import Imported, RowOutcome
from coverwatch.application.records import Overview
from coverwatch.application.trying import Tried
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.line import Line


class Waits(AnswerBody):
    """What waits: documents for a person, documents for their reading, notices for their mail."""

    in_review: int
    being_read: int
    unsent: int


class MonthsCost(AnswerBody):
    """What reading the documents of a month cost, in millionths of a dollar."""

    month: str
    currency: str = "USD"
    millionths: int


class OverviewAnswer(AnswerBody):
    """How all active vendors stood at a moment."""

    as_of: datetime | None
    vendors: int
    inactive: int
    by_status: dict[VendorStatus, int]
    ending: dict[date, int]
    deficiencies_by_rule: dict[str, int]
    waits: Waits
    cost: MonthsCost


def overview_answer(stock: Overview | None) -> OverviewAnswer:
    return OverviewAnswer(
        as_of=stock.as_of if stock else None,
        vendors=stock.vendors if stock else 0,
        inactive=stock.inactive if stock else 0,
        by_status=dict(stock.by_status) if stock else {},
        ending=dict(stock.ending) if stock else {},
        deficiencies_by_rule=dict(stock.failed_rules) if stock else {},
        waits=Waits(in_review=stock.in_review, being_read=stock.being_read, unsent=stock.unsent)
        if stock
        else Waits(in_review=0, being_read=0, unsent=0),
        cost=MonthsCost(month=stock.month if stock else "", millionths=stock.cost if stock else 0),
    )


class EndingLine(AnswerBody):
    """A line, and the first day on which it is without cover."""

    line: Line
    first_uncovered_on: date


class ExpiringAnswer(AnswerBody):
    """A vendor whose cover ends, and which lines when."""

    vendor_id: str
    legal_name: str
    status: VendorStatus
    ends: list[EndingLine]


def expiring_answer(one: Expiring) -> ExpiringAnswer:
    return ExpiringAnswer(
        vendor_id=one.vendor.vendor_id,
        legal_name=one.vendor.legal_name,
        status=one.standing.status,
        ends=[EndingLine(line=end.line, first_uncovered_on=end.on) for end in one.ends],
    )


class RowFault(AnswerBody):
    """What is wrong with a row: a stable code, the column if it is one, a sentence."""

    code: str
    column: str
    detail: str


class RowAnswer(AnswerBody):
    """A line of the file, the vendor that it is about, and what became of it."""

    line: int
    vendor_id: str | None
    outcome: RowOutcome
    errors: list[RowFault]


class ImportAnswer(AnswerBody):
    """Every row in order. Not `done`: time ran out; send the same file again."""

    done: bool
    rows: list[RowAnswer]
    ignored_columns: list[str]


def import_answer(imported: Imported) -> ImportAnswer:
    rows = [
        RowAnswer(
            line=row.line,
            vendor_id=row.vendor_id,
            outcome=row.outcome,
            errors=[RowFault(code=fault.code, column=fault.column, detail=fault.sentence) for fault in row.faults],
        )
        for row in imported.rows
    ]
    return ImportAnswer(done=imported.done, rows=rows, ignored_columns=list(imported.ignored_columns))


class ChangeAnswer(AnswerBody):
    """A vendor whose status or authorization would be another, and why."""

    vendor_id: str
    legal_name: str
    before: VendorStatus
    after: VendorStatus
    authorized_before: bool
    authorized_after: bool
    reasons: list[str]


class TriedAnswer(AnswerBody):
    """What would change, as far as it was looked at: `looked_at` of `vendors`."""

    changes: list[ChangeAnswer]
    looked_at: int
    vendors: int


def tried_answer(tried: Tried) -> TriedAnswer:
    changes = [ChangeAnswer(**{name: getattr(one, name) for name in ChangeAnswer.model_fields}) for one in tried.changes]
    return TriedAnswer(changes=changes, looked_at=tried.looked_at, vendors=tried.vendors)
