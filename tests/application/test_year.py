"""The mails of many vendors' renewals on the ports in memory, whatever AWS loses: each step on its day, to whom it concerns, once."""

import pytest

from coverwatch.application.records import NoticeRecord
from tests.application.year import simulate


def test_every_vendor_that_goes_uncovered_was_warned_on_each_day_and_nobody_twice() -> None:
    """`python -m tests.application.year SEED VENDORS` lives through more of them."""
    counts, wrong = simulate(seed=1, vendors=40)

    print("\n".join(f"{count:7,}  {name}" for name, count in sorted(counts.items())))
    assert wrong == []
    enough = {"mails": 300, "uncovered and warned": 10, "through an outage": 8, "through a mail outage": 3}
    enough |= {"throttled": 3, "bounced": 1, "held": 1}
    assert {name: counts[name] for name, least in enough.items() if counts[name] < least} == {}


def test_a_sender_that_forgets_whom_it_has_served_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NoticeRecord, "served", property(lambda record: frozenset()))

    assert simulate(seed=1, vendors=8)[1] != []
