"""Cross-origin requests to a bucket: allowed by its own rules, not by moto, which lets every origin in."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from local.web import Request, Response

Rule = Mapping[str, Any]
"""One of GetBucketCors's CORSRules."""

VARY = ("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method")
REFUSAL = b"<Error><Code>AccessForbidden</Code><Message>CORSResponse: This CORS request is not allowed.</Message></Error>"


def is_preflight(request: Request) -> bool:
    """Whether a browser asks what it may do."""
    return (
        request.method == "OPTIONS" and request.header("Origin") is not None and request.header("Access-Control-Request-Method") is not None
    )


def preflight(request: Request, rules: Sequence[Rule]) -> Response:
    """The answer to a browser that asks: 200 with what the first fitting rule grants, or 403."""
    method = request.header("Access-Control-Request-Method") or ""
    wanted = [name.strip().lower() for name in (request.header("Access-Control-Request-Headers") or "").split(",") if name.strip()]
    rule = _fitting(rules, request.header("Origin") or "", method)
    if rule is None or not all(_allowed(name, rule) for name in wanted):
        return Response(403, (("Content-Type", "application/xml"),), REFUSAL)
    headers = [*_granted(rule, request.header("Origin") or ""), ("Access-Control-Allow-Methods", ", ".join(rule["AllowedMethods"]))]
    if wanted:
        headers.append(("Access-Control-Allow-Headers", ", ".join(wanted)))
    if "MaxAgeSeconds" in rule:
        headers.append(("Access-Control-Max-Age", str(rule["MaxAgeSeconds"])))
    return Response(200, tuple(headers))


def granted(request: Request, rules: Sequence[Rule]) -> list[tuple[str, str]]:
    """The headers that let a browser's page see the answer; none when no rule fits."""
    origin = request.header("Origin")
    rule = _fitting(rules, origin, request.method) if origin is not None else None
    return _granted(rule, origin) if rule is not None and origin is not None else []


def _fitting(rules: Sequence[Rule], origin: str, method: str) -> Rule | None:
    return next(
        (
            rule
            for rule in rules
            if method in rule["AllowedMethods"] and any(fnmatchcase(origin, pattern) for pattern in rule["AllowedOrigins"])
        ),
        None,
    )


def _allowed(header: str, rule: Rule) -> bool:
    return any(fnmatchcase(header, pattern.lower()) for pattern in rule.get("AllowedHeaders", ()))


def _granted(rule: Rule, origin: str) -> list[tuple[str, str]]:
    everyone = rule["AllowedOrigins"] == ["*"]
    headers = [("Access-Control-Allow-Origin", "*" if everyone else origin), VARY]
    if not everyone:
        headers.append(("Access-Control-Allow-Credentials", "true"))
    if rule.get("ExposeHeaders"):
        headers.append(("Access-Control-Expose-Headers", ", ".join(rule["ExposeHeaders"])))
    return headers
