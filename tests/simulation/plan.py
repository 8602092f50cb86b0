"""What the template says of each function's door: time-out, batch, queue, visibility, redrive. The simulation delivers by these numbers."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parents[2] / "template.yaml"


class _Loader(yaml.SafeLoader):
    """Reads the template's intrinsics as what they name: `!GetAtt Queue.Arn` as `Queue.Arn`."""


def _named(loader: _Loader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


_Loader.add_multi_constructor("!", _named)


@dataclass(frozen=True)
class Door:
    """How one function is woken. `visibility` and `receives` are its queue's; a stream and a schedule have `retries`."""

    function: str
    timeout: timedelta
    batch: int = 1
    visibility: timedelta = timedelta()
    receives: int = 0
    fifo: bool = False
    retries: int = 0
    oldest: timedelta = timedelta.max
    """A stream's record that is older than this is given up."""


@cache
def doors() -> dict[str, Door]:
    """Each function's door by the function's name."""
    resources = yaml.load(TEMPLATE.read_text(encoding="utf-8"), _Loader)["Resources"]  # noqa: S506 - a safe loader with names for tags
    functions = [resource["Properties"] for resource in resources.values() if resource["Type"] == "AWS::Serverless::Function"]
    return {door.function: door for door in (_door(properties, resources) for properties in functions)}


def _door(properties: dict[str, Any], resources: dict[str, Any]) -> Door:
    name = properties["Handler"].removesuffix(".handler")
    timeout = timedelta(seconds=properties["Timeout"])
    for event in properties.get("Events", {}).values():
        given = event["Properties"]
        if event["Type"] == "SQS":
            queue = resources[given["Queue"].removesuffix(".Arn")]["Properties"]
            return Door(
                name,
                timeout,
                batch=given["BatchSize"],
                visibility=timedelta(seconds=queue["VisibilityTimeout"]),
                receives=queue["RedrivePolicy"]["maxReceiveCount"],
                fifo=queue.get("FifoQueue", False),
            )
        if event["Type"] == "DynamoDB":
            oldest = timedelta(seconds=given["MaximumRecordAgeInSeconds"])
            return Door(name, timeout, batch=given["BatchSize"], retries=given["MaximumRetryAttempts"], oldest=oldest)
    return Door(name, timeout, retries=properties.get("EventInvokeConfig", {}).get("MaximumRetryAttempts", 0))
