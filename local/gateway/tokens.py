"""Development tokens: signed by the stack, verified as API Gateway verifies Cognito's."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from coverwatch.aws import world
from local.wiring import JwtAuthorizer

ALGORITHM = "RS256"
KEY_ID = "local"
VALID_FOR = timedelta(hours=12)


class RefusedTokenError(Exception):
    """The gateway does not take the token; the sentence is what it says of it."""


class Tokens:
    """Signs tokens with a key that exists as long as the stack does."""

    def __init__(self, issuer: str, client: str) -> None:
        """`client` is the app client in whose name tokens are made."""
        self._issuer = issuer
        self._client = client
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def access_token(self, role: str, *, valid_for: timedelta = VALID_FOR) -> str:
        """A token as Cognito gives it to staff of one group, to call APIs with."""
        now = world.now()
        return self._signed(
            {
                **self._common(role, now.timestamp(), (now + valid_for).timestamp()),
                "token_use": "access",
                "client_id": self._client,
                "scope": "openid email",
                "version": 2,
                "username": _subject(role),
            }
        )

    def id_token(self, role: str, *, valid_for: timedelta = VALID_FOR) -> str:
        """A token as Cognito gives it to staff of one group, to say who they are."""
        now = world.now()
        return self._signed(
            {
                **self._common(role, now.timestamp(), (now + valid_for).timestamp()),
                "token_use": "id",
                "aud": self._client,
                "email": f"{role}@staff.example",
                "email_verified": True,
                "cognito:username": _subject(role),
            }
        )

    def verified(self, token: str, authorizer: JwtAuthorizer, scopes: Sequence[str]) -> dict[str, Any]:
        """The token's claims; RefusedTokenError when signature, issuer, time or audience do not fit.

        `insufficient_scope` as the error's text means a good token that lacks each of the route's scopes.
        """
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key.public_key(),
                algorithms=[ALGORITHM],
                issuer=authorizer.issuer,
                options={"verify_aud": False, "require": ["exp", "iss"]},
            )
        except jwt.InvalidTokenError as error:
            raise RefusedTokenError(str(error)) from error
        if not set(_audiences(claims)).intersection(authorizer.audience):
            raise RefusedTokenError("the token has the wrong audience")
        if scopes and not set(scopes).intersection(str(claims.get("scope", "")).split()):
            raise RefusedTokenError("insufficient_scope")
        return claims

    def _common(self, role: str, issued: float, expires: float) -> dict[str, Any]:
        return {
            "sub": _subject(role),
            "cognito:groups": [role],
            "iss": self._issuer,
            "auth_time": int(issued),
            "iat": int(issued),
            "exp": int(expires),
            "jti": world.new_id(),
            "origin_jti": world.new_id(),
        }

    def _signed(self, claims: Mapping[str, Any]) -> str:
        return jwt.encode(dict(claims), self._key, algorithm=ALGORITHM, headers={"kid": KEY_ID})


def as_the_gateway_tells(claims: Mapping[str, Any]) -> dict[str, str]:
    """Claims as they stand in the event: every value a text, a list as [admin viewer]."""
    return {name: _told(value) for name, value in claims.items()}


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + " ".join(_told(entry) for entry in value) + "]"
    return str(value)


def _audiences(claims: Mapping[str, Any]) -> list[str]:
    """`aud` where there is one; Cognito's access tokens carry `client_id` instead."""
    audience = claims.get("aud", claims.get("client_id", []))
    return [audience] if isinstance(audience, str) else list(audience)


def _subject(role: str) -> str:
    """An id as Cognito's look, the same for the same role."""
    letters = role.encode().hex().ljust(12, "0")[:12]
    return f"00000000-0000-4000-8000-{letters}"
