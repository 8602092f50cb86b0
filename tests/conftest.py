"""Every test runs without a real account: invented credentials, one Region, nothing inherited from the machine."""

import os

import pytest

FOR_BOTO = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
}


@pytest.fixture(autouse=True)
def no_real_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that escapes the fakes fails to sign in, instead of reaching somebody's account."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in FOR_BOTO.items():
        monkeypatch.setenv(name, value)
