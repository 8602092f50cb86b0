"""The countdown to a cancellation."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.facts import CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.notice import Notice
from coverwatch.domain.requirement import Cadence
from coverwatch.domain.vendor import ContactRole
from coverwatch.notices import compose, due, still_true
from tests.builders import a_cancellation, a_filed_certificate, a_policy, a_requirement_set, the_facts
from tests.notices.occasions import LINKS, ORGANISATION, a_notice, an_assessment, an_end

GONE = date(2026, 6, 1)
ENDING = an_assessment(GONE, ends=an_end(GONE, a_policy()))
ENDED = replace(ENDING, status=VendorStatus.EXPIRED, authorized=False)
TO = (ContactRole.VENDOR, ContactRole.PRODUCER, ContactRole.OWNER)


def known(on: date, **overrides: object) -> VendorFacts:
    """The facts when the cancellation was recorded on a day."""
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return the_facts(a_filed_certificate(), cancellations=(a_cancellation(recorded_at=moment, **overrides),))


def told(facts: VendorFacts, first: date, last: date) -> list[tuple[date, str, int]]:
    filed: list[Notice] = []
    on = first
    while on <= last:
        filed += due(facts, ENDING if on < GONE else ENDED, Cadence(), filed, on).notices
        on += timedelta(days=1)
    return [(notice.day, notice.series.value, notice.step) for notice in filed]


def test_the_countdown_starts_at_once_and_ends_in_the_expired_series():
    facts = known(date(2026, 5, 20))

    assert told(facts, date(2026, 5, 20), date(2026, 7, 20)) == [
        (date(2026, 5, 20), "cancellation", -30),
        (date(2026, 5, 22), "cancellation", -10),
        (date(2026, 5, 29), "cancellation", -3),
        (date(2026, 5, 31), "cancellation", -1),
        (date(2026, 6, 2), "expired", 1),
        (date(2026, 6, 4), "expired", 3),
        (date(2026, 6, 8), "expired", 7),
        (date(2026, 6, 15), "expired", 14),
    ]
    assert due(facts, ENDING, Cadence(), (), date(2026, 5, 20)).notices[0].roles == TO


def test_a_cancellation_far_ahead_is_told_at_once_too():
    assert told(known(date(2026, 3, 2)), date(2026, 3, 2), date(2026, 5, 1)) == [(date(2026, 3, 2), "cancellation", -30)]


def test_ten_days_notice_is_told_at_once():
    assert told(known(date(2026, 5, 22)), date(2026, 5, 22), date(2026, 5, 23)) == [(date(2026, 5, 22), "cancellation", -10)]


def test_a_cancellation_known_too_late_is_told_once_and_makes_up_for_no_step():
    assert told(known(date(2026, 6, 5)), date(2026, 6, 5), date(2026, 7, 20)) == [
        (date(2026, 6, 5), "cancellation", -1),
        (date(2026, 6, 8), "expired", 7),
        (date(2026, 6, 15), "expired", 14),
    ]


def test_a_cancellation_known_on_the_day_of_a_step_is_not_told_twice_that_day():
    assert told(known(date(2026, 6, 2)), date(2026, 6, 2), date(2026, 6, 4)) == [
        (date(2026, 6, 2), "cancellation", -1),
        (date(2026, 6, 4), "expired", 3),
    ]


def test_it_is_never_held_by_a_document_that_waits():
    moment = datetime(2026, 5, 19, 9, tzinfo=UTC)
    facts = known(date(2026, 5, 20))
    waiting = FiledCertificate(certificate_id="c-2", status=CertificateStatus.IN_REVIEW, received_at=moment)
    waiting_too = replace(facts, certificates=(*facts.certificates, waiting))

    assert told(waiting_too, date(2026, 5, 20), date(2026, 5, 20)) == [(date(2026, 5, 20), "cancellation", -30)]


def test_a_reinstatement_ends_it():
    facts = known(date(2026, 5, 20))
    reinstated = a_cancellation(reinstated=True, recorded_at=datetime(2026, 5, 24, 9, tzinfo=UTC))
    restored = replace(facts, cancellations=(*facts.cancellations, reinstated))
    whole = an_assessment(date(2026, 5, 24), ends=an_end(date(2027, 1, 1)))
    notice = a_notice("cancellation", GONE.isoformat(), -3, date(2026, 5, 29), TO)

    assert due(restored, whole, Cadence(), (), date(2026, 5, 29)).notices == ()
    assert not still_true(notice, restored, whole, date(2026, 5, 29))


def test_a_lapse_before_a_reinstatement_is_told_as_ended_not_as_cancelled():
    facts = known(date(2026, 5, 20))
    later = a_cancellation(reinstated=True, effective_on=date(2026, 6, 10), recorded_at=datetime(2026, 6, 2, 6, tzinfo=UTC))
    lapsed = replace(facts, cancellations=(*facts.cancellations, later))

    answer = due(lapsed, ENDED, Cadence(), (), date(2026, 6, 2))
    assert [(notice.series.value, notice.step) for notice in answer.notices] == [("expired", 1)]
    mail = compose(answer.notices, facts.vendor.contacts[0], lapsed, ENDED, a_requirement_set(), ORGANISATION, LINKS, date(2026, 6, 2))
    assert "Policy GL-1001, Bluestone Casualty Company, ended June 1, 2026" in mail.text


def test_another_policy_in_force_on_the_day_ends_it():
    covered = an_assessment(date(2026, 5, 24), ends=an_end(date(2027, 1, 1)))
    notice = a_notice("cancellation", GONE.isoformat(), -3, date(2026, 5, 29), TO)

    assert not still_true(notice, known(date(2026, 5, 20)), covered, date(2026, 5, 29))


@pytest.mark.parametrize("number", ["GL-1001", "gl 1001", "GL1001"])
def test_a_policy_number_is_the_same_whatever_its_punctuation(number: str):
    assert told(known(date(2026, 5, 20), policy_number=number), date(2026, 5, 20), date(2026, 5, 20))[0][1] == "cancellation"


def test_a_cancellation_of_another_policy_is_none_of_this_one():
    facts = known(date(2026, 5, 20), policy_number="GL-9999")

    assert told(facts, date(2026, 5, 20), date(2026, 5, 20)) == [(date(2026, 5, 20), "expiring", -14)]


def test_the_cancellation_of_the_renewal_before_it_begins_is_told_at_once():
    renewal = a_policy(number="GL-2027", effective_on=date(2027, 1, 1), expires_on=date(2028, 1, 1))
    renewed = a_filed_certificate(certificate_id="c-2", policies=(renewal,))
    recorded = datetime(2026, 12, 10, 9, tzinfo=UTC)
    gone = a_cancellation(policy_number="GL-2027", effective_on=date(2026, 12, 20), recorded_at=recorded)
    facts = the_facts(a_filed_certificate(), renewed, cancellations=(gone,))
    ending = an_assessment(date(2026, 12, 10), ends=an_end(date(2027, 1, 1), a_policy()))

    answer = due(facts, ending, Cadence(), (), date(2026, 12, 10))
    assert [notice.notice_id for notice in answer.notices] == ["cancellation.2027-01-01.-30"]
    mail = compose(answer.notices, facts.vendor.contacts[0], facts, ending, a_requirement_set(), ORGANISATION, LINKS, date(2026, 12, 10))
    assert "GL-1001, Bluestone Casualty Company, ends January 1, 2027" in mail.text
    assert "GL-2027, Bluestone Casualty Company, canceled as of January 1, 2027" in mail.text
