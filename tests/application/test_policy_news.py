"""News of a policy, in a mail's words or in a file, waits for a person, who is told; until that person decides it changes nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from coverwatch.application.assess import Assessing, assess
from coverwatch.application.cancellations import CancellationAsked
from coverwatch.application.decide import decide_reading
from coverwatch.application.document_review import DocumentReview, review_document
from coverwatch.application.office import Office
from coverwatch.application.records import CertificateRecord
from coverwatch.application.refusals import Refused
from coverwatch.application.reviews import ReviewDecision, document_address, open_reviews
from coverwatch.application.vendors import answer_for
from coverwatch.domain.assessment import Assessment
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.notice import Notice, Series
from coverwatch.domain.policy_news import PolicyNews, PolicyNewsKind
from coverwatch.reading import read
from tests.application.offices import KEYSTONE, a_record, an_office, asked_by, keep
from tests.application.postbox import ADDRESS, AT, Postbox
from tests.builders import A_MORNING
from tests.letters.raw_mails import a_message
from tests.papers import a_one_page_pdf

NUMBER, LAST_DAY, CANCELLED_ON = "GL-1001", date(2026, 4, 14), date(2026, 4, 15)
TEXT = f"Notice of cancellation. Policy {NUMBER}, effective date 04/15/2026."
THE_POLICY = CancellationAsked(line="general_liability", policy_number=NUMBER, effective_on=CANCELLED_ON, reason="The insurer's notice")
ACCEPT = ReviewDecision.ACCEPT
NEWS = PolicyNews(PolicyNewsKind.CANCELLATION, NUMBER, CANCELLED_ON)


def a_letter_came(text: str = TEXT, **headers: str) -> Postbox:
    postbox = Postbox()
    postbox.takes(a_message(text, to=ADDRESS, **headers))
    return postbox


def the_review(office: Office) -> CertificateRecord:
    (waiting,) = open_reviews(office, None, 10)
    return waiting.record


def on_day(office: Office, day: date) -> Assessment:
    return answer_for(office, KEYSTONE, day).assessment


def news_tasks(office: Office) -> list[Notice]:
    notices = (record.notice for record in office.records.vendor(KEYSTONE).notices)  # type: ignore[union-attr]
    return [notice for notice in notices if notice.series is Series.REVIEW_TASK]


def told(office: Office, series: Series) -> int:
    return sum(record.notice.series is series for record in office.records.vendor(KEYSTONE).notices)  # type: ignore[union-attr]


def next_morning(office: Office, day: date) -> None:
    desk = Assessing(records=office.records, documents=office.documents, time_zone=office.time_zone)
    assess(desk, KEYSTONE, day, datetime.combine(day, AT.timetz()))


def test_a_mail_that_cancels_a_policy_is_a_review_with_the_policy_and_the_day() -> None:
    postbox = a_letter_came()

    record = the_review(postbox.office)

    assert (record.vendor_id, record.status, record.news) == (KEYSTONE, CertificateStatus.IN_REVIEW, NEWS)
    assert [reason.code for reason in record.reasons] == ["POLICY_NEWS"]


def test_its_words_can_be_read_after_the_mail_is_gone() -> None:
    postbox = a_letter_came()
    office = replace(postbox.office, documents=postbox.documents)

    assert "letter.txt" in document_address(office, the_review(office))
    assert postbox.documents.get(f"derived/{the_review(office).certificate_id}/letter.txt") == f"{TEXT}\r\n".encode()


def test_the_same_mail_delivered_twice_is_one_review_and_one_task() -> None:
    postbox = Postbox()
    stored = postbox.puts(a_message(TEXT, to=ADDRESS))
    postbox.receives(stored)
    postbox.receives(stored)

    assert len(open_reviews(postbox.office, None, 10)) == 1
    assert len(news_tasks(postbox.office)) == 1


def test_a_file_that_cancels_a_policy_is_a_review_with_the_policy_and_the_day() -> None:
    office = an_office()
    reading = read(a_one_page_pdf(f"NOTICE OF CANCELLATION Policy {NUMBER} effective 04/15/2026"))
    received = a_record("d-1", status=CertificateStatus.READING)

    decided = decide_reading(office.records, received, reading, "SUCCEEDED", AT)

    assert (decided.status, decided.news) == (CertificateStatus.IN_REVIEW, NEWS)
    assert ["POLICY_NEWS" in reason.sentence for reason in decided.reasons] == [True]


@pytest.mark.parametrize("text", [TEXT, "We hereby give notice of cancellation of your policy."])
def test_news_takes_nothing_from_an_authorization_until_a_person_decides(text: str) -> None:
    before = on_day(an_office(), CANCELLED_ON)

    office = a_letter_came(text).office

    assert on_day(office, CANCELLED_ON) == before
    assert before.authorized


def test_the_owner_is_told_at_once_and_again_on_the_eve() -> None:
    office = a_letter_came().office
    assert [(task.subject, task.step) for task in news_tasks(office)] == [(f"policy_news.{NUMBER}.2026-03-02", 0)]

    for day in range((LAST_DAY - A_MORNING).days + 1):
        next_morning(office, A_MORNING + timedelta(days=day))

    assert [(task.step, task.day) for task in news_tasks(office)] == [(0, A_MORNING), (1, LAST_DAY)]


def test_whoever_makes_up_numbers_has_the_owner_told_once_a_day() -> None:
    postbox = Postbox()
    for number in range(30):
        postbox.takes(a_message(f"Notice of cancellation of policy XX-{number}9999.", to=ADDRESS, Message_ID=f"<{number}@x.example>"))

    assert len(news_tasks(postbox.office)) == 1
    assert len(open_reviews(postbox.office, None, 50)) == 30


def test_accepting_it_with_the_cancellation_records_that_and_tells_those_outside() -> None:
    office = a_letter_came().office
    letter = the_review(office)

    reviewed = review_document(office, letter.certificate_id, DocumentReview(decision=ACCEPT, cancellation=THE_POLICY), asked_by())

    assert reviewed.record.status is CertificateStatus.ACCEPTED
    assert on_day(office, LAST_DAY).authorized
    assert not on_day(office, CANCELLED_ON).authorized
    assert told(office, Series.CANCELLATION) == 1
    assert open_reviews(office, None, 10) == []
    rows = {row.event: row for row in office.records.history(KEYSTONE)}
    assert rows["policy_cancelled"].after == "cancelled on 2026-04-15"
    assert rows["certificate_reviewed"].after == "accepted"


def test_nobody_is_thanked_for_a_cancellation_nor_is_a_request_answered_by_it() -> None:
    """Found by reading: an accepted document without cover was the latest accepted one, so its sender was thanked."""
    office = a_letter_came().office
    thanked = told(office, Series.THANKS)

    review_document(office, the_review(office).certificate_id, DocumentReview(decision=ACCEPT, cancellation=THE_POLICY), asked_by())

    assert told(office, Series.THANKS) == thanked
    assert on_day(office, A_MORNING).authorized


def test_a_reinstatement_is_accepted_as_one() -> None:
    office = a_letter_came().office
    review_document(office, the_review(office).certificate_id, DocumentReview(decision=ACCEPT, cancellation=THE_POLICY), asked_by(hour=9))
    again = f"Policy {NUMBER} has been reinstated as of 04/15/2026."
    keep(office, a_record("d-2", status=CertificateStatus.IN_REVIEW, news=PolicyNews(PolicyNewsKind.REINSTATEMENT, NUMBER, CANCELLED_ON)))

    review_document(office, "d-2", DocumentReview(decision=ACCEPT, reinstatement=replace(THE_POLICY, reason=again)), asked_by(hour=15))

    assert on_day(office, CANCELLED_ON).authorized


def test_a_policy_that_is_not_renewed_needs_no_record_it_ends_by_itself() -> None:
    office = an_office()
    keep(office, a_record("d-1", status=CertificateStatus.IN_REVIEW, news=replace(NEWS, kind=PolicyNewsKind.NON_RENEWAL)))

    review_document(office, "d-1", DocumentReview(decision=ACCEPT, note="Seen"), asked_by())

    assert open_reviews(office, None, 10) == []
    assert on_day(office, CANCELLED_ON).authorized


def test_a_cancellation_is_not_accepted_with_nothing_to_record_or_of_a_policy_that_nobody_knows() -> None:
    office = a_letter_came().office
    letter = the_review(office).certificate_id

    for review, code in (
        (DocumentReview(decision=ACCEPT), "NOTHING_SATISFIED"),
        (DocumentReview(decision=ACCEPT, cancellation=replace(THE_POLICY, policy_number="XX-1")), "POLICY_UNKNOWN"),
        (DocumentReview(decision=ACCEPT, reinstatement=THE_POLICY), "NOT_CANCELLED"),
    ):
        with pytest.raises(Refused) as refused:
            review_document(office, letter, review, asked_by())
        assert refused.value.code == code
    assert the_review(office).status is CertificateStatus.IN_REVIEW


def test_news_in_review_silences_no_warning() -> None:
    """A document in review holds a warning, since it may be the renewal; a cancellation never is."""
    office = an_office()
    day = date(2026, 12, 2)
    received = datetime(2026, 12, 1, 9, tzinfo=AT.tzinfo)
    keep(office, a_record("d-1", status=CertificateStatus.IN_REVIEW, received_at=received, news=NEWS))

    next_morning(office, day)

    assert told(office, Series.EXPIRING) == 1
