"""Requirement sets, vendors, uploads, reviews and answers, over HTTP."""

from typing import Any

from aws_lambda_powertools import Logger

from coverwatch.api.gateway import respond
from coverwatch.api.resolver import resolver_of
from coverwatch.api.routes import ROUTES
from coverwatch.aws.desks.office import open_desk
from coverwatch.aws.settings import time_zone

logger = Logger()
app = resolver_of(ROUTES)


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request; the log says the route and the status, never what was said."""
    response = respond(app, ROUTES, open_desk, event, context, time_zone())
    logger.info(
        "answered", extra={"route": event["routeKey"], "status": response["statusCode"], "request": event["requestContext"]["requestId"]}
    )
    return response
