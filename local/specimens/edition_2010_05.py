"""ACORD 25 (2010/05): GENERAL LIABILITY is a heading, so that its boxes stand one line lower; no OTHER basis of the aggregate."""

from dataclasses import replace

from local.specimens.bands import bands
from local.specimens.geometry import LINE, FieldBox, FillerLines, Form, Rule, read_labels, read_rules

ONE_LINE_LOWER = (
    "GeneralLiability_CoverageIndicator_A",
    "GeneralLiability_ClaimsMadeIndicator_A",
    "GeneralLiability_OccurrenceIndicator_A",
    "GeneralLiability_OtherCoverageIndicator_A",
    "GeneralLiability_OtherCoverageDescription_A",
    "GeneralLiability_OtherCoverageIndicator_B",
    "GeneralLiability_OtherCoverageDescription_B",
    "GeneralLiability_GeneralAggregate_LimitAppliesPerPolicyIndicator_A",
    "GeneralLiability_GeneralAggregate_LimitAppliesPerProjectIndicator_A",
    "GeneralLiability_GeneralAggregate_LimitAppliesPerLocationIndicator_A",
)
NOT_YET = (
    "GeneralLiability_GeneralAggregate_LimitAppliesToOtherIndicator_A",
    "GeneralLiability_GeneralAggregate_LimitAppliesToCode_A",
)
OTHER_THAN_STATUTORY = "WorkersCompensationEmployersLiability_OtherCoverageIndicator_A"
WIDER_LABEL = 6.0
"""TORY LIMITS takes more room than STATUTE, so the OTH-ER box stands further right."""


def form_2010_05(newer: Form, filler: tuple[FillerLines, ...]) -> Form:
    """The edition, told by how it differs from 2016/03."""
    origin = FillerLines("origin_2010", 360.0, 590.5, (752.8,), 8.4, bold=True)
    return Form(
        form="ACORD 25",
        edition="2010/05",
        fields={name: _placed(box) for name, box in newer.fields.items() if name not in NOT_YET},
        labels=read_labels("acord25_2010_05"),
        rules=(*(_ruled(rule) for rule in newer.rules if not _in_type_cell(rule)), *read_rules("acord25_2010_05_type")),
        filler=(*filler, origin),
        bands=bands(),
    )


def _placed(box: FieldBox) -> FieldBox:
    if box.name in ONE_LINE_LOWER:
        return box.moved(dy=LINE)
    return box.moved(dx=WIDER_LABEL) if box.name == OTHER_THAN_STATUTORY else box


def _in_type_cell(rule: Rule) -> bool:
    return rule.left >= 36 and rule.right < 176 and rule.top >= 300 and rule.bottom < 396


def _ruled(rule: Rule) -> Rule:
    if rule.box and (rule.left, rule.top) == (475.2, 480.0):
        return replace(rule, left=rule.left + WIDER_LABEL, right=rule.right + WIDER_LABEL)
    return rule
