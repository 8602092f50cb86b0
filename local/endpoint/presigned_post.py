"""Presigned forms: S3 takes a file only if the form's policy, its signature and its conditions say so; moto takes any."""

import base64
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from werkzeug.formparser import parse_form_data

from local.endpoint.signing import RefusedError, check_signature, old_signature
from local.web import Request

UNCONDITIONED = ("policy", "x-amz-signature", "file")
MISSING = "Bucket POST must contain a field named '{name}'.  If it is specified, please check the order of the fields."


@dataclass(frozen=True)
class Form:
    """What a form holds: its fields by lower-case name, and how many bytes the file has."""

    fields: Mapping[str, str]
    file_size: int | None


def is_form(request: Request) -> bool:
    """Whether a request posts a form to a bucket."""
    return request.method == "POST" and (request.header("Content-Type") or "").lower().startswith("multipart/form-data")


def check(request: Request, bucket: str, secrets_by_key: Mapping[str, str], now: datetime) -> None:
    """Raises RefusedError unless S3 would take the form at the real moment `now`."""
    form = _parsed(request)
    encoded = form.fields.get("policy")
    if encoded is None:
        raise RefusedError(403, "AccessDenied", "Access Denied")
    _check_signature(form, encoded, secrets_by_key)
    try:
        policy = json.loads(base64.b64decode(encoded))
        expiration = datetime.fromisoformat(policy["expiration"]).astimezone(UTC)
        conditions = policy["conditions"]
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError(400, "InvalidPolicyDocument", "Invalid Policy: Invalid JSON.") from error
    if now >= expiration:
        raise RefusedError(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
    if form.file_size is None:
        raise RefusedError(400, "InvalidArgument", "POST requires exactly one file upload per request.")
    if "${filename}" in form.fields.get("key", ""):
        raise RefusedError(501, "NotImplemented", "the local stack does not put file names into keys")
    _check_conditions(conditions, {**form.fields, "bucket": bucket}, form.file_size)


def fields_of(request: Request) -> Mapping[str, str]:
    """A form's fields, by lower-case name."""
    return _parsed(request).fields


def _parsed(request: Request) -> Form:
    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": request.header("Content-Type") or "",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body),
    }
    _, fields, files = parse_form_data(environ)
    size: int | None = None
    if "file" in files:
        stream = files["file"].stream
        size = stream.seek(0, io.SEEK_END)
        files["file"].close()
    elif "file" in fields:
        size = len(fields["file"].encode())
    return Form({name.lower(): value for name, value in fields.items()}, size)


def _check_signature(form: Form, encoded_policy: str, secrets_by_key: Mapping[str, str]) -> None:
    if "awsaccesskeyid" in form.fields:
        raise old_signature()
    for name in ("key", "x-amz-credential", "x-amz-signature", "x-amz-algorithm", "x-amz-date"):
        if name not in form.fields:
            raise RefusedError(400, "InvalidArgument", MISSING.format(name=name))
    check_signature(form.fields["x-amz-credential"], encoded_policy, form.fields["x-amz-signature"], secrets_by_key)


def _check_conditions(conditions: Iterable[Any], fields: Mapping[str, str], size: int) -> None:
    spoken_of: set[str] = {"bucket"}
    for condition in conditions:
        if isinstance(condition, Mapping):
            for name, wanted in condition.items():
                spoken_of.add(_check_field("eq", name, str(wanted), fields))
        elif condition[0] == "content-length-range":
            _check_size(size, int(condition[1]), int(condition[2]))
        elif condition[0] in ("eq", "starts-with"):
            spoken_of.add(_check_field(condition[0], condition[1].removeprefix("$"), condition[2], fields))
        else:
            raise RefusedError(400, "InvalidPolicyDocument", f"Invalid Policy: Invalid Condition: {condition[0]}")
    for name in fields:
        if name not in spoken_of and name not in UNCONDITIONED and not name.startswith("x-ignore-"):
            raise RefusedError(403, "AccessDenied", f"Invalid according to Policy: Extra input fields: {name}")


def _check_field(operator: str, name: str, wanted: str, fields: Mapping[str, str]) -> str:
    actual = fields.get(name.lower(), "")
    if not (actual == wanted if operator == "eq" else actual.startswith(wanted)):
        told = json.dumps([operator, f"${name}", wanted])
        raise RefusedError(403, "AccessDenied", f"Invalid according to Policy: Policy Condition failed: {told}")
    return name.lower()


def _check_size(size: int, least: int, most: int) -> None:
    if size < least:
        raise RefusedError(
            400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", ProposedSize=size, MinSizeAllowed=least
        )
    if size > most:
        raise RefusedError(
            400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", ProposedSize=size, MaxSizeAllowed=most
        )
