"""The task that a vendor's statement owes a person: it says that it cannot provide something, and why."""

from datetime import date

from coverwatch.domain.facts import Statement, VendorFacts
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.vendor import ContactRole

CANNOT_PROVIDE = "cannot_provide"
"""How the subject of a statement's task begins; the statement's id follows."""


def statement_task(vendor_id: str, statement: Statement, on: date) -> Notice:
    """The task, owed at once to who hired the vendor: to look at what it says, and to answer it."""
    subject = f"{CANNOT_PROVIDE}.{statement.statement_id}"
    return Notice(vendor_id=vendor_id, series=Series.REVIEW_TASK, subject=subject, step=0, day=on, roles=(ContactRole.OWNER,))


def statement_of(facts: VendorFacts, subject: str) -> Statement | None:
    """The statement that a task is about."""
    return next((one for one in facts.statements if subject == f"{CANNOT_PROVIDE}.{one.statement_id}"), None)
