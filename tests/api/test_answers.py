"""What the API answers: typed, tagged, page by page, and to those who may ask."""

import json
from datetime import UTC, timedelta

import pytest

from coverwatch.api.access import Role
from coverwatch.api.gateway import respond
from coverwatch.api.openapi import openapi_document
from coverwatch.api.route import Route
from coverwatch.api.routes import ROUTES
from coverwatch.application.office import Office
from tests.api.front import APP, Front
from tests.application.offices import KEYSTONE

VENDOR = "/vendors/{vendor_id}"
KEY = {"vendor_id": KEYSTONE}
BODY = {"legal_name": "Keystone Elevator L.P.", "requirement_set": "general-subcontractor"}


def test_a_compliant_vendor_is_authorized_and_every_finding_says_what_was_required_and_found() -> None:
    front = Front()

    assert front.ask(f"GET {VENDOR}/authorization", KEY).value["authorized"] is True
    compliance = front.ask(f"GET {VENDOR}/compliance", KEY).value
    assert (compliance["status"], compliance["on"]) == ("compliant", "2026-03-02")
    assert all({"required", "found", "message", "evidence"} <= finding.keys() for finding in compliance["findings"])
    assert {policy["line"] for policy in compliance["policies"]} >= {"general_liability", "automobile_liability"}


def test_the_answer_of_another_day_is_another_answer() -> None:
    answer = Front().ask(f"GET {VENDOR}/authorization", KEY, query={"on": "2030-01-01"}).value

    assert answer["authorized"] is False
    assert answer["reasons"]


def _reaches(route: Route, role: str) -> bool:
    return route.role is None or (role.upper() in Role.__members__ and Role[role.upper()] >= route.role)


@pytest.mark.parametrize(
    ("route", "role"),
    [(route, role) for route in ROUTES for role in ("", "superadmin", "viewer", "reviewer") if not _reaches(route, role)],
    ids=lambda value: value.key if isinstance(value, Route) else value or "none",
)
def test_a_role_that_does_not_reach_gets_403_before_anything_is_looked_at(route: Route, role: str) -> None:
    event = Front(role=role).event(route.key, _ids(route), text="{not even json")

    answer = respond(APP, ROUTES, _no_office, event, None, UTC)

    assert (answer["statusCode"], json.loads(answer["body"])["title"]) == (403, "FORBIDDEN")


def _no_office() -> Office:
    raise AssertionError("the office was opened for somebody who may not enter")


def _ids(route: Route) -> dict[str, str]:
    return {part.strip("{}"): "x" for part in route.path.split("/") if part.startswith("{")}


def test_a_path_that_reads_as_another_route_behind_the_gateway_gets_nothing() -> None:
    front = Front(role="viewer")
    event = front.event(f"GET {VENDOR}", {"vendor_id": "keystone-elevator/compliance"})

    assert respond(APP, ROUTES, lambda: front.office, event, None, UTC)["statusCode"] == 404


def test_an_edit_of_what_changed_meanwhile_is_refused() -> None:
    front = Front()
    seen = front.ask(f"GET {VENDOR}", KEY).headers["etag"]
    assert front.ask(f"PUT {VENDOR}", KEY, body=BODY | {"reference": "PO 1"}, headers={"if-match": seen}).status == 200

    late = front.ask(f"PUT {VENDOR}", KEY, body=BODY | {"reference": "PO 2"}, headers={"if-match": seen})

    assert (late.status, late.value["title"]) == (412, "CHANGED_MEANWHILE")
    assert front.ask(f"GET {VENDOR}", KEY).value["reference"] == "PO 1"


def test_a_requirement_set_that_somebody_else_changed_is_not_published_over() -> None:
    front, key = Front(), {"requirement_set_id": "general-subcontractor"}
    route = "{} /requirement-sets/{{requirement_set_id}}".format
    seen = front.ask(route("GET"), key)
    document = seen.value["document"]
    asked = {"if-match": seen.headers["etag"]}
    assert front.ask(route("PUT"), key, body=document | {"name": "Mine"}, headers=asked).value["version"] == 2

    late = front.ask(route("PUT"), key, body=document | {"name": "Theirs"}, headers=asked)

    assert (late.status, late.value["title"]) == (412, "CHANGED_MEANWHILE")
    assert front.ask(route("GET"), key).value["document"]["name"] == "Mine"


