"""The desk of sweep_stragglers."""

from functools import cache

from coverwatch.application.sweep import Sweeping
from coverwatch.aws import world
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.clients import SIGNING, client
from coverwatch.aws.queues import Redeliveries, WaitingMessages
from coverwatch.aws.settings import setting, time_zone
from coverwatch.aws.staff_table import StaffTable
from coverwatch.aws.textract import Textract


@cache
def open_desk() -> Sweeping:
    """The process's desk for sweeping."""
    return Sweeping(
        records=StaffTable(client("dynamodb"), setting("TABLE")),
        documents=Bucket(client("s3", SIGNING), setting("BUCKET")),
        time_zone=time_zone(),
        text_reader=Textract(client("textract"), setting("BUCKET")),
        redelivery=Redeliveries(client("sqs"), setting("UPLOADS_QUEUE_URL"), setting("READINGS_QUEUE_URL"), setting("LETTERS_QUEUE_URL")),
        mail_events=WaitingMessages(client("sqs"), setting("DELIVERIES_BACKLOG_URL")),
        now=world.now,
    )
