"""A finding: what one rule says of one line, with the proof."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coverwatch.domain.evidence import Evidence
from coverwatch.domain.line import Line


class Outcome(StrEnum):
    """What a rule found; `waived` is a fail or review that a waiver covers."""

    PASS = "pass"  # noqa: S105 — an outcome, no password
    FAIL = "fail"
    REVIEW = "review"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """What an open finding does: no work, work with a correction asked for, a note."""

    BLOCK = "block"
    FIX = "fix"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule requires, what was found, where, and the sentence that a vendor's agent can act on."""

    rule: str
    version: int
    line: Line | None
    outcome: Outcome
    severity: Severity
    required: str
    found: str
    message: str
    evidence: tuple[Evidence, ...] = ()
    waiver_id: str | None = None
    settled_by: str | None = None
    document_id: str | None = None
    """The supporting document that stands for what the certificates do not show."""
    certificate_id: str | None = None
    """The certificate that the finding judges, even where its field is blank; a settlement names it."""


class _Draft:
    """A finding being written: the same slots without the guard, so that it can become one without a second copy."""

    __slots__ = tuple(Finding.__annotations__)


def write_finding(
    rule: str,
    version: int,
    line: Line | None,
    outcome: Outcome,
    severity: Severity,
    required: str,
    found: str,
    message: str,
    evidence: tuple[Evidence, ...],
    certificate_id: str | None,
) -> Finding:
    """A finding that nobody has waived, settled or supported yet.

    The same as `Finding(...)` at a third of the cost: a frozen dataclass sets each slot by way of `object.__setattr__`, and an assessment
    makes fifty findings.
    """
    draft: Any = _Draft()
    draft.rule = rule
    draft.version = version
    draft.line = line
    draft.outcome = outcome
    draft.severity = severity
    draft.required = required
    draft.found = found
    draft.message = message
    draft.evidence = evidence
    draft.waiver_id = None
    draft.settled_by = None
    draft.document_id = None
    draft.certificate_id = certificate_id
    draft.__class__ = Finding
    return draft  # type: ignore[no-any-return]
