"""The desk of chase_renewals."""

from functools import cache

from coverwatch.application.chase import Chasing
from coverwatch.aws.clients import client
from coverwatch.aws.queues import Assessments
from coverwatch.aws.settings import setting
from coverwatch.aws.table import Table


@cache
def open_desk() -> Chasing:
    """The process's desk for chasing."""
    return Chasing(
        records=Table(client("dynamodb"), setting("TABLE")),
        assessments=Assessments(client("sqs"), setting("ASSESSMENTS_QUEUE_URL")),
    )
