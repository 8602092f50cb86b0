"""How many vendors are assessed per second on one core, and whether memory stays flat: `python bench/assessment.py --help`.

Each vendor has five policies and is judged by thirty rules. Vendors are made as they are needed, no two alike (names, numbers, limits and
terms differ; one in eight falls short of something, one in sixteen leans on its umbrella, one in thirty-two has a waiver), and only the
assessment is timed: processor time of this process, so that a busy machine does not count against it.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from coverwatch.domain.certificate import Certificate, Limit, Party
from coverwatch.domain.facts import VendorFacts
from coverwatch.domain.finding import Outcome
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet
from coverwatch.rules import assess
from tests import builders

ON = date(2026, 3, 2)
LEAST_PER_SECOND = 5_000
AIM_PER_SECOND = 10_000
FLAT_MEGABYTES = 8.0
"""How much the peak may grow after the first tenth of the vendors and still be called flat: the allocator's own arenas."""
BATCH = 100


def the_requirement_set() -> RequirementSet:
    """The contract's example with a required umbrella and professional liability: five lines, thirty rules."""
    return builders.a_requirement_set(
        {
            "lines.umbrella_liability.required": True,
            "lines.professional_liability": {"required": True, "limits": {"each_claim": 1_000_000, "aggregate": 1_000_000}},
        }
    )


def vendors(count: int) -> Iterator[VendorFacts]:
    """Vendors, made one at a time from a seeded sequence."""
    base = builders.a_certificate(builders.the_policies(professional_liability={}), certificate_id="c-1")
    filed, vendor = builders.a_filed_certificate(base), builders.a_vendor()
    waiver = builders.a_waiver("R21", Line.GENERAL_LIABILITY, expires_on=date(2026, 9, 1))
    seed = 20260302
    for number in range(count):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        draw = seed >> 33
        name = f"Vendor {draw % 1_000_003} Contracting LLC"
        received = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=draw % 40_000)
        yield VendorFacts(
            vendor=replace(vendor, vendor_id=f"v-{number}", legal_name=name),
            certificates=(replace(filed, certificate=_varied(base, name, draw), received_at=received, decided_at=received),),
            waivers=(waiver,) if draw % 32 == 0 else (),
        )


def _varied(base: Certificate, name: str, draw: int) -> Certificate:
    policies = []
    for index, policy in enumerate(base.policies):
        starts = date(2025, 6, 1) + timedelta(days=(draw >> index) % 240)
        changes: dict[str, Limit] = {}
        if policy.line is Line.GENERAL_LIABILITY and draw % 8 == 0:
            changes["medical_expense"] = Limit("1,000", 1_000)
        if policy.line is Line.AUTOMOBILE_LIABILITY and draw % 16 == 1:
            changes["combined_single"] = Limit("500,000", 500_000)
        limits = {**policy.limits, **changes} if changes else policy.limits
        number = f"{policy.number}-{draw % 9_973}"
        policies.append(replace(policy, number=number, effective_on=starts, expires_on=starts + timedelta(days=365), limits=limits))
    return replace(base, insured=Party(name, ("1 Main St",)), policies=tuple(policies))


def measure(requirement_set: RequirementSet, count: int) -> tuple[float, list[float]]:
    """Processor seconds spent assessing, and the peak memory in megabytes after each tenth of the vendors."""
    stream = vendors(count)
    spent, seen, peaks = 0.0, 0, []
    while batch := list(islice(stream, BATCH)):
        before = time.process_time()
        for facts in batch:
            assess(requirement_set, facts, ON)
        spent += time.process_time() - before
        seen += len(batch)
        if seen * 10 // count > len(peaks):
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return spent, peaks


def main() -> int:
    """Print the figures; 1 when one of them is not reached."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--vendors", type=int, default=1_000_000, help="how many to stream (default: 1,000,000)")
    count = max(parser.parse_args().vendors, 10)
    requirement_set = the_requirement_set()
    sample = next(vendors(1))
    found = [each for each in assess(requirement_set, sample, ON).findings if each.outcome is not Outcome.NOT_APPLICABLE]
    print(f"{len(sample.certificates[0].certificate.policies if sample.certificates[0].certificate else ())} policies", end=", ")
    print(f"{len({each.rule for each in found})} rules with {len(found)} findings per vendor, {count:,} vendors")
    spent, peaks = measure(requirement_set, count)
    rate, growth = count / spent, peaks[-1] - peaks[0]
    print(f"{rate:,.0f} assessments per second on one core (at least {LEAST_PER_SECOND:,}, aim {AIM_PER_SECOND:,})")
    print(f"peak memory {peaks[0]:,.1f} MB after the first tenth, {peaks[-1]:,.1f} MB at the end (flat within {FLAT_MEGABYTES:.0f} MB)")
    return 0 if rate >= LEAST_PER_SECOND and growth <= FLAT_MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
