"""Requirement sets, vendors, uploads, reviews and answers, over HTTP."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer

from coverwatch.api.gateway import respond
from coverwatch.api.idempotency import answer_once
from coverwatch.api.resolver import resolver_of
from coverwatch.api.routes import ROUTES
from coverwatch.aws.clients import client
from coverwatch.aws.desks.office import open_desk
from coverwatch.aws.settings import setting, time_zone

logger = Logger()
app = resolver_of(ROUTES)


@cache
def answers_given() -> DynamoDBPersistenceLayer:
    """Where answers to requests with an Idempotency-Key are kept."""
    return DynamoDBPersistenceLayer(
        table_name=setting("TABLE"),
        key_attr="pk",
        static_pk_value="IDEMPOTENCY",
        sort_key_attr="sk",
        expiry_attr="expires_at",
        boto3_client=client("dynamodb"),
    )


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request; the log says the route and the status, never what was said."""
    response = answer_once(event, context, answers_given, lambda: respond(app, ROUTES, open_desk, event, context, time_zone()))
    logger.info(
        "answered", extra={"route": event["routeKey"], "status": response["statusCode"], "request": event["requestContext"]["requestId"]}
    )
    return response
