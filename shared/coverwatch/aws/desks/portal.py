"""The desk of vendor_portal."""

from functools import cache

from coverwatch.application.portal import Portal
from coverwatch.aws import world
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.clients import SIGNING, client
from coverwatch.aws.secret import link_secret
from coverwatch.aws.settings import setting, time_zone
from coverwatch.aws.table import Table


@cache
def open_desk() -> Portal:
    """The process's desk for the vendor's page."""
    return Portal(
        records=Table(client("dynamodb"), setting("TABLE")),
        documents=Bucket(client("s3", SIGNING), setting("BUCKET")),
        organisation=setting("ORGANISATION"),
        time_zone=time_zone(),
        link_secret=lambda: link_secret(client("secretsmanager"), setting("LINK_SECRET_ARN")),
        new_id=world.new_id,
    )


def public_url() -> str:
    """Where vendors reach the page, without a closing slash; empty until it is known."""
    return setting("PUBLIC_URL").rstrip("/")
