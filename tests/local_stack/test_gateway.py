"""The HTTP API as API Gateway serves it: routes, tokens, events, answers and limits."""

import base64
import json
from typing import Any

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.local_stack.conftest import TinyStack


def ask(tiny: TinyStack, method: str, path: str, token: str | None = None, **more: Any) -> requests.Response:
    headers = {**more.pop("headers", {}), **({"Authorization": f"Bearer {token}"} if token else {})}
    return requests.request(method, tiny.stack.api + path, headers=headers, timeout=20, **more)


def claims_of(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def test_a_request_becomes_an_event_and_an_answer_a_response(tiny: TinyStack) -> None:
    token = tiny.stack.token("viewer")
    answer = ask(tiny, "GET", "/things/a%20b?q=1&q=2&empty=", token, headers={"Cookie": "c=1; d=2", "X-Many": "1"})

    assert (answer.status_code, answer.headers["x-told"], answer.cookies["a"]) == (200, "1", "1")
    event = answer.json()
    assert (event["version"], event["routeKey"], event["rawPath"]) == ("2.0", "GET /things/{id}", "/things/a b")
    assert (event["rawQueryString"], event["queryStringParameters"]) == ("q=1&q=2&empty=", {"q": "1,2", "empty": ""})
    assert (event["pathParameters"], event["cookies"], event["headers"]["x-many"]) == ({"id": "a b"}, ["c=1", "d=2"], "1")
    assert "cookie" not in event["headers"]
    assert event["requestContext"]["http"]["method"] == "GET"
    assert event["requestContext"]["timeEpoch"] / 1000 == pytest.approx(tiny.stack.clock.now().timestamp(), abs=60)
    authorizer = event["requestContext"]["authorizer"]["jwt"]
    assert authorizer["scopes"] is None
    assert (authorizer["claims"]["cognito:groups"], authorizer["claims"]["token_use"]) == ("[viewer]", "access")
    assert authorizer["claims"]["exp"] == str(claims_of(token)["exp"])
    assert (event["isBase64Encoded"], "body" in event) == (False, False)


@pytest.mark.parametrize(
    ("kind", "content", "encoded"),
    [
        ("application/json", b'{"a": 1}', False),
        ("text/csv; charset=utf-8", "ü,1".encode(), False),
        ("application/yaml", b"a: 1", True),
        ("application/x-www-form-urlencoded", b"a=1", True),
        ("text/plain", b"\xff\xfe", True),
    ],
)
def test_bodies_are_text_only_where_the_gateway_takes_them_for_text(tiny: TinyStack, kind: str, content: bytes, encoded: bool) -> None:
    event = ask(tiny, "PUT", "/things/1", tiny.stack.token("admin"), data=content, headers={"Content-Type": kind}).json()

    assert event["isBase64Encoded"] is encoded
    assert (base64.b64decode(event["body"]) if encoded else event["body"].encode()) == content


def test_what_has_no_route_is_not_found_and_what_needs_no_token_gets_none(tiny: TinyStack) -> None:
    assert ask(tiny, "GET", "/nothing", tiny.stack.token("admin")).status_code == 404
    assert ask(tiny, "POST", "/health").status_code == 404
    assert ask(tiny, "GET", "/things/1/2", tiny.stack.token("admin")).status_code == 404
    health = ask(tiny, "GET", "/health")
    assert (health.status_code, "authorizer" in health.json()["requestContext"]) == (200, False)


def forged(tiny: TinyStack, **changed: Any) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode({**claims_of(tiny.stack.token("admin")), **changed}, key, algorithm="RS256")


def test_a_token_that_is_missing_old_or_forged_is_refused(tiny: TinyStack) -> None:
    genuine = tiny.stack.token("admin")
    header, _, signature = genuine.split(".")
    other = base64.urlsafe_b64encode(json.dumps({**claims_of(genuine), "cognito:groups": ["owner"]}).encode()).rstrip(b"=").decode()
    unsigned = jwt.encode(claims_of(genuine), None, algorithm="none")

    bad = [None, "nonsense", tiny.stack.token("admin", seconds=-1), forged(tiny), f"{header}.{other}.{signature}", unsigned]

    assert [ask(tiny, "GET", "/things/1", token).status_code for token in bad] == [401] * len(bad)
    answer = ask(tiny, "GET", "/things/1", forged(tiny))
    assert (answer.json(), answer.headers["WWW-Authenticate"].startswith("Bearer")) == ({"message": "Unauthorized"}, True)
    assert ask(tiny, "GET", "/things/1", genuine).status_code == 200
    assert ask(tiny, "GET", "/things/1", headers={"Authorization": genuine}).status_code == 200


def test_an_identity_token_says_who_it_is(tiny: TinyStack) -> None:
    event = ask(tiny, "GET", "/things/1", tiny.stack.token("reviewer", use="id")).json()

    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    assert (claims["email"], claims["cognito:groups"], claims["email_verified"]) == ("reviewer@staff.example", "[reviewer]", "true")


def test_a_good_token_without_the_routes_scope_is_forbidden(tiny: TinyStack) -> None:
    answer = ask(tiny, "GET", "/admin", tiny.stack.token("admin"))

    assert (answer.status_code, answer.json()) == (403, {"message": "Forbidden"})


@pytest.mark.parametrize("trouble", ["crash", "nonsense", "sleep"])
def test_a_function_in_trouble_is_an_internal_error(tiny: TinyStack, trouble: str) -> None:
    answer = ask(tiny, "GET", f"/health?do={trouble}")

    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})


def test_bytes_come_through_as_bytes(tiny: TinyStack) -> None:
    answer = ask(tiny, "GET", "/health?do=bytes")

    assert (answer.content, answer.headers["Content-Type"]) == (b"\x89PNG", "image/png")


@pytest.mark.parametrize("size", [7 * 1024 * 1024, 10 * 1024 * 1024 + 1])
def test_what_is_larger_than_lambda_or_the_gateway_takes_is_refused(tiny: TinyStack, size: int) -> None:
    answer = ask(tiny, "PUT", "/things/1", tiny.stack.token("admin"), data=b"x" * size, headers={"Content-Type": "text/plain"})

    assert answer.status_code == 413


def test_the_stack_tells_of_itself_beside_the_api(tiny: TinyStack) -> None:
    assert ask(tiny, "GET", "/local/idle?wait=20").status_code == 200
    assert ask(tiny, "POST", "/local/clock", json={"on": "2020-01-01"}).status_code == 409
    assert ask(tiny, "POST", "/local/clock", data="tomorrow").status_code == 400
    assert ask(tiny, "GET", "/local/nothing").status_code == 404
