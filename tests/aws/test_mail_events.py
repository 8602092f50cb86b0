"""SES's events in our words, as they come through a topic."""

import json
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from coverwatch.aws.events import BadEvent
from coverwatch.aws.mail_events import mail_event_in
from coverwatch.aws.queues import WaitingMessages
from coverwatch.domain.notice import MailOutcome
from coverwatch.domain.vendor import ClosedBecause

MAIL = {
    "timestamp": "2026-03-02T14:00:02.000Z",
    "messageId": "0100019c",
    "destination": ["office@keystone.example"],
    "tags": {"ses:configuration-set": ["mail"], "vendor": ["keystone"], "notices": ["0123456789ab_ba9876543210"]},
}


def a_body(kind: str, envelope: bool = True, **parts: Any) -> str:
    message = json.dumps({"eventType": kind, "mail": MAIL, **parts})
    return json.dumps({"Type": "Notification", "Message": message}) if envelope else message


def a_bounce(kind: str, detail: str = "General") -> str:
    recipients = [{"emailAddress": "office@keystone.example"}]
    return a_body("Bounce", bounce={"bounceType": kind, "bounceSubType": detail, "bouncedRecipients": recipients})


def a_complaint(kind: str | None) -> str:
    recipients = [{"emailAddress": "Office <office@keystone.example>"}]
    return a_body("Complaint", complaint={"complainedRecipients": recipients, "complaintFeedbackType": kind})


@pytest.mark.parametrize(
    ("body", "outcome", "closes"),
    [
        (a_body("Send", send={}), MailOutcome.SENT, None),
        (a_body("Delivery", delivery={"recipients": ["office@keystone.example"]}), MailOutcome.DELIVERED, None),
        (
            a_body("DeliveryDelay", deliveryDelay={"delayedRecipients": [{"emailAddress": "office@keystone.example"}]}),
            MailOutcome.DELAYED,
            None,
        ),
        (a_body("Reject", reject={"reason": "Bad content"}), MailOutcome.REJECTED, None),
        (a_body("Rendering Failure", failure={"errorMessage": "x"}), MailOutcome.REJECTED, None),
        (a_bounce("Permanent"), MailOutcome.BOUNCED, ClosedBecause.HARD_BOUNCE),
        (a_bounce("Permanent", "OnAccountSuppressionList"), MailOutcome.BOUNCED, ClosedBecause.HARD_BOUNCE),
        (a_bounce("Transient", "MailboxFull"), MailOutcome.RETURNED, None),
        (a_bounce("Undetermined"), MailOutcome.RETURNED, None),
        (a_complaint("abuse"), MailOutcome.COMPLAINED, ClosedBecause.COMPLAINT),
        (a_complaint(None), MailOutcome.COMPLAINED, ClosedBecause.COMPLAINT),
        (a_complaint("not-spam"), MailOutcome.DELIVERED, None),
    ],
)
def test_each_kind_of_event_is_understood(body: str, outcome: MailOutcome, closes: ClosedBecause | None) -> None:
    event = mail_event_in(body)

    assert event
    assert (event.outcome, event.closes, event.recipients) == (outcome, closes, ("office@keystone.example",))
    assert (event.vendor_id, event.notice_tags) == ("keystone", ("0123456789ab", "ba9876543210"))
    assert event.at == datetime(2026, 3, 2, 14, 0, 2, tzinfo=UTC)


def test_an_event_is_understood_without_its_envelope() -> None:
    assert mail_event_in(a_body("Send", envelope=False)) == mail_event_in(a_body("Send"))


def test_a_mail_without_our_tags_is_of_nobody() -> None:
    message = {"eventType": "Send", "mail": {**MAIL, "tags": {}}, "send": {}}
    event = mail_event_in(json.dumps(message))

    assert event
    assert (event.vendor_id, event.notice_tags) == (None, ())


def test_the_message_by_which_ses_tries_the_topic_is_no_event() -> None:
    trial = "Successfully validated SNS topic for Amazon SES event publishing."

    assert mail_event_in(json.dumps({"Type": "Notification", "Message": trial})) is None


@pytest.mark.parametrize(
    "body",
    [
        "not json",
        "[]",
        json.dumps({"Type": "Notification", "Message": "not json"}),
        a_body("Open"),
        a_body("Bounce"),
        json.dumps({"eventType": "Send"}),
    ],
)
def test_what_is_no_event_of_a_mail_is_raised(body: str) -> None:
    with pytest.raises(BadEvent):
        mail_event_in(body)


def test_a_backlog_counts_what_waits_and_what_is_in_hand(aws: None) -> None:
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="deliveries")["QueueUrl"]
    backlog = WaitingMessages(sqs, url)
    assert backlog.waiting() == 0

    sqs.send_message(QueueUrl=url, MessageBody="one")
    sqs.send_message(QueueUrl=url, MessageBody="two")
    sqs.receive_message(QueueUrl=url)

    assert backlog.waiting() == 2
