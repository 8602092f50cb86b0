"""Which eLabels make up each policy row of the ACORD 25."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coverwatch.domain.certificate import AggregateBasis, AutoSymbol
from coverwatch.domain.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A policy row's eLabels. `limits` maps a limit's name to its field."""

    line: Line
    letter: str
    number: str
    effective: str
    expiration: str
    additional_insured: str | None
    waiver: str
    limits: Mapping[str, str]
    own_box: str | None = None
    occurrence: str | None = None
    claims_made: str | None = None
    free_limit: tuple[str, str] | None = None
    free_lines: tuple[tuple[str, str], ...] = ()
    """Pairs of a free box and the text beside it."""
    others: Mapping[str, str] = field(default_factory=dict)


_GL = "GeneralLiability_"
_WC = "WorkersCompensationEmployersLiability_"

GENERAL_LIABILITY = Row(
    line=Line.GENERAL_LIABILITY,
    letter=f"{_GL}InsurerLetterCode_A",
    number="Policy_GeneralLiability_PolicyNumberIdentifier_A",
    effective="Policy_GeneralLiability_EffectiveDate_A",
    expiration="Policy_GeneralLiability_ExpirationDate_A",
    additional_insured="CertificateOfInsurance_GeneralLiability_AdditionalInsuredCode_A",
    waiver="Policy_GeneralLiability_SubrogationWaivedCode_A",
    limits={
        "each_occurrence": f"{_GL}EachOccurrence_LimitAmount_A",
        "damage_to_rented_premises": f"{_GL}FireDamageRentedPremises_EachOccurrenceLimitAmount_A",
        "medical_expense": f"{_GL}MedicalExpense_EachPersonLimitAmount_A",
        "personal_advertising_injury": f"{_GL}PersonalAndAdvertisingInjury_LimitAmount_A",
        "general_aggregate": f"{_GL}GeneralAggregate_LimitAmount_A",
        "products_completed_operations": f"{_GL}ProductsAndCompletedOperations_AggregateLimitAmount_A",
    },
    own_box=f"{_GL}CoverageIndicator_A",
    occurrence=f"{_GL}OccurrenceIndicator_A",
    claims_made=f"{_GL}ClaimsMadeIndicator_A",
    free_limit=(f"{_GL}OtherCoverageLimitDescription_A", f"{_GL}OtherCoverageLimitAmount_A"),
    free_lines=(
        (f"{_GL}OtherCoverageIndicator_A", f"{_GL}OtherCoverageDescription_A"),
        (f"{_GL}OtherCoverageIndicator_B", f"{_GL}OtherCoverageDescription_B"),
    ),
)
AUTOMOBILE_LIABILITY = Row(
    line=Line.AUTOMOBILE_LIABILITY,
    letter="Vehicle_InsurerLetterCode_A",
    number="Policy_AutomobileLiability_PolicyNumberIdentifier_A",
    effective="Policy_AutomobileLiability_EffectiveDate_A",
    expiration="Policy_AutomobileLiability_ExpirationDate_A",
    additional_insured="CertificateOfInsurance_AutomobileLiability_AdditionalInsuredCode_A",
    waiver="Policy_AutomobileLiability_SubrogationWaivedCode_A",
    limits={
        "combined_single": "Vehicle_CombinedSingleLimit_EachAccidentAmount_A",
        "bodily_injury_per_person": "Vehicle_BodilyInjury_PerPersonLimitAmount_A",
        "bodily_injury_per_accident": "Vehicle_BodilyInjury_PerAccidentLimitAmount_A",
        "property_damage": "Vehicle_PropertyDamage_PerAccidentLimitAmount_A",
    },
    free_limit=("Vehicle_OtherCoverage_CoverageDescription_A", "Vehicle_OtherCoverage_LimitAmount_A"),
    free_lines=(
        ("Vehicle_OtherCoveredAutoIndicator_A", "Vehicle_OtherCoveredAutoDescription_A"),
        ("Vehicle_OtherCoveredAutoIndicator_B", "Vehicle_OtherCoveredAutoDescription_B"),
    ),
)
UMBRELLA = Row(
    line=Line.UMBRELLA_LIABILITY,
    letter="ExcessUmbrella_InsurerLetterCode_A",
    number="Policy_ExcessLiability_PolicyNumberIdentifier_A",
    effective="Policy_ExcessLiability_EffectiveDate_A",
    expiration="Policy_ExcessLiability_ExpirationDate_A",
    additional_insured="CertificateOfInsurance_ExcessLiability_AdditionalInsuredCode_A",
    waiver="Policy_ExcessLiability_SubrogationWaivedCode_A",
    limits={
        "each_occurrence": "ExcessUmbrella_Umbrella_EachOccurrenceAmount_A",
        "aggregate": "ExcessUmbrella_Umbrella_AggregateAmount_A",
    },
    own_box="Policy_PolicyType_UmbrellaIndicator_A",
    occurrence="ExcessUmbrella_OccurrenceIndicator_A",
    claims_made="ExcessUmbrella_ClaimsMadeIndicator_A",
    free_limit=("ExcessUmbrella_OtherCoverageDescription_A", "ExcessUmbrella_OtherCoverageLimitAmount_A"),
    others={
        "excess": "Policy_PolicyType_ExcessIndicator_A",
        "deductible": "ExcessUmbrella_DeductibleIndicator_A",
        "retention": "ExcessUmbrella_RetentionIndicator_A",
        "retention_amount": "ExcessUmbrella_Umbrella_DeductibleOrRetentionAmount_A",
    },
)
WORKERS_COMPENSATION = Row(
    line=Line.WORKERS_COMPENSATION,
    letter=f"{_WC}InsurerLetterCode_A",
    number="Policy_WorkersCompensationAndEmployersLiability_PolicyNumberIdentifier_A",
    effective="Policy_WorkersCompensationAndEmployersLiability_EffectiveDate_A",
    expiration="Policy_WorkersCompensationAndEmployersLiability_ExpirationDate_A",
    additional_insured=None,
    waiver="Policy_WorkersCompensation_SubrogationWaivedCode_A",
    limits={
        "el_each_accident": f"{_WC}EmployersLiability_EachAccidentLimitAmount_A",
        "el_disease_each_employee": f"{_WC}EmployersLiability_DiseaseEachEmployeeLimitAmount_A",
        "el_disease_policy_limit": f"{_WC}EmployersLiability_DiseasePolicyLimitAmount_A",
    },
    others={
        "statutory": f"{_WC}WorkersCompensationStatutoryLimitIndicator_A",
        "other_than_statutory": f"{_WC}OtherCoverageIndicator_A",
        "other_than_statutory_text": f"{_WC}OtherCoverageDescription_A",
        "officers_excluded": f"{_WC}AnyPersonsExcludedIndicator_A",
    },
)
OTHER = Row(
    line=Line.OTHER,
    letter="OtherPolicy_InsurerLetterCode_A",
    number="OtherPolicy_PolicyNumberIdentifier_A",
    effective="OtherPolicy_PolicyEffectiveDate_A",
    expiration="OtherPolicy_PolicyExpirationDate_A",
    additional_insured="CertificateOfInsurance_OtherPolicy_AdditionalInsuredCode_A",
    waiver="OtherPolicy_SubrogationWaivedCode_A",
    limits={},
    others={"description": "OtherPolicy_OtherPolicyDescription_A"},
)
ROWS = (GENERAL_LIABILITY, AUTOMOBILE_LIABILITY, UMBRELLA, WORKERS_COMPENSATION, OTHER)

OTHER_LIMITS = tuple((f"OtherPolicy_CoverageCode_{x}", f"OtherPolicy_CoverageLimitAmount_{x}") for x in "ABC")
AGGREGATE_BOXES = {
    f"{_GL}GeneralAggregate_LimitAppliesPerPolicyIndicator_A": AggregateBasis.POLICY,
    f"{_GL}GeneralAggregate_LimitAppliesPerProjectIndicator_A": AggregateBasis.PROJECT,
    f"{_GL}GeneralAggregate_LimitAppliesPerLocationIndicator_A": AggregateBasis.LOCATION,
    f"{_GL}GeneralAggregate_LimitAppliesToOtherIndicator_A": AggregateBasis.OTHER,
}
AUTO_BOXES = {
    "Vehicle_AnyAutoIndicator_A": AutoSymbol.ANY,
    "Vehicle_AllOwnedAutosIndicator_A": AutoSymbol.OWNED,
    "Vehicle_ScheduledAutosIndicator_A": AutoSymbol.SCHEDULED,
    "Vehicle_HiredAutosIndicator_A": AutoSymbol.HIRED,
    "Vehicle_NonOwnedAutosIndicator_A": AutoSymbol.NON_OWNED,
}
