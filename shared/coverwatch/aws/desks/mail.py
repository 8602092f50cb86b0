"""The desk of receive_mail."""

from functools import cache

from coverwatch.application.mail import MailDesk
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.clients import SIGNING, client
from coverwatch.aws.secret import link_secret
from coverwatch.aws.settings import setting, time_zone
from coverwatch.aws.table import Table


@cache
def open_desk() -> MailDesk:
    """The process's desk for receiving mail."""
    return MailDesk(
        records=Table(client("dynamodb"), setting("TABLE")),
        documents=Bucket(client("s3", SIGNING), setting("BUCKET")),
        time_zone=time_zone(),
        link_secret=lambda: link_secret(client("secretsmanager"), setting("LINK_SECRET_ARN")),
        sender=setting("SENDER"),
    )
