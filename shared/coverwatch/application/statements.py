"""A vendor says that it cannot provide something: kept in its own words, in its history, and a task for a person at once."""

from datetime import timedelta

from coverwatch.application.filing import Change, file_change
from coverwatch.application.office import Asked
from coverwatch.application.portal import Opened, Portal
from coverwatch.application.records import HistoryRow, VendorFile
from coverwatch.domain.facts import Statement
from coverwatch.domain.line import Line
from coverwatch.notices import statement_task

MOST_A_DAY = 5  # each is a mail to someone inside
DAY = timedelta(days=1)


class TooManyStatements(Exception):
    """More than one vendor has to say in a day."""


def state(portal: Portal, opened: Opened, line: Line | None, reason: str, asked: Asked) -> bool:
    """Keep what the vendor says. False when it has said just this in the last day: a button is pressed twice.

    Raises TooManyStatements, RequirementSetUnknown, Contended.
    """
    vendor_id = opened.file.facts.vendor.vendor_id
    statement = Statement(statement_id=portal.new_id()[:12], line=line, reason=reason, recorded_at=asked.at, recorded_by=asked.by)

    def decide(file: VendorFile | None) -> Change | None:
        recent = [one for one in file.facts.statements if one.recorded_at > asked.at - DAY] if file else []
        if file is None or any((one.line, one.reason) == (line, reason) for one in recent):
            return None
        if len(recent) >= MOST_A_DAY:
            raise TooManyStatements
        row = HistoryRow(
            recorded_at=asked.at,
            on=asked.on,
            actor=asked.by,
            event="cannot_provide",
            subject=line.value if line else vendor_id,
            note=reason,
        )
        return Change(facts=(statement,), history=(row,), notices=(statement_task(vendor_id, statement, asked.on),))

    return file_change(portal, vendor_id, decide, on=asked.on, at=asked.at, actor=asked.by) is not None
