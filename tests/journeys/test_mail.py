"""A certificate by mail, all the way: a raw mail in the bucket, its document an upload, read and judged as any other."""

import pytest

from coverwatch.application.mail_links import reply_address
from local.demo import Office
from local.examples import certificates
from local.stack import Stack
from tests.letters.raw_mails import a_message, attach, raw

pytestmark = pytest.mark.journey


def the_address_of(stack: Stack, vendor_id: str) -> str:
    secrets = stack.client("secretsmanager")
    (secret,) = secrets.list_secrets()["SecretList"]
    value = secrets.get_secret_value(SecretId=secret["ARN"])["SecretString"]
    return str(reply_address(value.encode(), vendor_id, 1, "in.meridian.example"))


def put(stack: Stack, key: str, content: bytes) -> None:
    stack.client("s3").put_object(Bucket=stack.bucket, Key=f"mail/{key}", Body=content)
    stack.wait_until_idle()


def test_a_certificate_that_came_by_mail_is_read_and_judged(stack: Stack, office: Office) -> None:
    body = {"legal_name": "Mailed Elevator L.P.", "requirement_set": "general-subcontractor"}
    office.ask("PUT", "/vendors/mailed", body)
    address = the_address_of(stack, "mailed")
    example = next(one for one in certificates(stack.clock.today()) if one.name == "compliant")
    mail = raw(attach(a_message(to=address), example.content), to=address)

    put(stack, "one", mail)
    put(stack, "two", mail)

    (certificate,) = office.ask("GET", "/vendors/mailed/certificates")["items"]
    assert certificate["status"] == "accepted"
    assert [row["note"] for row in office.ask("GET", "/vendors/mailed/history")["items"] if row["event"] == "mail_received"] == [
        "TAKEN, 1 documents",
        "TAKEN, 1 documents",
    ]
    assert stack.dead_letters() == []


def test_what_is_no_mail_at_all_ends_quietly(stack: Stack, office: Office) -> None:
    put(stack, "noise", b"\x00\xff" * 10_000)

    assert stack.dead_letters() == []
