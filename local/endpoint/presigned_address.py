"""Presigned addresses: S3 answers them only while they are good and as they were signed; moto answers any."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote

from local.endpoint.signing import ALGORITHM, RefusedError, check_signature, old_signature
from local.web import Request


def check(request: Request, secrets_by_key: Mapping[str, str], now: datetime) -> None:
    """Raises RefusedError for a presigned address that S3 would not answer at the real moment `now`; other requests pass."""
    query = dict(parse_qsl(request.query, keep_blank_values=True))
    if "AWSAccessKeyId" in query and "Signature" in query:
        raise old_signature()
    if query.get("X-Amz-Algorithm") != ALGORITHM:
        return
    signed = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if now >= signed + timedelta(seconds=int(query["X-Amz-Expires"])):
        raise RefusedError(403, "AccessDenied", "Request has expired")
    credential = query["X-Amz-Credential"]
    digest = hashlib.sha256(_canonical(request, query).encode()).hexdigest()
    text = "\n".join((ALGORITHM, query["X-Amz-Date"], credential.partition("/")[2], digest))
    check_signature(credential, text, query.get("X-Amz-Signature", ""), secrets_by_key)


def _canonical(request: Request, query: Mapping[str, str]) -> str:
    pairs = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in query.items() if name != "X-Amz-Signature")
    names = query["X-Amz-SignedHeaders"].split(";")
    headers = "".join(f"{name}:{' '.join((request.header(name) or '').split())}\n" for name in names)
    asked = "&".join(f"{name}={value}" for name, value in pairs)
    return "\n".join((request.method, request.path, asked, headers, ";".join(names), "UNSIGNED-PAYLOAD"))
