"""What is due on a row of days, each filed before the next, in short."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from coverwatch.domain.assessment import Assessment, VendorStatus
from coverwatch.domain.facts import CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.notice import Notice
from coverwatch.domain.requirement import Cadence
from coverwatch.domain.vendor import ContactRole
from coverwatch.notices import due
from tests.notices.occasions import D, an_assessment, an_end

USUAL = Cadence()
VENDOR, PRODUCER, OWNER, MANAGER = ContactRole.VENDOR, ContactRole.PRODUCER, ContactRole.OWNER, ContactRole.MANAGER
OUTSIDE = (VENDOR, PRODUCER)
ENDING = an_assessment(D, ends=an_end())
"""Everything ends on D; the day of the assessment does not matter to the cadence."""
ENDED = replace(ENDING, status=VendorStatus.EXPIRED, authorized=False)


def day(step: int) -> date:
    """A day counted from the first day without cover."""
    return D + timedelta(days=step)


def told(
    facts: VendorFacts,
    assessment: Assessment,
    days: Collection[date],
    *,
    already: tuple[Notice, ...] = (),
    cadence: Cadence = USUAL,
) -> list[tuple[int, str, int, tuple[ContactRole, ...]]]:
    """What is due on these days, each filed before the next: day counted from D, series, step, roles."""
    filed = list(already)
    found = []
    for on in days:
        for notice in due(facts, assessment, cadence, filed, on).notices:
            found.append(((on - D).days, notice.series.value, notice.step, notice.roles))
            filed.append(notice)
    return found


def every_day(first: int, last: int) -> list[date]:
    return [day(step) for step in range(first, last + 1)]


def in_process(step: int, certificate_id: str = "c-2", status: CertificateStatus = CertificateStatus.IN_REVIEW) -> FiledCertificate:
    """An upload that waits since a day counted from D."""
    received = datetime.combine(day(step), datetime.min.time(), UTC) + timedelta(hours=15)
    return FiledCertificate(certificate_id=certificate_id, status=status, received_at=received)
