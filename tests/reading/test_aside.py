"""What people type beside a name and an address is nobody's name: telephones, mail addresses, account numbers."""

import pytest

from local.specimens import Stray
from tests.reading.papers import INSURED, a_specimen, fields_of

HOLDER = "CertificateHolder_FullName_A"
STREET = "NamedInsured_MailingAddress_LineOne_A"
ABOVE, NAME, ROAD, BELOW = 190.0, 202.0, 214.0, 226.0
"""Baselines of the insured's box in points: over the name, on its line, the street's, and the next."""
NEAR, FAR = 170.0, 244.0
"""Where something begins behind the name, in points: a space away, and at the box's right side."""

TELEPHONES = (
    "Phone: (512) 555-0155",
    "Ph 512-555-0155 Fax 512-555-0156",
    "P: 512-555-0155",
    "T 512 555 0155",
    "512.555.0155 / 512.555.0156",
    "O: (512) 555-0155 ext. 12",
    "+1 512-555-0155",
    "insurance@meridian.example",
    "www.meridian.example",
)
ACCOUNTS = ("SMITELE-01", "AB-1", "ACCT 4471902", "Account #: 4471902", "Cust ID: 5512", "Client# 99812", "00123456", "12345")
LABELLED = ("ACCT 4471902", "Account #: 4471902", "Cust ID: 5512")


def party(prefix: str, stray: Stray) -> dict[str, object]:
    found = fields_of(a_specimen(strays=(stray,)))
    return {name: reading.value for name, reading in found.items() if name.startswith(prefix)}


def plain(prefix: str) -> dict[str, object]:
    return {name: value for name, value in a_specimen().fields.items() if name.startswith(prefix)}


@pytest.mark.parametrize("text", TELEPHONES)
@pytest.mark.parametrize("baseline", [686.0, 722.0, 746.0])
def test_a_line_of_telephones_is_no_part_of_the_holder(text: str, baseline: float) -> None:
    assert party("CertificateHolder_", Stray(text, 74.0, baseline)) == plain("CertificateHolder_")


@pytest.mark.parametrize("text", ACCOUNTS)
@pytest.mark.parametrize("baseline", [ABOVE, BELOW])
def test_an_account_number_on_its_own_line_is_no_part_of_the_insured(text: str, baseline: float) -> None:
    assert party("NamedInsured_", Stray(text, FAR, baseline)) == plain("NamedInsured_")


@pytest.mark.parametrize("name", ["24/7 Restoration Services, LLC", "3 Rivers Roofing Inc.", "84 Lumber"])
def test_a_name_with_a_number_at_its_front_is_no_street(name: str) -> None:
    field = fields_of(a_specimen({INSURED: name}, strays=(Stray("SMITELE-01", FAR, ABOVE),)))[INSURED]

    assert field.value == name or field.review


@pytest.mark.parametrize("text", LABELLED)
@pytest.mark.parametrize("x", [NEAR, FAR])
@pytest.mark.parametrize("baseline", [NAME, ROAD])
def test_an_account_number_that_says_what_it_is_is_cut_from_a_line(text: str, x: float, baseline: float) -> None:
    assert party("NamedInsured_", Stray(text, x, baseline)) == plain("NamedInsured_")


@pytest.mark.parametrize("text", ["SMITELE-01", "00123456", "12345"])
def test_a_bare_number_right_behind_a_name_goes_to_a_person(text: str) -> None:
    field = fields_of(a_specimen(strays=(Stray(text, NEAR, NAME),)))[INSURED]

    assert field.value == f"Keystone Elevator L.P. {text}"
    assert field.review == "may end in an account number"


def test_a_long_number_right_behind_a_street_goes_to_a_person() -> None:
    field = fields_of(a_specimen(strays=(Stray("12345", 140.0, ROAD),)))[STREET]

    assert field.review == "may end in an account number"


@pytest.mark.parametrize("street", ["PO Box 12345", "1200 Highway 71204", "77 Mill St Suite 10200", "2300 Foundry Rd"])
def test_an_address_may_have_long_numbers(street: str) -> None:
    field = fields_of(a_specimen({STREET: street}))[STREET]

    assert (field.value, field.review) == (street, None)


@pytest.mark.parametrize("name", ["AMS-360", "Studio 360", "Keystone 2000 Elevators LLC"])
def test_a_name_may_look_like_a_number(name: str) -> None:
    assert fields_of(a_specimen({INSURED: name}))[INSURED].value == name


def test_a_telephone_behind_the_holders_name_is_cut_from_it() -> None:
    found = fields_of(a_specimen(strays=(Stray("512-555-0155", 200.0, 700.0),)))

    assert found[HOLDER].value == "Meridian Property Group LLC"


def test_a_city_with_digits_goes_to_a_person() -> None:
    city = "CertificateHolder_MailingAddress_CityName_A"

    assert fields_of(a_specimen({city: "Austin 4471"}))[city].review == "a city has no digits"
