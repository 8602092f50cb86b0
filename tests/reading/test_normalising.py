"""Fields → certificate: one policy a line, insurer, number and effective date; nothing guessed."""

from collections.abc import Mapping
from datetime import date

import pytest

from coverwatch.domain.certificate import AggregateBasis, AutoSymbol, Basis, Certificate, LimitWord, Policy
from coverwatch.domain.evidence import Box
from coverwatch.domain.line import LIMIT_NAMES, Line
from coverwatch.reading.normalise import certificate_of
from coverwatch.reading.other_row import line_of_description, name_of_limit
from coverwatch.reading.outcome import FieldReading, FormReading
from coverwatch.reading.rows import ROWS
from coverwatch.reading.stacked import UNTOLD
from tests.reading.papers import ADDITIONAL_INSURED, AGGREGATE, EACH_OCCURRENCE, EFFECTIVE, EXPIRATION, FIELDS, INSURED, NUMBER, WAIVER

PLACE = Box(0.1, 0.1, 0.1, 0.01)
UMBRELLA = "Policy_PolicyType_UmbrellaIndicator_A"
EXCESS = "Policy_PolicyType_ExcessIndicator_A"
UMBRELLA_NUMBER = "Policy_ExcessLiability_PolicyNumberIdentifier_A"
OTHER_TEXT = "OtherPolicy_OtherPolicyDescription_A"


def a_certificate(fields: Mapping[str, str | bool | None] | None = None, reviews: Mapping[str, str] | None = None) -> Certificate:
    """The certificate that these fields make, over plain ones; None blanks a field."""
    merged = {n: v for n, v in {**FIELDS, **(fields or {})}.items() if v is not None}
    readings = {n: FieldReading(v, 0.99, 1, PLACE, ("digital", "textract"), (reviews or {}).get(n)) for n, v in merged.items()}
    return certificate_of(FormReading("ACORD 25", "2016/03", (1,), readings))


def the_policy(certificate: Certificate, line: Line = Line.GENERAL_LIABILITY) -> Policy:
    (policy,) = [p for p in certificate.policies if p.line is line]
    return policy


def test_a_plain_certificate_is_normalised_whole() -> None:
    certificate = a_certificate()
    policy = the_policy(certificate)

    assert certificate.insured is not None
    assert (certificate.insured.name, certificate.insured.lines) == ("Keystone Elevator L.P.", ("2300 Foundry Rd", "Round Rock, TX 78664"))
    assert certificate.issued_on == date(2026, 2, 14)
    assert (policy.number, policy.insurer, policy.effective_on, policy.expires_on) == (
        "BCC-GL-204417",
        "Bluestem Casualty Company",
        date(2026, 3, 1),
        date(2027, 3, 1),
    )
    assert {n: limit.amount for n, limit in policy.limits.items()} == {"each_occurrence": 1_000_000, "general_aggregate": 2_000_000}
    assert (policy.additional_insured, policy.waiver_of_subrogation, policy.basis) == (True, True, Basis.OCCURRENCE)


def test_everything_a_policy_says_has_evidence() -> None:
    policy = the_policy(a_certificate())

    assert {"number", "effective_on", "expires_on", "insurer_letter", "line", "basis", "additional_insured", "limits.each_occurrence"} <= (
        policy.evidence.keys()
    )
    assert policy.evidence["number"].field == NUMBER


def test_the_limits_of_every_row_bear_the_names_of_their_line() -> None:
    for row in ROWS:
        assert set(row.limits) <= set(LIMIT_NAMES[row.line]) or row.line is Line.OTHER


@pytest.mark.parametrize(("letter", "answer"), [("X", True), ("Y", True), ("y", True), ("N", False), ("?", None), (None, None)])
def test_x_and_y_are_yes_and_blank_is_no_answer(letter: str | None, answer: bool | None) -> None:
    policy = the_policy(a_certificate({ADDITIONAL_INSURED: letter, WAIVER: letter}))

    assert (policy.additional_insured, policy.waiver_of_subrogation) == (answer, answer)