def test_a_patch_changes_only_what_it_names() -> None:
    front = Front()

    told = front.ask(f"PATCH {VENDOR}", KEY, body={"reference": "PO 9", "state": None})

    assert (told.status, told.value["reference"], told.value["state"]) == (200, "PO 9", None)
    assert told.value["legal_name"] == "Keystone Elevator L.P."
    spoiled = front.ask(f"PATCH {VENDOR}", KEY, body={"legal_name": "", "colour": "red"})
    assert (spoiled.status, {fault["path"] for fault in spoiled.value["errors"]}) == (422, {"/legal_name", "/colour"})


def test_what_was_not_known_then_does_not_count_for_then() -> None:
    front = Front()
    asked = {"known_at": "2026-01-01T00:00:00Z"}

    assert front.ask(f"GET {VENDOR}/authorization", KEY).value["authorized"] is True
    assert front.ask(f"GET {VENDOR}/authorization", KEY, query=asked).value["authorized"] is False
    assert front.ask(f"GET {VENDOR}/authorization", KEY, query={"known_at": "yesterday"}).status == 400


def test_what_is_not_there_yet_matches_nothing() -> None:
    assert Front().ask(f"PUT {VENDOR}", {"vendor_id": "new"}, body=BODY, headers={"if-match": "*"}).status == 412


def with_many_vendors(count: int) -> Front:
    front = Front()
    for number in range(count):
        assert front.ask(f"PUT {VENDOR}", {"vendor_id": f"v-{number:02}"}, body=BODY | {"legal_name": f"Vendor {number:02}"}).status == 201
    return front


def test_a_list_goes_on_where_it_stopped_and_tells_everything_once() -> None:
    front, seen, cursor = with_many_vendors(7), [], None
    while True:
        told = front.ask("GET /vendors", query={"limit": "3"} | ({"cursor": cursor} if cursor else {})).value
        seen += [vendor["vendor_id"] for vendor in told["items"]]
        cursor = told["cursor"]
        if cursor is None:
            break

    assert sorted(seen) == sorted([KEYSTONE, *(f"v-{number:02}" for number in range(7))])


def test_a_cursor_is_good_for_its_list_its_filter_and_a_day_only() -> None:
    front = with_many_vendors(3)
    cursor = front.ask("GET /vendors", query={"limit": "2"}).value["cursor"]
    forged = ("A" if cursor[40] != "A" else "B").join([cursor[:40], cursor[41:]])

    def refused(query: dict[str, str], route: str = "GET /vendors", at: timedelta = timedelta()) -> bool:
        told = Front(front.office, at=front.at + at).ask(route, query=query)
        return (told.status, told.value["title"]) == (400, "INVALID_CURSOR")

    assert front.ask("GET /vendors", query={"cursor": cursor}).status == 200
    assert refused({"cursor": forged})
    assert refused({"cursor": cursor, "status": "compliant"})
    assert refused({"cursor": cursor}, "GET /requirement-sets")
    assert refused({"cursor": cursor}, at=timedelta(hours=25))
    assert refused({"cursor": "é" * 50})


@pytest.mark.parametrize(
    ("route", "query", "parameter"),
    [
        ("GET /vendors", {"limit": "0"}, "limit"),
        ("GET /vendors", {"limit": "-1"}, "limit"),
        ("GET /vendors", {"limit": "101"}, "limit"),
        ("GET /vendors", {"limit": "ten"}, "limit"),
        ("GET /vendors", {"limit": "９"}, "limit"),
        ("GET /vendors", {"status": "fine"}, "status"),
        ("GET /notices", {}, "vendor"),
        (f"GET {VENDOR}/authorization", {"on": "yesterday"}, "on"),
        (f"GET {VENDOR}/authorization", {"on": "2026-02-30"}, "on"),
        (f"GET {VENDOR}/authorization", {"on": "0000-01-01"}, "on"),
        (f"GET {VENDOR}/authorization", {"on": "20260302"}, "on"),
        (f"GET {VENDOR}/authorization", {"on": "1772460000"}, "on"),
    ],
)
def test_a_parameter_with_a_fault_is_named(route: str, query: dict[str, str], parameter: str) -> None:
    told = Front().ask(route, KEY if "{" in route else None, query=query)

    assert (told.status, told.value["title"]) == (400, "INVALID_PARAMETER")
    assert [fault["path"] for fault in told.value["errors"]] == [parameter]


