"""What several sources saw of a field → one reading: agreement is sure, difference goes to a person with both values."""

from collections.abc import Mapping

from coverwatch.domain.evidence import Box
from coverwatch.reading.ink import BLANK, MARKED
from coverwatch.reading.maps import Field, Kind
from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.placed import Sight
from coverwatch.reading.values import parse_amount, parse_date
from coverwatch.reading.witness import Witness

AGREED = 0.99  # the most that a reading is ever sure of
LAYER_AND_INK = 0.97  # letters of the layer where the page shows ink
INK_ALONE = 0.95  # a box that is dark as a cross makes it, and that no source read
ALIKE_ALONE = 0.75  # likeness of a letter's ink to what it is taken for, when nobody else read it
LETTER_ALONE = 0.92
UNSURE = 0.5
CLEARLY_MARKED = 0.04  # of a box's inside: what ink alone needs
CLEARLY_READ = 0.9  # what the page shows goes before what its layer says, if it was read as surely
NOT_SHOWN = "the layer has a text that the page does not show: {}"
NOT_IN_LAYER = "the page shows a text that its layer does not have: {}"
UNREAD = "something stands here that no source read"


def marked(sights: Mapping[str, Sight], share: float | None, page: int, place: Box, *, told: bool) -> FieldReading | None:
    """A checkbox from the sources that saw a mark in it, and from how dark its inside is; None when it is blank.

    `told` says that its own label was met: where a box stands must be sure before its ink counts alone.
    """
    if share is None:
        return _mark_without_ink(sights, page)
    sources = (*sights, "ink") if share > BLANK else tuple(sights)
    box = next((s.box for s in sights.values()), place)
    if sights and share <= BLANK:
        return FieldReading(True, UNSURE, page, box, sources, "a mark was read, but the box shows no ink")
    if sights:
        confidence = AGREED if share >= MARKED or len(sights) > 1 else INK_ALONE
        return FieldReading(True, confidence, page, box, sources)
    if share <= BLANK:
        return None
    review = None if share >= CLEARLY_MARKED and told else f"may be marked: {share:.0%} of the box is dark"
    return FieldReading(True, UNSURE if review else INK_ALONE, page, box, sources, review)


def _mark_without_ink(sights: Mapping[str, Sight], page: int) -> FieldReading | None:
    if not sights:
        return None
    confidence = AGREED if len(sights) > 1 else min(AGREED, next(iter(sights.values())).confidence)
    return FieldReading(True, confidence, page, next(iter(sights.values())).box, tuple(sights))


def written(field: Field, sights: Mapping[str, Sight], ink: Witness | None, page: int, place: Box, *, layered: bool) -> FieldReading | None:
    """A text from the sources that read one; `layered` says that the page has a layer, so that its silence means something."""
    if ink and field.kind is Kind.LETTER and field.name in ink.letters:
        return _lettered(field, sights, ink, page, place)
    unread = ink.unread.get(field.name) if ink else None
    if not sights:
        return None
    first = sights.get("digital") or next(iter(sights.values()))
    values = _values(field.kind, sights)
    confidence = _confidence(sights, ink, field.name)
    sources = (*sights, "ink") if ink and field.kind in {Kind.LETTER, Kind.INSURER} and field.name not in ink.hidden else tuple(sights)
    review = next((s.review for s in sights.values() if s.review), None)
    if len(values) > 1:
        review = "reads disagree: " + " / ".join(values)
        first = sights["textract"] if "textract" in sights and sights["textract"].confidence >= CLEARLY_READ else first
    elif ink and field.name in ink.hidden:
        review = NOT_SHOWN.format(first.value)
    elif layered and "digital" not in sights:
        review = NOT_IN_LAYER.format(first.value)
    elif ink and field.name in ink.gapped and tuple(sights) == ("textract",) and review is None:
        review = f"the print has a gap that was not read: {first.value}"
    elif unread is not None and review is None:
        review = f"{UNREAD}, beside {first.value}"
    return FieldReading(first.value, min(confidence, UNSURE) if review else confidence, page, first.box, sources, review)


def _lettered(field: Field, sights: Mapping[str, Sight], ink: Witness, page: int, place: Box) -> FieldReading:
    """X, Y or N in a cell whose ink looks like one of them: a source of its own."""
    letter, likeness = ink.letters[field.name]
    first = next(iter(sights.values()), None)
    if first is None:
        review = None if likeness >= ALIKE_ALONE else f"read from its ink alone, {likeness:.0%} like {letter}"
        return FieldReading(letter, UNSURE if review else LETTER_ALONE, page, place, ("ink",), review)
    values = tuple(dict.fromkeys((*(str(s.value) for s in sights.values()), letter)))
    review = next((s.review for s in sights.values() if s.review), None)
    if len({v.upper() for v in values}) > 1:
        review = "reads disagree: " + " / ".join(values)
    return FieldReading(first.value, UNSURE if review else AGREED, page, first.box, (*sights, "ink"), review)


def unread(page: int, place: Box, reason: str = UNREAD) -> FieldReading:
    """A field in which ink stands that no source could read."""
    return FieldReading("", 0.0, page, place, ("ink",), reason)


def _values(kind: Kind, sights: Mapping[str, Sight]) -> tuple[str, ...]:
    by_meaning: dict[object, str] = {}
    for sight in sights.values():
        by_meaning.setdefault(_meaning(kind, str(sight.value)), str(sight.value))
    return tuple(by_meaning.values())


def _meaning(kind: Kind, value: str) -> object:
    """What two readings of the same print have in common: the day, the sum, the letters and digits."""
    if kind is Kind.DATE and (day := parse_date(value)) is not None:
        return day
    if kind is Kind.AMOUNT and (amount := parse_amount(value)) is not None:
        return amount
    return "".join(c for c in value.casefold() if c.isalnum()) or value.strip()


def _confidence(sights: Mapping[str, Sight], ink: Witness | None, name: str) -> float:
    if len(sights) > 1:
        return AGREED
    source, sight = next(iter(sights.items()))
    if source == "digital":
        return LAYER_AND_INK if ink is None or name not in ink.hidden else UNSURE
    return min(AGREED, sight.confidence)
