"""The demo's data hold together: vendors point to sets, certificates to vendors, dates to the demo's day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from coverwatch.domain.assessment import Assessment, VendorStatus
from coverwatch.domain.certificate import Certificate
from coverwatch.domain.facts import CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.vendor import Vendor
from coverwatch.reading import read
from coverwatch.rules import assess, parse_requirement_set
from local.examples import ExampleCertificate, certificate_specimens, certificates, requirement_sets, vendors
from local.specimens import Layer, textract_responses

ON = date(2026, 11, 20)
RECEIVED = datetime(2026, 11, 19, tzinfo=UTC)
HOLDER = "Meridian Property Group LLC"


@cache
def drawn() -> tuple[ExampleCertificate, ...]:
    return certificates(ON)


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
    for example in drawn():
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


STANDING = {
    "keystone-elevator": VendorStatus.COMPLIANT,
    "redbud-plumbing": VendorStatus.NON_COMPLIANT,
    "copper-canyon-hvac": VendorStatus.EXPIRED,
    "bluebonnet-painting": VendorStatus.NON_COMPLIANT,
    "ridgeline-roofing": VendorStatus.NON_COMPLIANT,
    "granite-peak-electric": VendorStatus.COMPLIANT,
    "sweetwater-landscaping": VendorStatus.COMPLIANT,
    "lone-oak-cleaning": VendorStatus.COMPLIANT,
}


@pytest.mark.parametrize(("vendor_id", "status"), STANDING.items())
def test_each_story_ends_as_it_is_told(vendor_id: str, status: VendorStatus) -> None:
    assert _assessed(vendor_id).status is status


def test_a_renewal_carries_the_cover_on() -> None:
    fields = certificate_specimens(ON)["renewal-in-the-future"].fields

    assert _assessed("sweetwater-landscaping").valid_until == day(fields["Policy_GeneralLiability_ExpirationDate_A"]) - timedelta(days=1)


def _assessed(vendor_id: str) -> Assessment:
    """The vendor's standing once all its documents are read, as on a stack that takes specimens."""
    described = vendors()[vendor_id]
    vendor = Vendor(vendor_id=vendor_id, legal_name=described["legal_name"], requirement_set=described["requirement_set"], state="TX")
    filed = tuple(
        FiledCertificate(
            certificate_id=example.name,
            status=CertificateStatus.ACCEPTED,
            received_at=RECEIVED,
            decided_at=RECEIVED,
            certificate=_read(example),
        )
        for example in drawn()
        if example.vendor_id == vendor_id
    )
    asked = parse_requirement_set(vendor.requirement_set, requirement_sets()[vendor.requirement_set], 1)
    return assess(asked, VendorFacts(vendor=vendor, certificates=filed), ON)


def _read(example: ExampleCertificate) -> Certificate:
    detected = textract_responses(certificate_specimens(ON)[example.name])
    certificate = read(example.content, detected, specimens_allowed=True).certificate
    assert certificate is not None
    return replace(certificate, specimen=False)
