"""Every quarter of an hour: what AWS may have lost is found and given back to its function."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from aws_lambda_powertools import Logger

from coverwatch.application.sweep import sweep
from coverwatch.aws.desks.sweeping import open_desk
from coverwatch.aws.events import scheduled_at_in
from coverwatch.aws.settings import time_zone

logger = Logger()
ROUND = timedelta(minutes=15)


def handler(event: dict[str, Any], context: Any) -> None:
    """The first round of a day compares the whole bucket with the table."""
    at = scheduled_at_in(event)
    local = at.astimezone(time_zone())
    first_of_day = (local - ROUND).date() < local.date()
    logger.info("swept", extra=asdict(sweep(open_desk(), local.date(), at, whole_bucket=first_of_day)))
