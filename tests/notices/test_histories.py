"""The invariants of the notices over histories that nobody thought of: days, uploads, outages, retries, in any order."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.line import Line
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.requirement import Cadence
from coverwatch.notices import due
from tests.builders import a_cancellation, a_certificate, a_filed_certificate, a_policy, a_requirement_set, a_vendor, a_waiver, the_facts
from tests.notices.occasions import A_LIMIT, D, an_assessment, an_end
from tests.notices.office import Office, moment
from tests.notices.oracle import faults, missing

SET = a_requirement_set()
FIRST = D - timedelta(days=50)
LENGTH = 100
LINES = (Line.GENERAL_LIABILITY, Line.AUTOMOBILE_LIABILITY, Line.WORKERS_COMPENSATION)
DAYS = st.integers(0, LENGTH - 1)


@dataclass(frozen=True)
class Event:
    """Something that happens on a day of the history."""

    day: int
    kind: str
    number: int


KINDS = (
    "renewal",
    "low renewal",
    "junk",
    "waits",
    "decided",
    "same again",
    "waiver",
    "cancellation",
    "reinstatement",
    "hold",
    "request",
    "twice",
)
EVENTS = st.lists(st.builds(Event, DAYS, st.sampled_from(KINDS), st.integers(0, 40)), max_size=12)
OUTAGES = st.lists(st.tuples(DAYS, st.integers(1, 20)), max_size=3)


def lived(events: list[Event], outages: list[tuple[int, int]]) -> tuple[Office, list[str]]:
    """A vendor's history whose cover ends on D: the office at its end, and every step that was owed and not filed."""
    down = {FIRST + timedelta(days=start + day) for start, length in outages for day in range(length)}
    vendor = a_vendor(work_starts_on=None)
    office = Office(SET, the_facts(_certificate("c-0", D, D - timedelta(days=365)), vendor=vendor), is_up=lambda on: on not in down)
    wrong: list[str] = []
    for number in range(LENGTH):
        on = FIRST + timedelta(days=number)
        for event in events:
            if event.day == number:
                _happens(office, on, event)
        office.work(on)
        if on not in down:
            wrong += [f"{on}: {owed}" for owed in missing(office, on)]
    return office, wrong


def _happens(office: Office, on: date, event: Event) -> None:
    facts = office.facts
    name = f"c-{on}-{event.number}"
    match event.kind:
        case "renewal" | "low renewal":
            office.file(on, _certificate(name, D + timedelta(days=365), on, low=event.kind == "low renewal"))
        case "same again":
            office.file(on, _certificate(name, D, on))
        case "junk":
            junk = FiledCertificate(certificate_id=name, status=CertificateStatus.UNREADABLE, received_at=moment(on), decided_at=moment(on))
            office.file(on, junk)
        case "waits":
            renewal = _certificate(name, D + timedelta(days=365), on)
            office.file(on, replace(renewal, status=CertificateStatus.IN_REVIEW, decided_at=None))
        case "decided":
            for waiting in [filed for filed in facts.certificates if filed.status is CertificateStatus.IN_REVIEW]:
                refused = CertificateStatus.REJECTED if event.number % 2 else CertificateStatus.ACCEPTED
                office.decide(on, waiting.certificate_id, refused)
        case "waiver":
            waiver = a_waiver("R12", LINES[event.number % 3], recorded_at=moment(on), expires_on=on + timedelta(days=event.number))
            office.change(on, waivers=(*facts.waivers, waiver))
        case "cancellation" | "reinstatement":
            _cancelled(office, on, event)
        case "hold":
            office.change(on, vendor=replace(facts.vendor, hold_mails=not facts.vendor.hold_mails))
        case "request":
            office.request(on, f"r-{on}")
        case _:
            office.changed = True
            office.work(on)


def _cancelled(office: Office, on: date, event: Event) -> None:
    earlier = office.facts.cancellations
    effective = earlier[-1].effective_on if earlier else on + timedelta(days=event.number - 10)
    told = a_cancellation(
        policy_number=_number(D),
        effective_on=effective,
        reinstated=event.kind == "reinstatement" and bool(earlier),
        recorded_at=moment(on, 1) + timedelta(minutes=len(earlier)),
    )
    if effective < D:
        office.change(on, cancellations=(*earlier, told))


def _certificate(name: str, until: date, issued: date, *, low: bool = False) -> FiledCertificate:
    term = {"number": _number(until), "effective_on": until - timedelta(days=365), "expires_on": until}
    policies = [a_policy(line, **term, limits={"each_occurrence": 500_000} if low and line is LINES[0] else None) for line in LINES]
    certificate = a_certificate(policies, certificate_id=name, issued_on=issued)
    return a_filed_certificate(certificate, certificate_id=name, received_at=moment(issued))


