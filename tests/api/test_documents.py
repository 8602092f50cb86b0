"""Bodies are what they claim to be, or are refused with a reason and a path."""

import pytest
from pydantic import ValidationError

from coverwatch.api.bodies import VendorBody
from coverwatch.api.documents import document_in
from coverwatch.api.problems import Problem
from coverwatch.domain.vendor import ContactRole
from coverwatch.rules import parse_requirement_set

VENDOR = {
    "legal_name": "Keystone Elevator L.P.",
    "requirement_set": "general-subcontractor",
    "contacts": [{"role": "vendor", "email": "office@keystone.example"}],
}
JSON = "application/json"
YAML = "application/yaml"


@pytest.mark.parametrize(
    ("text", "content_type", "status", "code"),
    [
        ("", JSON, 400, "INVALID_JSON"),
        ("{", JSON, 400, "INVALID_JSON"),
        ("[1]", JSON, 400, "INVALID_JSON"),
        ('{"a": NaN}', JSON, 400, "INVALID_JSON"),
        ('{"a": Infinity}', JSON, 400, "INVALID_JSON"),
        ('{"a": 1, "a": 2}', JSON, 400, "DUPLICATE_KEY"),
        ('{"a": "\\ud800"}', JSON, 400, "INVALID_UNICODE"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", JSON, 400, "INVALID_JSON"),
        ('{"a": ' + "[" * 40 + "]" * 40 + "}", JSON, 400, "INVALID_JSON"),
        ('{"a": 1e400}', JSON, 400, "INVALID_JSON"),
        ('{"a": ' + "9" * 5_000 + "}", JSON, 400, "INVALID_JSON"),
        ('{"a": "' + "x" * 300_000 + '"}', JSON, 413, "TOO_LARGE"),
        ("{}", "text/plain", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("a: 1\na: 2", YAML, 400, "INVALID_YAML"),
        ("a: &x [1]\nb: *x", YAML, 400, "INVALID_YAML"),
        ("a: !!python/object/apply:os.system [ls]", YAML, 400, "INVALID_YAML"),
        ("a: .nan", YAML, 400, "INVALID_YAML"),
    ],
)
def test_what_is_not_quite_a_document_is_refused(text: str, content_type: str, status: int, code: str) -> None:
    with pytest.raises(Problem) as refused:
        document_in(text, content_type)

    assert (refused.value.status, refused.value.code) == (status, code)


def test_on_is_a_word_in_a_requirement_set_written_in_yaml() -> None:
    document = document_in("name: Office\nlines: {general_liability: {required: true}}\nrules: {R04: {on: false}}", YAML)

    assert document["rules"] == {"R04": {"on": False}}
    assert parse_requirement_set("office", document, 1).rules["R04"].on is False


def test_a_day_in_yaml_stays_text() -> None:
    assert document_in("since: 2026-03-02", YAML) == {"since": "2026-03-02"}


def test_a_vendor_is_taken_as_it_is_given() -> None:
    vendor = VendorBody.model_validate(VENDOR).vendor("keystone")

    assert (vendor.vendor_id, vendor.legal_name) == ("keystone", "Keystone Elevator L.P.")
    assert [(contact.role, contact.email) for contact in vendor.contacts] == [(ContactRole.VENDOR, "office@keystone.example")]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"status": "compliant"}, "/status"),
        ({"legal_name": ""}, "/legal_name"),
        ({"legal_name": "x" * 201}, "/legal_name"),
        ({"legal_name": "Key\u202estone"}, "/legal_name"),
        ({"legal_name": "Key\nstone"}, "/legal_name"),
        ({"requirement_set": "../x"}, "/requirement_set"),
        ({"state": "Texas"}, "/state"),
        ({"work_starts_on": "02/30/2026"}, "/work_starts_on"),
        ({"work_starts_on": "2026-02-30"}, "/work_starts_on"),
        ({"work_starts_on": 1772460000}, "/work_starts_on"),
        ({"legal_name": 7}, "/legal_name"),
        ({"active": "yes"}, "/active"),
        ({"contacts": [{"role": "vendor", "email": "a@b.example, c@d.example"}]}, "/contacts/0/email"),
        ({"contacts": [{"role": "boss", "email": "a@b.example"}]}, "/contacts/0/role"),
        ({"cadence": {"hold_days": -1}}, "/cadence"),
        ({"cadence": {"sometimes": 1}}, "/cadence"),
    ],
)
def test_each_fault_of_a_vendor_is_told_with_its_path(change: dict[str, object], path: str) -> None:
    with pytest.raises(ValidationError) as refused:
        VendorBody.model_validate(VENDOR | change)

    assert any("".join(f"/{step}" for step in fault["loc"]).startswith(path) for fault in refused.value.errors())
