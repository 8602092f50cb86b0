"""A vendor is due: assess it, and file the outcome with the notices it owes."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import SqsFifoPartialProcessor, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from coverwatch.application.assess import assess
from coverwatch.aws.desks.assessing import open_desk
from coverwatch.aws.events import question_in

logger: Any = Logger()  # the processor's own type for it is the standard library's
processor = SqsFifoPartialProcessor(skip_group_on_error=True, logger=logger)


def assess_message(record: SQSRecord) -> None:
    """A message asks for one vendor on one day."""
    question = question_in(record.body)
    assess(open_desk(), question.vendor_id, question.on, question.at)


def handler(event: dict[str, Any], context: Any) -> Any:
    """Answer with the messages that must come back; after a failure, the rest of that vendor's stay in order behind it."""
    processor.raise_on_entire_batch_failure = False
    return process_partial_response(event=event, record_handler=assess_message, processor=processor, context=context)
