"""The policy rows of ACORD 25: what each one states besides its limits, which issuers put on any line of the row."""

from collections.abc import Mapping

from local.specimens.geometry import Band

ROW_ENTRIES = {
    "general_liability": (
        "GeneralLiability_InsurerLetterCode_A",
        "CertificateOfInsurance_GeneralLiability_AdditionalInsuredCode_A",
        "Policy_GeneralLiability_SubrogationWaivedCode_A",
        "Policy_GeneralLiability_PolicyNumberIdentifier_A",
        "Policy_GeneralLiability_EffectiveDate_A",
        "Policy_GeneralLiability_ExpirationDate_A",
    ),
    "automobile_liability": (
        "Vehicle_InsurerLetterCode_A",
        "CertificateOfInsurance_AutomobileLiability_AdditionalInsuredCode_A",
        "Policy_AutomobileLiability_SubrogationWaivedCode_A",
        "Policy_AutomobileLiability_PolicyNumberIdentifier_A",
        "Policy_AutomobileLiability_EffectiveDate_A",
        "Policy_AutomobileLiability_ExpirationDate_A",
    ),
    "umbrella_liability": (
        "ExcessUmbrella_InsurerLetterCode_A",
        "CertificateOfInsurance_ExcessLiability_AdditionalInsuredCode_A",
        "Policy_ExcessLiability_SubrogationWaivedCode_A",
        "Policy_ExcessLiability_PolicyNumberIdentifier_A",
        "Policy_ExcessLiability_EffectiveDate_A",
        "Policy_ExcessLiability_ExpirationDate_A",
    ),
    "workers_compensation": (
        "WorkersCompensationEmployersLiability_InsurerLetterCode_A",
        "Policy_WorkersCompensation_SubrogationWaivedCode_A",
        "Policy_WorkersCompensationAndEmployersLiability_PolicyNumberIdentifier_A",
        "Policy_WorkersCompensationAndEmployersLiability_EffectiveDate_A",
        "Policy_WorkersCompensationAndEmployersLiability_ExpirationDate_A",
    ),
    "other": (
        "OtherPolicy_InsurerLetterCode_A",
        "CertificateOfInsurance_OtherPolicy_AdditionalInsuredCode_A",
        "OtherPolicy_SubrogationWaivedCode_A",
        "OtherPolicy_PolicyNumberIdentifier_A",
        "OtherPolicy_PolicyEffectiveDate_A",
        "OtherPolicy_PolicyExpirationDate_A",
    ),
}

HEIGHTS = {
    "general_liability": (300.0, 384.0),
    "automobile_liability": (384.0, 444.0),
    "umbrella_liability": (444.0, 480.0),
    "workers_compensation": (480.0, 528.0),
    "other": (528.0, 564.0),
}
"""Top and bottom of each row in points, 2010/05 to 2016/03."""


def bands(dy: float = 0.0, heights: Mapping[str, tuple[float, float]] = HEIGHTS) -> tuple[Band, ...]:
    """The rows, moved down by `dy`."""
    return tuple(Band(line, top + dy, bottom + dy, ROW_ENTRIES[line]) for line, (top, bottom) in heights.items())
