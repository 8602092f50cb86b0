"""Where a list goes on: a position under an HMAC, so that nobody can forge one, or take it to another list or another filter."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from coverwatch.api.problems import Fault, Problem

VALID_FOR = timedelta(hours=24)
LONGEST = 2048
LABEL = b"coverwatch list cursor\n"
Item = TypeVar("Item")


class Cursors:
    """The cursors of one list under one filter."""

    def __init__(self, secret: Callable[[], bytes], list_name: str, filters: Sequence[object], at: datetime) -> None:
        self._secret = secret
        self._scope = json.dumps([list_name, *(str(one) for one in filters)]).encode()
        self._at = at

    def write(self, position: Sequence[str]) -> str:
        """A cursor that leads on from just after that position, for a day."""
        payload = json.dumps([int((self._at + VALID_FOR).timestamp()), *position], ensure_ascii=False).encode()
        return base64.urlsafe_b64encode(self._signature(payload) + payload).decode().rstrip("=")

    def read(self, cursor: str | None) -> tuple[str, ...] | None:
        """The position of a cursor of this list; None from None. Raises Problem."""
        if cursor is None:
            return None
        try:
            raw = base64.b64decode(cursor[:LONGEST] + "=" * (-len(cursor[:LONGEST]) % 4), altchars=b"-_", validate=True)
        except (ValueError, binascii.Error) as error:
            raise _refused() from error
        signature, payload = raw[:32], raw[32:]
        if not hmac.compare_digest(signature, self._signature(payload)):
            raise _refused()
        expires, *position = json.loads(payload)
        if self._at.timestamp() >= expires:
            raise _refused()
        return tuple(position)

    def _signature(self, payload: bytes) -> bytes:
        return hmac.digest(self._secret(), LABEL + self._scope + b"\n" + payload, hashlib.sha256)


def page_of(
    items: Sequence[Item], position_of: Callable[[Item], tuple[str, ...]], cursors: Cursors, cursor: str | None, limit: int
) -> tuple[list[Item], str | None]:
    """The page after a cursor of items that are all at hand, in the order of their positions, and the cursor of the next page."""
    after = cursors.read(cursor)
    rest = [item for item in sorted(items, key=position_of) if after is None or position_of(item) > after]
    page = rest[:limit]
    return page, cursors.write(position_of(page[-1])) if len(rest) > limit else None


def _refused() -> Problem:
    return Problem(400, "INVALID_CURSOR", "The cursor is not one of this list, or is out of date.", (Fault("cursor", "not of this list"),))
