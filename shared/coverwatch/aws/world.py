"""The two things that cannot be computed: the moment, and an identifier nobody can guess."""

import secrets
from datetime import UTC, datetime


def now() -> datetime:
    """The real moment, for leases and signatures; what day it is comes from the event."""
    return datetime.now(UTC)


def new_id() -> str:
    """128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)
