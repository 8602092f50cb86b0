"""Requirement sets, vendors, uploads and answers, over HTTP."""

from typing import Any

from aws_lambda_powertools import Logger

from coverwatch.api.gateway import respond
from coverwatch.api.staff import ROUTES
from coverwatch.aws.desks.office import open_desk
from coverwatch.aws.settings import time_zone

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request; the log says the route and the status, never what was said."""
    response = respond(ROUTES, open_desk, event, time_zone())
    logger.info(
        "answered", extra={"route": event["routeKey"], "status": response["statusCode"], "request": event["requestContext"]["requestId"]}
    )
    return response
