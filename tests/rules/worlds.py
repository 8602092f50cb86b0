"""Small worlds for properties: vendors whose facts begin and end within a few weeks, under sets that ask for a few lines."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from coverwatch.domain.certificate import Basis, Policy
from coverwatch.domain.facts import CertificateStatus, DecisionKind, FiledCertificate, VendorFacts
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet
from tests import builders

FIRST = date(2026, 3, 1)
DAYS = 24
"""The length of a world; the day-by-day checks look a little further."""

LINES = (Line.GENERAL_LIABILITY, Line.AUTOMOBILE_LIABILITY, Line.UMBRELLA_LIABILITY, Line.WORKERS_COMPENSATION)
AMOUNTS = (100_000, 500_000, 1_000_000, 2_000_000, 5_000_000)

days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))
moments = st.integers(0, DAYS * 24).map(lambda hours: datetime(2026, 2, 20, tzinfo=UTC) + timedelta(hours=hours))
amounts = st.sampled_from(AMOUNTS)


@st.composite
def policies(draw: st.DrawFn, line: Line | None = None) -> Policy:
    """A policy of a few days or weeks, mostly with the usual limits."""
    line = line or draw(st.sampled_from((*LINES, Line.EXCESS_LIABILITY)))
    starts = FIRST + timedelta(days=draw(st.integers(-10, 12)))
    odd = st.one_of(amounts, st.none(), st.just("EXCLUDED"))
    names = [name for name in builders.a_policy(line).limits if draw(st.integers(0, 5)) == 5]
    values: dict[str, Any] = {
        "number": draw(st.sampled_from(("A-1", "B-2"))),
        "effective_on": starts,
        "expires_on": starts + timedelta(days=draw(st.integers(0, DAYS + 10))),
        "limits": {name: draw(odd) for name in names},
    }
    if line in (Line.UMBRELLA_LIABILITY, Line.EXCESS_LIABILITY) and draw(st.integers(0, 3)) == 3:
        values["basis"] = Basis.CLAIMS_MADE
    return builders.a_policy(line, **values)


@st.composite
def certificates(draw: st.DrawFn, certificate_id: str, status: CertificateStatus = CertificateStatus.ACCEPTED) -> FiledCertificate:
    received = draw(moments)
    return builders.a_filed_certificate(
        builders.a_certificate(
            [draw(policies(line)) for line in (*LINES, Line.EXCESS_LIABILITY) if draw(st.integers(0, 3))] or [draw(policies())],
            issued_on=draw(st.one_of(days, st.none())),
            certificate_id=certificate_id,
        ),
        certificate_id=certificate_id,
        status=status,
        received_at=received,
        decided_at=received + timedelta(hours=draw(st.integers(0, 90))),
    )


@st.composite
def facts(draw: st.DrawFn, people: bool = True) -> VendorFacts:
    """A vendor's facts; with `people`, what they waived, settled, supported, decided and cancelled as well."""
    filed = tuple(draw(certificates(f"c-{number}")) for number in range(draw(st.sampled_from((0, 1, 1, 1, 2, 2, 3)))))
    vendor = builders.a_vendor(work_states=draw(st.sampled_from((("TX",), ("OH",), ("TX", "OH")))), work_starts_on=draw(days))
    if not people:
        return builders.the_facts(vendor=vendor, certificates=filed)
    rules = st.sampled_from(("R12", "R21", "R33", "R50", "R60", "R70", "R72"))
    some_line = st.sampled_from(LINES)
    until = st.one_of(st.none(), days)
    keys = [policy.key for each in filed if each.certificate for policy in each.certificate.policies]
    return builders.the_facts(
        vendor=vendor,
        certificates=filed,
        waivers=tuple(
            builders.a_waiver(
                draw(rules),
                draw(some_line),
                waiver_id=f"w-{number}",
                expires_on=draw(until),
                until_renewal_of=draw(st.sampled_from([None, *keys])),
                recorded_at=draw(moments),
                revoked_at=draw(st.one_of(st.none(), st.none(), moments)),
            )
            for number in range(draw(st.integers(0, 2)))
        ),
        supporting_documents=tuple(
            builders.a_supporting_document((draw(rules), draw(some_line)), until=draw(until), recorded_at=draw(moments))
            for _ in range(draw(st.integers(0, 1)))
        ),
        decisions=tuple(
            builders.a_decision(draw(st.sampled_from(DecisionKind)), until=draw(until), recorded_at=draw(moments))
            for _ in range(max(0, draw(st.integers(-3, 2))))
        ),
        cancellations=tuple(
            builders.a_cancellation(
                draw(some_line),
                policy_number=draw(st.sampled_from(("A-1", "B-2"))),
                effective_on=draw(days),
                reinstated=draw(st.booleans()),
                recorded_at=draw(moments),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
    )


@st.composite
def requirement_sets(draw: st.DrawFn) -> RequirementSet:
    """A set that asks for general liability and some other lines, with an umbrella in any mode."""
    document: dict[str, Any] = {
        "lines.automobile_liability.required": draw(st.booleans()),
        "lines.workers_compensation.required": draw(st.booleans()),
        "lines.umbrella_liability.required": draw(st.booleans()),
        "lines.umbrella_liability.limits": draw(st.sampled_from(({}, {"each_occurrence": 1_000_000}, {"each_occurrence": 2_000_000}))),
        "lines.umbrella_liability.tops_up.mode": draw(st.sampled_from(("shared", "strict", "combined"))),
        "lines.umbrella_liability.tops_up.floors": None,
        "lines.general_liability.limits": {"each_occurrence": draw(amounts), "medical_expense": 100_000},
        "expiration_day_counts": draw(st.booleans()),
    }
    if draw(st.booleans()):
        document["lines.umbrella_liability.tops_up"] = None
    if draw(st.booleans()):
        document["rules.R12"] = {"severity": draw(st.sampled_from(("fix", "info")))}
    if draw(st.booleans()):
        document["rules.R74"] = {"severity": "info"}
    if draw(st.booleans()):
        document["rules.R12"] = {"from_work_start": True}
    return builders.a_requirement_set(document)
