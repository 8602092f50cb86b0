"""A year of 200 vendors, day by day: renewals, corrections, junk, cancellations, people's decisions, outages. Seeded.

`python -m tests.notices.year [SEED]` prints what was counted.
"""

import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from coverwatch.domain.certificate import Policy
from coverwatch.domain.facts import CertificateStatus, FiledCertificate
from coverwatch.domain.line import Line
from coverwatch.domain.requirement import RequirementSet
from coverwatch.domain.vendor import ClosedBecause, Contact
from tests.builders import a_cancellation, a_certificate, a_decision, a_policy, a_requirement_set, a_vendor, a_waiver, the_facts
from tests.notices.office import Dice, Office, days, moment
from tests.notices.oracle import REQUIRED, faults, missing

START = date(2026, 3, 2)
LENGTH = 365
VENDORS = 200
ACCEPTED, IN_REVIEW = CertificateStatus.ACCEPTED, CertificateStatus.IN_REVIEW


class Behaviour:
    """How one vendor behaves, decided by the dice as the days come."""

    def __init__(self, number: int, seed: int, outages: set[date], mail_outages: set[date], requirement_set: RequirementSet) -> None:
        self.dice = Dice((seed, number))
        self.number = number
        dice = self.dice
        ends = START + timedelta(days=dice.between(-5, 400))
        self.terms = {line: ends + timedelta(days=dice.between(1, 60) if dice.chance(20) else 0) for line in REQUIRED}
        first = self._certificate(0, START - timedelta(days=dice.between(1, 200)), dict(self.terms))
        vendor = replace(a_vendor(), vendor_id=f"vendor-{number}", work_starts_on=None)
        facts = the_facts(first, vendor=vendor)
        self.office = Office(requirement_set, facts, is_up=lambda on: on not in outages, mail_is_up=lambda on: on not in mail_outages)
        self.renews_at = -40 + dice.below(70) if dice.chance(75) else 10_000
        self.sent = 1
        self.decisions: list[tuple[date, str, CertificateStatus]] = []

    def live(self, on: date) -> None:
        """One day: what the vendor and the people inside do, then the system's morning."""
        for when, certificate_id, status in [each for each in self.decisions if each[0] <= on]:
            self.decisions.remove((when, certificate_id, status))
            self.office.decide(on, certificate_id, status)
        if (on - min(self.terms.values())).days >= self.renews_at:
            self._renew(on)
        if self.dice.chance(1):
            self._junk(on)
        if self.dice.below(1000) < 4:
            self._people(on)
        self.office.work(on)
        if self.dice.chance(2):
            self.office.changed = True  # the queue delivers a vendor twice
            self.office.work(on)

    def _renew(self, on: date) -> None:
        """New policies for every line that ends soon; now and then too low, and corrected later by the same way."""
        self.renews_at = -40 + self.dice.below(70) if self.dice.chance(80) else 10_000
        for line, until in self.terms.items():
            if (until - on).days < 45:
                self.terms[line] = until + timedelta(days=365)
        self._send(on, self._certificate(self.sent, on, dict(self.terms), low=self.dice.chance(15)), ACCEPTED)

    def _junk(self, on: date) -> None:
        """Something that is no certificate, or the current one once more, sometimes several times a day."""
        for _ in range(self.dice.between(1, 6) if self.dice.chance(10) else 1):
            if self.dice.chance(50):
                document = FiledCertificate(certificate_id=f"c-{self.sent}", status=IN_REVIEW, received_at=moment(on))
                self._send(on, document, CertificateStatus.UNREADABLE)
            else:
                again = self._certificate(self.sent, on, dict(self.terms))
                self._send(on, again, CertificateStatus.DUPLICATE if self.dice.chance(50) else ACCEPTED)

    def _send(self, on: date, document: FiledCertificate, status: CertificateStatus) -> None:
        """A document comes; most are decided at once, some wait for a person, a few of them for long."""
        self.sent += 1
        self.office.file(on, replace(document, status=IN_REVIEW, decided_at=None))
        waits = self.dice.between(1, 12) if self.dice.chance(20) else 0
        if waits:
            self.decisions.append((on + timedelta(days=waits), document.certificate_id, status))
        else:
            self.office.decide(on, document.certificate_id, status)

    def _people(self, on: date) -> None:
        """What people inside decide, and what bounces."""
        facts, vendor = self.office.facts, self.office.facts.vendor
        until = on + timedelta(days=self.dice.between(10, 120))
        line = REQUIRED[self.dice.below(len(REQUIRED))]
        match self.dice.below(8):
            case 0:
                waiver = a_waiver("R12", line, waiver_id=f"w-{on}", recorded_at=moment(on), expires_on=until)
                self.office.change(on, waivers=(*facts.waivers, waiver))
            case 1:
                kind = ("exempt", "suspend", "approve_non_compliant")[self.dice.below(3)]
                self.office.change(on, decisions=(*facts.decisions, a_decision(kind, recorded_at=moment(on), until=until)))
            case 2:
                self.office.change(on, vendor=replace(vendor, hold_mails=not vendor.hold_mails))
            case 3:
                self.office.change(on, vendor=replace(vendor, contacts=_one_closed(vendor.contacts, self.dice)))
            case 4 | 5:
                self._cancel(on, line)
            case 6:
                self.office.request(on, f"r-{on}")
            case _:
                self.office.change(on, vendor=replace(vendor, active=not vendor.active))

    def _cancel(self, on: date, line: Line) -> None:
        """The running policy of a line is cancelled, or its cancellation is taken back from the day it took effect."""
        facts = self.office.facts
        number = _number(line, self.terms[line])
        earlier = [each for each in facts.cancellations if each.policy_number == number]
        effective = earlier[-1].effective_on if earlier else on + timedelta(days=self.dice.between(-3, 35))
        told = a_cancellation(
            line, policy_number=number, effective_on=effective, reinstated=len(earlier) % 2 == 1, recorded_at=moment(on, 8 + len(earlier))
        )
        if effective < self.terms[line]:
            self.office.change(on, cancellations=(*facts.cancellations, told))

    def _certificate(self, number: int, on: date, terms: dict[Line, date], *, low: bool = False) -> FiledCertificate:
        policies = tuple(_policy(line, until, low=low and line is Line.GENERAL_LIABILITY) for line, until in terms.items())
        certificate = a_certificate(policies, certificate_id=f"c-{number}", issued_on=on)
        return FiledCertificate(
            certificate_id=f"c-{number}", status=ACCEPTED, received_at=moment(on), decided_at=moment(on), certificate=certificate
        )


