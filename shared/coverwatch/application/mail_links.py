"""What a mail carries for its reader to answer with: a link that stops mails to one address, and an address that takes certificates.

Each is signed under a label of its own, so that neither passes for the other or for the upload link.
"""

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass

REPLIES = "certificates"
"""The name before the plus sign of every address that takes certificates."""

LONGEST_NAME = 64  # of an address before the @, RFC 5321
SIGNATURE = 16  # letters of base32: 80 bits, which nobody guesses by sending mails
LONGEST_TOKEN = 1000
REPLY = re.compile(rf"{REPLIES}\+([a-z0-9-]+)\.([a-z2-7]{{{SIGNATURE}}})@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """Whose mails to which address are to stop."""

    vendor_id: str
    address: str


def unsubscribe_token(secret: bytes, vendor_id: str, address: str) -> str:
    """A token for one address of one vendor. It never runs out: whoever finds an old mail may still ask us to stop."""
    payload = f"{vendor_id}\n{address}".encode()
    return f"{_text(payload)}.{_text(_signature(secret, b'unsubscribe', payload))}"


def unsubscription_in(secret: bytes, token: str) -> Unsubscription | None:
    """What a token says, or None if it is forged, torn or over-long."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        payload, signature = (_bytes(part) for part in token.split("."))
    except (ValueError, binascii.Error):
        return None
    if not hmac.compare_digest(signature, _signature(secret, b"unsubscribe", payload)):
        return None
    return Unsubscription(*payload.decode().split("\n", 1))


def reply_address(secret: bytes, vendor_id: str, generation: int, mail_domain: str) -> str | None:
    """The vendor's own address for certificates, revoked together with its upload links by raising the generation.

    None for a vendor whose id is too long for an address's name: its replies go where the sender's go.
    """
    name = f"{REPLIES}+{vendor_id}.{_reply_signature(secret, vendor_id, generation)}"
    return f"{name}@{mail_domain}" if len(name) <= LONGEST_NAME else None


def vendor_replied_to(address: str) -> str | None:
    """The vendor that a reply address names, genuine or not; None for any other address."""
    found = REPLY.match(address)
    return found.group(1).lower() if found else None


def is_reply_address(secret: bytes, address: str, vendor_id: str, generation: int) -> bool:
    """Whether we gave out this address for the vendor, and it has not been revoked. Mail programs may change its case."""
    found = REPLY.match(address)
    wanted = _reply_signature(secret, vendor_id, generation)
    return found is not None and found.group(1).lower() == vendor_id and hmac.compare_digest(found.group(2).lower(), wanted)


def _reply_signature(secret: bytes, vendor_id: str, generation: int) -> str:
    signature = _signature(secret, b"reply", f"{vendor_id}\n{generation}".encode())
    return base64.b32encode(signature).decode().lower()[:SIGNATURE]


def _signature(secret: bytes, label: bytes, payload: bytes) -> bytes:
    return hmac.digest(secret, b"coverwatch " + label + b"\n" + payload, hashlib.sha256)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
