"""The vendor's upload link: vendor id, generation and expiry under an HMAC; no log-in, many uses, revoked by raising the generation."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta

VALID_FOR = timedelta(days=60)
LONGEST = 512  # characters; ours are shorter, whatever a vendor is called


class LinkRefused(Exception):
    """A link that opens nothing; `ours` says that we signed it, and that it has expired or was revoked."""

    def __init__(self, *, ours: bool) -> None:
        super().__init__("out of date" if ours else "not ours")
        self.ours = ours


@dataclass(frozen=True, slots=True)
class LinkClaim:
    """What a genuine link says; whether its generation still holds is the vendor's file to tell."""

    vendor_id: str
    generation: int
    expires_on: date


def link_token(secret: bytes, vendor_id: str, generation: int, on: date) -> str:
    """A token that is good for 60 days from the given day."""
    payload = f"{vendor_id}\n{generation}\n{(on + VALID_FOR).isoformat()}".encode()
    return _text(payload) + "." + _text(_signature(secret, payload))


def claim_in(secret: bytes, token: str, on: date) -> LinkClaim:
    """What a token says. Raises LinkRefused if it is forged, torn, over-long or out of date."""
    if len(token) > LONGEST:
        raise LinkRefused(ours=False)
    try:
        payload, signature = (_bytes(part) for part in token.split("."))
    except (ValueError, binascii.Error) as error:
        raise LinkRefused(ours=False) from error
    if not hmac.compare_digest(signature, _signature(secret, payload)):
        raise LinkRefused(ours=False)
    vendor_id, generation, expires = payload.decode().rsplit("\n", 2)
    claim = LinkClaim(vendor_id, int(generation), date.fromisoformat(expires))
    if on >= claim.expires_on:
        raise LinkRefused(ours=True)
    return claim


def _signature(secret: bytes, payload: bytes) -> bytes:
    return hmac.digest(secret, b"coverwatch upload link\n" + payload, hashlib.sha256)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
