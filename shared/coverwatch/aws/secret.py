"""The secret under which vendors' links and lists' cursors are signed."""

from functools import cache
from typing import Any


@cache
def link_secret(secrets_manager: Any, arn: str) -> bytes:
    """The secret's bytes, asked for once in a process's life."""
    text: str = secrets_manager.get_secret_value(SecretId=arn)["SecretString"]
    return text.encode()
