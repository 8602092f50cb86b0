"""What is due to whom, when, and what it says. Nothing is sent from here."""

from coverwatch.notices.cadence import Due, cadence_of, due, first_request, held_until
from coverwatch.notices.premise import still_true
from coverwatch.notices.recipients import is_address, recipients

__all__ = ["Due", "cadence_of", "due", "first_request", "held_until", "is_address", "recipients", "still_true"]
