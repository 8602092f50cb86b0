"""A notice was filed: claim it, render the mail, hand it to SES."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

from coverwatch.application.send import send_pending
from coverwatch.aws.desks.sending import open_desk
from coverwatch.aws.events import filed_notice_in
from coverwatch.aws.settings import time_zone

logger: Any = Logger()  # the processor's own type for it is the standard library's
processor = BatchProcessor(event_type=EventType.DynamoDBStreams, logger=logger, raise_on_entire_batch_failure=False)


def send_filed(record: DynamoDBRecord) -> None:
    """A stream record wakes its vendor: everything that is pending for it leaves together."""
    vendor_id, at = filed_notice_in(record.raw_event)
    send_pending(open_desk(), vendor_id, on=at.astimezone(time_zone()).date(), at=at)


def handler(event: dict[str, Any], context: Any) -> Any:
    """Answer with the records that must come back."""
    return process_partial_response(event=event, record_handler=send_filed, processor=processor, context=context)
