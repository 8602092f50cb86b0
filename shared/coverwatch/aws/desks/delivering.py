"""The desk of record_delivery."""

from functools import cache

from coverwatch.application.deliver import Delivering
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.clients import SIGNING, client
from coverwatch.aws.settings import setting, time_zone
from coverwatch.aws.table import Table


@cache
def open_desk() -> Delivering:
    """The process's desk for recording deliveries."""
    return Delivering(
        records=Table(client("dynamodb"), setting("TABLE")),
        documents=Bucket(client("s3", SIGNING), setting("BUCKET")),
        time_zone=time_zone(),
    )
