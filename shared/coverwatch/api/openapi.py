"""The OpenAPI document of the route table."""

import json
from functools import lru_cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer, Server

from coverwatch.api.resolver import SECURITY

VERSION = "1.0.0"
DESCRIPTION = """Who may work today, and what is missing.

Every error is a problem document (RFC 9457) with a stable `title`. Lists take `limit` and the `cursor` of the page before.
A POST may carry an `Idempotency-Key`: the same key with the same body is answered with the first answer, for a day."""


@lru_cache(maxsize=1)
def openapi_document(app: APIGatewayHttpResolver) -> str:
    """The document as JSON text; made once in a process's life."""
    schema: dict[str, Any] = json.loads(
        app.get_openapi_json_schema(
            title="Coverwatch",
            version=VERSION,
            openapi_version="3.1.0",
            description=DESCRIPTION,
            servers=[Server(url="/")],
            security_schemes={SECURITY: HTTPBearer(bearerFormat="JWT", description="A token of the user pool.")},
        )
    )
    return json.dumps(schema, indent=1, ensure_ascii=False)
