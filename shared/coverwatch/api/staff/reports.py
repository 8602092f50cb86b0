"""How all vendors stand: counts, ending cover, and a report to keep."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from coverwatch.api.answers import AddressAnswer, Items, elsewhere
from coverwatch.api.asking import AnOffice, WhoAsks
from coverwatch.api.cursors import Cursors
from coverwatch.api.lists import ExpiringAnswer, OverviewAnswer, expiring_answer, overview_answer
from coverwatch.api.parameters import Cursor, Limit
from coverwatch.application.finding_vendors import expirations
from coverwatch.application.reports import compliance_report

Within = Annotated[int, Query(ge=1, le=366, description="How many days ahead.")]


def get_overview(office: AnOffice) -> OverviewAnswer:
    """Counts by status, ending cover by day, what waits, deficiencies by rule, cost of the month, as of a moment

    Counted every quarter of an hour, not when asked; `as_of` is null until it was counted once.
    """
    return overview_answer(office.records.overview())


def list_expirations(
    office: AnOffice, asked: WhoAsks, within: Within = 30, limit: Limit = 100, cursor: Cursor = None
) -> Items[ExpiringAnswer]:
    """Vendors with a line whose cover ends within so many days, the nearest end first"""
    cursors = Cursors(office.signing_secret, "expirations", (within,), asked.at)
    after = cursors.read(cursor)
    page = expirations(office, within, asked.on, after[0] if after else None, limit)
    following = cursors.write((page[-1].position,)) if len(page) == limit else None
    return Items(items=[expiring_answer(one) for one in page], cursor=following)


def get_compliance_report(office: AnOffice, asked: WhoAsks) -> Response[AddressAnswer]:
    """Where a report of all vendors can be fetched as CSV, for a minute; made when asked"""
    return elsewhere(compliance_report(office, asked))
