"""The bodies of reviews."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from coverwatch.api.bodies import Body, CancellationBody, Day, Identifier, Note, RuleId
from coverwatch.application.reviews import ReviewDecision
from coverwatch.domain.finding import Outcome
from coverwatch.domain.line import Line

FieldName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,120}$")]
FieldText = Annotated[str, StringConstraints(max_length=4000)]


class SettledFinding(Body):
    """What a reviewer says of a finding; without `required`, of all that the rule asks of that line."""

    rule: RuleId
    line: Line | None = None
    outcome: Outcome
    note: Note = ""
    required: Annotated[str, StringConstraints(max_length=1000)] | None = None


class CertificateReviewBody(Body):
    """A decision on a certificate. `corrections` are by the form's field names: a text, true for a ticked box, null for a blank field."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "decision": "accept",
                    "corrections": {"GeneralLiability_EachOccurrence_LimitAmount_A": "1,000,000"},
                    "findings": [{"rule": "R30", "line": "general_liability", "outcome": "pass", "note": "Endorsement seen"}],
                    "note": "Read from the scan by eye",
                }
            ]
        },
    )

    decision: ReviewDecision
    corrections: dict[FieldName, FieldText | bool | None] = Field(default_factory=dict, max_length=40)
    findings: tuple[SettledFinding, ...] = Field(default=(), max_length=40)
    vendor_id: Identifier | None = None
    note: Note = ""


class Satisfied(Body):
    """A rule, on a line or (null) on any, that a document stands for."""

    rule: RuleId
    line: Line | None = None


class DocumentReviewBody(Body):
    """A decision on a document: what it is evidence for, or the cancellation or reinstatement of a policy that it tells of."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "decision": "accept",
                    "satisfies": [{"rule": "R30", "line": "general_liability"}],
                    "until": "2027-03-01",
                    "note": "CG 20 10",
                }
            ]
        },
    )

    decision: ReviewDecision
    satisfies: tuple[Satisfied, ...] = Field(default=(), max_length=40)
    until: Day | None = None
    """The first day on which it no longer stands."""
    vendor_id: Identifier | None = None
    note: Note = ""
    cancellation: CancellationBody | None = None
    reinstatement: CancellationBody | None = None
