"""The desk of assess_vendor."""

from functools import cache

from coverwatch.application.assess import Assessing
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.clients import SIGNING, client
from coverwatch.aws.settings import setting, time_zone
from coverwatch.aws.table import Table


@cache
def open_desk() -> Assessing:
    """The process's desk for assessing."""
    return Assessing(
        records=Table(client("dynamodb"), setting("TABLE")),
        documents=Bucket(client("s3", SIGNING), setting("BUCKET")),
        time_zone=time_zone(),
    )
