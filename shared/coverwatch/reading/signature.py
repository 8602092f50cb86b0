"""What stands where a representative signs: a name that can be read, or a hand that can't."""

from collections.abc import Mapping

from coverwatch.domain.evidence import Box
from coverwatch.reading import reconcile
from coverwatch.reading.labels import folded
from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.placed import Sight

SIGNATURE = "Producer_AuthorizedRepresentative_Signature_A"
PRINTED_NAMES = ("Producer_FullName_A", "Producer_ContactPerson_FullName_A")
"""Who signs is mostly one of these, printed above."""
FEWEST_LETTERS = 5  # of a name that no scribble spells by chance
CONFIRMED = 0.95  # a name read in script that the form has in print as well, letter by letter
LEGIBLE = 0.5  # below it, a hand's strokes were taken for letters
SIGNED_BY_HAND = "signed by hand: no name was read"
READ_IN_SCRIPT = "signed by hand: read once, at {:.0%}"


def read_in_script(sight: Sight, fields: Mapping[str, FieldReading], page: int) -> FieldReading:
    """A name that Textract alone saw in the representative's box, in script or in a picture of it.

    It counts if `fields` has the same name in print. A person is shown it otherwise, or, if it is hardly one, the hand itself.
    """
    if _in_print(str(sight.value), fields):
        return FieldReading(sight.value, max(CONFIRMED, sight.confidence), page, sight.box, ("textract",))
    if sight.confidence < LEGIBLE:
        return by_hand(page, sight.box)
    return FieldReading(sight.value, sight.confidence, page, sight.box, ("textract",), READ_IN_SCRIPT.format(sight.confidence))


def by_hand(page: int, place: Box) -> FieldReading:
    """A signature of which no name was read: there, and that is all."""
    return reconcile.unread(page, place, SIGNED_BY_HAND)


def _in_print(value: str, fields: Mapping[str, FieldReading]) -> bool:
    name = folded(value)
    return len(name) >= FEWEST_LETTERS and any(n in fields and folded(str(fields[n].value)) == name for n in PRINTED_NAMES)
