"""What every part of the pump works with."""

from collections.abc import Mapping
from dataclasses import dataclass

from local.activity import Activity
from local.clock import Clock
from local.endpoint.direct import Clients
from local.endpoint.embedded import EmbeddedAws
from local.wiring import QueueAddress


@dataclass(frozen=True)
class Surroundings:
    """The stack around the pump.

    `pace` is how long the stack really waits for each second that AWS would wait before it tries again: nobody wants to sit
    through the twelve minutes of a visibility timeout to see a document in the dead letters. Nothing else is hurried.
    """

    clients: Clients
    embedded: EmbeddedAws
    activity: Activity
    clock: Clock
    queues: Mapping[str, QueueAddress]
    pace: float

    def send(self, queue_arn: str, body: str, **attributes: str) -> None:
        """Sends a message to a queue of this stack on a service's behalf; KeyError for another's queue."""
        address = self.queues[queue_arn]
        told = {name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()}
        self.clients("sqs").send_message(QueueUrl=address.url, MessageBody=body, MessageAttributes=told)
