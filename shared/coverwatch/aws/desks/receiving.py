"""The desk of receive_certificate."""

from functools import cache

from coverwatch.application.receive import Receiving
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.clients import SIGNING, client
from coverwatch.aws.settings import setting, time_zone
from coverwatch.aws.table import Table
from coverwatch.aws.textract import Textract


@cache
def open_desk() -> Receiving:
    """The process's desk for receiving."""
    return Receiving(
        records=Table(client("dynamodb"), setting("TABLE")),
        documents=Bucket(client("s3", SIGNING), setting("BUCKET")),
        time_zone=time_zone(),
        text_reader=Textract(
            client("textract"), setting("BUCKET"), topic_arn=setting("TEXTRACT_TOPIC_ARN"), role_arn=setting("TEXTRACT_ROLE_ARN")
        ),
    )
