"""What a reading is: every field with its value, how sure it is, where it stands and who saw it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from coverwatch.domain.certificate import Certificate
from coverwatch.domain.evidence import Box


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field: its printed text, or True for a ticked box. `confidence` 0–1; `review` is the reason why a person must look, or None."""

    value: str | bool
    confidence: float
    page: int
    box: Box
    sources: tuple[str, ...]
    review: str | None = None


@dataclass(frozen=True, slots=True)
class FormReading:
    """One form on one or more pages: `fields` by ACORD eLabel, blank ones left out."""

    form: str
    edition: str | None
    pages: tuple[int, ...]
    fields: Mapping[str, FieldReading] = field(default_factory=dict)
    signed: bool | None = None
    """Ink or text in the authorized representative's box; None when it was not looked at."""
    specimen: bool = False
    """The page says SPECIMEN or SAMPLE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as read. `undecided_pages` hold a critical field that only a dearer look can decide."""

    sha256: str
    pages: int
    bytes: int
    forms: tuple[FormReading, ...] = ()
    certificate: Certificate | None = None
    review_required: Literal[False, "fields", "document"] = False
    review: tuple[str, ...] = ()
    undecided_pages: tuple[int, ...] = ()
    policy_news: str = ""
    """What stands on pages that tell of a policy's cancellation, non-renewal or reinstatement."""