def _policy(line: Line, until: date, *, low: bool) -> Policy:
    limits = {"each_occurrence": 500_000} if low else None
    return a_policy(line, number=_number(line, until), effective_on=until - timedelta(days=365), expires_on=until, limits=limits)


def _number(line: Line, until: date) -> str:
    return f"{line.value[:2].upper()}-{until:%y%m%d}"


def _one_closed(contacts: tuple[Contact, ...], dice: Dice) -> tuple[Contact, ...]:
    chosen = dice.below(len(contacts))
    return tuple(replace(each, closed_because=ClosedBecause.HARD_BOUNCE) if at == chosen else each for at, each in enumerate(contacts))


def simulate(seed: int, vendors: int = VENDORS, length: int = LENGTH) -> tuple[Counter[str], list[str]]:
    """Live through a year: what was counted, and everything that was wrong."""
    dice = Dice((seed, "outages"))
    outages = {START + timedelta(days=90 + number) for number in range(5)} | {START + timedelta(days=dice.below(length)) for _ in range(6)}
    mail_outages = {START + timedelta(days=200 + number) for number in range(3)}
    requirement_set = a_requirement_set()
    counts: Counter[str] = Counter(vendors=vendors, days=length)
    wrong: list[str] = []
    for number in range(vendors):
        vendor = Behaviour(number, seed, outages, mail_outages, requirement_set)
        for on in days(START, length):
            vendor.live(on)
            if on not in outages:
                wrong += [f"vendor {number}, {on}: not told {owed}" for owed in missing(vendor.office, on)]
        wrong += [f"vendor {number}: {fault}" for fault in faults(vendor.office)]
        _count(vendor.office, counts)
    return counts, wrong


def _count(office: Office, counts: Counter[str]) -> None:
    counts["assessments"] += office.visits
    counts["notices"] += len(office.filed)
    counts["suppressed"] += len(office.suppressed)
    counts["mails"] += len(office.posted)
    counts.update(f"filed {notice.series.value}" for notice in office.filed)


if __name__ == "__main__":
    counted, faulty = simulate(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    print("\n".join(f"{count:7,}  {name}" for name, count in sorted(counted.items())))
    print("\n".join(faulty[:40]) or "nothing was wrong")