@pytest.mark.parametrize("vendor_id", ["x" * 64, "KEYSTONE", "kéystone", "a b", "..", "a'--", "<script>"])
def test_an_id_that_can_be_none_is_refused(vendor_id: str) -> None:
    told = Front().ask(f"GET {VENDOR}", {"vendor_id": vendor_id})

    assert told.status in {400, 404}
    assert told.headers["content-type"] == "application/problem+json"


def test_every_answer_carries_the_request_and_is_not_kept_by_anyone() -> None:
    told = Front().ask(f"GET {VENDOR}", {"vendor_id": "nobody"})

    assert told.headers["x-request-id"] == "request-1"
    assert told.headers["cache-control"] == "no-store"
    assert told.value == {
        "type": "urn:coverwatch:problem:not-found",
        "title": "NOT_FOUND",
        "status": 404,
        "detail": "There is no such vendor.",
        "instance": "urn:coverwatch:request:request-1",
    }


def test_the_approver_is_who_asks_and_history_says_so() -> None:
    front = Front(role="reviewer")
    body = {"decision": "suspend", "reason": "Accident under investigation"}

    told = front.ask(f"POST {VENDOR}/decisions", KEY, body=body)

    assert (told.status, told.value["decided_by"], told.value["status"]) == (201, "risk@holder.example", "suspended")
    assert front.ask(f"GET {VENDOR}/authorization", KEY).value["authorized"] is False
    newest = front.ask(f"GET {VENDOR}/history", KEY).value["items"][-2:]
    assert {(row["event"], row["actor"]) for row in newest} == {("decision", "risk@holder.example"), ("status", "risk@holder.example")}


def test_a_decision_without_a_reason_is_no_decision() -> None:
    told = Front().ask(f"POST {VENDOR}/decisions", KEY, body={"decision": "exempt", "reason": "  "})

    assert (told.status, [fault["path"] for fault in told.value["errors"]]) == (422, ["/reason"])


def test_a_policy_that_nobody_showed_cannot_be_cancelled_and_those_that_are_known_are_named() -> None:
    body = {"line": "general_liability", "policy_number": "GL-NONE", "effective_on": "2026-03-10", "reason": "A letter came"}

    told = Front().ask(f"POST {VENDOR}/cancellations", KEY, body=body)

    assert (told.status, told.value["title"]) == (422, "POLICY_UNKNOWN")
    assert "Known: " in told.value["errors"][0]["detail"]


def test_the_openapi_document_tells_of_every_route_with_its_role_and_its_problems() -> None:
    document = json.loads(openapi_document(APP))
    told = {(method.upper(), path): operation for path, methods in document["paths"].items() for method, operation in methods.items()}

    assert document["openapi"].startswith("3.1")
    assert set(told) == {(route.method, route.path) for route in ROUTES if route.in_document}
    for route in ROUTES:
        if not route.in_document:
            continue
        operation = told[(route.method, route.path)]
        assert operation["summary"]
        assert operation.get("x-role") == (route.role.name.lower() if route.role else None)
        assert bool(operation.get("security")) is (route.role is not None)
        assert {str(status) for status in (route.status, *route.also, *route.problems)} <= set(operation["responses"])
        success = operation["responses"][str(route.status)]["content"]["application/json"]["schema"]
        assert success, f"{route.key} does not say what it answers"


def test_swaggers_page_is_shown_only_where_a_setting_shows_it() -> None:
    assert Front().ask("GET /docs").status == 404
