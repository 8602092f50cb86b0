"""What S3 and SNS deliver to queues: moto's own deliveries, with the contents and the rules that AWS's have."""

import itertools
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from botocore.exceptions import ClientError
from moto.s3 import notifications
from moto.sns.models import Subscription
from moto.sqs.models import Queue

from coverwatch.aws import world
from local.clock import timestamp
from local.endpoint.embedded import ACCOUNT, REGION
from local.endpoint.policies import Delivery, allows
from local.pump.surroundings import Surroundings

log = logging.getLogger(__name__)

DEDUPLICATION_S = 300.0


class Deliveries:
    """Stands where moto would deliver, as long as the stack runs.

    moto's S3 event has neither version nor sequencer; its SNS envelope takes a key pair for each subscription and tells the real
    time; its FIFO queues forget a deduplication id with the message; and it asks no queue policy.
    """

    def __init__(self, surroundings: Surroundings) -> None:
        self._around = surroundings
        self._sequence = itertools.count(world.now().timestamp().__trunc__() << 20)
        self._seen: dict[tuple[str, str], datetime] = {}
        self._undo: list[Callable[[], None]] = []

    def install(self) -> None:
        """Takes moto's place."""
        moto_publish = Subscription.publish

        def publish(subscription: Any, message: str, message_id: str, **told: Any) -> None:
            if subscription.protocol == "sqs" and not self._may_deliver(subscription):
                self._undeliverable(subscription, message, message_id)
            elif subscription.protocol == "sqs":
                moto_publish(subscription, message, message_id, **told)
            else:
                log.info("%s by %s is not delivered here: %s", subscription.topic.name, subscription.protocol, subscription.endpoint)

        def get_post_data(subscription: Any, *told: Any, **named: Any) -> dict[str, Any]:
            return self._envelope(subscription, *told, **named)

        def add_message(queue: Any, message: Any) -> None:
            self._add(queue, message)

        self._replace(notifications, "send_event", self._object_event)
        self._replace(notifications, "send_test_event", self._test_event)
        self._replace(Subscription, "publish", publish)
        self._replace(Subscription, "get_post_data", get_post_data)
        self._replace(Queue, "add_message", add_message)

    def remove(self) -> None:
        """Gives moto its place back."""
        while self._undo:
            self._undo.pop()()

    def _replace(self, owner: Any, name: str, ours: Callable[..., Any]) -> None:
        theirs = getattr(owner, name)
        setattr(owner, name, ours)
        self._undo.append(lambda: setattr(owner, name, theirs))

    # S3

    def _object_event(self, _account: str, event_name: Any, bucket: Any, key: Any) -> None:
        if event_name.value == "s3:ObjectCreated:Put" and getattr(key, "multipart", None) is not None:
            return  # moto puts the parts together as one more Put; the event of the completion follows
        for notification in bucket.notification_configuration.queue if bucket.notification_configuration else ():
            if notification.matches(event_name, key.name):
                record = self._object_record(str(event_name.value).removeprefix("s3:"), bucket, key, notification.id)
                self._from_bucket(bucket, notification.arn, {"Records": [record]})

    def _test_event(self, *, bucket: Any, **_: Any) -> None:
        for arn in {notification.arn for notification in bucket.notification_configuration.queue}:
            told = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": timestamp(self._around.clock.now()), "Bucket": bucket.name}
            self._from_bucket(bucket, arn, {**told, "RequestId": world.new_id()[:16].upper(), "HostId": world.new_id()})

    def _from_bucket(self, bucket: Any, queue_arn: str, event: Mapping[str, Any]) -> None:
        delivery = Delivery("s3.amazonaws.com", "sqs:SendMessage", queue_arn, bucket.arn, ACCOUNT)
        if allows(self._policy(queue_arn), delivery):
            self._around.send(queue_arn, json.dumps(event))
        else:
            log.warning("the policy of %s does not let %s send; the event is lost, as on AWS", queue_arn, bucket.name)

    def _object_record(self, event_name: str, bucket: Any, key: Any, notification_id: str) -> dict[str, Any]:
        told: dict[str, Any] = {"key": quote_plus(key.name, safe="/")}
        if event_name.startswith("ObjectCreated"):
            told |= {"size": key.size, "eTag": key.etag.strip('"')}
        if bucket.is_versioned:
            told["versionId"] = key.version_id
        told["sequencer"] = f"{next(self._sequence):018X}"
        request_id = world.new_id()[:16].upper()
        return {
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": REGION,
            "eventTime": timestamp(self._around.clock.now()),
            "eventName": event_name,
            "userIdentity": {"principalId": "AWS:LOCAL"},
            "requestParameters": {"sourceIPAddress": "127.0.0.1"},
            "responseElements": {"x-amz-request-id": request_id, "x-amz-id-2": world.new_id()},
            "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": notification_id,
                "bucket": {"name": bucket.name, "ownerIdentity": {"principalId": "LOCAL"}, "arn": bucket.arn},
                "object": told,
            },
        }

    # SNS

    def _may_deliver(self, subscription: Any) -> bool:
        delivery = Delivery("sns.amazonaws.com", "sqs:SendMessage", subscription.endpoint, subscription.topic.arn, ACCOUNT)
        return allows(self._policy(subscription.endpoint), delivery)

    def _undeliverable(self, subscription: Any, message: str, message_id: str) -> None:
        redrive = json.loads(subscription.attributes.get("RedrivePolicy") or "{}")
        dead_letters = redrive.get("deadLetterTargetArn")
        if dead_letters is None:
            log.warning(
                "the policy of %s does not let %s send; the message is lost, as on AWS", subscription.endpoint, subscription.topic.name
            )
            return
        self._around.send(dead_letters, json.dumps(self._envelope(subscription, message, message_id, None)))

    def _envelope(
        self, subscription: Any, message: str, message_id: str, subject: str | None, message_attributes: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        told: dict[str, Any] = {
            "Type": "Notification",
            "MessageId": message_id,
            "TopicArn": subscription.topic.arn,
            "Message": message,
            "Timestamp": timestamp(self._around.clock.now()),
            "SignatureVersion": "1",
            "Signature": "local",
            "SigningCertURL": f"https://sns.{REGION}.amazonaws.com/SimpleNotificationService-local.pem",
            "UnsubscribeURL": f"https://sns.{REGION}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={subscription.arn}",
        }
        if subject:
            told["Subject"] = subject
        if message_attributes:
            told["MessageAttributes"] = dict(message_attributes)
        return told

    # SQS

    def _policy(self, queue_arn: str) -> Mapping[str, Any]:
        address = self._around.queues[queue_arn]
        try:
            attributes = (
                self._around.clients("sqs").get_queue_attributes(QueueUrl=address.url, AttributeNames=["Policy"]).get("Attributes", {})
            )
        except ClientError:
            return {}
        policy: dict[str, Any] = json.loads(attributes.get("Policy") or "{}")
        return policy

    def _add(self, queue: Any, message: Any) -> None:
        if queue.fifo_queue and message.approximate_receive_count == 0:
            now = self._around.clock.now()
            key = (queue.queue_arn, str(message.deduplication_id))
            seen = self._seen.get(key)
            if seen is not None and (now - seen).total_seconds() < DEDUPLICATION_S:
                return
            self._seen[key] = now
        with queue._messages_lock:
            queue._messages.append(message)
            queue._messages_lock.notify_all()
