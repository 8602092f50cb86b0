"""Fields of the policy rows → policies, with evidence for everything they say. Absent is absent."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from coverwatch.domain.certificate import Basis, Insurer, Limit, Policy
from coverwatch.domain.evidence import Evidence
from coverwatch.domain.line import Line
from coverwatch.reading.other_row import line_of_description, name_of_limit
from coverwatch.reading.outcome import FieldReading
from coverwatch.reading.rows import AGGREGATE_BOXES, AUTO_BOXES, OTHER, OTHER_LIMITS, ROWS, UMBRELLA, Row
from coverwatch.reading.stacked import policies_in
from coverwatch.reading.values import parse_date, parse_limit

Fields = Mapping[str, FieldReading]
_SUM = r"\$?\s?(\d[\d,]*)"
DEDUCTIBLE = re.compile(rf"\bded(?:uctible)?\b[^\d$]{{0,6}}{_SUM}|{_SUM}\s+ded(?:uctible)?\b", re.IGNORECASE)
RETENTION = re.compile(rf"\b(?:SIR|self[\s-]insured retention)\b[^\d$]{{0,6}}{_SUM}|{_SUM}\s+(?:SIR|self[\s-]insured)\b", re.IGNORECASE)
RETROACTIVE = re.compile(r"retro(?:active)?(?:\s*date)?\W{0,4}(\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d)", re.IGNORECASE)
YES, NO = frozenset("XY"), frozenset("N")


def policies_of(fields: Fields, insurers: Mapping[str, Insurer]) -> tuple[Policy, ...]:
    """The policies that the rows state, in the form's order: one a row, or several stacked in it."""
    return tuple(_policy(row, own, insurers) for row in ROWS if _stated(row, fields) for own in policies_in(row, fields))


def evidence_of(name: str, reading: FieldReading) -> Evidence:
    """Where a field was read and how sure."""
    return Evidence(name, reading.page, reading.box, reading.confidence, reading.sources, reading.review)


def text_of(fields: Fields, name: str | None) -> str | None:
    """A field's text on one line, or None when it is blank."""
    reading = fields.get(name) if name else None
    return (" ".join(reading.value.split()) or None) if reading and isinstance(reading.value, str) else None


def _stated(row: Row, fields: Fields) -> bool:
    names = [row.number, row.effective, row.expiration, row.letter, *row.limits.values()]
    if row is OTHER:
        names += [row.others["description"], *(amount for _, amount in OTHER_LIMITS)]
    return any(name in fields for name in names)


def _policy(row: Row, fields: Fields, insurers: Mapping[str, Insurer]) -> Policy:
    letter = text_of(fields, row.letter)
    insurer = insurers.get(letter or "")
    limits, limit_names = _limits(row, fields)
    evidence = dict(_evidence(row, fields, limit_names))
    marked = [basis for basis, name in ((Basis.OCCURRENCE, row.occurrence), (Basis.CLAIMS_MADE, row.claims_made)) if name in fields]
    description = text_of(fields, row.others.get("description"))
    effective, expiration = text_of(fields, row.effective), text_of(fields, row.expiration)
    write_ins = tuple(_write_ins(row, fields))
    return Policy(
        line=_line(row, fields, description),
        insurer_letter=letter,
        insurer=insurer.name if insurer else None,
        number=text_of(fields, row.number),
        effective_on=parse_date(effective) if effective else None,
        expires_on=parse_date(expiration) if expiration else None,
        limits=limits,
        line_marked=row.own_box in fields or row.others.get("excess") in fields,
        basis=marked[0] if len(marked) == 1 else None,
        bases_marked=tuple(marked),
        aggregate_applies_per=tuple(b for n, b in AGGREGATE_BOXES.items() if n in fields) if row.line is Line.GENERAL_LIABILITY else (),
        auto_symbols=tuple(s for n, s in AUTO_BOXES.items() if n in fields) if row.line is Line.AUTOMOBILE_LIABILITY else (),
        additional_insured=_answer(fields, row.additional_insured),
        waiver_of_subrogation=_answer(fields, row.waiver),
        statutory=row.others.get("statutory") in fields,
        officers_excluded=_answer(fields, row.others.get("officers_excluded")),
        retention=_retained(fields, row, "retention") or _written(RETENTION, write_ins),
        deductible=_retained(fields, row, "deductible") or _written(DEDUCTIBLE, write_ins),
        retroactive_on=_retroactive((*write_ins, description or "", *(text_of(fields, n) or "" for n in _other_texts(row)))),
        write_ins=write_ins,
        description=description,
        evidence=evidence,
    )


