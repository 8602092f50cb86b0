"""What the API answers of facts that people record: the fact, and where the vendor stands with it."""

from datetime import date, datetime
from typing import Any

from coverwatch.api.answers import AnswerBody
from coverwatch.application.recording import Recorded
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import Cancellation, Decision, DecisionKind, Waiver
from coverwatch.domain.line import Line


class _Fact(AnswerBody):
    status: VendorStatus | None
    """The vendor's status with it; null when nothing had to change."""


class WaiverAnswer(_Fact):
    """A waiver, which no longer holds on `expires_on`, or once the policy of the number `until_renewal_of` is renewed."""

    waiver_id: str
    rule: str
    line: Line | None
    reason: str
    approved_by: str
    recorded_at: datetime
    expires_on: date | None
    until_renewal_of: str | None
    revoked_at: datetime | None


class DecisionAnswer(_Fact):
    """A decision on a vendor; `until` is the first day on which it no longer holds."""

    decision: DecisionKind
    reason: str
    decided_by: str
    recorded_at: datetime
    until: date | None


class CancellationAnswer(_Fact):
    """A policy's cancellation from a day on, or (`reinstated`) the end of one."""

    line: Line
    policy_number: str
    effective_on: date
    reinstated: bool
    reason: str
    recorded_at: datetime
    recorded_by: str


def waiver_answer(recorded: Recorded[Waiver]) -> WaiverAnswer:
    waiver = recorded.fact
    given = {name: getattr(waiver, name) for name in WaiverAnswer.model_fields if name not in {"status", "until_renewal_of"}}
    renewed = waiver.until_renewal_of[2] if waiver.until_renewal_of else None
    return WaiverAnswer(status=_status(recorded), until_renewal_of=renewed, **given)


def decision_answer(recorded: Recorded[Decision]) -> DecisionAnswer:
    decision = recorded.fact
    given = {name: getattr(decision, name) for name in DecisionAnswer.model_fields if name not in {"status", "decision"}}
    return DecisionAnswer(status=_status(recorded), decision=decision.kind, **given)


def cancellation_answer(recorded: Recorded[Cancellation]) -> CancellationAnswer:
    given = {name: getattr(recorded.fact, name) for name in CancellationAnswer.model_fields if name != "status"}
    return CancellationAnswer(status=_status(recorded), **given)


def _status(recorded: Recorded[Any]) -> VendorStatus | None:
    return recorded.filed.assessment.status if recorded.filed else None
