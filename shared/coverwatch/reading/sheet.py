"""One page of a form, from every source that saw it: registered, placed, witnessed by its ink, reconciled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from coverwatch.reading import reconcile
from coverwatch.reading.description import INSTRUCTION
from coverwatch.reading.maps import FormMap, Kind
from coverwatch.reading.misprint import misprinted
from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.page import Page, overlap
from coverwatch.reading.placed import Sight
from coverwatch.reading.placement import Seen, seen_on
from coverwatch.reading.plausible import doubts
from coverwatch.reading.register import Registration, register
from coverwatch.reading.signature import SIGNATURE, by_hand, read_in_script
from coverwatch.reading.witness import Witness, witness

SURE_ALONE = 0.90
"""A value that only one source saw counts without a person from here on.

Measured on 1,900 values of 32 scanned pages, read by the local reader: those that were wrong were sure to 0.66 at most, but for one, of
0.98, that its gap gives away (witness.GAP); those that were right were sure to 0.84 at least, 99 of 100 to 0.98.
"""
FEWEST_LABELS = 0.3  # of a form's labels: below it the page is not that form
VALUES_ALONE = 0.6  # of the words that the page shows: a layer with no more has no labels
FEWER_LABELS = 0.45  # of the labels, all in place: a bad picture, on which what is read is told by its neighbours
MOST_LABELS = 0.8  # of the labels: rows may have been moved, each has its own label
SAME_PLACE = 0.35  # of the smaller box
ADDRESSED_TO_A_MACHINE = "holds words meant for a machine that reads, not for a person"
CROWDED = "another box of the form was found in the same place"
ELSEWHERE = "read from the labels alone: the page is not laid out as the form is"
ODD, STRANGE = 0.5, 0.92  # what is left of a lonely value's confidence when it is odd in itself, or beside its neighbours


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form's page as read. `registration` is the best source's; `in_place`: things stand where the form has them, or its labels tell."""

    fields: Mapping[str, FieldReading]
    registration: Registration
    signed: bool | None

    @property
    def in_place(self) -> bool:
        return in_place(self.registration)


def in_place(registration: Registration) -> bool:
    """The page's labels tell where everything stands: most were met, or fewer, but where the form has them."""
    return registration.share >= MOST_LABELS or (registration.share >= FEWER_LABELS and not registration.redrawn)


def laid_on(pages: Sequence[Page], form: FormMap) -> dict[str, Registration]:
    """How each source's page lies on the form, by source; those left out on which too few of its labels stand."""
    found = {page.source: register(page, form) for page in pages}
    laid = {source: r for source, r in found.items() if r is not None and r.share >= FEWEST_LABELS}
    labelled = next((page for page in pages if page.source in laid), None)
    for page in pages:
        if labelled is not None and page.source not in laid and _holds_values_alone(page, labelled):
            laid[page.source] = replace(laid[labelled.source], met=())
    return laid


def _holds_values_alone(page: Page, labelled: Page) -> bool:
    """A layer without the form's labels, which the page draws as outlines: it lies as the source lies that reads them."""
    return page.to_upright == labelled.to_upright and 0 < len(page.words) < VALUES_ALONE * len(labelled.words)


def read_sheet(pages: Sequence[Page], registrations: Mapping[str, Registration], picture: Image.Image | None, form: FormMap) -> Sheet:
    """Read one page of a form as laid on by `laid_on`, at least one source's; `picture` is the page as a person sees it, grey."""
    seen = {p.source: seen_on(p, registrations[p.source], form) for p in pages if p.source in registrations}
    number = pages[0].number
    best = max(registrations.values(), key=lambda r: r.share)
    ink = witness(picture, best, form, pages, seen) if picture is not None else None
    named = {n: Sight(v.value, 1.0, v.box) for page in pages for n, v in page.named_values.items() if n in form.fields}
    fields = dict(_fields(form, seen, named, ink, number, best))
    fields.update(_signature(form, seen, fields, ink, number, best))
    off = {n: reason for one in seen.values() for n, reason in misprinted(form, one).items() if n not in named}
    fields = {n: replace(f, confidence=min(f.confidence, ODD), review=f.review or off[n]) if n in off else f for n, f in fields.items()}
    if not in_place(best):
        fields = {
            n: f if n in named else replace(f, confidence=min(f.confidence, ODD), review=f.review or ELSEWHERE) for n, f in fields.items()
        }
    signed = True if SIGNATURE in fields else ink.signed if ink else None
    return Sheet(_weighed(fields, form), best, signed)


