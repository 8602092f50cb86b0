"""The maps by form and edition, built once when first asked for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from coverwatch.domain.evidence import Box
from coverwatch.reading.maps import (
    acord25_2001_08,
    acord25_2010_05,
    acord25_2014_01,
    acord25_2016_03,
    acord25_2025_12,
    acord101_2008_01,
)
from coverwatch.reading.maps.columns import IN_2001, SINCE_2010, Grid
from coverwatch.reading.maps.form import Field, FormMap, Kind, Label, box_of, read_fields, read_labels

ACORD_25_EDITIONS = ("2016/03", "2025/12", "2014/01", "2010/05")
"""The editions that are read, the one most in use first."""

BLOCKS = {
    "producer": box_of(0.0294, 0.1515, 0.5, 0.2273),
    "insured": box_of(0.0294, 0.2273, 0.5, 0.3030),
    "description": box_of(0.0294, 0.7238, 0.9706, 0.8200),
    "holder": box_of(0.0294, 0.8240, 0.5, 0.9394),
}
BLOCKS_2001_08 = {
    "producer": box_of(0.0294, 0.0640, 0.5, 0.1390),
    "insured": box_of(0.0294, 0.1390, 0.5, 0.2130),
    "description": box_of(0.0294, 0.7530, 0.9706, 0.8340),
    "holder": box_of(0.0294, 0.8480, 0.5, 0.9500),
}
BLOCK_FIELDS = {
    "producer": "Producer_FullName_A",
    "insured": "NamedInsured_FullName_A",
    "description": "CertificateOfLiabilityInsurance_ACORDForm_RemarkText_A",
    "holder": "CertificateHolder_FullName_A",
}
HEIGHT, WIDTH = 792.0, 612.0
TYPE_COLUMN = 0.288  # the right edge of TYPE OF INSURANCE
FIRST_BOXES = 0.06  # boxes left of this stand where they stood
FIRST_COLUMN = 0.089  # labels left of this stand beside the first column of boxes
SECOND_RAIL = 0.16  # labels right of this stand beside the second
BEFORE_ITS_LABEL = (0.010, 0.040)  # how far a box's left edge stands before its label
WITHOUT_DOLLAR = "OtherPolicy_"  # the blank row has none


@cache
def acord_25(edition: str) -> FormMap:
    """The map of an edition in ACORD_25_EDITIONS, or of 2001/08; raises KeyError for another."""
    return _BUILDERS[edition]()


@cache
def acord_101() -> FormMap:
    """The map of the additional remarks schedule (2008/01)."""
    fields = {name: Field(name, kind, box, box) for name, kind, box in read_fields(acord101_2008_01.FIELDS)}
    return FormMap("ACORD 101", "2008/01", fields, read_labels(acord101_2008_01.LABELS), {}, {}, {}, ())


def _edition_2016_03() -> FormMap:
    return _form("2016/03", read_fields(acord25_2016_03.FIELDS), read_labels(acord25_2016_03.LABELS), SINCE_2010, BLOCKS)


def _edition_2014_01() -> FormMap:
    place = box_of(*acord25_2014_01.AUTOMOBILE_BOXES)
    kept = tuple(label for label in read_labels(acord25_2016_03.LABELS) if not place.holds(label.box))
    labels = kept + read_labels(acord25_2014_01.AUTOMOBILE_LABELS)
    return _form("2014/01", read_fields(acord25_2016_03.FIELDS), labels, SINCE_2010, BLOCKS)


def _edition_2010_05() -> FormMap:
    fields = []
    for name, kind, box in read_fields(acord25_2016_03.FIELDS):
        dx, dy = acord25_2010_05.MOVED.get(name, (0.0, 0.0))
        if name not in acord25_2010_05.ABSENT:
            fields.append((name, kind, Box(box.left + dx, box.top + dy, box.width, box.height)))
    return _form("2010/05", fields, read_labels(acord25_2010_05.LABELS), SINCE_2010, BLOCKS)


def _edition_2001_08() -> FormMap:
    return _form("2001/08", read_fields(acord25_2001_08.FIELDS), read_labels(acord25_2001_08.LABELS), IN_2001, BLOCKS_2001_08)


def _edition_2025_12() -> FormMap:
    older = acord_25("2016/03")
    labels = {id(label): _railed(label) for label in older.labels}
    fields = {n: Field(n, f.kind, _lower(f.box), _lower(f.cell), tuple(labels[id(n)] for n in f.labels)) for n, f in older.fields.items()}
    return replace(
        older,
        edition="2025/12",
        fields={n: _before_its_label(f) for n, f in fields.items()},
        labels=tuple(labels.values()),
        bands={name: (_lower_point(top), _lower_point(bottom)) for name, (top, bottom) in older.bands.items()},
        blocks={name: _lower(box) for name, box in older.blocks.items()},
        printed=tuple(_lower(box) for box in older.printed),
    )


_BUILDERS: dict[str, Callable[[], FormMap]] = {
    "2016/03": _edition_2016_03,
    "2025/12": _edition_2025_12,
    "2014/01": _edition_2014_01,
    "2010/05": _edition_2010_05,
    "2001/08": _edition_2001_08,
}


def _form(edition: str, fields: list[tuple[str, Kind, Box]], labels: tuple[Label, ...], grid: Grid, blocks: Mapping[str, Box]) -> FormMap:
    built = {
        n: Field(n, kind, box, grid.cell(n, kind, box), _labels_of(box, labels) if kind is Kind.MARK else ()) for n, kind, box in fields
    }
    return FormMap("ACORD 25", edition, built, labels, grid.bands, blocks, BLOCK_FIELDS, tuple(_dollars(built, grid)))


def _labels_of(box: Box, labels: tuple[Label, ...]) -> tuple[Label, ...]:
    """The labels of a checkbox: the nearest that stand right after it on its line, one above the other where they are set so."""
    least, most = BEFORE_ITS_LABEL
    beside = [n for n in labels if least < n.box.left - box.left < most and box.top - 0.004 < n.box.center[1] < box.bottom + 0.004]
    nearest = min((n.box.left for n in beside), default=0.0)
    return tuple(sorted((n for n in beside if n.box.left - nearest < 0.005), key=lambda n: abs(n.box.center[1] - box.center[1])))


def _dollars(fields: Mapping[str, Field], grid: Grid) -> Iterator[Box]:
    for field in fields.values():
        if field.cell.left == grid.value[0] and not field.name.startswith(WITHOUT_DOLLAR):
            yield box_of(grid.dollar[0], field.cell.top, grid.dollar[1], field.cell.bottom)


def _lower_point(y: float) -> float:
    points = y * HEIGHT
    return (points + next(shift for start, end, shift in acord25_2025_12.PARTS if start <= points <= end)) / HEIGHT


def _lower(box: Box) -> Box:
    """A box of 2016/03 in 2025/12; one that spans two parts grows."""
    inside = 0.1 / HEIGHT
    top, bottom = _lower_point(box.top + inside) - inside, _lower_point(box.bottom - inside) + inside
    return Box(box.left, top, box.width, bottom - top)


def _railed(label: Label) -> Label:
    """A label of 2016/03 in 2025/12; one on the first column of boxes that begins its line stays where it is."""
    box = _lower(label.box)
    if label.text in acord25_2025_12.ON_RAILS and FIRST_COLUMN < box.left < TYPE_COLUMN:
        rail = acord25_2025_12.RAILS[box.left > SECOND_RAIL]
        box = Box(rail / WIDTH, box.top, box.width, box.height)
    return Label(label.text, box, label.points)


def _before_its_label(field: Field) -> Field:
    """A box on a rail stands a fixed distance before its label."""
    if not field.labels or field.labels[0].text not in acord25_2025_12.ON_RAILS or field.box.left < FIRST_BOXES:
        return field
    left = field.labels[0].box.left - acord25_2025_12.BEFORE_ITS_LABEL / WIDTH
    return replace(field, box=Box(left, field.box.top, field.box.width, field.box.height))
