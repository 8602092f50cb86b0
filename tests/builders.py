"""Builders: every default is valid, fits the other defaults and is in force on 2 March 2026. Override what the test is about.

The default vendor, with the default facts, is compliant and authorized under the default requirement set.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

from coverwatch.domain.assessment import Assessment
from coverwatch.domain.certificate import (
    Assertion,
    Certificate,
    EndorsementMention,
    Insurer,
    Limit,
    LimitWord,
    Party,
    Policy,
    Producer,
)
from coverwatch.domain.evidence import Box, Evidence
from coverwatch.domain.facts import (
    Cancellation,
    CertificateStatus,
    Decision,
    DecisionKind,
    FiledCertificate,
    Settlement,
    SupportingDocument,
    VendorFacts,
    Waiver,
)
from coverwatch.domain.finding import Finding, Outcome
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet
from coverwatch.domain.vendor import Contact, ContactRole, Vendor
from coverwatch.rules import parse_requirement_set
from tests.defaults import LIMITS, REQUIREMENTS, ROWS

A_MORNING = date(2026, 3, 2)
"""The day on which tests happen unless they say otherwise."""

A_MOMENT = datetime(2026, 1, 5, 15, 30, tzinfo=UTC)
"""When the default certificate was received and accepted."""


def evidence(
    field: str, *, review: str | None = None, certificate_id: str | None = "c-1", page: int = 1, confidence: float = 0.99
) -> Evidence:
    """A field that was read, surely unless `review` gives a reason."""
    return Evidence(field, page, Box(0.1, 0.4, 0.2, 0.015), confidence, ("textract", "digital"), review, certificate_id)


def a_limit(value: int | str) -> Limit:
    """`1000000`, or a word as printed (`EXCLUDED`), or a text that nobody understands."""
    if isinstance(value, int):
        return Limit(f"{value:,}", value)
    word = value.strip().casefold().replace(" ", "_").replace("/", "")
    known = {
        "included": LimitWord.INCLUDED,
        "excluded": LimitWord.EXCLUDED,
        "statutory": LimitWord.STATUTORY,
        "na": LimitWord.NOT_APPLICABLE,
    }
    return Limit(value, None, known.get(word))


_NO_FIELD = {"line", "evidence", "limits"}


def a_policy(
    line: Line | str = Line.GENERAL_LIABILITY,
    *,
    limits: Mapping[str, int | str | None] | None = None,
    review: Mapping[str, str] | None = None,
    certificate_id: str | None = "c-1",
    **overrides: Any,
) -> Policy:
    """A policy of a line that meets the default requirements, 2026 in force.

    `limits` changes single limits (None leaves one blank); `review` gives evidence keys a reason to look (`limits.each_occurrence`).
    """
    line = Line(line)
    amounts: dict[str, int | str | None] = {**LIMITS[line], **(limits or {})}
    values: dict[str, Any] = {
        "insurer_letter": "A",
        "insurer": "Bluestone Casualty Company",
        "effective_on": date(2026, 1, 1),
        "expires_on": date(2027, 1, 1),
        **ROWS[line],
        **overrides,
    }
    values["limits"] = {name: a_limit(value) for name, value in amounts.items() if value is not None}
    policy = Policy(line=line, **values)
    if "evidence" in overrides:
        return policy
    keys = [each.name for each in fields(policy) if each.name not in _NO_FIELD and getattr(policy, each.name) not in (None, (), False)]
    keys += [name for name in ("additional_insured", "waiver_of_subrogation", "officers_excluded") if getattr(policy, name) is False]
    keys += ["line"] if policy.line_marked else []
    keys += [f"limits.{name}" for name in policy.limits]
    reasons = review or {}
    return replace(
        policy, evidence={key: evidence(f"{line.value}.{key}", review=reasons.get(key), certificate_id=certificate_id) for key in keys}
    )


def the_policies(**overrides: Mapping[str, Any] | None) -> tuple[Policy, ...]:
    """General liability, automobile, umbrella and workers' compensation; a line's overrides by its name, None leaves it out."""
    usual = ("general_liability", "automobile_liability", "umbrella_liability", "workers_compensation")
    names = (*usual, *(name for name in overrides if name not in usual))
    return tuple(a_policy(name, **(overrides.get(name) or {})) for name in names if not (name in overrides and overrides[name] is None))


AN_ADDITIONAL_INSURED = Assertion(
    "additional_insured",
    "Certificate holder is additional insured where required by written contract",
    lines=(Line.GENERAL_LIABILITY,),
)
BLANKET = Assertion("blanket", "where required by written contract", lines=(Line.GENERAL_LIABILITY,))
PRIMARY = Assertion("primary_noncontributory", "on a primary and non-contributory basis", lines=(Line.GENERAL_LIABILITY,))


def a_certificate(
    policies: Iterable[Policy] | None = None,
    *,
    review: Mapping[str, str] | None = None,
    certificate_id: str | None = "c-1",
    **overrides: Any,
) -> Certificate:
    """An ACORD 25 (2016/03) of the default vendor for the default holder, issued on 5 January 2026."""
    values: dict[str, Any] = {
        "form": "ACORD 25",
        "edition": "2016/03",
        "issued_on": date(2026, 1, 5),
        "number": "CL-26-0001",
        "insured": Party("Keystone Elevator L.P.", ("500 Shaft Rd", "Dallas, TX 75201"), "Dallas", "TX", "75201"),
        "producer": Producer(
            Party("Harbor Insurance Agency", ("12 Quay St", "Dallas, TX 75202")),
            contact="Certificates desk",
            phone="(214) 555-0100",
            email="certs@agency.example",
        ),
        "holder": Party("Meridian Property Group LLC", ("100 Main St", "Austin, TX 78701"), "Austin", "TX", "78701"),
        "insurers": (Insurer("A", "Bluestone Casualty Company", "12345"),),
        "policies": tuple(policies) if policies is not None else the_policies(),
        "description": "Certificate holder is additional insured where required by written contract, primary and non-contributory.",
        "assertions": (AN_ADDITIONAL_INSURED, BLANKET, PRIMARY),
        "endorsements": (EndorsementMention("CG 20 10", "04 13"), EndorsementMention("CG 20 37", "04 13")),
        "signed": True,
        **overrides,
    }
    certificate = Certificate(**values)
    if "evidence" in overrides:
        return certificate
    named = ("form", "edition", "issued_on", "number", "insured", "producer", "holder", "description")
    reasons = review or {}
    keys = [key for key in named if getattr(certificate, key) not in (None, ())] + [
        f"insurers.{each.letter}" for each in certificate.insurers
    ]
    found = {key: evidence(key, review=reasons.get(key), certificate_id=certificate_id) for key in keys}
    return replace(certificate, evidence=found)


def a_filed_certificate(
    certificate: Certificate | None = None,
    *,
    certificate_id: str = "c-1",
    status: CertificateStatus = CertificateStatus.ACCEPTED,
    received_at: datetime = A_MOMENT,
    decided_at: datetime | None = None,
    **overrides: Any,
) -> FiledCertificate:
    """An accepted certificate; without `decided_at` accepted at receipt. Overrides go to `a_certificate`."""
    return FiledCertificate(
        certificate_id=certificate_id,
        status=status,
        received_at=received_at,
        decided_at=decided_at or received_at,
        certificate=certificate or a_certificate(certificate_id=certificate_id, **overrides),
    )


def a_vendor(**overrides: Any) -> Vendor:
    """Keystone Elevator L.P., of Texas, working in Texas since February 2026."""
    values: dict[str, Any] = {
        "vendor_id": "keystone-elevator",
        "legal_name": "Keystone Elevator L.P.",
        "requirement_set": "general-subcontractor",
        "aliases": ("Keystone Lifts",),
        "state": "TX",
        "work_states": ("TX",),
        "work_starts_on": date(2026, 2, 1),
        "reference": "PO 4711",
        "contacts": (
            Contact(ContactRole.VENDOR, "office@keystone.example", "Office"),
            Contact(ContactRole.PRODUCER, "certs@agency.example"),
            Contact(ContactRole.OWNER, "projects@holder.example"),
            Contact(ContactRole.MANAGER, "risk@holder.example"),
        ),
        **overrides,
    }
    return Vendor(**values)


def the_facts(*certificates: FiledCertificate, vendor: Vendor | None = None, **overrides: Any) -> VendorFacts:
    """The default vendor with these certificates (none given: the default one; `certificates=()` for no certificate)."""
    values: dict[str, Any] = {"certificates": certificates or (a_filed_certificate(),), **overrides}
    return VendorFacts(vendor=vendor or a_vendor(), **values)


def a_requirement_set(
    changes: Mapping[str, Any] | None = None, *, requirement_set_id: str = "general-subcontractor", version: int = 1
) -> RequirementSet:
    """The contract's example. `changes` by dotted path: `{"lines.general_liability.required": False, "holder": None}`; None removes."""
    return parse_requirement_set(requirement_set_id, a_requirement_document(changes), version)


