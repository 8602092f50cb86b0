"""Textract has finished: read the document, normalise it, match its vendor, file it, assess."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from coverwatch.application.read import read_completed
from coverwatch.aws.desks.reading import open_desk
from coverwatch.aws.events import completion_in
from coverwatch.aws.settings import time_zone

logger: Any = Logger()  # the processor's own type for it is the standard library's
processor = BatchProcessor(event_type=EventType.SQS, logger=logger, raise_on_entire_batch_failure=False)


def read_message(record: SQSRecord) -> None:
    """A message is one job's completion."""
    completion = completion_in(record.body)
    read_completed(open_desk(), completion, on=completion.at.astimezone(time_zone()).date())


def handler(event: dict[str, Any], context: Any) -> Any:
    """Answer with the messages that must come back."""
    return process_partial_response(event=event, record_handler=read_message, processor=processor, context=context)
