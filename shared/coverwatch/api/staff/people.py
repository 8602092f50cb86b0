"""What people decide of a vendor: waivers, decisions, cancellations and reinstatements. The approver is the caller."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from coverwatch.api.asking import AnOffice, WhoAsks
from coverwatch.api.bodies import CancellationBody, DecisionBody, WaiverBody
from coverwatch.api.facts import CancellationAnswer, DecisionAnswer, WaiverAnswer, cancellation_answer, decision_answer, waiver_answer
from coverwatch.api.parameters import VendorId, WaiverId
from coverwatch.application.cancellations import cancel_policy, reinstate_policy
from coverwatch.application.decisions import DecisionAsked, decide
from coverwatch.application.waivers import WaiverAsked, grant_waiver, revoke_waiver


def grant_a_waiver(office: AnOffice, asked: WhoAsks, vendor_id: VendorId, body: Annotated[WaiverBody, Body()]) -> WaiverAnswer:
    """Waive a requirement until a day, or until the policy in force is renewed

    A waiver is ours, of a requirement; insurance's waiver of subrogation is something else.
    """
    wanted = WaiverAsked(rule=body.rule, line=body.line, reason=body.reason, expires_on=body.expires_on, until_renewal=body.until_renewal)
    return waiver_answer(grant_waiver(office, vendor_id, wanted, asked))


def revoke_a_waiver(office: AnOffice, asked: WhoAsks, vendor_id: VendorId, waiver_id: WaiverId) -> WaiverAnswer:
    """End a waiver now; one that is revoked already stays so"""
    return waiver_answer(revoke_waiver(office, vendor_id, waiver_id, asked))


def decide_on_a_vendor(office: AnOffice, asked: WhoAsks, vendor_id: VendorId, body: Annotated[DecisionBody, Body()]) -> DecisionAnswer:
    """Approve a vendor though it does not comply, suspend it, exempt it, or clear that again"""
    return decision_answer(decide(office, vendor_id, DecisionAsked(decision=body.decision, reason=body.reason, until=body.until), asked))


def cancel_a_policy(office: AnOffice, asked: WhoAsks, vendor_id: VendorId, body: Annotated[CancellationBody, Body()]) -> CancellationAnswer:
    """Record that a policy gives no cover from a day on"""
    return cancellation_answer(cancel_policy(office, vendor_id, body.asked(), asked))


def reinstate_a_policy(
    office: AnOffice, asked: WhoAsks, vendor_id: VendorId, body: Annotated[CancellationBody, Body()]
) -> CancellationAnswer:
    """Record that a cancelled policy gives cover again from a day on"""
    return cancellation_answer(reinstate_policy(office, vendor_id, body.asked(), asked))
