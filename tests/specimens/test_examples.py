"""The demo's data hold together: vendors point to sets, certificates to vendors, dates to the demo's day."""

from datetime import date, datetime

import pytest

from coverwatch.rules import parse_requirement_set
from local.examples import certificate_specimens, certificates, requirement_sets, vendors
from local.specimens import Layer

ON = date(2026, 11, 20)
HOLDER = "Meridian Property Group LLC"


def day(text: str | bool) -> date:
    return datetime.strptime(str(text), "%m/%d/%Y").date()  # noqa: DTZ007 (a printed day has no time zone)


def test_there_are_four_requirement_sets_and_each_is_valid() -> None:
    assert list(requirement_sets()) == ["office-vendor", "general-subcontractor", "high-risk-trade", "professional-services"]
    for name, document in requirement_sets().items():
        assert parse_requirement_set(name, document, 1).name == document["name"]


def test_there_are_a_dozen_vendors_and_each_has_a_set_and_someone_to_write_to() -> None:
    assert len(vendors()) == 12
    for vendor in vendors().values():
        assert vendor["requirement_set"] in requirement_sets()
        assert {contact["role"] for contact in vendor["contacts"]} == {"vendor", "producer", "owner", "manager"}
        assert all(contact["email"].endswith(".example") for contact in vendor["contacts"])


def test_every_certificate_is_a_pdf_of_one_of_the_vendors() -> None:
    for example in certificates(ON):
        assert example.content.startswith(b"%PDF-")
        assert example.filename == f"{example.name}.pdf"
        assert example.what_to_expect
        fields = certificate_specimens(ON)[example.name].fields
        assert fields["NamedInsured_FullName_A"] == vendors()[example.vendor_id]["legal_name"]
        assert fields["CertificateHolder_FullName_A"] == HOLDER


def test_every_story_of_the_demo_is_told() -> None:
    told = certificate_specimens(ON)
    low, expired = told["limits-too-low"].fields, told["expired"].fields
    renewal, running = told["renewal-in-the-future"].fields, told["running-term"].fields
    general = "Policy_GeneralLiability_"

    assert low["GeneralLiability_EachOccurrence_LimitAmount_A"] == "500,000"
    assert day(expired[f"{general}ExpirationDate_A"]) < ON < day(expired["Policy_AutomobileLiability_ExpirationDate_A"])
    assert not [name for name in told["no-workers-compensation"].fields if "WorkersCompensation" in name]
    assert "dditional insured" not in str(told["no-additional-insured"].fields)
    assert told["umbrella-tops-up"].fields["ExcessUmbrella_Umbrella_EachOccurrenceAmount_A"] == "10,000,000"
    assert day(renewal[f"{general}EffectiveDate_A"]) == day(running[f"{general}ExpirationDate_A"]) > ON
    assert told["scan"].knobs.layer is Layer.IMAGE


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2027, 3, 1), date(2028, 2, 29), date(2028, 5, 29)])
def test_the_demo_never_ages(on: date) -> None:
    fields = certificate_specimens(on)["compliant"].fields

    for line in ("GeneralLiability", "AutomobileLiability", "ExcessLiability", "WorkersCompensationAndEmployersLiability"):
        effective, expiration = (day(fields[f"Policy_{line}_{which}Date_A"]) for which in ("Effective", "Expiration"))
        assert effective < on < expiration
        assert 364 <= (expiration - effective).days <= 367
    assert day(fields["Form_CompletionDate_A"]) <= on


def test_the_compliant_certificate_says_everything_that_its_set_asks_for() -> None:
    fields = certificate_specimens(ON)["compliant"].fields
    asked = requirement_sets()["general-subcontractor"]["lines"]["general_liability"]
    described = str(fields["CertificateOfLiabilityInsurance_ACORDForm_RemarkText_A"])

    for phrase in (
        HOLDER,
        "ongoing and completed operations",
        "CG 20 10",
        "CG 20 37",
        "primary and non-contributory",
        "Waiver of subrogation",
        "per project",
    ):
        assert phrase in described
    for name, limit in (("EachOccurrence_LimitAmount_A", "each_occurrence"), ("GeneralAggregate_LimitAmount_A", "general_aggregate")):
        assert int(str(fields[f"GeneralLiability_{name}"]).replace(",", "")) >= asked["limits"][limit]