def test_both_bases_ticked_are_no_basis() -> None:
    policy = the_policy(a_certificate({"GeneralLiability_ClaimsMadeIndicator_A": True}))

    assert policy.basis is None
    assert policy.bases_marked == (Basis.OCCURRENCE, Basis.CLAIMS_MADE)


def test_the_row_is_an_umbrella_or_an_excess_policy_by_its_box() -> None:
    assert the_policy(a_certificate({UMBRELLA_NUMBER: "U-1", EXCESS: True}), Line.EXCESS_LIABILITY).line_marked
    assert the_policy(a_certificate({UMBRELLA_NUMBER: "U-1", UMBRELLA: True}), Line.UMBRELLA_LIABILITY).line_marked
    assert not the_policy(a_certificate({UMBRELLA_NUMBER: "U-1"}), Line.UMBRELLA_LIABILITY).line_marked


def test_a_row_that_says_nothing_is_no_policy() -> None:
    assert [p.line for p in a_certificate({"Vehicle_AnyAutoIndicator_A": True}).policies] == [Line.GENERAL_LIABILITY]


def test_a_retention_is_one_only_where_its_box_says_so() -> None:
    amount = {UMBRELLA_NUMBER: "U-1", "ExcessUmbrella_Umbrella_DeductibleOrRetentionAmount_A": "10,000"}
    retained = the_policy(a_certificate({**amount, "ExcessUmbrella_RetentionIndicator_A": True}), Line.UMBRELLA_LIABILITY)
    unsaid = the_policy(a_certificate(amount), Line.UMBRELLA_LIABILITY)

    assert retained.retention is not None
    assert retained.retention.amount == 10_000
    assert unsaid.retention is None


def test_boxes_are_the_autos_covered_and_what_the_aggregate_applies_to() -> None:
    certificate = a_certificate(
        {
            "Policy_AutomobileLiability_PolicyNumberIdentifier_A": "A-1",
            "Vehicle_HiredAutosIndicator_A": True,
            "Vehicle_NonOwnedAutosIndicator_A": True,
            "GeneralLiability_GeneralAggregate_LimitAppliesPerProjectIndicator_A": True,
        }
    )

    assert the_policy(certificate, Line.AUTOMOBILE_LIABILITY).auto_symbols == (AutoSymbol.HIRED, AutoSymbol.NON_OWNED)
    assert the_policy(certificate).aggregate_applies_per == (AggregateBasis.PROJECT,)


def test_words_for_limits_and_limits_not_understood_are_kept_apart() -> None:
    limits = the_policy(a_certificate({AGGREGATE: "Included", EACH_OCCURRENCE: "1M/$2M"})).limits

    assert limits["general_aggregate"].word is LimitWord.INCLUDED
    assert (limits["each_occurrence"].amount, limits["each_occurrence"].word) == (None, None)


def test_a_field_that_nobody_read_is_absent_but_leaves_its_doubt() -> None:
    policy = the_policy(a_certificate({EACH_OCCURRENCE: ""}, {EACH_OCCURRENCE: "something stands here that no source read"}))

    assert "each_occurrence" not in policy.limits
    assert policy.evidence["limits.each_occurrence"].review is not None


def test_a_date_that_does_not_exist_is_absent() -> None:
    policy = the_policy(a_certificate({EFFECTIVE: "28/17/2022", EXPIRATION: "TBD"}))

    assert (policy.effective_on, policy.expires_on) == (None, None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Professional Liability", Line.PROFESSIONAL_LIABILITY),
        ("Errors & Omissions", Line.PROFESSIONAL_LIABILITY),
        ("Contractors Pollution Legal", Line.POLLUTION_LIABILITY),
        ("Cyber / Privacy", Line.CYBER_LIABILITY),
        ("Installation Floater", Line.PROPERTY),
        ("Professional and Pollution Liability", Line.OTHER),
        ("Garagekeepers", Line.OTHER),
        (None, Line.OTHER),
    ],
)
def test_the_blank_row_is_the_line_that_its_description_names(text: str | None, line: Line) -> None:
    assert line_of_description(text) is line


