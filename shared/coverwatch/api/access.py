"""Who may do what: a role from the claims of a token that the gateway has verified."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

OUR_SCOPES = "coverwatch/"  # the resource server of template.yaml: another's scopes say nothing here


class Role(IntEnum):
    """Each role may do all that the ones before it may."""

    VIEWER = 1
    REVIEWER = 2
    ADMIN = 3


def role_in(claims: Mapping[str, Any]) -> Role | None:
    """The highest role that a verified token gives: by its Cognito groups, or a machine client's scopes; None if it gives none.

    HTTP APIs hand a list claim over as text: `[admin reviewer]`.
    """
    groups = claims.get("cognito:groups", "")
    names = groups if isinstance(groups, list) else str(groups).strip("[]").replace(",", " ").split()
    scopes = [scope.removeprefix(OUR_SCOPES) for scope in str(claims.get("scope", "")).split() if scope.startswith(OUR_SCOPES)]
    known = [Role[name.upper()] for name in (*names, *scopes) if name.upper() in Role.__members__]
    return max(known, default=None)
