"""The outbox: each notice leaves once, in one mail per recipient, and what is uncertain waits for the lease."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes

import pytest

from coverwatch.application.mail_links import Unsubscription, is_reply_address, unsubscription_in
from coverwatch.application.send import LEASE, Sent
from coverwatch.domain.notice import MailOutcome, NoticeStatus
from coverwatch.domain.vendor import ClosedBecause, Contact, ContactRole
from tests.application.outbox import AGENCY, AT, CONTACTS, OFFICE, Outbox


def test_a_request_leaves_once_to_each_recipient() -> None:
    outbox = Outbox()

    assert outbox.send() == Sent(mails=2)
    assert outbox.send() == Sent()
    assert [recipient for recipient, _ in outbox.mailer.sent] == ["office@keystone.example", "certs@agency.example"]
    assert outbox.record.status is NoticeStatus.SENT


def test_the_mail_carries_a_link_that_the_vendor_can_use() -> None:
    outbox = Outbox()
    outbox.send()

    assert b"https://cover.example/u/" in outbox.mailer.sent[0][1].replace(b"=\r\n", b"")


def test_what_the_mail_service_did_not_take_waits_for_the_sweep_and_costs_no_attempt() -> None:
    outbox = Outbox()
    outbox.mailer.throttle(times=2)

    assert outbox.send() == Sent(deferred=1)
    assert (outbox.record.status, outbox.record.attempt) == (NoticeStatus.SENDING, 0)
    outbox.sweep(AT + timedelta(minutes=15))
    assert outbox.send() == Sent(mails=2)


def test_a_recipient_that_has_been_served_is_not_served_again() -> None:
    outbox = Outbox()
    outbox.mailer.failing = [None, TimeoutError("the answer was lost")]
    with pytest.raises(TimeoutError):
        outbox.send()
    outbox.clock += LEASE
    outbox.sweep(AT + timedelta(minutes=30))
    outbox.send()

    assert sorted(recipient for recipient, _ in outbox.mailer.sent) == ["certs@agency.example", "office@keystone.example"]


def test_a_send_that_may_have_happened_is_not_tried_before_its_lease_is_over() -> None:
    outbox = Outbox()
    outbox.mailer.failing = [TimeoutError("the answer was lost")]
    with pytest.raises(TimeoutError):
        outbox.send()
    outbox.clock += LEASE - timedelta(seconds=1)
    outbox.sweep(AT + timedelta(minutes=30))

    assert outbox.send() == Sent()
    assert outbox.record.status is NoticeStatus.SENDING


def test_a_notice_that_fails_again_and_again_ends_and_says_so() -> None:
    outbox = Outbox()
    record = outbox.record
    outbox.records.notices[("keystone", outbox.notice_id)] = replace(record, attempt=3)

    outbox.send()

    assert (outbox.record.status, outbox.record.note) == (NoticeStatus.FAILED, "3 attempts")
    assert not outbox.mailer.sent


def test_nothing_that_may_have_been_sent_is_sent_again_while_mail_events_wait() -> None:
    """One of them may be the proof that it was sent."""
    outbox = Outbox()
    outbox.mailer.failing = [TimeoutError("the answer was lost")]
    with pytest.raises(TimeoutError):
        outbox.send()
    outbox.clock += LEASE
    outbox.queue.mail_events = 1

    outbox.sweep(AT + timedelta(minutes=30))
    assert outbox.send() == Sent()
    outbox.queue.mail_events = 0
    outbox.sweep(AT + timedelta(minutes=45))
    assert outbox.send() == Sent(mails=2)


def test_a_pending_notice_is_woken_whatever_waits() -> None:
    outbox = Outbox()
    outbox.queue.mail_events = 1000

    outbox.sweep(AT + timedelta(minutes=30))

    assert outbox.record.since == AT + timedelta(minutes=30)


def header(outbox: Outbox, name: str, mail: int = 0) -> str:
    message = message_from_bytes(outbox.mailer.sent[mail][1])
    return str(message[name] or "")


def test_each_reader_outside_can_stop_the_mails_to_its_own_address_by_one_click() -> None:
    outbox = Outbox()
    outbox.send()

    asked = []
    for mail in (0, 1):
        link = header(outbox, "List-Unsubscribe", mail).strip("<>")
        assert header(outbox, "List-Unsubscribe-Post", mail) == "List-Unsubscribe=One-Click"
        token = link.removeprefix("https://cover.example/u/").removesuffix("/unsubscribe")
        asked.append(unsubscription_in(b"secret", token))
    assert asked == [Unsubscription("keystone", OFFICE), Unsubscription("keystone", AGENCY)]


def test_our_own_people_cannot_stop_their_tasks_by_one_click() -> None:
    outbox = Outbox(contacts=(Contact(ContactRole.OWNER, "owner@holder.example"), *CONTACTS))
    outbox.send()
    outbox.tell(MailOutcome.BOUNCED, closes=ClosedBecause.HARD_BOUNCE)
    outbox.send()

    assert outbox.mailer.sent[-1][0] == "owner@holder.example"
    assert header(outbox, "List-Unsubscribe", -1) == ""


def test_a_reply_goes_to_the_vendors_own_address() -> None:
    outbox = Outbox()
    outbox.send()

    address = header(outbox, "Reply-To")
    assert address.endswith("@in.meridian.example")
    assert is_reply_address(b"secret", address, "keystone", 1)


def test_no_picture_in_a_mail_tells_that_it_was_opened() -> None:
    outbox = Outbox()
    outbox.send()

    message = outbox.mailer.sent[0][1].lower().replace(b"=\r\n", b"")
    assert b"text/html" in message
    assert not [word for word in (b"<img", b"background=", b"url(") if word in message]


def test_nothing_leaves_before_anyone_can_reach_us() -> None:
    outbox = Outbox(public_url="")

    assert outbox.send() == Sent()
    assert outbox.record.status is NoticeStatus.PENDING
