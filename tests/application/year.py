"""The mails of vendors' renewals on the ports in memory, each vendor with its own habits and its own bad luck. Seeded.

What must leave is worked out here anew, from the steps and the days alone. `python -m tests.application.year [SEED] [VENDORS]` prints what
was counted.
"""

import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from coverwatch.application.filing import Change, file_change
from coverwatch.application.ports import MailDeferred
from coverwatch.domain.notice import Series
from tests.application.days import FIRST_DAY, LAST_DAY, MORNING, UNCOVERED, Days, Post
from tests.application.offices import KEYSTONE, a_record, an_office
from tests.builders import a_certificate, the_policies
from tests.fakes import MemoryRecords
from tests.notices.office import Dice

VENDOR, PRODUCER, OWNER, MANAGER = "office@keystone.example", "certs@agency.example", "projects@holder.example", "risk@holder.example"
OUTSIDE = (-30, -14, -7, -1, 1, 3, 7)
STEPS = {VENDOR: OUTSIDE, PRODUCER: OUTSIDE, OWNER: (-45, -7, -1, 1, 3, 7), MANAGER: (7, 14)}
LAST_OF_EXPIRED = 30
NEVER = 1000


@dataclass
class Throttled(Post):
    """SES that takes two calls of three."""

    calls: int = 0

    def send(self, recipient, message, tags):  # type: ignore[no-untyped-def]
        self.calls += 1
        if self.calls % 3 == 0:
            raise MailDeferred("TooManyRequestsException")
        return super().send(recipient, message, tags)


@dataclass(frozen=True)
class Luck:
    """What a vendor does, and what AWS loses of it. Days count from the first one without cover."""

    renews: int = NEVER
    holds: bool = False
    bounces: bool = False
    throttled: bool = False
    outage: frozenset[int] = frozenset()
    """Nothing runs at all."""
    mail_outage: frozenset[int] = frozenset()
    """All else runs, and SES takes nothing."""
    stream_lost: frozenset[int] = frozenset()
    events_lost: frozenset[int] = frozenset()
    down: frozenset[int] = frozenset()
    answers_lost: frozenset[int] = frozenset()

    @classmethod
    def of(cls, dice: Dice) -> "Luck":
        """A vendor's luck: most renew, some late; one in ten is held, one bounces; one in three lives through an outage of five days.

        Nobody's mails are throttled on days without SES's first hour: the days here have four tries, and real ones ninety-six.
        """
        stream_lost, events_lost, down, answers_lost = (
            frozenset(day for day in range(-52, 36) if dice.chance(share)) for share in (20, 10, 10, 5)
        )
        begins, bounces, throttled, kind = dice.between(-50, 20), dice.chance(10), dice.chance(20), dice.below(100)
        days = frozenset(range(begins, begins + 5))
        return cls(
            renews=dice.between(-40, 12) if dice.chance(60) else NEVER,
            holds=dice.chance(10),
            bounces=bounces,
            throttled=throttled,
            outage=days if kind < 33 else frozenset(),
            mail_outage=days if kind > 75 and begins > -30 else frozenset(),
            stream_lost=stream_lost,
            events_lost=frozenset() if bounces else events_lost - answers_lost,
            down=frozenset() if throttled else down - answers_lost,
            answers_lost=answers_lost,
        )

    def wanted(self, steps: tuple[int, ...]) -> list[int]:
        """The days on which an address with these steps must get a mail, each day's the latest step that is past and not told."""
        told, latest = [], -NEVER
        for day in range(-52, LAST_OF_EXPIRED):
            due = [step for step in steps if step <= day and (step > 0 or day < (0 if step > -45 else -30))]
            if day < self.renews and day not in self.outage | self.mail_outage and due and max(due) > latest:
                told.append(day)
                latest = max(due)
        return told

    def expected(self) -> dict[str, list[int]]:
        """The days on which each address must get a mail, thanks and tasks apart."""
        if self.holds:
            return {address: [] for address in STEPS}
        wanted = {address: self.wanted(steps) for address, steps in STEPS.items()}
        return wanted | {VENDOR: wanted[VENDOR][:1]} if self.bounces else wanted


