"""ACORD 25 (2025/12), from second-hand coordinates: the grid stands lower, the boxes on a left rail, the footer on one line.

No licensed blank was at hand. Columns agree with 2016/03 within 0.01 of the width, rows lie .03 to .04 of the height lower.
"""

from dataclasses import replace

from local.specimens.bands import bands
from local.specimens.geometry import FieldBox, FillerLines, Form, Label, Rule, read_rules

HEADER, GRID, HOLDER_FRAME, HOLDER = 13.0, 27.0, 20.0, 8.0
"""How much lower than in 2016/03 these parts stand, in points."""

RAIL_X = {
    "GeneralLiability_ClaimsMadeIndicator_A": 36.0,
    "GeneralLiability_OccurrenceIndicator_A": 108.0,
    "Vehicle_ScheduledAutosIndicator_A": 108.0,
    "Vehicle_NonOwnedAutosIndicator_A": 108.0,
    "Vehicle_OtherCoveredAutoIndicator_B": 108.0,
    "ExcessUmbrella_OccurrenceIndicator_A": 108.0,
    "ExcessUmbrella_ClaimsMadeIndicator_A": 108.0,
}
RAIL_WIDTH = 14.0
LABELS_AFTER_RAIL = {"CLAIMS-MADE": 54.0, "OCCUR": 126.0, "SCHEDULED": 126.0, "AUTOS": 126.0, "NON-OWNED": 126.0, "AUTOS ONLY": 126.0}
SECOND_RAIL = 100.0
"""Labels right of this stood after the second column of boxes."""
FILLER = (
    FillerLines("disclaimer", 28.8, 583.2, (57.3, 66.9, 76.4, 86.0), 8.0, bold=True),
    FillerLines("important_2025", 28.8, 583.2, (98.1, 107.6, 117.2, 126.8), 8.0, bold=True),
    FillerLines("certify_2025", 28.8, 583.2, (273.0, 281.0, 289.0, 297.0, 305.0), 7.2, bold=False),
    FillerLines("cancellation", 316.8, 583.2, (694.0, 702.3, 710.6), 7.0, bold=True),
    FillerLines("origin_2025", 361.2, 590.5, (764.8,), 8.4, bold=True),
)


def form_2025_12(older: Form) -> Form:
    """The edition, told by how it differs from 2016/03."""
    return Form(
        form="ACORD 25",
        edition="2025/12",
        fields={name: _field(box) for name, box in older.fields.items()},
        labels=tuple(_label(label) for label in older.labels),
        rules=(*(_rule(rule) for rule in older.rules if not _in_type_cell(rule)), *read_rules("acord25_2025_12_type")),
        filler=FILLER,
        bands=bands(GRID),
    )


def lower(y: float) -> float:
    """Where a height of 2016/03 is found; the steps lie between the parts of the page."""
    if y < 118:
        return y
    if y < 255:
        return y + HEADER
    if y < 600:
        return y + GRID
    if y < 665:
        return y + HOLDER_FRAME
    return y + HOLDER if y < 755 else y


def _field(box: FieldBox) -> FieldBox:
    top, bottom = lower(box.top), lower(box.bottom - 0.1) + 0.1
    left = RAIL_X.get(box.name)
    if left is not None:
        return FieldBox(box.name, box.kind, left, top, left + RAIL_WIDTH, bottom)
    if box.name == "Producer_AuthorizedRepresentative_Signature_A":
        return FieldBox(box.name, box.kind, box.left, 728.0, box.right, 750.0)
    return FieldBox(box.name, box.kind, box.left, top, box.right, bottom)


def _label(label: Label) -> Label:
    moved = replace(label, baseline=lower(label.baseline))
    if label.text == "ACORD 25 (2016/03)":
        return replace(moved, text="ACORD 25 (2025/12)")
    in_type_column = label.left < 176 and 300 < label.baseline < 470
    left = LABELS_AFTER_RAIL.get(label.text) if in_type_column else None
    if left is None or (label.text == "AUTOS ONLY" and label.left < SECOND_RAIL):
        return moved
    left = 126.0 if label.left > SECOND_RAIL else left
    return replace(moved, left=left, right=left + label.right - label.left)


def _rule(rule: Rule) -> Rule:
    if rule.box and rule.top == 48:
        return replace(rule, bottom=120 + HEADER)
    if rule.box and rule.top == 120:
        return replace(rule, top=120 + HEADER, bottom=240 + HEADER)
    if rule.box and rule.top == 252:
        return replace(rule, top=252 + HEADER, bottom=648 + HOLDER_FRAME)
    if rule.box and rule.top == 660:
        return replace(rule, top=660 + HOLDER_FRAME, bottom=752)
    top, bottom = lower(rule.top), lower(rule.bottom)
    return replace(rule, top=top, bottom=bottom)


def _in_type_cell(rule: Rule) -> bool:
    return rule.left >= 36 and rule.right < 176 and rule.top >= 300 and rule.bottom < 530
