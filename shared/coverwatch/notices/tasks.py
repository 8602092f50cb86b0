"""Tasks for the organisation's own people that no day brings about, but something that happened."""

from datetime import date

from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.vendor import ContactRole
from coverwatch.notices.recipients import CLOSED, address_digest

LETTER = "letter"
"""How the subject of a task about a mail that came begins; what is to be done about it follows, and the day."""


def closed_address_task(vendor_id: str, address: str, on: date) -> Notice:
    """The task that a closed address owes a person at once: to find another. One that was opened again and closes again owes another."""
    return _task(vendor_id, f"{CLOSED}.{address_digest(address)}.{on.isoformat()}", on)


def letter_task(vendor_id: str, code: str, on: date) -> Notice:
    """The task that a mail is for a person to look at; one a day for each reason, whatever number of mails there is."""
    return _task(vendor_id, f"{LETTER}.{code}.{on.isoformat()}", on)


def _task(vendor_id: str, subject: str, on: date) -> Notice:
    return Notice(vendor_id=vendor_id, series=Series.REVIEW_TASK, subject=subject, step=0, day=on, roles=(ContactRole.OWNER,))