def _number(until: date) -> str:
    return f"P-{until.year}"


@settings(max_examples=60, deadline=None)
@given(EVENTS, OUTAGES)
def test_no_history_breaks_the_cap_repeats_a_step_or_mails_after_the_renewal(events: list[Event], outages: list[tuple[int, int]]):
    office, _ = lived(events, outages)

    assert faults(office) == []


@settings(max_examples=60, deadline=None)
@given(EVENTS, OUTAGES)
def test_no_history_leaves_a_step_untold_that_was_due_and_not_held(events: list[Event], outages: list[tuple[int, int]]):
    _, wrong = lived(events, outages)

    assert wrong == []


@settings(max_examples=40, deadline=None)
@given(OUTAGES)
def test_catching_up_tells_each_recipient_one_step_of_a_series(outages: list[tuple[int, int]]):
    office, _ = lived([], outages)

    told = Counter((mail.contact.email, mail.on, notice.series) for mail in office.posted for notice in mail.notices)
    assert set(told.values()) <= {1}


@settings(max_examples=40, deadline=None)
@given(EVENTS, st.integers(1, 3))
def test_the_same_morning_one_to_three_times_is_the_same_morning(events: list[Event], times: int):
    once, _ = lived(events, [])
    repeated, _ = lived([*events, *(Event(day, "twice", 0) for day in range(LENGTH) for _ in range(times - 1))], [])

    assert [notice.notice_id for notice in repeated.filed] == [notice.notice_id for notice in once.filed]


DOCUMENTS = st.lists(st.tuples(st.integers(-60, 40), st.sampled_from(tuple(CertificateStatus))), max_size=4)
ON = st.integers(-60, 40).map(lambda step: D + timedelta(days=step))


@st.composite
def standings(draw: st.DrawFn) -> tuple[VendorFacts, VendorStatus]:
    """Facts with documents in any standing, cover that ends around D, and any status."""
    documents = [
        FiledCertificate(
            certificate_id=f"c-{number}",
            status=status,
            received_at=moment(D + timedelta(days=step)),
            decided_at=moment(D + timedelta(days=step), 16),
            certificate=a_certificate([a_policy()]) if number % 2 else None,
        )
        for number, (step, status) in enumerate(draw(DOCUMENTS))
    ]
    return the_facts(a_filed_certificate(), *documents), draw(st.sampled_from(tuple(VendorStatus)))


@settings(max_examples=150, deadline=None)
@given(standings(), ON, st.booleans())
def test_between_today_and_the_next_day_nothing_is_due_and_on_it_something_is(
    standing: tuple[VendorFacts, VendorStatus], on: date, lacking: bool
):
    facts, status = standing
    assessment = an_assessment(on, status=status, findings=(A_LIMIT,) if lacking else (), ends=an_end(), authorized=not lacking)
    first = due(facts, assessment, Cadence(), (), on)

    later = [on + timedelta(days=number) for number in range(1, 130)]
    found = next((day for day in later if due(facts, assessment, Cadence(), first.notices, day).notices), None)
    assert first.next_on == found


@settings(max_examples=100, deadline=None)
@given(standings(), st.lists(ON, min_size=1, max_size=12, unique=True).map(sorted))
def test_what_is_due_does_not_depend_on_the_order_of_what_was_filed(standing: tuple[VendorFacts, VendorStatus], visited: list[date]):
    facts, status = standing
    filed: list[Notice] = []
    for on in visited:
        assessment = an_assessment(on, status=status, ends=an_end())
        answer = due(facts, assessment, Cadence(), filed, on)
        assert due(facts, assessment, Cadence(), frozenset(filed), on) == answer
        assert due(facts, assessment, Cadence(), [*reversed(filed), *filed], on) == answer
        filed += answer.notices


@settings(max_examples=100, deadline=None)
@given(standings(), st.lists(ON, min_size=1, max_size=30, unique=True).map(sorted))
def test_whatever_days_are_visited_steps_only_ever_go_forward(standing: tuple[VendorFacts, VendorStatus], visited: list[date]):
    facts, status = standing
    filed: list[Notice] = []
    for on in visited:
        filed += due(facts, an_assessment(on, status=status, ends=an_end()), Cadence(), filed, on).notices

    for series in (Series.EXPIRING, Series.EXPIRED, Series.DEFICIENCY):
        for subject in {notice.subject for notice in filed if notice.series is series}:
            for role in ("vendor", "manager"):
                heard = [n.step for n in filed if (n.series, n.subject) == (series, subject) and role in {each.value for each in n.roles}]
                assert all(earlier < later for earlier, later in pairwise(heard))
                assert len(heard) <= Cadence().most_per_topic
