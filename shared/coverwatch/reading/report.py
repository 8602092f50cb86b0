"""A reading as JSON, in the shape that `coverwatch read --json` prints."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from coverwatch.domain.evidence import Box
from coverwatch.reading.outcome import FieldReading, Reading

PLACES = 5  # of a page's fraction: a hundredth of a pixel at 300 dpi


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """The document, its forms with every field, the normalised certificate, and what a person must look at."""
    return {
        "document": {"sha256": reading.sha256, "pages": reading.pages, "bytes": reading.bytes},
        "forms": [
            {"form": f.form, "edition": f.edition, "pages": list(f.pages), "fields": {n: _field(r) for n, r in f.fields.items()}}
            for f in reading.forms
        ],
        "certificate": _plain(reading.certificate),
        "review_required": reading.review_required,
        "review": list(reading.review),
    }


def _field(reading: FieldReading) -> dict[str, Any]:
    return {
        "value": reading.value,
        "confidence": reading.confidence,
        "page": reading.page,
        "box": _plain(reading.box),
        "sources": list(reading.sources),
        "review": reading.review,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Box):
        return {f.name: round(getattr(value, f.name), PLACES) for f in fields(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
