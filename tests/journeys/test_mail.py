"""A certificate by mail, all the way: a raw mail in the bucket, its document an upload, read and judged as any other."""

from datetime import timedelta

import pytest

from coverwatch.application.mail_links import reply_address
from local.demo import Office
from local.examples import certificates, vendors
from local.stack import Stack
from tests.letters.raw_mails import a_message, attach, raw
from tests.papers import a_one_page_pdf

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


def test_its_sender_hears_once_that_it_came_and_of_a_copy_what_is_open(stack: Stack, office: Office) -> None:
    body = {"legal_name": "Acknowledged L.P.", "requirement_set": "general-subcontractor"}
    office.ask("PUT", "/vendors/acknowledged", body | {"contacts": [{"role": "producer", "email": "certs@agency.example"}]})
    address = the_address_of(stack, "acknowledged")
    example = next(one for one in certificates(stack.clock.today()) if one.name == "compliant")
    before = len(stack.outbox())

    for number in (1, 1, 2):
        letter = attach(a_message(to=address, Message_ID=f"<{number}@agency.example>"), example.content)
        put(stack, f"acknowledged-{len(stack.outbox())}-{number}", raw(letter, to=address))

    subjects = [mail["subject"] for mail in stack.outbox()[before:] if mail["to"] == ["certs@agency.example"]]
    assert [subject.split(": ")[1].split(" (")[0] for subject in subjects if "correction" not in subject] == [
        "your mail has arrived",
        "this file is here already",
    ]
    assert stack.dead_letters() == []


def test_a_notice_of_cancellation_by_mail_is_a_review_and_counts_once_a_person_has_accepted_it(stack: Stack, office: Office) -> None:
    example = next(one for one in certificates(stack.clock.today()) if one.name == "compliant")
    office.ask("PUT", "/vendors/cancelled", vendors()[example.vendor_id] | {"aliases": [], "contacts": []})
    address = the_address_of(stack, "cancelled")
    put(stack, "cover", raw(attach(a_message(to=address), example.content), to=address))
    policies = office.ask("GET", "/vendors/cancelled/compliance")["policies"]
    number = next(each["number"] for each in policies if each["line"] == "general_liability")
    day = (stack.clock.today() + timedelta(days=20)).isoformat()
    notice = a_one_page_pdf(f"NOTICE OF CANCELLATION. Policy {number}, effective {day}.")

    put(stack, "news", raw(attach(a_message(to=address, Message_ID="<news@agency.example>"), notice), to=address))

    (review,) = [one for one in office.ask("GET", "/reviews")["items"] if one["vendor_id"] == "cancelled"]
    news = {"kind": "cancellation", "policy_number": number, "effective_on": day, "lines": ["general_liability"]}
    assert review["policy_news"] == news
    assert office.ask("GET", f"/vendors/cancelled/authorization?on={day}")["authorized"]
    told = {"line": "general_liability", "policy_number": number, "effective_on": day, "reason": "The insurer's notice"}
    office.ask("POST", f"/documents/{review['certificate_id']}/review", {"decision": "accept", "cancellation": told})
    assert not office.ask("GET", f"/vendors/cancelled/authorization?on={day}")["authorized"]
    assert [one for one in office.ask("GET", "/reviews")["items"] if one["vendor_id"] == "cancelled"] == []
    assert stack.dead_letters() == []


def test_what_is_no_mail_at_all_ends_quietly(stack: Stack, office: Office) -> None:
    put(stack, "noise", b"\x00\xff" * 10_000)

    assert stack.dead_letters() == []
