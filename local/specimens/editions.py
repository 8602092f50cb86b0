"""The editions of ACORD 25 that we draw. Rows, columns and labels are facts; nothing else of the form is here."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from local.specimens.bands import bands
from local.specimens.edition_2010_05 import form_2010_05
from local.specimens.edition_2025_12 import form_2025_12
from local.specimens.geometry import FieldBox, FillerLines, Form, Label, read_fields, read_labels, read_rules

FILLER = (
    FillerLines("disclaimer", 28.8, 583.2, (57.3, 66.9, 76.4, 86.0), 8.0, bold=True),
    FillerLines("important", 28.8, 583.2, (98.1, 107.6, 117.2), 8.0, bold=True),
    FillerLines("certify", 28.8, 583.2, (259.9, 268.2, 276.5, 284.7), 7.2, bold=False),
    FillerLines("cancellation", 316.8, 583.2, (677.9, 686.2, 694.5), 7.0, bold=True),
    FillerLines("mark", 187.2, 424.9, (764.8,), 8.4, bold=True),
)
"""Where 2010/05 to 2016/03 have their paragraphs."""


@cache
def form_2016_03() -> Form:
    """ACORD 25 (2016/03), measured."""
    return Form(
        form="ACORD 25",
        edition="2016/03",
        fields=read_fields("acord25_2016_03"),
        labels=read_labels("acord25_2016_03"),
        rules=read_rules("acord25_2016_03"),
        filler=(*FILLER, FillerLines("origin_2016", 361.2, 590.5, (752.8,), 8.4, bold=True)),
        bands=bands(),
    )


@cache
def form_2014_01() -> Form:
    """ACORD 25 (2014/01): the grid of 2016/03, the automobile boxes labelled as in 2010/05."""
    newer = form_2016_03()
    autos = [label for label in read_labels("acord25_2010_05") if _names_autos(label)]
    labels = [_dated(label) for label in newer.labels if not _names_autos(label)]
    origin = FillerLines("origin_2014", 361.2, 590.5, (752.8,), 8.4, bold=True)
    return replace(newer, edition="2014/01", labels=(*labels, *autos), filler=(*FILLER, origin))


def _names_autos(label: Label) -> bool:
    return label.left < 176 and 408 < label.baseline < 433


def _dated(label: Label) -> Label:
    return replace(label, text="ACORD 25 (2014/01)") if label.text == "ACORD 25 (2016/03)" else label


FORMS: dict[str, Callable[[], Form]] = {
    "2016/03": form_2016_03,
    "2025/12": lambda: form_2025_12(form_2016_03()),
    "2014/01": form_2014_01,
    "2010/05": lambda: form_2010_05(form_2016_03(), FILLER),
}
EDITIONS = tuple(FORMS)
"""The editions that we draw, the one most in use first."""


@cache
def form(edition: str) -> Form:
    """The form of an edition as its footer names it (`2016/03`). Raises KeyError for an edition that we do not draw."""
    return FORMS[edition]()


def field_boxes(edition: str) -> dict[str, FieldBox]:
    """Where an edition's fields stand, in points."""
    return dict(form(edition).fields)
