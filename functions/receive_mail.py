"""A mail came to a vendor's own address: its documents become uploads."""

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from coverwatch.application.mail import receive_mail
from coverwatch.aws.desks.mail import open_desk
from coverwatch.aws.events import uploads_in
from coverwatch.aws.settings import time_zone

logger: Any = Logger()  # the processor's own type for it is the standard library's
processor = BatchProcessor(event_type=EventType.SQS, logger=logger, raise_on_entire_batch_failure=False)


def receive_message(record: SQSRecord) -> None:
    """A message holds S3's events, each of one raw mail."""
    for stored in uploads_in(record.body):
        received = receive_mail(open_desk(), stored, on=stored.uploaded_at.astimezone(time_zone()).date())
        logger.info("a mail came", extra={"key": stored.key, **asdict(received)})


def handler(event: dict[str, Any], context: Any) -> Any:
    """Answer with the messages that must come back."""
    return process_partial_response(event=event, record_handler=receive_message, processor=processor, context=context)
