"""The maps by edition, built once when first asked for."""

from collections.abc import Iterator, Mapping
from functools import cache

from coverwatch.domain.evidence import Box
from coverwatch.reading.maps import acord25_2016_03
from coverwatch.reading.maps.form import Field, FormMap, Kind, box_of, read_fields, read_labels

ACORD_25_EDITIONS = ("2016/03",)

BANDS_2016_03 = {
    "general_liability": (0.3788, 0.4848),
    "automobile_liability": (0.4848, 0.5606),
    "umbrella_liability": (0.5606, 0.6061),
    "workers_compensation": (0.6061, 0.6667),
    "other": (0.6667, 0.7121),
}
BLOCKS = {
    "producer": box_of(0.0294, 0.1515, 0.5, 0.2273),
    "insured": box_of(0.0294, 0.2273, 0.5, 0.3030),
    "description": box_of(0.0294, 0.7238, 0.9706, 0.8200),
    "holder": box_of(0.0294, 0.8330, 0.5, 0.9394),
}
BLOCK_FIELDS = {
    "producer": "Producer_FullName_A",
    "insured": "NamedInsured_FullName_A",
    "description": "CertificateOfLiabilityInsurance_ACORDForm_RemarkText_A",
    "holder": "CertificateHolder_FullName_A",
}
LETTER_COLUMN = (0.0294, 0.0588)
ADDITIONAL_INSURED_COLUMN = (0.2882, 0.3176)
WAIVER_COLUMN = (0.3176, 0.3471)
NUMBER_COLUMN = (0.3471, 0.5412)
EFFECTIVE_COLUMN = (0.5412, 0.6176)
EXPIRATION_COLUMN = (0.6176, 0.6941)
VALUE_COLUMN = (0.8412, 0.9706)
PRINTED_DOLLAR = (0.8450, 0.8540)


@cache
def acord_25(edition: str) -> FormMap:
    """The map of an edition in ACORD_25_EDITIONS; raises KeyError for another."""
    if edition not in ACORD_25_EDITIONS:
        raise KeyError(edition)
    fields = {
        name: Field(name, kind, box, _cell(name, kind, box, BANDS_2016_03)) for name, kind, box in read_fields(acord25_2016_03.FIELDS)
    }
    return FormMap(
        "ACORD 25", edition, fields, read_labels(acord25_2016_03.LABELS), BANDS_2016_03, BLOCKS, BLOCK_FIELDS, tuple(_dollars(fields))
    )


def _dollars(fields: Mapping[str, Field]) -> Iterator[Box]:
    for field in fields.values():
        if field.cell.left == VALUE_COLUMN[0] and not field.name.startswith("OtherPolicy"):
            yield box_of(PRINTED_DOLLAR[0], field.cell.top, PRINTED_DOLLAR[1], field.cell.bottom)


def _cell(name: str, kind: Kind, box: Box, bands: Mapping[str, tuple[float, float]]) -> Box:
    column = _row_column(name, kind, box)
    if column is not None:
        top, bottom = next((t, b) for t, b in bands.values() if t <= box.center[1] < b)
        return box_of(column[0], top, column[1], bottom)
    if kind is Kind.AMOUNT and box.left > VALUE_COLUMN[0]:
        return box_of(VALUE_COLUMN[0], box.top, VALUE_COLUMN[1], box.bottom)
    return box_of(box.left - 0.006, box.top, box.right + 0.006, box.bottom)


def _row_column(name: str, kind: Kind, box: Box) -> tuple[float, float] | None:
    if kind is Kind.INSURER:
        return LETTER_COLUMN
    if "AdditionalInsuredCode" in name:
        return ADDITIONAL_INSURED_COLUMN
    if "SubrogationWaivedCode" in name:
        return WAIVER_COLUMN
    if "PolicyNumberIdentifier" in name:
        return NUMBER_COLUMN
    if kind is Kind.DATE and box.top > BANDS_2016_03["general_liability"][0]:
        return EFFECTIVE_COLUMN if "EffectiveDate" in name else EXPIRATION_COLUMN
    return None
