"""Every route keeps what the OpenAPI document says of it, whoever asks and whatever is sent."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from coverwatch.api.route import Route
from coverwatch.api.routes import ROUTES
from local.demo import Office
from local.stack import Stack

pytestmark = pytest.mark.journey
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


SETTINGS = settings(
    max_examples=3, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="session")
def document(stack: Stack, office: Office) -> Any:
    return schemathesis.openapi.from_url(f"{stack.api}/openapi.json")


@pytest.mark.parametrize("role", ["viewer", "reviewer", "admin"])
@pytest.mark.parametrize("route", [route for route in ROUTES if route.in_document], ids=lambda route: route.key)
def test_every_route_keeps_what_its_document_says(document: Any, stack: Stack, route: Route, role: str) -> None:
    operation = document[route.path][route.method]
    headers = {"Authorization": f"Bearer {stack.token(role)}"}

    @SETTINGS
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE) | _negative(operation))
    def keeps_it(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    keeps_it()


def _negative(operation: Any) -> Any:
    return operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
