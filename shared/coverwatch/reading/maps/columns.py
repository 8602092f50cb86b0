"""The columns and bands of the policy rows, and the wider cell in which issuers write each field of a row."""

from collections.abc import Mapping
from dataclasses import dataclass

from coverwatch.domain.evidence import Box
from coverwatch.reading.maps.form import Kind, box_of

Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Left and right of each column, top and bottom of each row's band. `dollar` is where the $ of a limit is printed."""

    letter: Span
    additional_insured: Span
    waiver: Span | None
    number: Span
    effective: Span
    expiration: Span
    value: Span
    dollar: Span
    bands: Mapping[str, Span]

    @property
    def top(self) -> float:
        """Where the first row begins."""
        return min(top for top, _ in self.bands.values())

    def cell(self, name: str, kind: Kind, box: Box) -> Box:
        """Where a field may be written: the whole band for what a row states once, the whole column for a limit, else a little more."""
        column = self._column(name, kind, box)
        band = next(((top, bottom) for top, bottom in self.bands.values() if top <= box.center[1] < bottom), None)
        if column is not None and band is not None:
            return box_of(column[0], band[0], column[1], band[1])
        if kind is Kind.AMOUNT and box.left > self.value[0]:
            return box_of(self.value[0], box.top, self.value[1], box.bottom)
        return box_of(box.left - 0.006, box.top, box.right + 0.006, box.bottom)

    def _column(self, name: str, kind: Kind, box: Box) -> Span | None:
        if kind is Kind.INSURER:
            return self.letter
        if kind is Kind.DATE and box.top > self.top:
            return self.effective if "EffectiveDate" in name else self.expiration
        named = {
            "AdditionalInsuredCode": self.additional_insured,
            "SubrogationWaivedCode": self.waiver,
            "PolicyNumberIdentifier": self.number,
        }
        return next((column for part, column in named.items() if part in name), None)


SINCE_2010 = Grid(
    letter=(0.0294, 0.0588),
    additional_insured=(0.2882, 0.3176),
    waiver=(0.3176, 0.3471),
    number=(0.3471, 0.5412),
    effective=(0.5412, 0.6176),
    expiration=(0.6176, 0.6941),
    value=(0.8412, 0.9706),
    dollar=(0.8450, 0.8540),
    bands={
        "general_liability": (0.3788, 0.4848),
        "automobile_liability": (0.4848, 0.5606),
        "umbrella_liability": (0.5606, 0.6061),
        "workers_compensation": (0.6061, 0.6667),
        "other": (0.6667, 0.7121),
    },
)
IN_2001 = Grid(
    letter=(0.0294, 0.0570),
    additional_insured=(0.0570, 0.0890),
    waiver=None,
    number=(0.2882, 0.4824),
    effective=(0.4824, 0.5882),
    expiration=(0.5882, 0.6941),
    value=(0.8412, 0.9706),
    dollar=(0.8450, 0.8540),
    bands={
        "general_liability": (0.2910, 0.3970),
        "automobile_liability": (0.3970, 0.5180),
        "garage_liability": (0.5180, 0.5640),
        "umbrella_liability": (0.5640, 0.6385),
        "workers_compensation": (0.6385, 0.7000),
        "other": (0.7000, 0.7440),
    },
)
