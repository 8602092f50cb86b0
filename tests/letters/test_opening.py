"""Mail that came is opened within limits, and what only decorates it is left out."""

import time
from email.message import EmailMessage

import pytest

from coverwatch.letters import Letter, Unopened, open_letter
from coverwatch.letters.opening import LARGEST, MOST_ATTACHMENTS
from tests.letters.raw_mails import PDF, TO, a_message, attach, raw

LOGO, PHOTOGRAPH = b"\x89PNG" + b"x" * 9_000, b"\xff\xd8" + b"x" * 400_000


def opened(content: bytes) -> Letter:
    letter = open_letter(content)
    assert isinstance(letter, Letter), letter
    return letter


def code_of(content: bytes) -> str:
    letter = open_letter(content)
    assert isinstance(letter, Unopened)
    return letter.code


def test_a_mail_says_who_sent_it_to_whom_and_what_came_along() -> None:
    letter = opened(raw(attach(a_message())))

    assert (letter.senders, letter.recipients) == (("certs@agency.example",), (TO,))
    assert [(one.content, one.content_type, one.file_name) for one in letter.attachments] == [(PDF, "application/pdf", "coi.pdf")]
    assert (letter.virus, letter.spam, letter.dmarc, letter.message_id) == ("PASS", "PASS", "pass", "<one@agency.example>")
    assert letter.text.strip() == "Attached, please."
    assert not letter.is_automatic
    assert not letter.is_report


def test_a_blind_copy_is_for_whom_the_server_took_it_in() -> None:
    letter = opened(raw(a_message(to="someone@agency.example"), to=TO))

    assert letter.recipients == (TO, "someone@agency.example")


def test_a_verdict_that_the_sender_wrote_counts_for_nothing() -> None:
    forged = a_message(X_SES_Virus_Verdict="PASS", Authentication_Results="amazonses.com; dmarc=pass")

    letter = opened(raw(forged, virus="FAIL", dmarc="fail"))

    assert (letter.virus, letter.dmarc) == ("FAIL", "fail")


def test_a_mail_that_was_not_scanned_has_no_verdict() -> None:
    assert opened(a_message().as_bytes()).virus == ""


def test_two_froms_are_two_senders() -> None:
    content = raw(a_message()).replace(b"From: ", b"From: evil@elsewhere.example\r\nFrom: ", 1)

    assert opened(content).senders == ("evil@elsewhere.example", "certs@agency.example")


def test_a_display_name_is_no_address() -> None:
    assert opened(raw(a_message(sender='"boss@good.example" <evil@bad.example>'))).senders == ("evil@bad.example",)


def test_a_logo_is_no_document_and_a_photograph_in_the_text_is_one() -> None:
    message = a_message()
    message.add_alternative('<img src="cid:logo"><img src="cid:photo">', subtype="html")
    attach(message, LOGO, "image/png", "logo.png", cid="<logo>")
    attach(message, PHOTOGRAPH, "image/jpeg", "IMG_1.jpg", cid="<photo>")
    attach(message, b"\x89PNG" + b"x" * 60_000, "image/png", "banner.png", cid="<photo>")

    assert [one.file_name for one in opened(raw(message)).attachments] == ["IMG_1.jpg"]


@pytest.mark.parametrize("kind", ["application/pgp-signature", "application/pkcs7-signature", "text/calendar"])
def test_a_signature_or_an_appointment_is_no_document(kind: str) -> None:
    assert opened(raw(attach(a_message(), b"x", kind, "x"))).attachments == ()


def test_a_forwarded_mail_gives_its_attachments() -> None:
    message = a_message()
    message.add_attachment(attach(a_message("See attached.")))

    letter = opened(raw(message))

    assert [one.content for one in letter.attachments] == [PDF]
    assert "See attached." in letter.text


