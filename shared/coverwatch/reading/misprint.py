"""Entries printed off their rows: the form fits, but what was filled in stands higher or lower than its lines, so that rows mix up."""

from collections.abc import Iterator, Mapping
from statistics import median

from coverwatch.reading.maps import Field, FormMap, Kind
from coverwatch.reading.placement import Seen
from coverwatch.reading.rows import ROWS
from coverwatch.reading.values import parse_date

USUAL = (-0.22, 0.36)  # of a row: how far above and below its row's middle an entry's middle stands; measured: 0.04 to 0.18
ENOUGH = 3  # entries that tell
OFF = "entries stand off their rows on this page"
ONE_LOWER = "the limits of this row seem to stand a line too low"
ISSUED = "Form_CompletionDate_A"
NEAR_MISS = 0.025  # of the page: a row and a half
LIMITS_FROM = 0.8  # of the form's width


def misprinted(form: FormMap, seen: Seen) -> dict[str, str]:
    """A reason for each field of which the row can't be sure; none on a form without rows."""
    found: dict[str, str] = {}
    if not form.bands:
        return found
    if _date_missed_its_cell(form, seen):
        return {n: OFF for n, f in form.fields.items() if f.kind is not Kind.MARK}
    for group in (_limits(form), _insurers(form)):
        if _is_off(group, seen):
            found.update(dict.fromkeys(group, OFF))
    for row in ROWS:
        if row.free_limit and _lacks_its_label(seen.sights, row.free_limit) and next(iter(row.limits.values())) not in seen.sights:
            found.update(dict.fromkeys((*row.limits.values(), row.free_limit[1]), ONE_LOWER))
    return found


def _date_missed_its_cell(form: FormMap, seen: Seen) -> bool:
    """The form's date stands just above or below its cell: so does everything else."""
    cell = form.fields[ISSUED].cell
    return ISSUED not in seen.sights and any(
        parse_date(one.word.text) is not None
        and cell.left <= one.box.center[0] <= cell.right
        and abs(one.box.center[1] - cell.center[1]) < NEAR_MISS
        for one in seen.unplaced
    )


def _is_off(group: Mapping[str, Field], seen: Seen) -> bool:
    offsets = list(_offsets(group, seen))
    return len(offsets) >= ENOUGH and not USUAL[0] < median(offsets) < USUAL[1]


def _offsets(group: Mapping[str, Field], seen: Seen) -> Iterator[float]:
    for name, field in group.items():
        for one in seen.words.get(name, ()):
            yield (one.box.center[1] - field.cell.center[1]) / field.cell.height


def _limits(form: FormMap) -> dict[str, Field]:
    return {n: f for n, f in form.fields.items() if f.kind is Kind.AMOUNT and f.box.left > LIMITS_FROM}


def _insurers(form: FormMap) -> dict[str, Field]:
    return {n: f for n, f in form.fields.items() if n.startswith("Insurer_")}


def _lacks_its_label(sights: Mapping[str, object], free: tuple[str, str]) -> bool:
    """The free line has a limit but no label."""
    label, amount = free
    return amount in sights and label not in sights
