"""ETags: an edit holds only if what is edited is still what its editor saw."""

import hashlib
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from coverwatch.api.problems import Problem


def etag_of(value: object) -> str:
    """The tag of a value: the same as long as nothing of it changed."""
    content = _adapter(type(value)).dump_json(value)  # type: ignore[arg-type]  # every class can be hashed
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


@cache
def _adapter(kind: Any) -> Any:
    return TypeAdapter(kind)


def _matches(if_match: str | None, value: object | None) -> bool:
    if if_match is None:
        return True
    if value is None:
        return False
    tags = [tag.strip() for tag in if_match.split(",")]
    return "*" in tags or etag_of(value) in tags


def require_match(if_match: str | None, value: object | None) -> None:
    """Raises Problem when an If-Match header forbids a change of a value; None as a value is something that is not there yet."""
    if not _matches(if_match, value):
        raise Problem(412, "CHANGED_MEANWHILE", "It is not, or no longer, what your If-Match says: read it again.")