@pytest.mark.parametrize(
    ("label", "name"), [("Each Claim", "each_claim"), ("Occ", "each_claim"), ("Aggregate", "aggregate"), (None, "limit"), ("Ded", "limit")]
)
def test_a_free_limit_is_named_by_its_label(label: str | None, name: str) -> None:
    assert name_of_limit(label, ()) == name
    assert name_of_limit(label, (name,)) == f"{name}_2"


def test_policies_stacked_in_the_blank_row_are_parted() -> None:
    certificate = a_certificate(
        {
            OTHER_TEXT: "Professional Liability\nPollution Liability",
            "OtherPolicy_PolicyNumberIdentifier_A": "PL-1\nPOL-2",
            "OtherPolicy_PolicyEffectiveDate_A": "03/01/2026\n05/01/2026",
            "OtherPolicy_PolicyExpirationDate_A": "03/01/2027\n05/01/2027",
            "OtherPolicy_CoverageCode_A": "Each Claim",
            "OtherPolicy_CoverageLimitAmount_A": "1,000,000",
            "OtherPolicy_CoverageCode_B": "Each Claim",
            "OtherPolicy_CoverageLimitAmount_B": "2,000,000",
        }
    )
    professional = the_policy(certificate, Line.PROFESSIONAL_LIABILITY)
    pollution = the_policy(certificate, Line.POLLUTION_LIABILITY)

    assert (professional.number, professional.effective_on, professional.limits["each_claim"].amount) == (
        "PL-1",
        date(2026, 3, 1),
        1_000_000,
    )
    assert (pollution.number, pollution.effective_on, pollution.limits["each_claim"].amount) == ("POL-2", date(2026, 5, 1), 2_000_000)


def test_a_limit_of_two_policies_in_one_row_is_nobodys_until_a_person_says_whose() -> None:
    certificate = a_certificate(
        {
            UMBRELLA: True,
            EXCESS: True,
            UMBRELLA_NUMBER: "U-1\nE-2",
            "Policy_ExcessLiability_EffectiveDate_A": "03/01/2026\n03/01/2026",
            "Policy_ExcessLiability_ExpirationDate_A": "03/01/2027\n03/01/2027",
            "ExcessUmbrella_Umbrella_EachOccurrenceAmount_A": "5,000,000",
        }
    )
    umbrella, excess = the_policy(certificate, Line.UMBRELLA_LIABILITY), the_policy(certificate, Line.EXCESS_LIABILITY)

    assert (umbrella.number, excess.number) == ("U-1", "E-2")
    assert umbrella.limits == excess.limits == {}
    assert umbrella.evidence["limits.each_occurrence"].review == UNTOLD


def test_a_number_on_two_lines_with_one_term_is_one_policy() -> None:
    assert the_policy(a_certificate({NUMBER: "BCC-GL-\n204417"})).number == "BCC-GL- 204417"


@pytest.mark.parametrize(
    ("text", "deductible", "retention"), [("BI/PD Ded: 5,000", 5_000, None), ("$100,000 SIR", None, 100_000), ("XCU Included", None, None)]
)
def test_a_free_line_may_state_a_deductible_or_a_retention(text: str, deductible: int | None, retention: int | None) -> None:
    policy = the_policy(a_certificate({"GeneralLiability_OtherCoverageDescription_A": text}))

    assert (policy.deductible.amount if policy.deductible else None) == deductible
    assert (policy.retention.amount if policy.retention else None) == retention
    assert policy.write_ins == (text,)


def test_a_retroactive_date_beside_the_coverage_is_the_policys() -> None:
    policy = the_policy(
        a_certificate({OTHER_TEXT: "Professional Liability Retro Date: 01/01/2015", "OtherPolicy_PolicyNumberIdentifier_A": "PL-1"}),
        Line.PROFESSIONAL_LIABILITY,
    )

    assert policy.retroactive_on == date(2015, 1, 1)


def test_a_letter_without_an_insurer_names_nobody() -> None:
    policy = the_policy(a_certificate({"GeneralLiability_InsurerLetterCode_A": "F"}))

    assert (policy.insurer_letter, policy.insurer) == ("F", None)


def test_a_certificate_without_an_insured_has_none() -> None:
    assert a_certificate({INSURED: None}).insured is None
