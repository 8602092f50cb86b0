"""The desk of send_notices."""

from functools import cache

from coverwatch.application.send import Sending
from coverwatch.aws import world
from coverwatch.aws.clients import ONCE, client
from coverwatch.aws.mail import Mail
from coverwatch.aws.secret import link_secret
from coverwatch.aws.settings import setting, time_zone
from coverwatch.aws.table import Table
from coverwatch.notices import Organisation


@cache
def open_desk() -> Sending:
    """The process's desk for sending."""
    return Sending(
        records=Table(client("dynamodb"), setting("TABLE")),
        mailer=Mail(client("sesv2", ONCE), setting("SENDER"), setting("CONFIGURATION_SET")),
        organisation=Organisation(
            name=setting("ORGANISATION"), colour=setting("ORGANISATION_COLOUR"), contact=setting("ORGANISATION_CONTACT") or None
        ),
        sender=setting("SENDER"),
        public_url=setting("PUBLIC_URL"),
        mail_domain=setting("MAIL_DOMAIN"),
        time_zone=time_zone(),
        link_secret=lambda: link_secret(client("secretsmanager"), setting("LINK_SECRET_ARN")),
        now=world.now,
    )
