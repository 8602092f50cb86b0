"""One page of a form, from every source that saw it: registered, placed, witnessed by its ink, reconciled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from coverwatch.reading import reconcile
from coverwatch.reading.maps import FormMap, Kind
from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.page import Page
from coverwatch.reading.placed import Sight
from coverwatch.reading.placement import Seen, seen_on
from coverwatch.reading.plausible import doubts
from coverwatch.reading.register import Registration, register
from coverwatch.reading.witness import Witness, witness

SURE_ALONE = 0.90  # a value that only one source saw counts without a person from here on
ODD = 0.5  # what is left of a lonely value's confidence when it is odd


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form's page as read. `registrations` are by source."""

    fields: Mapping[str, FieldReading]
    registrations: Mapping[str, Registration]
    signed: bool | None


def read_sheet(pages: Sequence[Page], picture: Image.Image | None, form: FormMap) -> Sheet | None:
    """Read one page of a form; None when no source's words lie on it."""
    registrations: dict[str, Registration] = {}
    seen: dict[str, Seen] = {}
    for page in pages:
        registration = register(page, form)
        if registration is not None:
            registrations[page.source] = registration
            seen[page.source] = seen_on(page, registration, form)
    if not seen:
        return None
    number = pages[0].number
    best = max(registrations.values(), key=lambda r: r.share)
    ink = witness(picture, best, form, seen) if picture is not None else None
    named = {n: Sight(v.value, 1.0, v.box) for page in pages for n, v in page.named_values.items() if n in form.fields}
    fields = dict(_fields(form, seen, named, ink, number, best))
    return Sheet(_weighed(fields, form), registrations, ink.signed if ink else None)


def _fields(
    form: FormMap, seen: Mapping[str, Seen], named: Mapping[str, Sight], ink: Witness | None, number: int, registration: Registration
) -> list[tuple[str, FieldReading]]:
    found = []
    layered = "digital" in seen
    for name, field in form.fields.items():
        sights = {source: one.sights[name] for source, one in seen.items() if name in one.sights}
        if name in named:
            sights["digital"] = named[name]
        reading: FieldReading | None
        if field.kind is Kind.MARK:
            reading = reconcile.marked(field, sights, ink.shares.get(name) if ink else None, number, registration.on_page(field.box))
        else:
            reading = reconcile.written(field, sights, ink, number, layered=layered)
            if reading is None and ink is not None and name in ink.unread:
                reading = reconcile.unread(number, registration.on_page(ink.unread[name]))
        if reading is not None:
            found.append((name, reading))
    return found


def _weighed(fields: Mapping[str, FieldReading], form: FormMap) -> dict[str, FieldReading]:
    """The fields with the doubts that a lonely value has to bear."""
    odd = doubts(fields, {n: f.kind for n, f in form.fields.items()})
    weighed = {}
    for name, reading in fields.items():
        lonely = [s for s in reading.sources if s != "ink"] == ["textract"]
        if lonely and reading.review is None and reading.value is not True:
            confidence = reading.confidence * (ODD if name in odd else 1)
            if confidence < SURE_ALONE:
                reason = odd.get(name) or "read once"
                weighed[name] = replace(reading, confidence=confidence, review=f"{reason}, at {confidence:.0%}")
                continue
        weighed[name] = reading
    return weighed
