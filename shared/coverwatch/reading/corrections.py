"""A reading that a person has looked at: what they corrected goes back into the fields, and the certificate is made anew from them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from coverwatch.domain.certificate import Certificate
from coverwatch.domain.evidence import Box
from coverwatch.reading.bundle import bundled
from coverwatch.reading.maps import ACORD_25_EDITIONS, Field, FormMap, Kind, acord_25, acord_101
from coverwatch.reading.outcome import FieldReading, FormReading
from coverwatch.reading.values import parse_date, parse_limit

Value = str | bool | None
PERSON = "person"
"""The source of what a reviewer typed or confirmed, beside textract, digital and ink."""

LETTERS = frozenset("XYN")
INSURERS = frozenset("ABCDEF")
_WANTED = {
    Kind.MARK: "true or false",
    Kind.LETTER: "X, Y or N",
    Kind.INSURER: "an insurer's letter, A to F",
    Kind.DATE: "a day, as 11/24/2026",
    Kind.AMOUNT: "an amount, or a word such as EXCLUDED",
}


class UnknownField(Exception):
    """No form of the document has such a field."""


class UnfitValue(Exception):
    """A value that the field cannot hold; says what it can."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(f"{field}: {wanted}")
        self.field = field
        self.wanted = wanted


def forms_in(kept: Mapping[str, Any]) -> tuple[FormReading, ...]:
    """The forms of a reading as `reading_as_json` kept it."""
    return tuple(_form(form) for form in kept["forms"])


def fields_in_question(forms: Sequence[FormReading]) -> dict[str, FieldReading]:
    """The fields that a person must look at, by eLabel."""
    return {name: reading for form in forms for name, reading in form.fields.items() if reading.review}


def looked_at(forms: Sequence[FormReading], corrections: Mapping[str, Value], was: Certificate | None) -> Certificate | None:
    """The certificate that the forms state once a person has corrected some fields and confirmed the others; None if no form is one.

    An empty value, or False, says that the field is blank. What the fields do not tell (signed, specimen) is as it `was`.
    Raises UnknownField, UnfitValue.
    """
    for name, value in corrections.items():
        place = _place_of(forms, name)
        forms = (*forms[:place], _corrected(forms[place], name, value), *forms[place + 1 :])
    certificate = bundled([_confirmed(form) for form in forms]).certificate
    if certificate is None or was is None:
        return certificate
    return replace(certificate, signed=was.signed, specimen=was.specimen)


def _form(kept: Mapping[str, Any]) -> FormReading:
    fields = {
        name: FieldReading(
            value=field["value"],
            confidence=field["confidence"],
            page=field["page"],
            box=Box(**field["box"]),
            sources=tuple(field["sources"]),
            review=field["review"],
        )
        for name, field in kept["fields"].items()
    }
    return FormReading(kept["form"], kept["edition"], tuple(kept["pages"]), fields)


def _place_of(forms: Sequence[FormReading], name: str) -> int:
    """Which form a field belongs to: the one that states it, otherwise the first that has a place for it."""
    stating = (place for place, form in enumerate(forms) if name in form.fields)
    holding = (place for place, form in enumerate(forms) if name in _map_of(form))
    place = next(stating, None)
    place = place if place is not None else next(holding, None)
    if place is None:
        raise UnknownField(name)
    return place


def _map_of(form: FormReading) -> Mapping[str, Field]:
    laid_out: FormMap | None = None
    if form.form == "ACORD 25":
        laid_out = acord_25(form.edition if form.edition in ACORD_25_EDITIONS else ACORD_25_EDITIONS[0])
    elif form.form == "ACORD 101":
        laid_out = acord_101()
    return laid_out.fields if laid_out else {}


def _corrected(form: FormReading, name: str, value: Value) -> FormReading:
    field = _map_of(form).get(name)
    fields = {each: reading for each, reading in form.fields.items() if each != name}
    if field is None:
        raise UnknownField(name)
    typed = _typed(field, value)
    if typed is not None:
        stated = form.fields.get(name)
        page, box = (stated.page, stated.box) if stated else (form.pages[0], field.box)
        fields[name] = FieldReading(typed, 1.0, page, box, (PERSON,))
    return replace(form, fields=fields)


def _typed(field: Field, value: Value) -> str | bool | None:
    """A value as the field holds it; None when it is blank."""
    if field.kind is Kind.MARK:
        if not isinstance(value, bool | None):
            raise UnfitValue(field.name, _WANTED[Kind.MARK])
        return value or None
    if value is None:
        return None
    if isinstance(value, bool):
        raise UnfitValue(field.name, _WANTED.get(field.kind, "text"))
    text = value.strip()
    if not all(_fits(field.kind, line.strip()) for line in text.splitlines()):  # a line for each of several policies in one row
        raise UnfitValue(field.name, _WANTED[field.kind])
    return (text.upper() if field.kind in {Kind.LETTER, Kind.INSURER} else text) or None


def _fits(kind: Kind, text: str) -> bool:
    match kind:
        case Kind.LETTER:
            return text.upper() in LETTERS
        case Kind.INSURER:
            return text.upper() in INSURERS
        case Kind.DATE:
            return parse_date(text) is not None
        case Kind.AMOUNT:
            limit = parse_limit(text)
            return limit.amount is not None or limit.word is not None
        case _:
            return True


def _confirmed(form: FormReading) -> FormReading:
    """The form with nothing left to look at: a person has."""
    fields = {
        name: replace(reading, review=None, sources=(*reading.sources, PERSON)) if reading.review else reading
        for name, reading in form.fields.items()
    }
    return replace(form, fields=fields)
