"""One way to make a client: short time-outs, three attempts at most, and none by itself for mail."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config

STEADY = Config(retries={"mode": "standard", "max_attempts": 3}, connect_timeout=3, read_timeout=20)
SIGNING = STEADY.merge(Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
"""For S3: boto3 would sign a form the old way, which newer Regions and buckets with KMS refuse, and for the address of all Regions, which
sends a browser on to the bucket's own: a form that is posted across origins does not follow."""

ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=10)
"""For SES: a lost answer may have been a sent mail, so only the outbox's protocol may try again."""


@cache
def client(service: Any, config: Config = STEADY) -> Any:
    """The process's one client of a service."""
    return boto3.client(service, config=config)
