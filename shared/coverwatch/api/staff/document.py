"""What the API says of itself."""

from pathlib import Path
from typing import Any

import aws_lambda_powertools.event_handler.openapi.swagger_ui as swagger_ui
from aws_lambda_powertools.event_handler import Response

from coverwatch.api.asking import AnOffice, TheDocument
from coverwatch.api.problems import Problem

# Swagger's page carries its script and style in itself; it may ask this API and nothing else.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'"


def get_openapi(document: TheDocument) -> Response[Any]:
    """The OpenAPI document of this API"""
    return Response(200, "application/json", document(), headers={"Cache-Control": "max-age=300"})


def get_docs(office: AnOffice, document: TheDocument) -> Response[str]:
    """Swagger's page for this API, where a setting shows it"""
    if not office.shows_documentation:
        raise Problem(404, "NOT_FOUND", "This page is not shown here.")
    page = swagger_ui.generate_swagger_html(
        spec=document().replace("</", "<\\/"),
        swagger_js=_asset("swagger-ui-bundle.min.js"),
        swagger_css=_asset("swagger-ui.min.css"),
        swagger_base_url="",
        oauth2_config=None,
    )
    return Response(200, "text/html", page, headers={"Content-Security-Policy": POLICY})


def _asset(name: str) -> str:
    return (Path(swagger_ui.__file__).parent / name).read_text(encoding="utf-8")