def _fields(
    form: FormMap, seen: Mapping[str, Seen], named: Mapping[str, Sight], ink: Witness | None, number: int, registration: Registration
) -> list[tuple[str, FieldReading]]:
    found = []
    layered = "digital" in seen
    crowded = _crowded(form, registration)
    for name, field in form.fields.items():
        sights = {source: one.sights[name] for source, one in seen.items() if name in one.sights}
        if name in named:
            sights["digital"] = named[name]
        place = registration.field_on_page(field)
        reading: FieldReading | None
        if field.kind is Kind.MARK:
            reading = reconcile.marked(
                sights, ink.shares.get(name) if ink else None, number, place, told=registration.tells(field) and name not in crowded
            )
            if reading is not None and name in crowded:
                reading = replace(reading, review=reading.review or CROWDED)
        else:
            reading = reconcile.written(field, sights, ink, number, place, layered=layered)
            if reading is None and ink is not None and name in ink.unread:
                reading = reconcile.unread(number, registration.on_page(ink.unread[name]))
        if reading is not None:
            found.append((name, reading))
    return found


def _crowded(form: FormMap, registration: Registration) -> frozenset[str]:
    """Checkboxes that the page's labels put in one place: one of the two is somewhere else."""
    places = {n: registration.field_on_page(f) for n, f in form.fields.items() if f.kind is Kind.MARK}
    return frozenset(n for n, place in places.items() if any(o != n and overlap(place, other) > SAME_PLACE for o, other in places.items()))


def _signature(
    form: FormMap,
    seen: Mapping[str, Seen],
    fields: Mapping[str, FieldReading],
    ink: Witness | None,
    number: int,
    registration: Registration,
) -> dict[str, FieldReading]:
    """The representative's box where no name in print stands in it; empty where it is blank, or already read."""
    place = form.fields.get(SIGNATURE)
    if place is None or (SIGNATURE in fields and fields[SIGNATURE].sources != ("textract",)):
        return {}
    sight = seen["textract"].sights.get(SIGNATURE) if "textract" in seen else None
    if sight is None:
        return {SIGNATURE: by_hand(number, registration.on_page(place.box))} if ink and ink.signed else {}
    return {} if fields[SIGNATURE].confidence >= SURE_ALONE else {SIGNATURE: read_in_script(sight, fields, number)}


def _weighed(fields: Mapping[str, FieldReading], form: FormMap) -> dict[str, FieldReading]:
    """The fields with the doubts that a lonely value has to bear."""
    odd = doubts(fields, {n: f.kind for n, f in form.fields.items()})
    weighed = {}
    for name, given in fields.items():
        addressed = isinstance(given.value, str) and INSTRUCTION.search(" ".join(given.value.split()))
        reading = replace(given, review=given.review or ADDRESSED_TO_A_MACHINE) if addressed else given
        lonely = [s for s in reading.sources if s != "ink"] == ["textract"]
        if lonely and reading.review is None and reading.value is not True:
            doubt = odd.get(name)
            confidence = reading.confidence * (1 if doubt is None else ODD if doubt.grave else STRANGE)
            if confidence < SURE_ALONE:
                reason = doubt.reason if doubt else "read once"
                weighed[name] = replace(reading, confidence=confidence, review=f"{reason}, at {confidence:.0%}")
                continue
        weighed[name] = reading
    return weighed
