"""Every morning: the vendors that are due go to the assessments queue."""

from typing import Any

from aws_lambda_powertools import Logger

from coverwatch.application.chase import chase
from coverwatch.aws.desks.chasing import open_desk
from coverwatch.aws.events import scheduled_at_in
from coverwatch.aws.settings import time_zone

logger = Logger()


def handler(event: dict[str, Any], context: Any) -> None:
    """The day is the schedule's, not the clock's: a late run asks for the day that it was due on."""
    at = scheduled_at_in(event)
    on = at.astimezone(time_zone()).date()
    logger.info("chased", extra={"on": on.isoformat(), "vendors": chase(open_desk(), on, at)})