def _line(row: Row, fields: Fields, description: str | None) -> Line:
    if row is UMBRELLA and row.others["excess"] in fields and row.own_box not in fields:
        return Line.EXCESS_LIABILITY
    return line_of_description(description) if row is OTHER else row.line


def _answer(fields: Fields, name: str | None) -> bool | None:
    letter = (text_of(fields, name) or "").upper()
    return True if letter in YES else False if letter in NO else None


def _retained(fields: Fields, row: Row, which: str) -> Limit | None:
    if row.others.get(which) not in fields:
        return None
    text = text_of(fields, row.others["retention_amount"])
    return parse_limit(text) if text else None


def _written(words: re.Pattern[str], write_ins: Iterable[str]) -> Limit | None:
    """The sum beside a word for it in the row's free lines: `BI/PD Ded: 5,000`, `$100,000 SIR`."""
    match = next((m for text in write_ins if (m := words.search(text))), None)
    return parse_limit(match[1] or match[2]) if match else None


def _retroactive(texts: Iterable[str]) -> date | None:
    match = next((m for text in texts if (m := RETROACTIVE.search(text))), None)
    return parse_date(match[1]) if match else None


def _other_texts(row: Row) -> tuple[str, ...]:
    return tuple(name for pair in OTHER_LIMITS for name in pair) if row is OTHER else ()


def _limits(row: Row, fields: Fields) -> tuple[dict[str, Limit], dict[str, str]]:
    named = dict(row.limits)
    if row is OTHER:
        for code, amount in OTHER_LIMITS:
            if amount in fields:
                named.setdefault(name_of_limit(text_of(fields, code), named), amount)
    texts = {name: text_of(fields, label) for name, label in named.items()}
    return {name: parse_limit(text) for name, text in texts.items() if text}, named


def _write_ins(row: Row, fields: Fields) -> Iterator[str]:
    for _, name in row.free_lines:
        if text := text_of(fields, name):
            yield text
    if row.free_limit:
        label, amount = (text_of(fields, name) for name in row.free_limit)
        if label or amount:
            yield " ".join(part for part in (label, amount) if part)


def _telling(fields: Fields, names: Iterable[str | None]) -> str | None:
    """Which of several boxes to show for what they say together: one that a person must look at before the others."""
    ticked = [name for name in names if name is not None and name in fields]
    return next((name for name in ticked if fields[name].review), ticked[0] if ticked else None)


def _evidence(row: Row, fields: Fields, limits: Mapping[str, str]) -> Iterator[tuple[str, Evidence]]:
    named = {
        "insurer_letter": row.letter,
        "number": row.number,
        "effective_on": row.effective,
        "expires_on": row.expiration,
        "additional_insured": row.additional_insured,
        "waiver_of_subrogation": row.waiver,
        "line": _telling(fields, (row.own_box, row.others.get("excess"), row.others.get("description"))),
        "line_marked": row.own_box if row.own_box in fields else row.others.get("excess"),
        "basis": _telling(fields, (row.occurrence, row.claims_made)),
        "aggregate_applies_per": _telling(fields, AGGREGATE_BOXES) if row.line is Line.GENERAL_LIABILITY else None,
        "auto_symbols": _telling(fields, AUTO_BOXES) if row.line is Line.AUTOMOBILE_LIABILITY else None,
        "statutory": row.others.get("statutory"),
        "officers_excluded": row.others.get("officers_excluded"),
        "retention": row.others.get("retention_amount"),
        **{f"limits.{name}": label for name, label in limits.items()},
    }
    for key, name in named.items():
        if name is not None and name in fields:
            yield key, evidence_of(name, fields[name])