@pytest.mark.parametrize(
    ("written", "shown"),
    [("../../evil.pdf", "evil.pdf"), ("C:\\temp\\coi.pdf", "coi.pdf"), ("a\x07b.pdf", "ab.pdf"), ("Ünfall.pdf", "Ünfall.pdf"), ("", None)],
)
def test_a_files_name_is_for_showing_only(written: str, shown: str | None) -> None:
    message = a_message()
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="NAME")
    content = raw(message).replace(b'filename="NAME"', b"filename*=utf-8''" + "".join(f"%{byte:02X}" for byte in written.encode()).encode())

    assert opened(content).attachments[0].file_name == shown


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ({"Auto_Submitted": "auto-replied"}, True),
        ({"Auto_Submitted": "no"}, False),
        ({"Precedence": "bulk"}, True),
        ({"List_Id": "<certs.agency.example>"}, True),
        ({"X_Autoreply": "yes"}, True),
        ({}, False),
    ],
)
def test_a_machines_mail_is_known(headers: dict[str, str], automatic: bool) -> None:
    assert opened(raw(a_message(**headers))).is_automatic is automatic


def test_a_delivery_report_is_known() -> None:
    returned = raw(a_message()).replace(b"Return-Path: <certs@agency.example>", b"Return-Path: <>")
    assert opened(returned).is_report

    report = EmailMessage()
    report["From"] = "MAILER-DAEMON@agency.example"
    report.set_type("multipart/report")
    assert opened(raw(report)).is_report


def nested_messages(depth: int) -> bytes:
    return b"".join(b"Content-Type: message/rfc822\r\n\r\n" for _ in range(depth)) + b"Subject: x\r\n\r\nx"


def nested_multiparts(depth: int) -> bytes:
    heads = [b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number) for number in range(depth)]
    return b"".join(heads) + b"\r\nx"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"a: b\r\n" * 200_000, "HEADER_LIMIT", id="200,000 headers"),
        pytest.param(b"Subject: " + b"x" * 1_000_000 + b"\r\n\r\nx", "HEADER_LIMIT", id="a subject of 1 MB"),
        pytest.param(nested_messages(2_000), "MIME_DEPTH", id="2,000 mails in one another"),
        pytest.param(nested_messages(40), "MIME_DEPTH", id="40 mails in one another"),
        pytest.param(nested_multiparts(900), "MIME_DEPTH", id="900 multiparts in one another"),
        pytest.param(
            b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 20_000, "TOO_MANY_PARTS", id="20,000 parts"
        ),
        pytest.param(b"Subject: x\r\n\r\n" + b"x" * LARGEST, "TOO_LARGE", id="more than 40 MB"),
    ],
)
def test_what_is_over_the_limits_is_not_parsed(content: bytes, code: str) -> None:
    begun = time.process_time()

    assert code_of(content) == code
    assert time.process_time() - begun < 2


def test_more_attachments_than_anyone_sends_are_not_taken() -> None:
    message = a_message()
    for number in range(MOST_ATTACHMENTS + 1):
        attach(message, PDF + bytes([number]))

    assert code_of(raw(message)) == "TOO_MANY_PARTS"


def test_what_is_not_opened_still_says_whom_it_was_for() -> None:
    letter = open_letter(raw(a_message()) + b"\r\n--x" * 2_000)

    assert letter == Unopened("TOO_MANY_PARTS", (TO,))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 500,
        b"Content-Type: application/pdf; name=x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!not base64!!!",
        b"Content-Type: text/plain; charset=nonsense\r\n\r\n\xe4\xf6",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"From: \xff\xfe <x@y.example>\r\nSubject: =?utf-8?q?=ZZ?=\r\n\r\n\xff",
        b"Content-Disposition: attachment; filename*=nonsense''%E4\r\nContent-Type: application/pdf\r\n\r\nx",
    ],
    ids=["empty", "noise", "bad base64", "unknown charset", "no boundary", "bad headers", "bad file name"],
)
def test_a_malformed_mail_is_opened_as_far_as_it_goes(content: bytes) -> None:
    assert isinstance(open_letter(content), Letter | Unopened)
