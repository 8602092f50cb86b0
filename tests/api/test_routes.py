"""The route table, the template and the roles say the same."""

import pytest

from coverwatch.api.access import Role, role_in
from coverwatch.api.route import Route
from coverwatch.api.routes import ROUTES
from tests.template.page import page


def test_the_template_has_exactly_the_routes_of_the_table() -> None:
    events = page().source["Resources"]["StaffApiFunction"]["Properties"]["Events"].values()
    routed = {f"{event['Properties']['Method']} {event['Properties']['Path']}" for event in events}

    assert routed == {f"{route.method} {route.path}" for route in ROUTES}


def test_only_the_routes_without_a_role_are_open() -> None:
    events = page().source["Resources"]["StaffApiFunction"]["Properties"]["Events"].values()
    is_open = {event["Properties"]["Path"] for event in events if event["Properties"].get("Auth", {}).get("Authorizer") == "NONE"}

    assert is_open == {route.path for route in ROUTES if route.role is None}


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method != "GET"], ids=lambda route: route.path)
def test_a_viewer_changes_nothing(route: Route) -> None:
    assert route.role is not None
    assert route.role > Role.VIEWER


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"cognito:groups": "[admin reviewer]"}, Role.ADMIN),
        ({"cognito:groups": "[viewer]"}, Role.VIEWER),
        ({"cognito:groups": ["reviewer"]}, Role.REVIEWER),
        ({"scope": "coverwatch/viewer"}, Role.VIEWER),
        ({"cognito:groups": "[superadmin]"}, None),
        ({"scope": "somebody-elses/admin"}, None),
        ({"scope": "aws.cognito.signin.user.admin"}, None),
        ({"username": "admin"}, None),
        ({}, None),
    ],
)
def test_a_role_comes_from_groups_or_scopes_and_from_nothing_else(claims: dict[str, object], role: Role | None) -> None:
    assert role_in(claims) is role
