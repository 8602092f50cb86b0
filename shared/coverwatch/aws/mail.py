"""SES behind `Mailer`: one call is one attempt."""

import re
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from coverwatch.application.ports import MailDeferred, MailRefused

NOT_TAKEN = frozenset(
    {"TooManyRequestsException", "ThrottlingException", "SendingPausedException", "LimitExceededException", "AccountSuspendedException"}
)
NEVER = frozenset({"MessageRejected", "BadRequestException"})
TAG_LENGTH = 256  # SES's own limit; letters, digits, underscores and dashes


class Mail:
    """`Mailer` through SES v2 as a raw message, so that its headers and attachments arrive as they were made."""

    def __init__(self, sesv2: Any, sender: str, configuration_set: str) -> None:
        self._sesv2 = sesv2
        self._sender = sender
        self._configuration_set = configuration_set

    def send(self, recipient: str, message: bytes, tags: Mapping[str, str]) -> str:
        try:
            answer = self._sesv2.send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [recipient]},
                Content={"Raw": {"Data": message}},
                ConfigurationSetName=self._configuration_set,
                EmailTags=[{"Name": name, "Value": _tag(value)} for name, value in tags.items()],
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in NOT_TAKEN:
                raise MailDeferred(code) from error
            if code in NEVER:
                raise MailRefused(code) from error
            raise
        return str(answer["MessageId"])


def _tag(value: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", value)[:TAG_LENGTH]
