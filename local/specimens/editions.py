"""The editions of ACORD 25 that we draw. Rows, columns and labels are facts; nothing else of the form is here."""

from functools import cache

from local.specimens.geometry import Band, FillerLines, Form, read_fields, read_labels, read_rules

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
"""What a policy row states besides its limits: letter, ADDL INSD, SUBR WVD, number, dates. Issuers put them on any line of the row."""


def bands(tops: dict[str, tuple[float, float]]) -> tuple[Band, ...]:
    return tuple(Band(line, top, bottom, ROW_ENTRIES[line]) for line, (top, bottom) in tops.items())


@cache
def form_2016_03() -> Form:
    """ACORD 25 (2016/03), measured."""
    return Form(
        form="ACORD 25",
        edition="2016/03",
        fields=read_fields("acord25_2016_03"),
        labels=read_labels("acord25_2016_03"),
        rules=read_rules("acord25_2016_03"),
        filler=(
            FillerLines("disclaimer", 28.8, 583.2, (57.3, 66.9, 76.4, 86.0), 8.0, bold=True),
            FillerLines("important", 28.8, 583.2, (98.1, 107.6, 117.2), 8.0, bold=True),
            FillerLines("certify", 28.8, 583.2, (259.9, 268.2, 276.5, 284.7), 7.2, bold=False),
            FillerLines("cancellation", 316.8, 583.2, (677.9, 686.2, 694.5), 7.0, bold=True),
            FillerLines("origin", 361.2, 590.5, (752.8,), 8.4, bold=True),
            FillerLines("mark", 187.2, 424.9, (764.8,), 8.4, bold=True),
        ),
        bands=bands(
            {
                "general_liability": (300, 384),
                "automobile_liability": (384, 444),
                "umbrella_liability": (444, 480),
                "workers_compensation": (480, 528),
                "other": (528, 564),
            }
        ),
    )


FORMS_BY_EDITION = {"2016/03": form_2016_03}


def form(edition: str) -> Form:
    """The form of an edition as its footer names it (`2016/03`)."""
    return FORMS_BY_EDITION[edition]()
