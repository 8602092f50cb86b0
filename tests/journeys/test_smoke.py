"""The smoke test's journey, on the local stack; its sign-in, on the embedded Cognito."""

from typing import Any

import pytest

from local.demo import Office, Undelivered
from local.smoke import journey, outputs_of, signed_in
from local.stack import Stack

pytestmark = pytest.mark.journey


def a_user_pool(cognito: Any, groups: tuple[str, ...] = ("admin",)) -> dict[str, str]:
    """A pool like the template's, by the outputs' names."""
    pool = cognito.create_user_pool(PoolName="smoke", UsernameAttributes=["email"])["UserPool"]["Id"]
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    client = cognito.create_user_pool_client(UserPoolId=pool, ClientName="staff", ExplicitAuthFlows=flows)
    for group in groups:
        cognito.create_group(UserPoolId=pool, GroupName=group)
    return {"UserPoolId": pool, "StaffClientId": client["UserPoolClient"]["ClientId"]}


def test_the_journey_tells_what_was_read_and_writes_to_nobody(stack: Stack) -> None:
    office = Office(stack.api, stack.token("admin"))
    mails = len(stack.outbox())

    told = journey(office, "one", pause=0.2)

    assert "ACORD 25 2016/03 of Keystone Elevator L.P., 4 policies; accepted" in told
    stack.wait_until_idle()
    assert len(stack.outbox()) == mails
    assert office.ask("GET", "/vendors/smoke-one")["active"] is False


def test_a_certificate_that_is_not_read_in_time_is_told(stack: Stack) -> None:
    office = Office(stack.api, stack.token("admin"))

    with pytest.raises(Undelivered, match="is still"):
        journey(office, "two", patience=0.0, pause=0.0)

    assert office.ask("GET", "/vendors/smoke-two")["active"] is False
    stack.wait_until_idle()


def test_a_viewer_cannot_make_the_journey(stack: Stack) -> None:
    with pytest.raises(Undelivered, match="403"):
        journey(Office(stack.api, stack.token("viewer")), "three")


def test_the_user_is_gone_after_the_run(stack: Stack) -> None:
    cognito = stack.client("cognito-idp")
    outputs = a_user_pool(cognito)

    with signed_in(cognito, outputs) as token:
        assert token.count(".") == 2
        (user,) = cognito.list_users_in_group(UserPoolId=outputs["UserPoolId"], GroupName="admin")["Users"]
        assert user["Enabled"]

    assert cognito.list_users(UserPoolId=outputs["UserPoolId"])["Users"] == []


def test_the_user_is_gone_after_a_failure_too(stack: Stack) -> None:
    cognito = stack.client("cognito-idp")
    outputs = a_user_pool(cognito, groups=())

    with pytest.raises(cognito.exceptions.ResourceNotFoundException), signed_in(cognito, outputs):
        pytest.fail("there is no group admin to be in")

    assert cognito.list_users(UserPoolId=outputs["UserPoolId"])["Users"] == []


def test_the_stacks_outputs_are_read_by_name() -> None:
    class CloudFormation:
        def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803 — AWS's name
            return {"Stacks": [{"StackName": StackName, "Outputs": [{"OutputKey": "ApiUrl", "OutputValue": "https://api.example"}]}]}

    assert outputs_of(CloudFormation(), "coverwatch") == {"ApiUrl": "https://api.example"}
