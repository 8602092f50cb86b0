"""What people laid over the findings: settlements, supporting documents, waivers and decisions that hold on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from coverwatch.domain.facts import Decision, DecisionKind, Settlement, SupportingDocument, VendorFacts, Waiver
from coverwatch.domain.finding import Finding, Outcome
from coverwatch.domain.line import Line
from coverwatch.rules.book import BOOK
from coverwatch.rules.case import Held

OPEN = (Outcome.FAIL, Outcome.REVIEW)


@dataclass(slots=True)
class Overlay:
    """By rule id: the settlements, documents and waivers that hold on one day, and the decision on the vendor."""

    settlements: dict[str, list[Settlement]]
    documents: dict[str, list[tuple[Line | None, SupportingDocument]]]
    waivers: dict[str, list[Waiver]]
    decision: Decision | None

    def over(self, finding: Finding, certificate_id: str | None) -> Finding:
        """The finding as people left it: settled, then supported, then waived. Only an open finding is supported or waived."""
        for settlement in self.settlements.get(finding.rule, ()):
            if (
                settlement.line is finding.line
                and settlement.requirement == finding.required
                and settlement.certificate_id == certificate_id
                and finding.outcome is not Outcome.NOT_APPLICABLE
            ):
                finding = replace(finding, outcome=settlement.outcome, settled_by=settlement.recorded_by)
        if finding.outcome in OPEN:
            for line, document in self.documents.get(finding.rule, ()):
                if line is None or line is finding.line:
                    return replace(finding, outcome=Outcome.PASS, document_id=document.document_id)
            for waiver in self.waivers.get(finding.rule, ()):
                if waiver.line is None or waiver.line is finding.line:
                    return replace(finding, outcome=Outcome.WAIVED, waiver_id=waiver.waiver_id)
        return finding


def overlay_on(facts: VendorFacts, held: dict[Line, list[Held]], on: date) -> Overlay:
    """What holds on a day. A later settlement of the same finding stands last, so it wins."""
    settlements: dict[str, list[Settlement]] = {}
    for settlement in sorted(facts.settlements, key=lambda each: each.recorded_at):
        settlements.setdefault(settlement.rule, []).append(settlement)
    documents: dict[str, list[tuple[Line | None, SupportingDocument]]] = {}
    for document in facts.supporting_documents:
        if document.revoked_at is None and (document.until is None or on < document.until):
            for named, line in document.satisfies:
                for rule_id in covered_by(named):
                    documents.setdefault(rule_id, []).append((line, document))
    waivers: dict[str, list[Waiver]] = {}
    for waiver in facts.waivers:
        if waiver.revoked_at is None and waiver_holds(waiver, held, on):
            for rule_id in covered_by(waiver.rule):
                waivers.setdefault(rule_id, []).append(waiver)
    return Overlay(settlements, documents, waivers, decision_on(facts.decisions, on))


def covered_by(rule_id: str) -> tuple[str, ...]:
    """The rules that a document or waiver naming this one stands for: the rule itself, and what a path covers."""
    entry = BOOK.get(rule_id)
    return (rule_id, *entry.covers) if entry else (rule_id,)


def waiver_holds(waiver: Waiver, held: dict[Line, list[Held]], on: date) -> bool:
    """Until its day; or as long as its policy lasts and none of the same line that starts later has begun."""
    if waiver.expires_on is not None and on >= waiver.expires_on:
        return False
    if waiver.until_renewal_of is None:
        return True
    line, _, _, effective = waiver.until_renewal_of
    began = date.fromisoformat(effective) if effective else waiver.recorded_at.date()
    for group in held.values():
        for each in group:
            if each.policy.line.value != line:
                continue
            starts = each.policy.effective_on
            if starts is not None and began < starts <= on:
                return False
            if each.policy.key == waiver.until_renewal_of and each.spans and on >= each.spans[-1][1]:
                return False
    return True


def decision_on(decisions: Iterable[Decision], on: date) -> Decision | None:
    """The latest recorded decision that has not ended; None when that one clears the others."""
    standing = [each for each in decisions if each.until is None or on < each.until]
    latest = max(standing, key=lambda each: each.recorded_at, default=None)
    return None if latest is None or latest.kind is DecisionKind.CLEAR else latest
