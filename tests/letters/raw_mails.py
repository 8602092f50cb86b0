"""Raw mails as the mail service puts them into the bucket: its own headers first, then what the sender wrote."""

from email.message import EmailMessage
from email.policy import SMTP

PDF = b"%PDF-1.7 a certificate\n"
PASSED = (
    "Return-Path: <certs@agency.example>\r\n"
    "Received: from mail.agency.example by inbound-smtp.us-east-1.amazonaws.com with SMTP id 1 for {to}; Mon, 2 Mar 2026 14:00:00 +0000\r\n"
    "X-SES-Spam-Verdict: {spam}\r\n"
    "X-SES-Virus-Verdict: {virus}\r\n"
    "Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc={dmarc};\r\n"
)
TO = "certificates+keystone.aaaaaaaaaaaaaaaa@in.holder.example"


def a_message(
    text: str = "Attached, please.", *, sender: str = "Agency <certs@agency.example>", to: str = TO, **headers: str
) -> EmailMessage:
    """A mail with a text; parts are added by the test. Headers by their names with underscores."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = "Certificate of insurance"
    message["Message-ID"] = "<one@agency.example>"
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def attach(
    message: EmailMessage, content: bytes = PDF, kind: str = "application/pdf", name: str | None = "coi.pdf", **more: str
) -> EmailMessage:
    """The message with a file attached."""
    maintype, _, subtype = kind.partition("/")
    message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name, **more)
    return message


def raw(message: EmailMessage, *, virus: str = "PASS", spam: str = "PASS", dmarc: str = "pass", to: str = TO) -> bytes:
    """The bytes as they lie in the bucket."""
    return PASSED.format(to=to, virus=virus, spam=spam, dmarc=dmarc).encode() + message.as_bytes(policy=SMTP)
