"""The desk of staff_api."""

from functools import cache

from coverwatch.application.office import Office
from coverwatch.aws import world
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.clients import SIGNING, client
from coverwatch.aws.queues import Assessments
from coverwatch.aws.secret import link_secret
from coverwatch.aws.settings import setting, time_zone
from coverwatch.aws.staff_table import StaffTable


@cache
def open_desk() -> Office:
    """The process's desk for the staff's API."""
    return Office(
        records=StaffTable(client("dynamodb"), setting("TABLE")),
        documents=Bucket(client("s3", SIGNING), setting("BUCKET")),
        assessments=Assessments(client("sqs"), setting("ASSESSMENTS_QUEUE_URL")),
        time_zone=time_zone(),
        new_id=world.new_id,
        signing_secret=lambda: link_secret(client("secretsmanager"), setting("LINK_SECRET_ARN")),
        shows_documentation=setting("API_DOCUMENTATION") == "true",
    )