@dataclass
class Life:
    """One vendor's days, as they went."""

    luck: Luck
    days: Days = field(init=False)

    def __post_init__(self) -> None:
        luck = self.luck

        def on(days: frozenset[int]):  # type: ignore[no-untyped-def]
            return lambda day: (day - UNCOVERED).days in days

        def first_hour(days: frozenset[int]):  # type: ignore[no-untyped-def]
            return lambda at: at.hour == MORNING.hour and (at.date() - UNCOVERED).days in days

        post = (Throttled if luck.throttled else Post)(
            down=lambda at: first_hour(luck.down)(at) or on(luck.mail_outage)(at.date()),
            loses_answers=lambda at: at.minute == 0 and first_hour(luck.answers_lost)(at),
        )
        self.days = Days(
            office=an_office(hold_mails=luck.holds),
            post=post,
            outage_on=on(luck.outage),
            stream_lost_on=on(luck.stream_lost),
            events_lost_on=on(luck.events_lost),
            bounces=VENDOR if luck.bounces else "",
        )

    def live(self) -> list[str]:
        """From before the digest to after the last step; what was wrong."""
        renewal = UNCOVERED + timedelta(days=self.luck.renews)
        if renewal <= LAST_DAY:
            self.days.run(FIRST_DAY, renewal - timedelta(days=1))
            self._renew(renewal)
            self.days.run(renewal, LAST_DAY)
        else:
            self.days.run(FIRST_DAY, LAST_DAY)
        return [*self._untold(), *self._too_many(), *self._unsettled()]

    def _renew(self, on: date) -> None:
        """The renewal is accepted before the morning; its policies follow on the old ones."""
        at = datetime.combine(on, MORNING) - timedelta(hours=1)
        terms = {"effective_on": UNCOVERED, "expires_on": date(2028, 1, 1)}
        lines = ("general_liability", "automobile_liability", "umbrella_liability", "workers_compensation")
        renewed = a_certificate(the_policies(**dict.fromkeys(lines, terms)), certificate_id="c-2", issued_on=on)
        record = a_record("c-2", certificate=renewed, received_at=at, changed_at=at)
        office = self.days.office
        file_change(office, KEYSTONE, lambda _: Change(certificates=(record,)), on=on, at=at, actor="test")

    def told(self, address: str) -> list[int]:
        """The days on which an address got a mail of the run of the renewal."""
        other = ("thank you", "takes no mail any more")
        return [(on - UNCOVERED).days for on, subject in self.days.mails(address) if not any(word in subject for word in other)]

    def _untold(self) -> list[str]:
        expected = self.luck.expected()
        return [f"{address}: {self.told(address)}, not {days}" for address, days in expected.items() if self.told(address) != days]

    def _too_many(self) -> list[str]:
        """More than one mail of a step to an address, or of the run on a day."""
        records = self.days.records
        assert isinstance(records, MemoryRecords)
        carried = Counter((notice_id, to) for (_, notice_id), record in records.notices.items() for to, _ in record.mails)
        by_day = Counter((address, day) for address in STEPS for day in self.told(address))
        return [f"{thing}: {count} mails" for thing, count in [*carried.items(), *by_day.items()] if count > 1]

    def _unsettled(self) -> list[str]:
        held = self.luck.holds or self.luck.throttled  # what a person holds back waits; a throttled mail of the last day waits for the next
        return [] if held else [f"{notice_id} is unsettled" for notice_id in self.days.unsettled()]


def simulate(seed: int, vendors: int) -> tuple[Counter[str], list[str]]:
    """The renewals of so many vendors: what was counted, and everything that was wrong."""
    counts: Counter[str] = Counter(vendors=vendors)
    wrong = []
    for number in range(vendors):
        luck = Luck.of(Dice((seed, number)))
        life = Life(luck)
        wrong += [f"vendor {number}: {fault} ({luck})" for fault in life.live()]
        _count(life, counts)
    return counts, wrong


def _count(life: Life, counts: Counter[str]) -> None:
    luck, records = life.luck, life.days.records
    counts["mails"] += len(life.days.post.letters)
    counts["uncovered and warned"] += luck.renews >= 0 and not luck.holds
    counts["held"] += luck.holds
    counts["bounced"] += luck.bounces
    counts["throttled"] += luck.throttled
    counts["through an outage"] += bool(luck.outage)
    counts["through a mail outage"] += bool(luck.mail_outage)
    counts.update(f"filed {record.notice.series.value}" for record in records.notices.values() if record.notice.series is not Series.THANKS)


if __name__ == "__main__":
    counted, faulty = simulate(int(sys.argv[1]) if len(sys.argv) > 1 else 1, int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    print("\n".join(f"{count:7,}  {name}" for name, count in sorted(counted.items())))
    print("\n".join(faulty[:40]) or "nothing was wrong")
