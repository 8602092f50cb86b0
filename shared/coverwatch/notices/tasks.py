"""Tasks for the organisation's own people that no day brings about, but something that happened."""

from datetime import date

from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.vendor import ContactRole
from coverwatch.notices.recipients import CLOSED, address_digest

LETTER = "letter"
"""How the subject of a task about a mail that came begins; what is to be done about it follows, and on which day or of which policy."""
NO_WORD = "-"


def closed_address_task(vendor_id: str, address: str, on: date) -> Notice:
    """The task that a closed address owes a person at once: to find another."""
    return _task(vendor_id, f"{CLOSED}.{address_digest(address)}", on)


def letter_task(vendor_id: str, code: str, on: date) -> Notice:
    """The task that a mail is for a person to look at; one a day for each reason, whatever number of mails there is."""
    return _task(vendor_id, f"{LETTER}.{code}.{on.isoformat()}", on)


def policy_news_task(vendor_id: str, kind: str, policy_number: str | None, effective_on: date | None, on: date) -> Notice:
    """The task to look at the news of a policy that a mail brought; one for each policy, kind and day that it counts from."""
    number = "".join(letter for letter in policy_number or "" if letter.isalnum() or letter == "-") or NO_WORD
    effective = effective_on.isoformat() if effective_on else NO_WORD
    return _task(vendor_id, f"{LETTER}.{kind}.{number}.{effective}", on)


def policy_news_of(subject: str) -> tuple[str, str, date] | None:
    """The kind, number and day in the subject of a task about news of a policy, where all of it is known."""
    parts = subject.split(".")
    if len(parts) != 4 or NO_WORD in parts[2:]:
        return None
    return parts[1], parts[2], date.fromisoformat(parts[3])


def is_policy_news(subject: str) -> bool:
    """Whether a task is about news of a policy, which do not wait."""
    return subject.startswith(f"{LETTER}.") and len(subject.split(".")) == 4


def _task(vendor_id: str, subject: str, on: date) -> Notice:
    return Notice(vendor_id=vendor_id, series=Series.REVIEW_TASK, subject=subject, step=0, day=on, roles=(ContactRole.OWNER,))
