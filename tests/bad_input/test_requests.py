"""What callers send that is none, too much, or meant to hurt: always a problem document, never a failure of ours, and nothing is kept."""

import base64
import json
from datetime import UTC

import pytest

from coverwatch.api.gateway import respond
from coverwatch.api.routes import ROUTES
from tests.api.front import APP, Front
from tests.application.offices import KEYSTONE

VENDOR = "PUT /vendors/{vendor_id}"
DECISION = "POST /vendors/{vendor_id}/decisions"
KEY = {"vendor_id": KEYSTONE}
GOOD = {"legal_name": "Keystone Elevator L.P.", "requirement_set": "general-subcontractor"}


@pytest.mark.parametrize(
    ("text", "status", "title"),
    [
        ("", 422, "VALIDATION"),
        ("null", 400, "INVALID_JSON"),
        ("[]", 400, "INVALID_JSON"),
        ('"text"', 400, "INVALID_JSON"),
        ("{" * 100_000, 400, "INVALID_JSON"),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, 400, "INVALID_JSON"),
        ('{"legal_name": "A", "legal_name": "B", "requirement_set": "x"}', 400, "DUPLICATE_KEY"),
        ('{"legal_name": NaN}', 400, "INVALID_JSON"),
        ('{"legal_name": 1e999}', 400, "INVALID_JSON"),
        ('{"legal_name": ' + "9" * 10_000 + "}", 400, "INVALID_JSON"),
        ('{"legal_name": "\\udfff"}', 400, "INVALID_UNICODE"),
        (json.dumps(GOOD | {"reference": "x" * 10_000_000}), 413, "TOO_LARGE"),
        (json.dumps(GOOD | {"legal_name": {"$ne": None}}), 422, "VALIDATION"),
        (json.dumps(GOOD | {"contacts": "office@keystone.example"}), 422, "VALIDATION"),
        (json.dumps(GOOD | {"contacts": [{"role": "vendor", "email": "a@b.example\r\nBcc: all@b.example"}]}), 422, "VALIDATION"),
        (json.dumps(GOOD | {"aliases": ["x"] * 21}), 422, "VALIDATION"),
        (json.dumps(GOOD | {"work_starts_on": "9999-99-99"}), 422, "VALIDATION"),
        (json.dumps(GOOD | {"work_starts_on": "0000-00-00"}), 422, "VALIDATION"),
        (json.dumps(GOOD | {"__proto__": {"admin": True}}), 422, "VALIDATION"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_a_body_that_is_none_changes_nothing(text: str, status: int, title: str) -> None:
    front = Front()
    before = front.ask("GET /vendors/{vendor_id}", KEY).value

    told = front.ask(VENDOR, KEY, text=text)

    assert (told.status, told.value["title"]) == (status, title)
    assert told.headers["content-type"] == "application/problem+json"
    assert front.ask("GET /vendors/{vendor_id}", KEY).value == before


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/xml", "application/octet-stream"]
)
def test_a_body_of_another_kind_is_not_guessed_at(kind: str) -> None:
    told = Front().ask(VENDOR, KEY, text=json.dumps(GOOD), headers={"content-type": kind})

    assert (told.status, told.value["title"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_bytes_that_are_no_text_are_refused() -> None:
    front = Front()
    event = front.event(VENDOR, KEY) | {"body": base64.b64encode(b"\xff\xfe{}").decode(), "isBase64Encoded": True}

    answer = respond(APP, ROUTES, lambda: front.office, event, None, UTC)

    assert (answer["statusCode"], json.loads(answer["body"])["title"]) == (400, "INVALID_UNICODE")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.path.count("{")], ids=lambda route: route.key)
@pytest.mark.parametrize(
    "value", ["x" * 2_000, "é" * 40, "\u202e", "a\x00b", "'; DROP TABLE vendors; --", "../../etc/passwd", "%2e%2e", "{}"]
)
def test_an_id_that_is_none_finds_nothing_and_breaks_nothing(route: object, value: str) -> None:
    path = {part.strip("{}"): value for part in route.path.split("/") if part.startswith("{")}  # type: ignore[attr-defined]

    told = Front().ask(route.key, path, text="{}")  # type: ignore[attr-defined]

    assert told.status in {400, 404, 422}


@pytest.mark.parametrize(
    "body",
    [
        {"decision": "exempt", "reason": "For ever", "until": "0001-01-01"},
        {"decision": "exempt", "reason": "For ever", "until": "2026-03-02"},
        {"decision": "exempt", "reason": "For ever", "until": True},
        {"decision": "exempt", "reason": ["For", "ever"]},
        {"decision": "exempt", "reason": "x" * 1_001},
        {"decision": "exempt", "reason": "\u202egnihton"},
        {"decision": "own", "reason": "It"},
        {"decision": "clear", "reason": "Nothing stands"},
    ],
    ids=lambda body: str(body)[:50],
)
def test_an_absurd_decision_is_none(body: dict[str, object]) -> None:
    front = Front()

    assert front.ask(DECISION, KEY, body=body).status == 422
    assert front.ask("GET /vendors/{vendor_id}/authorization", KEY).value["authorized"] is True
