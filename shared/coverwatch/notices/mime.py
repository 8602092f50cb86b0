"""A mail as the bytes that SES takes."""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy

from coverwatch.notices.mail import Mail
from coverwatch.notices.plain import for_header
from coverwatch.notices.recipients import is_address


class _Policy(EmailPolicy):
    """SMTP's policy, except that a long link stays as it is: folding would make encoded words of it, which nobody can open."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name == "List-Unsubscribe":
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


def as_mime(mail: Mail, sender: str) -> bytes:
    """The mail in MIME, text and HTML, the same bytes every time; date and message id are SES's. Raises ValueError for a bad address.

    `sender` is the verified address alone; the organisation's name is put before it.
    """
    if not (is_address(sender) and is_address(mail.to)):
        raise ValueError("A mail goes from one address to one address.")
    message = EmailMessage(policy=_Policy(linesep="\r\n"))
    message["From"] = Address(display_name=for_header(mail.sender_name), addr_spec=sender)
    message["To"] = mail.to
    message["Subject"] = for_header(mail.subject, longest=250)
    for name, value in mail.headers:
        message[name] = value
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{hashlib.sha256((mail.text + mail.html).encode()).hexdigest()[:32]}")
    return message.as_bytes()
