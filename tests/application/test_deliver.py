"""What SES tells of mails: it settles what a crash left open, in whatever order it comes, and closes addresses that take no mail."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverwatch.application.deliver import Delivered
from coverwatch.application.records import NoticeRecord
from coverwatch.application.send import LEASE, Sent
from coverwatch.domain.notice import MailOutcome, NoticeStatus, Series
from coverwatch.domain.vendor import ClosedBecause
from tests.application.outbox import AGENCY, AT, OFFICE, Outbox

SENT, DELIVERED, RETURNED, BOUNCED = MailOutcome.SENT, MailOutcome.DELIVERED, MailOutcome.RETURNED, MailOutcome.BOUNCED
CLOSING = {BOUNCED: ClosedBecause.HARD_BOUNCE, MailOutcome.COMPLAINED: ClosedBecause.COMPLAINT}
MAILS = ((OFFICE, "mail-1"), (AGENCY, "mail-2"))


class Killed(BaseException):
    """The function's process ended."""


def killed_after_its_mails(outbox: Outbox, mails: int) -> None:
    """The sender dies after SES took so many mails, before it wrote any of that down."""
    kept, outbox.records.settle_notice = outbox.records.settle_notice, dying(outbox, mails)  # type: ignore[method-assign]
    with pytest.raises(Killed):
        outbox.send()
    outbox.records.settle_notice = kept  # type: ignore[method-assign]


def dying(outbox: Outbox, mails: int):  # type: ignore[no-untyped-def]
    kept = outbox.records.settle_notice

    def settle(record: NoticeRecord, was: NoticeRecord) -> bool:
        if len(outbox.mailer.sent) >= mails:
            raise Killed
        return kept(record, was)

    return settle


def test_the_event_of_a_mail_says_that_it_was_sent_when_its_sender_could_not() -> None:
    outbox = Outbox()
    killed_after_its_mails(outbox, 1)
    assert outbox.record.mails == ()

    assert outbox.tell(SENT) == Delivered(notices=1)
    outbox.clock += LEASE
    outbox.sweep(AT + timedelta(minutes=30))

    assert outbox.send() == Sent(mails=1), "the agency has had none"
    assert outbox.record.status is NoticeStatus.SENT
    assert [recipient for recipient, _ in outbox.mailer.sent] == [OFFICE, AGENCY]


def test_a_notice_is_sent_once_events_of_all_its_mails_have_come() -> None:
    outbox = Outbox()
    killed_after_its_mails(outbox, 1)

    outbox.tell(SENT)
    assert outbox.record.status is NoticeStatus.SENDING
    outbox.tell(SENT, AGENCY, mail_id="mail-2")

    assert (outbox.record.status, outbox.record.lease_until) == (NoticeStatus.SENT, None)


def test_a_sender_and_an_event_that_write_at_the_same_time_forget_nothing() -> None:
    """Found by reading: the sender's write lost the race against its own mail's event, and the mail was forgotten."""
    outbox = Outbox()
    send = outbox.mailer.send

    def overtaken(recipient, message, tags):  # type: ignore[no-untyped-def]
        mail_id = send(recipient, message, tags)
        outbox.tell(DELIVERED, recipient, mail_id=mail_id)
        return mail_id

    outbox.mailer.send = overtaken  # type: ignore[method-assign]

    assert outbox.send() == Sent(mails=2)
    assert outbox.record.status is NoticeStatus.SENT
    assert outbox.record.mails == tuple(sorted(MAILS))


def test_a_hard_bounce_closes_the_address_opens_a_task_and_leaves_the_others_alone() -> None:
    outbox = Outbox()
    outbox.send()

    assert outbox.tell(BOUNCED, closes=ClosedBecause.HARD_BOUNCE) == Delivered(notices=1, closed=1)

    closed = {contact.email: contact.closed_because for contact in outbox.file.facts.vendor.contacts}
    assert closed == {OFFICE: ClosedBecause.HARD_BOUNCE, AGENCY: None}
    assert [record.notice.series for record in outbox.file.notices if record.status is NoticeStatus.PENDING] == [Series.REVIEW_TASK]
    assert outbox.record.status is NoticeStatus.SENT, "the agency got it"


def test_a_notice_whose_mails_all_came_back_has_failed() -> None:
    outbox = Outbox()
    outbox.send()
    outbox.tell(BOUNCED, closes=ClosedBecause.HARD_BOUNCE)

    outbox.tell(RETURNED, AGENCY, mail_id="mail-2")

    assert (outbox.record.status, outbox.record.note) == (NoticeStatus.FAILED, "every mail came back")
    assert outbox.send() == Sent(mails=0, suppressed=0), "the task has nobody to go to, and nothing else leaves"


def test_somebodys_absence_does_not_undo_a_delivery() -> None:
    outbox = Outbox()
    outbox.send()

    outbox.tell(DELIVERED)
    outbox.tell(RETURNED)

    assert dict(outbox.record.outcomes)["mail-1"] is DELIVERED
    assert outbox.file.facts.closed_addresses == ()


def test_a_mail_that_bounces_after_its_delivery_has_bounced() -> None:
    outbox = Outbox()
    outbox.send()
    outbox.tell(BOUNCED, closes=ClosedBecause.HARD_BOUNCE)

    outbox.tell(DELIVERED)

    assert dict(outbox.record.outcomes)["mail-1"] is BOUNCED


@pytest.mark.parametrize("tag", ["0123456789ab", "someone-elses"])
def test_an_event_for_a_notice_that_nobody_knows_changes_nothing(tag: str) -> None:
    outbox = Outbox()
    before = outbox.record

    assert outbox.tell(DELIVERED, tag=tag) == Delivered()
    assert outbox.record == before


def test_a_bounce_counts_for_its_address_even_when_its_notice_is_gone() -> None:
    outbox = Outbox()

    assert outbox.tell(BOUNCED, tag="0123456789ab", closes=ClosedBecause.HARD_BOUNCE) == Delivered(closed=1)


def test_a_mail_that_was_refused_counts_as_one_that_came_back() -> None:
    refused = Outbox().record.mailed(OFFICE, "refused: x", MailOutcome.REJECTED)

    assert refused.unreached
    assert not refused.mailed(AGENCY, "mail-2", DELIVERED).unreached


EVENTS = st.lists(st.tuples(st.sampled_from(MAILS), st.sampled_from(MailOutcome)), min_size=1, max_size=8)


@given(events=EVENTS, data=st.data())
def test_any_order_and_number_of_the_same_events_comes_to_the_same(
    events: list[tuple[tuple[str, str], MailOutcome]], data: st.DataObject
) -> None:
    """Bounce after delivery, delivery without send, a complaint days later, all of it twice."""
    other = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events)))))

    def told(order: list[tuple[tuple[str, str], MailOutcome]]) -> tuple[object, ...]:
        outbox = Outbox()
        for (recipient, mail_id), outcome in order:
            outbox.tell(outcome, recipient, mail_id=mail_id, closes=CLOSING.get(outcome))
        record = outbox.record
        tasks = sorted(key for key, kept in outbox.records.notices.items() if kept.notice.series is Series.REVIEW_TASK)
        closed = sorted(fact.address for fact in outbox.file.facts.closed_addresses)
        return record.status, record.mails, record.outcomes, tasks, closed

    assert told(events) == told(other)
