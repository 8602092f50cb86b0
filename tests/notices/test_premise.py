"""Looked at again at the moment of sending: is it still so, and may it go now?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coverwatch.domain.assessment import Assessment, VendorStatus
from coverwatch.domain.facts import CertificateStatus, FiledCertificate, VendorFacts
from coverwatch.domain.notice import Notice
from coverwatch.domain.requirement import Cadence
from coverwatch.domain.vendor import ContactRole
from coverwatch.notices import due, held_until, still_true
from tests.builders import a_cancellation, a_filed_certificate, a_policy, a_vendor, a_waiver, the_facts
from tests.notices.occasions import A_LIMIT, D, Occasion, a_notice, an_assessment, an_end, occasions

SUBJECT = D.isoformat()
BEFORE = D - timedelta(days=14)
ENDING = an_assessment(BEFORE, ends=an_end())
RENEWED = an_assessment(BEFORE, ends=an_end(date(2028, 1, 1)))
EXPIRING = a_notice("expiring", SUBJECT, -14, BEFORE)
EXPIRED = a_notice("expired", SUBJECT, 1, D + timedelta(days=1))
LACKING = an_assessment(BEFORE, status=VendorStatus.NON_COMPLIANT, findings=(A_LIMIT,))
DEFICIENCY = a_notice("deficiency", "c-1", 3, BEFORE)


@pytest.mark.parametrize("occasion", tuple(occasions()), ids=lambda occasion: occasion.name)
def test_what_a_render_says_is_true_on_its_day(occasion: Occasion):
    assert all(still_true(notice, occasion.facts, occasion.assessment, occasion.on) for notice in occasion.notices)


def test_what_is_due_is_true():
    for step in (-45, -30, -14, -7, -1, 1, 3, 7, 14):
        on = D + timedelta(days=step)
        for notice in due(the_facts(), ENDING, Cadence(), (), on).notices:
            assert still_true(notice, the_facts(), ENDING, on)


@pytest.mark.parametrize(
    ("notice", "facts", "assessment", "on"),
    [
        pytest.param(EXPIRING, the_facts(), RENEWED, BEFORE, id="renewed"),
        pytest.param(EXPIRING, the_facts(waivers=(a_waiver("R12", None),)), ENDING, BEFORE, id="waived"),
        pytest.param(EXPIRING, the_facts(), ENDING, D, id="expired meanwhile"),
        pytest.param(EXPIRED, the_facts(), RENEWED, D + timedelta(days=1), id="renewed late"),
        pytest.param(EXPIRED, the_facts(), ENDING, D - timedelta(days=1), id="not yet expired"),
        pytest.param(EXPIRING, the_facts(vendor=a_vendor(hold_mails=True)), ENDING, BEFORE, id="mails held"),
        pytest.param(EXPIRING, the_facts(vendor=a_vendor(active=False)), ENDING, BEFORE, id="inactive"),
        pytest.param(EXPIRING, the_facts(), replace(ENDING, status=VendorStatus.EXEMPT), BEFORE, id="exempt"),
        pytest.param(EXPIRING, the_facts(), replace(ENDING, status=VendorStatus.SUSPENDED), BEFORE, id="suspended"),
        pytest.param(EXPIRING, the_facts(vendor=a_vendor(work_ends_on=BEFORE)), ENDING, BEFORE, id="work over"),
        pytest.param(replace(EXPIRING, vendor_id="someone-else"), the_facts(), ENDING, BEFORE, id="another vendor"),
        pytest.param(DEFICIENCY, the_facts(), ENDING, BEFORE, id="settled"),
        pytest.param(replace(DEFICIENCY, subject="c-0"), the_facts(), LACKING, BEFORE, id="superseded"),
        pytest.param(
            DEFICIENCY, the_facts(), replace(LACKING, status=VendorStatus.APPROVED_NON_COMPLIANT, authorized=True), BEFORE, id="approved"
        ),
        pytest.param(a_notice("thanks", "c-1", 0, BEFORE), the_facts(), LACKING, BEFORE, id="not complete any more"),
        pytest.param(a_notice("thanks", "c-0", 0, BEFORE), the_facts(), ENDING, BEFORE, id="thanks for an older one"),
        pytest.param(a_notice("unreadable", "c-9", 0, BEFORE), the_facts(), ENDING, BEFORE, id="another file came"),
        pytest.param(a_notice("cancellation", SUBJECT, -3, BEFORE), the_facts(), ENDING, BEFORE, id="no cancellation"),
        pytest.param(a_notice("review_task", "deficiency.c-1", 21, BEFORE), the_facts(), ENDING, BEFORE, id="task settled"),
        pytest.param(a_notice("review_task", f"unreachable.expiring.{SUBJECT}", 0, BEFORE), the_facts(), RENEWED, BEFORE, id="task over"),
        pytest.param(a_notice("review_task", "nonsense", 0, BEFORE), the_facts(), ENDING, BEFORE, id="task of no series"),
    ],
)
def test_what_is_no_longer_so_is_not_sent(notice: Notice, facts: VendorFacts, assessment: Assessment, on: date):
    assert not still_true(notice, facts, assessment, on)


def test_a_request_stands_though_the_vendor_is_compliant_but_its_reminder_does_not():
    asked = a_notice("first_request", "r-1", 0, BEFORE)

    assert still_true(asked, the_facts(), ENDING, BEFORE)
    assert not still_true(replace(asked, step=3, day=BEFORE + timedelta(days=3)), the_facts(), ENDING, BEFORE + timedelta(days=3))


def test_a_reminder_of_a_request_falls_when_a_certificate_came_since_the_request():
    waiting = an_assessment(BEFORE, status=VendorStatus.UNDER_REVIEW)
    reminder = a_notice("first_request", "r-1", 3, date(2026, 1, 8))
    later = the_facts(a_filed_certificate(received_at=datetime(2026, 1, 4, tzinfo=UTC)))

    assert not still_true(reminder, the_facts(), waiting, BEFORE)
    assert still_true(reminder, later, waiting, BEFORE)


def test_a_filed_notice_waits_for_a_document_that_came_since():
    came = datetime(2026, 12, 18, 9, tzinfo=UTC)
    reading = the_facts(a_filed_certificate(), FiledCertificate(certificate_id="c-2", status=CertificateStatus.READING, received_at=came))

    assert held_until(EXPIRING, reading, Cadence(), BEFORE) == BEFORE + timedelta(days=5)
    assert held_until(DEFICIENCY, reading, Cadence(), BEFORE) == BEFORE + timedelta(days=5)
    assert held_until(EXPIRING, reading, Cadence(hold_days=0), BEFORE) is None
    assert held_until(EXPIRING, reading, Cadence(), BEFORE + timedelta(days=5)) is None
    assert held_until(EXPIRING, the_facts(), Cadence(), BEFORE) is None


def test_a_filed_notice_waits_no_longer_than_five_days_in_all():
    came = datetime(2026, 12, 22, 9, tzinfo=UTC)
    again = the_facts(FiledCertificate(certificate_id="c-3", status=CertificateStatus.READING, received_at=came))

    assert held_until(EXPIRING, again, Cadence(), BEFORE + timedelta(days=4)) == BEFORE + timedelta(days=5)
    assert held_until(EXPIRING, again, Cadence(), BEFORE + timedelta(days=5)) is None


@pytest.mark.parametrize("series", ["expired", "cancellation", "digest", "review_task", "thanks", "unreadable"])
def test_what_is_never_held_goes_at_once(series: str):
    came = datetime(2026, 12, 18, 9, tzinfo=UTC)
    reading = the_facts(FiledCertificate(certificate_id="c-2", status=CertificateStatus.IN_REVIEW, received_at=came))
    notice = a_notice(series, SUBJECT, 0, BEFORE, (ContactRole.OWNER,))

    assert held_until(notice, reading, Cadence(), BEFORE) is None


def test_a_request_of_today_goes_though_a_document_is_being_read():
    reading = the_facts(
        FiledCertificate(certificate_id="c-2", status=CertificateStatus.READING, received_at=datetime(2026, 12, 18, 9, tzinfo=UTC))
    )
    asked = a_notice("first_request", "r-1", 0, BEFORE)

    assert held_until(asked, reading, Cadence(), BEFORE) is None
    assert held_until(replace(asked, step=3), reading, Cadence(), BEFORE) == BEFORE + timedelta(days=5)


def test_a_cancelled_line_is_not_told_as_expiring():
    gone = date(2026, 6, 1)
    facts = the_facts(cancellations=(a_cancellation(),))
    ending = an_assessment(gone, ends=an_end(gone, a_policy()))

    assert not still_true(a_notice("expiring", gone.isoformat(), -7, gone), facts, ending, gone - timedelta(days=7))
    assert still_true(a_notice("cancellation", gone.isoformat(), -3, gone), facts, ending, gone - timedelta(days=3))
