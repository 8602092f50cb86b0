"""One certificate, all the way: form, queue, Textract, reading, answer, mail; and thirty days before it ends, the renewal."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from local.demo import Office
from local.examples import ExampleCertificate, certificates
from local.stack import Stack
from tests.journeys.conftest import mails_to

pytestmark = pytest.mark.journey


def an_example(stack: Stack, name: str) -> ExampleCertificate:
    return next(example for example in certificates(stack.clock.today()) if example.name == name)


def bring(stack: Stack, office: Office, content: bytes, vendor_id: str = "redbud-plumbing") -> dict[str, object]:
    """Upload bytes by the presigned form, wait until nothing is under way, and say what became of them."""
    upload_id = office.upload(ExampleCertificate("", vendor_id, "coi.pdf", content, ""))
    stack.wait_until_idle()
    upload = office.ask("GET", f"/uploads/{upload_id}")
    certificate: dict[str, object] = office.ask("GET", f"/certificates/{upload['certificate_id']}")
    return certificate


def test_a_compliant_certificate_lets_its_vendor_work_and_its_end_is_announced(stack: Stack, office: Office) -> None:
    vendor = "/vendors/keystone-elevator"
    assert office.ask("GET", f"{vendor}/authorization")["authorized"] is False

    certificate = bring(stack, office, an_example(stack, "compliant").content, "keystone-elevator")

    assert (certificate["status"], certificate["reasons"]) == ("accepted", [])
    answer = office.ask("GET", f"{vendor}/authorization")
    assert answer["authorized"] is True
    first_uncovered = date.fromisoformat(answer["valid_until"]) + timedelta(days=1)
    assert office.ask("GET", f"{vendor}/authorization?on={first_uncovered}")["authorized"] is False
    before = len(mails_to(stack, "office@keystone.example"))

    stack.move_clock(first_uncovered - timedelta(days=30))
    stack.wait_until_idle()

    (renewal,) = mails_to(stack, "office@keystone.example")[before:]
    assert "Keystone Elevator L.P." in renewal["subject"]
    assert f"{stack.api}/u/" in renewal["text"]
    assert stack.dead_letters() == []


def test_limits_too_low_are_told_with_what_is_required_and_what_is_shown(stack: Stack, office: Office) -> None:
    bring(stack, office, an_example(stack, "limits-too-low").content)

    compliance = office.ask("GET", "/vendors/redbud-plumbing/compliance")

    (finding,) = [one for one in compliance["findings"] if one["outcome"] == "fail" and "each occurrence" in one["message"].lower()]
    assert (compliance["status"], compliance["authorized"]) == ("non_compliant", False)
    assert ("1,000,000" in finding["required"], "500,000" in finding["found"]) == (True, True)
    assert finding["evidence"][0]["page"] == 1
    assert any("Redbud Plumbing" in mail["subject"] for mail in mails_to(stack, "office@redbud.example"))


def a_locked_pdf() -> bytes:
    content = BytesIO()
    canvas = Canvas(content, encrypt=StandardEncryption("the user's own password", ownerPassword="another", strength=128))
    canvas.drawString(72, 720, "Nobody reads this.")
    canvas.save()
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"GIF89a\x01\x00\x01\x00 a picture of another kind", "UNSUPPORTED_TYPE"),
        (b"%PDF-1.7\n" + b"\x00" * (26 * 1024 * 1024), "TOO_LARGE"),
        (a_locked_pdf(), "ENCRYPTED"),
    ],
    ids=["empty", "neither PDF nor picture", "over the size limit", "user password"],
)
def test_what_cannot_be_read_says_why_and_nothing_is_tried_for_ever(stack: Stack, office: Office, content: bytes, code: str) -> None:
    stack.client("s3").put_object(Bucket=stack.bucket, Key=f"uploads/redbud-plumbing/{code}", Body=content)
    stack.wait_until_idle()

    listed = office.ask("GET", "/vendors/redbud-plumbing/certificates")["items"]
    (certificate,) = [one for one in listed if [reason["code"] for reason in one["reasons"]] == [code]]

    assert certificate["status"] == "unreadable"
    assert certificate["reasons"][0]["sentence"]
    assert office.ask("GET", f"/certificates/{certificate['certificate_id']}")["status"] == "unreadable"
    assert stack.dead_letters() == []


def test_a_presigned_form_takes_no_more_than_it_was_signed_for(stack: Stack, office: Office) -> None:
    with pytest.raises(Exception, match="EntityTooLarge"):
        office.upload(ExampleCertificate("", "redbud-plumbing", "coi.pdf", b"x" * (25 * 1024 * 1024 + 1), ""))


def test_a_token_that_nobody_signed_opens_nothing(stack: Stack) -> None:
    with pytest.raises(Exception, match="401"):
        Office(stack.api, "forged").ask("GET", "/vendors")


def test_the_same_file_again_is_a_duplicate(stack: Stack, office: Office) -> None:
    content = an_example(stack, "no-workers-compensation").content
    first = bring(stack, office, content, "ridgeline-roofing")

    again = bring(stack, office, content, "ridgeline-roofing")

    assert (again["status"], again["duplicate_of"]) == ("duplicate", first["certificate_id"])
