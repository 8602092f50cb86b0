"""The desk of read_certificate."""

from functools import cache

from coverwatch.application.read import ReadingDesk
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.clients import SIGNING, client
from coverwatch.aws.settings import setting, specimens_allowed, time_zone
from coverwatch.aws.table import Table
from coverwatch.aws.textract import Textract

MILLIONTHS_PER_CENT = 10_000


@cache
def open_desk() -> ReadingDesk:
    """The process's desk for reading."""
    return ReadingDesk(
        records=Table(client("dynamodb"), setting("TABLE")),
        documents=Bucket(client("s3", SIGNING), setting("BUCKET")),
        time_zone=time_zone(),
        text_reader=Textract(
            client("textract"), setting("BUCKET"), topic_arn=setting("TEXTRACT_TOPIC_ARN"), role_arn=setting("TEXTRACT_ROLE_ARN")
        ),
        analysis_budget=int(setting("TEXTRACT_BUDGET_CENTS")) * MILLIONTHS_PER_CENT,
        specimens_allowed=specimens_allowed(),
    )
