"""What the API answers, made from records and assessments: plain JSON values."""

from dataclasses import asdict
from typing import Any

from coverwatch.application.records import CertificateRecord, HistoryRow, NoticeRecord, Standing, StoredRequirementSet, VendorFile
from coverwatch.domain.assessment import Assessment, PolicyInForce
from coverwatch.domain.evidence import Evidence
from coverwatch.domain.finding import Finding
from coverwatch.domain.vendor import Vendor

View = dict[str, Any]


def vendor_view(vendor: Vendor, standing: Standing) -> View:
    """A vendor with its last standing: for lists and edits, not an answer on whether it may work."""
    return asdict(vendor) | {
        "status": standing.status.value,
        "assessed_on": standing.assessed_on,
        "next_action_on": standing.next_action_on,
    }


def compliance_view(assessment: Assessment, file: VendorFile) -> View:
    """Status, findings with their proof, policies, and when something changes by itself."""
    return {
        "vendor_id": assessment.vendor_id,
        "on": assessment.on,
        "status": assessment.status.value,
        "authorized": assessment.authorized,
        "requirement_set": {"id": assessment.requirement_set, "version": assessment.requirement_set_version},
        "findings": [finding_view(finding) for finding in assessment.findings],
        "policies": [_policy_view(held) for held in assessment.policies],
        "changes_on": assessment.changes_on,
        "next_action_on": file.standing.next_action_on,
        "documents_in_process": [record.certificate_id for record in file.certificates if record.in_process],
    }


def authorization_view(assessment: Assessment) -> View:
    """May this vendor work on that day, why not, and until when yes."""
    return {"authorized": assessment.authorized, "reasons": list(assessment.reasons), "valid_until": assessment.valid_until}


def finding_view(finding: Finding) -> View:
    """One finding, with where to look."""
    return {
        "rule": finding.rule,
        "version": finding.version,
        "line": finding.line,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        "required": finding.required,
        "found": finding.found,
        "message": finding.message,
        "evidence": [_evidence_view(proof) for proof in finding.evidence],
        "waiver_id": finding.waiver_id,
        "settled_by": finding.settled_by,
    }


def certificate_view(record: CertificateRecord) -> View:
    """A document: where it stands and why, what was read, and what reading it cost."""
    return {
        "certificate_id": record.certificate_id,
        "vendor_id": record.vendor_id,
        "status": record.status.value,
        "reasons": [asdict(reason) for reason in record.reasons],
        "received_at": record.received_at,
        "changed_at": record.changed_at,
        "file_name": record.file_name,
        "sha256": record.sha256,
        "kind": record.kind,
        "pages": record.pages,
        "duplicate_of": record.duplicate_of,
        "cost": {"currency": "USD", "millionths": record.cost},
        "certificate": asdict(record.certificate) if record.certificate else None,
    }


def requirement_set_view(stored: StoredRequirementSet) -> View:
    """A published requirement set with its document as it was given."""
    return {
        "id": stored.requirement_set_id,
        "version": stored.version,
        "published_at": stored.published_at,
        "published_by": stored.published_by,
        "document": stored.document,
    }


def notice_view(record: NoticeRecord) -> View:
    """A notice and what became of it."""
    return {
        "notice_id": record.notice.notice_id,
        "vendor_id": record.notice.vendor_id,
        "series": record.notice.series.value,
        "step": record.notice.step,
        "day": record.notice.day,
        "to": [role.value for role in record.notice.roles],
        "status": record.status.value,
        "since": record.since,
        "note": record.note,
    }


def history_view(row: HistoryRow) -> View:
    """One change: who, when, what, before and after."""
    return asdict(row)


def _policy_view(held: PolicyInForce) -> View:
    policy = asdict(held.policy)
    policy.pop("evidence")
    return policy | {"certificate_id": held.certificate_id, "in_force": held.in_force, "cancelled_on": held.cancelled_on}


def _evidence_view(proof: Evidence) -> View:
    return {
        "certificate_id": proof.certificate_id,
        "page": proof.page,
        "field": proof.field,
        "box": asdict(proof.box),
        "confidence": proof.confidence,
        "review": proof.review,
    }
