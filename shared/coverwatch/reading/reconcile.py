"""What several sources saw of a field → one reading: agreement is sure, difference goes to a person with both values."""

from collections.abc import Mapping

from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.placement import Sight

SURE_ALONE = 0.90  # a value that only one source saw counts without a person from here on
ORDER = ("digital", "textract", "ink")  # whose value stands when they agree: letters of the layer are exact


def reconciled(seen: Mapping[str, Mapping[str, Sight]], page: int) -> dict[str, FieldReading]:
    """The fields of a page, from each source's sights by eLabel."""
    names = dict.fromkeys(name for sights in seen.values() for name in sights)
    return {name: _one({s: seen[s][name] for s in ORDER if name in seen.get(s, {})}, page) for name in names}


def _one(sights: Mapping[str, Sight], page: int) -> FieldReading:
    sources = tuple(sights)
    first = sights[sources[0]]
    values = {_plain(s.value): s.value for s in sights.values()}
    review = next((s.review for s in sights.values() if s.review), None)
    if len(values) > 1:
        review = "reads disagree: " + " / ".join(str(v) for v in values.values())
    confidence = 1.0
    for sight in sights.values():
        confidence *= 1 - sight.confidence
    confidence = round(min(1 - confidence, 0.99), 4) if len(values) == 1 else min(s.confidence for s in sights.values()) / 2
    if review is None and len(sources) == 1 and confidence < SURE_ALONE:
        review = f"read once, at {confidence:.0%}"
    return FieldReading(first.value, confidence, page, first.box, sources, review)


def _plain(value: str | bool) -> str | bool:
    return value if isinstance(value, bool) else " ".join(value.split()).casefold()
