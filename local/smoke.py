"""`python -m local.smoke STACK`: one journey against a deployed stack. What it does and leaves behind: docs/smoke.md."""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3

from coverwatch.aws import world
from local.demo import Office, Undelivered
from local.examples import ExampleCertificate, certificates, requirement_sets, vendors

PATIENCE_S = 300.0  # a healthy document is read within two minutes
PAUSE_S = 5.0
UNDER_WAY = {"awaited", "received", "reading"}


def main() -> int:
    """0 when the certificate was read; 1 with one line on standard error when not."""
    parser = argparse.ArgumentParser(prog="python -m local.smoke", description="One journey against a deployed stack.")
    parser.add_argument("stack", help="the CloudFormation stack's name")
    stack = parser.parse_args().stack
    try:
        outputs = outputs_of(boto3.client("cloudformation"), stack)
        with signed_in(boto3.client("cognito-idp"), outputs) as token:
            told = journey(Office(outputs["ApiUrl"], token), world.new_id()[:8])
    except Undelivered as failure:
        print(f"smoke: {failure}", file=sys.stderr)
        return 1
    print(told)
    return 0


def outputs_of(cloudformation: Any, stack: str) -> dict[str, str]:
    """A deployed stack's outputs by name."""
    (described,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}


@contextmanager
def signed_in(cognito: Any, outputs: dict[str, str]) -> Iterator[str]:
    """An admin's access token, for as long as it is needed: the user is made for this run, and deleted after it."""
    pool, client = outputs["UserPoolId"], outputs["StaffClientId"]
    name, password = f"smoke-{world.new_id()[:8]}@coverwatch.example", f"Aa1-{world.new_id()}"
    cognito.admin_create_user(UserPoolId=pool, Username=name, MessageAction="SUPPRESS")
    try:
        cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=password, Permanent=True)
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName="admin")
        answer = cognito.admin_initiate_auth(
            UserPoolId=pool, ClientId=client, AuthFlow="ADMIN_USER_PASSWORD_AUTH", AuthParameters={"USERNAME": name, "PASSWORD": password}
        )
        yield answer["AuthenticationResult"]["AccessToken"]
    finally:
        cognito.admin_delete_user(UserPoolId=pool, Username=name)


def journey(office: Office, run: str, patience: float = PATIENCE_S, pause: float = PAUSE_S) -> str:
    """One certificate from upload to answer, and what came of it in a line. Raises Undelivered.

    The vendor and the requirement set carry the run's name. The vendor has no contacts and its mails are held: nobody is written to.
    """
    office.ask("GET", "/health")
    example, requirement_set = _example()
    ours = f"smoke-{run}"
    office.ask("PUT", f"/requirement-sets/{ours}", requirement_sets()[requirement_set])
    vendor = {"legal_name": vendors()[example.vendor_id]["legal_name"], "requirement_set": ours, "hold_mails": True}
    office.ask("PUT", f"/vendors/{ours}", vendor)
    sent = ExampleCertificate(example.name, ours, example.filename, example.content, example.what_to_expect)
    try:
        record = _read(office, office.upload(sent), patience, pause)
        compliance = office.ask("GET", f"/vendors/{ours}/compliance")
    finally:
        office.ask("PUT", f"/vendors/{ours}", vendor | {"active": False})
    read = record["certificate"]
    if read is None or not read["policies"]:
        raise Undelivered(f"certificate {record['certificate_id']} is {record['status']}: {record['reasons']}")
    return (
        f"{record['certificate_id']}: {read['form']} {read['edition']} of {read['insured']['name']}, {len(read['policies'])} policies; "
        f"{record['status']}; vendor {compliance['status']}, {'authorized' if compliance['authorized'] else 'not authorized'}"
    )


def _example() -> tuple[ExampleCertificate, str]:
    """The demo's first certificate, whose vendor's requirement set it satisfies."""
    example = certificates(world.now().date())[0]
    return example, vendors()[example.vendor_id]["requirement_set"]


def _read(office: Office, upload_id: str, patience: float, pause: float) -> dict[str, Any]:
    """The certificate that came by an upload, once it has been read."""
    until = time.monotonic() + patience
    while (upload := office.ask("GET", f"/uploads/{upload_id}"))["status"] in UNDER_WAY:
        if time.monotonic() > until:
            raise Undelivered(f"upload {upload_id} is still {upload['status']} after {patience:.0f} s")
        time.sleep(pause)
    certificate: dict[str, Any] = office.ask("GET", f"/certificates/{upload['certificate_id']}")
    return certificate


if __name__ == "__main__":
    sys.exit(main())