def a_requirement_document(changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The document behind `a_requirement_set`."""
    document: dict[str, Any] = deepcopy(REQUIREMENTS)
    for path, value in (changes or {}).items():
        *parents, last = path.split(".")
        place = document
        for parent in parents:
            place = place.setdefault(parent, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return document


def a_waiver(rule: str = "R21", line: Line | None = Line.GENERAL_LIABILITY, **overrides: Any) -> Waiver:
    values: dict[str, Any] = {
        "waiver_id": "w-1",
        "rule": rule,
        "line": line,
        "reason": "Small job",
        "approved_by": "risk@holder.example",
        "recorded_at": A_MOMENT,
        **overrides,
    }
    return Waiver(**values)


def a_settlement(rule: str, line: Line | None, requirement: str, outcome: Outcome = Outcome.PASS, **overrides: Any) -> Settlement:
    values: dict[str, Any] = {
        "certificate_id": "c-1",
        "rule": rule,
        "line": line,
        "outcome": outcome,
        "requirement": requirement,
        "recorded_at": A_MOMENT,
        "recorded_by": "reviewer@holder.example",
        **overrides,
    }
    return Settlement(**values)


def a_supporting_document(*satisfies: tuple[str, Line | None], **overrides: Any) -> SupportingDocument:
    values: dict[str, Any] = {
        "document_id": "d-1",
        "satisfies": satisfies,
        "until": None,
        "recorded_at": A_MOMENT,
        "recorded_by": "reviewer@holder.example",
        **overrides,
    }
    return SupportingDocument(**values)


def a_decision(kind: DecisionKind | str, **overrides: Any) -> Decision:
    values: dict[str, Any] = {
        "kind": DecisionKind(kind),
        "reason": "Agreed with the project",
        "decided_by": "risk@holder.example",
        "recorded_at": A_MOMENT,
        **overrides,
    }
    return Decision(**values)


def a_cancellation(line: Line | str = Line.GENERAL_LIABILITY, **overrides: Any) -> Cancellation:
    """The notice that the default general liability policy ends on 1 June 2026; `reinstated=True` for the opposite."""
    line = Line(line)
    values: dict[str, Any] = {
        "line": line,
        "policy_number": ROWS[line]["number"],
        "effective_on": date(2026, 6, 1),
        "reinstated": False,
        "reason": "non-payment",
        "recorded_at": datetime(2026, 5, 20, 9, 0, tzinfo=UTC),
        "recorded_by": "reviewer@holder.example",
        **overrides,
    }
    return Cancellation(**values)


def finding(assessment: Assessment, rule: str, line: Line | None = None) -> Finding:
    """The one finding of a rule on a line; fails when there is none or more than one."""
    (only,) = findings(assessment, rule, line)
    return only


def findings(assessment: Assessment, rule: str, line: Line | None = None) -> list[Finding]:
    """The findings of a rule; all lines when none is given."""
    return [each for each in assessment.findings if each.rule == rule and (line is None or each.line is line)]
