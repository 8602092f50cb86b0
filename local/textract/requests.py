"""Requests, checked as Textract's front door checks them."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import TextractError

FEATURES = ("TABLES", "FORMS", "SIGNATURES", "LAYOUT")
"""Those that are served; QUERIES is known to Textract and refused here."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
TAG = re.compile(r"[A-Za-z0-9_.\-:]{1,64}")
BUCKET = re.compile(r"[0-9A-Za-z._-]{3,255}")


@dataclass(frozen=True, slots=True)
class ObjectLocation:
    """An object in S3."""

    bucket: str
    name: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class StartRequest:
    """What a Start operation was asked: `features` is empty for text detection."""

    document: ObjectLocation
    features: frozenset[str]
    token: str | None
    tag: str | None
    topic: str | None


def start_request(payload: Mapping[str, Any], *, analysis: bool) -> StartRequest:
    """A Start request; InvalidParameterException when it does not hold together."""
    location = _mapping(payload, "DocumentLocation")
    channel = payload.get("NotificationChannel")
    topic: str | None = None
    if channel is not None:
        topic, role = channel.get("SNSTopicArn"), channel.get("RoleArn")
        if not (isinstance(topic, str) and topic.startswith("arn:") and isinstance(role, str) and role.startswith("arn:")):
            raise invalid("NotificationChannel needs SNSTopicArn and RoleArn")
    return StartRequest(
        document=_object(_mapping(location, "S3Object")),
        features=features(payload) if analysis else frozenset(),
        token=_matching(payload, "ClientRequestToken", TOKEN),
        tag=_matching(payload, "JobTag", TAG),
        topic=topic,
    )


def document(payload: Mapping[str, Any]) -> bytes | ObjectLocation:
    """The document of a synchronous request: its bytes, or where they are."""
    given = _mapping(payload, "Document")
    content = given.get("Bytes")
    if (content is None) == (given.get("S3Object") is None):
        raise invalid("Document needs either Bytes or S3Object")
    if content is None:
        return _object(_mapping(given, "S3Object"))
    try:
        return content if isinstance(content, bytes) else base64.b64decode(content, validate=True)
    except (binascii.Error, TypeError, ValueError) as broken:
        raise invalid("Bytes is not base64") from broken


def features(payload: Mapping[str, Any]) -> frozenset[str]:
    """FeatureTypes, at least one."""
    asked = payload.get("FeatureTypes")
    if not isinstance(asked, list) or not asked or any(feature not in FEATURES for feature in asked):
        raise invalid(f"FeatureTypes must name at least one of {', '.join(FEATURES)}")
    return frozenset(asked)


def invalid(message: str) -> TextractError:
    """InvalidParameterException with this sentence."""
    return TextractError("InvalidParameterException", message)


def _mapping(payload: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = payload.get(name)
    if not isinstance(value, Mapping):
        raise invalid(f"{name} is required")
    return value


def _object(given: Mapping[str, Any]) -> ObjectLocation:
    bucket, name, version = given.get("Bucket"), given.get("Name"), given.get("Version")
    if not (isinstance(bucket, str) and BUCKET.fullmatch(bucket) and isinstance(name, str) and 0 < len(name) <= 1024):
        raise invalid("S3Object needs Bucket and Name")
    if version is not None and not isinstance(version, str):
        raise invalid("S3Object.Version must be a string")
    return ObjectLocation(bucket, name, version)


def _matching(payload: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str | None:
    value = payload.get(name)
    if value is not None and not (isinstance(value, str) and pattern.fullmatch(value)):
        raise invalid(f"{name} must match {pattern.pattern}")
    return value
