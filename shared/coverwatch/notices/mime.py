"""A mail as the bytes that SES takes."""

import hashlib
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from coverwatch.notices.mail import Mail
from coverwatch.notices.plain import for_header
from coverwatch.notices.recipients import is_address

CRLF = "\r\n"
UNFOLDED = ("List-Unsubscribe", "Subject", "In-Reply-To", "References")
LONGEST_LINE = 75  # of an encoded word, RFC 2047


class _Policy(EmailPolicy):
    """SMTP's policy, but for the folding of some headers.

    A long link or message's id in one would become encoded words, which nobody can open; between encoded words of a long subject or name,
    blanks get lost.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name in UNFOLDED and value.isascii():
            folded = str(value)
        elif name == "Subject":
            folded = _encoded(name, value)
        elif name == "From" and not value.isascii():
            (address,) = value.addresses
            folded = f"{_encoded(name, address.display_name)}{CRLF} <{address.addr_spec}>"
        else:
            return super().fold_binary(name, value)
        return f"{name}: {folded}{CRLF}".encode("ascii")


def _encoded(name: str, text: str) -> str:
    """A header's text as encoded words (RFC 2047), blanks included."""
    return Header(text, "utf-8", maxlinelen=LONGEST_LINE, header_name=name).encode(linesep=CRLF)


def as_mime(mail: Mail, sender: str) -> bytes:
    """The mail in MIME, text and HTML, the same bytes every time; date and message id are SES's. Raises ValueError for a bad address.

    `sender` is the verified address alone; the organisation's name is put before it.
    """
    if not (is_address(sender) and is_address(mail.to)):
        raise ValueError("A mail goes from one address to one address.")
    message = EmailMessage(policy=_Policy(linesep=CRLF))
    message["From"] = Address(display_name=for_header(mail.sender_name), addr_spec=sender)
    message["To"] = mail.to
    message["Subject"] = for_header(mail.subject, longest=250)
    for name, value in mail.headers:
        message[name] = value
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{hashlib.sha256((mail.text + mail.html).encode()).hexdigest()[:32]}")
    return message.as_bytes()
