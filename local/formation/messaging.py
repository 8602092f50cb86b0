"""Queues and topics."""

from typing import Any

from local.formation.making import Made, Properties, Site, as_text
from local.formation.refusal import InvalidTemplateError, NotUnderstoodError
from local.wiring import QueueAddress

QUEUE_ATTRIBUTES = (
    "FifoQueue",
    "ContentBasedDeduplication",
    "VisibilityTimeout",
    "MessageRetentionPeriod",
    "DelaySeconds",
    "MaximumMessageSize",
    "ReceiveMessageWaitTimeSeconds",
)
DEFAULT_VISIBILITY_S = 30
# A mail to whoever looks after alarms: no alarm rings here.
UNDELIVERED_PROTOCOLS = ("email", "email-json")


def queue(site: Site, logical_id: str, properties: Properties) -> Made:
    """A queue with its dead letters."""
    fifo = properties.get("FifoQueue", False)
    name = properties.get("QueueName", site.physical_name(logical_id) + (".fifo" if fifo else ""))
    # SQS knows no queue that says in so many words that it is not a FIFO queue.
    attributes = {
        key: _text(properties[key]) for key in QUEUE_ATTRIBUTES if key in properties and (fifo or key not in QUEUE_ATTRIBUTES[:2])
    }
    if "RedrivePolicy" in properties:
        attributes["RedrivePolicy"] = as_text(properties["RedrivePolicy"])
    url = site.clients("sqs").create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    arn = site.arn("sqs", name)
    visibility = int(properties.get("VisibilityTimeout", DEFAULT_VISIBILITY_S))
    site.queues[arn] = QueueAddress(name, url, arn, fifo, visibility, properties.get("RedrivePolicy", {}).get("deadLetterTargetArn"))
    return Made(url, {"Arn": arn, "QueueName": name, "QueueUrl": url})


def queue_policy(site: Site, logical_id: str, properties: Properties) -> Made:
    """One policy on one or several queues."""
    for url in properties["Queues"]:
        site.clients("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": as_text(properties["PolicyDocument"])})
    return Made(site.physical_name(logical_id))


def topic(site: Site, logical_id: str, properties: Properties) -> Made:
    """A topic."""
    name = properties.get("TopicName", site.physical_name(logical_id))
    attributes = {"DisplayName": properties["DisplayName"]} if "DisplayName" in properties else {}
    arn = site.clients("sns").create_topic(Name=name, Attributes=attributes)["TopicArn"]
    return Made(arn, {"TopicName": name, "TopicArn": arn})


def topic_policy(site: Site, logical_id: str, properties: Properties) -> Made:
    """One policy on one or several topics."""
    for arn in properties["Topics"]:
        site.clients("sns").set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=as_text(properties["PolicyDocument"]))
    return Made(site.physical_name(logical_id))


def subscription(site: Site, _logical_id: str, properties: Properties) -> Made:
    """A topic's subscription; the stack delivers to its own queues."""
    protocol, endpoint = properties["Protocol"], properties["Endpoint"]
    if protocol == "sqs" and endpoint not in site.queues:
        raise InvalidTemplateError(f"the subscription's queue {endpoint} is none of this template")
    if protocol != "sqs" and protocol not in UNDELIVERED_PROTOCOLS:
        raise NotUnderstoodError(f"subscriptions by {protocol} are not understood by the local stack")
    attributes = {key: _text(properties[key]) for key in ("RawMessageDelivery", "FilterPolicyScope") if key in properties}
    attributes |= {key: as_text(properties[key]) for key in ("FilterPolicy", "RedrivePolicy") if key in properties}
    asked: dict[str, Any] = {"TopicArn": properties["TopicArn"], "Protocol": protocol, "Endpoint": endpoint, "Attributes": attributes}
    arn = site.clients("sns").subscribe(**asked, ReturnSubscriptionArn=True)["SubscriptionArn"]
    return Made(arn, {"Arn": arn})


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
