"""What is due to whom, when, and what it says. Nothing is sent from here."""

from coverwatch.notices.acknowledgement import acknowledgement, is_within_the_days_count
from coverwatch.notices.cadence import Due, cadence_of, due, first_request, goes_at_once, held_until
from coverwatch.notices.mail import Links, Mail, Organisation, compose
from coverwatch.notices.mime import as_mime
from coverwatch.notices.premise import is_overtaken, still_true
from coverwatch.notices.recipients import INSIDE, gathered, is_address, producer_on_file, recipients
from coverwatch.notices.statements import statement_task
from coverwatch.notices.tasks import closed_address_task, letter_task

__all__ = [
    "INSIDE",
    "Due",
    "Links",
    "Mail",
    "Organisation",
    "acknowledgement",
    "as_mime",
    "cadence_of",
    "closed_address_task",
    "compose",
    "due",
    "first_request",
    "gathered",
    "goes_at_once",
    "held_until",
    "is_address",
    "is_overtaken",
    "is_within_the_days_count",
    "letter_task",
    "producer_on_file",
    "recipients",
    "statement_task",
    "still_true",
]
