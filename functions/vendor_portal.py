"""The page behind the vendor's link: what is needed, what was read, and the upload, without a log-in."""

from typing import Any

from aws_lambda_powertools import Logger

from coverwatch.api.portal_gateway import resolver
from coverwatch.aws.desks.portal import open_desk, public_url

logger = Logger()
app = resolver(open_desk, public_url)


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request; the log says the route and the status, never the link."""
    response = app.resolve(event, context)
    logger.info(
        "answered", extra={"route": event["routeKey"], "status": response["statusCode"], "request": event["requestContext"]["requestId"]}
    )
    return response
