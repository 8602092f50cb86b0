"""SES tells what became of a mail: settle its notices, close an address that takes no mail."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from coverwatch.application.deliver import Delivered, record_delivery
from coverwatch.aws.desks.delivering import open_desk
from coverwatch.aws.mail_events import mail_event_in

logger: Any = Logger()  # the processor's own type for it is the standard library's
processor = BatchProcessor(event_type=EventType.SQS, logger=logger, raise_on_entire_batch_failure=False)


def record_event(record: SQSRecord) -> None:
    """A message holds one event; one about nobody we know is told in the log and is done with."""
    event = mail_event_in(record.body)
    if event is None:
        return
    told = {"mail": event.mail_id, "outcome": event.outcome.value, "vendor": event.vendor_id, "detail": event.detail}
    if record_delivery(open_desk(), event) == Delivered():
        logger.warning("a mail event about nobody we know", extra=told)
    elif event.closes:
        logger.warning("an address takes no mail", extra=told)


def handler(event: dict[str, Any], context: Any) -> Any:
    """Answer with the messages that must come back."""
    return process_partial_response(event=event, record_handler=record_event, processor=processor, context=context)
