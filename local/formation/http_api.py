"""An HTTP API: its OpenAPI body, as SAM writes it, read into routes."""

import re
from collections.abc import Mapping
from typing import Any

from local.formation.making import Made, Properties, Site
from local.formation.refusal import InvalidTemplateError, NotUnderstoodError
from local.wiring import CrossOrigin, HttpApi, JwtAuthorizer, Route

FUNCTION_IN_URI = re.compile(r"functions/(arn:aws:lambda:[^/]+)/invocations$")
BODY = frozenset({"openapi", "info", "tags", "paths", "components", "x-amazon-apigateway-cors"})
OPERATION = frozenset(
    {"x-amazon-apigateway-integration", "security", "responses", "parameters", "isDefaultRoute", "summary", "operationId"}
)
INTEGRATION = frozenset({"httpMethod", "type", "uri", "payloadFormatVersion"})
AUTHORIZER = frozenset({"jwtConfiguration", "identitySource", "type"})
METHODS = frozenset({"get", "put", "post", "delete", "patch", "head", "options"})
ANY_METHOD = "x-amazon-apigateway-any-method"
# What SAM writes where a route wants no authorizer although the API has one by default.
NOBODY = "NONE"


def api(site: Site, logical_id: str, properties: Properties) -> Made:
    """Checks an API; the gateway reads it from the wiring."""
    routes(properties["Body"], tuple(made.attributes["Arn"] for made in _functions(site)))
    api_id = f"{logical_id.lower()}local"
    endpoint = f"https://{api_id}.execute-api.{site.template.deployment.region}.amazonaws.com"
    return Made(api_id, {"ApiId": api_id, "ApiEndpoint": endpoint})


def stage(_site: Site, _logical_id: str, properties: Properties) -> Made:
    """The gateway serves the $default stage."""
    if properties["StageName"] != "$default":
        raise NotUnderstoodError(f"the stage {properties['StageName']} is not understood by the local stack; it serves $default")
    return Made(properties["StageName"])


def http_api(site: Site, logical_id: str) -> HttpApi:
    """An API as the gateway serves it."""
    body, api_id = site.properties[logical_id]["Body"], site.made[logical_id].reference
    access_log = None
    for other, properties in site.properties.items():
        if (
            site.template.resources[other].type == "AWS::ApiGatewayV2::Stage"
            and properties["ApiId"] == api_id
            and "AccessLogSettings" in properties
        ):
            settings = properties["AccessLogSettings"]
            access_log = (settings["DestinationArn"].split(":log-group:", 1)[1].removesuffix(":*"), settings["Format"])
    functions = tuple(made.attributes["Arn"] for made in _functions(site))
    return HttpApi(api_id, routes(body, functions), _cross_origin(body.get("x-amazon-apigateway-cors")), access_log)


def routes(body: Mapping[str, Any], functions: tuple[str, ...]) -> tuple[Route, ...]:
    """The routes of an OpenAPI body; NotUnderstoodError for anything that is not a proxy of one of `functions`."""
    _only(body, BODY, "the API")
    authorizers = _authorizers(body.get("components", {}).get("securitySchemes", {}))
    found = []
    for path, operations in body["paths"].items():
        for method, operation in operations.items():
            if method not in METHODS and method != ANY_METHOD:
                raise NotUnderstoodError(f"{method} on {path} is not understood by the local stack")
            name = "ANY" if method == ANY_METHOD else method.upper()
            found.append(_route(name, path, operation, authorizers, functions))
    return tuple(found)


def _route(
    method: str, path: str, operation: Mapping[str, Any], authorizers: Mapping[str, JwtAuthorizer], functions: tuple[str, ...]
) -> Route:
    where = f"{method} {path}"
    _only(operation, OPERATION, where)
    integration = operation["x-amazon-apigateway-integration"]
    _only(integration, INTEGRATION, where)
    if (integration["type"], integration["payloadFormatVersion"]) != ("aws_proxy", "2.0"):
        raise NotUnderstoodError(f"{where}: only a Lambda proxy with payload format 2.0 is understood by the local stack")
    target = FUNCTION_IN_URI.search(integration["uri"])
    if target is None or target[1] not in functions:
        raise NotUnderstoodError(f"{where}: {integration['uri']} is no function of this template")
    required = {name: scopes for entry in operation.get("security", ()) for name, scopes in entry.items() if name != NOBODY}
    if not required:
        return Route(method, path, target[1], None, ())
    name, scopes = next(iter(required.items()))
    if len(required) > 1 or name not in authorizers:
        raise InvalidTemplateError(f"{where}: the authorizers {sorted(required)} are not one that the API has")
    return Route(method, path, target[1], authorizers[name], tuple(scopes))


def _authorizers(schemes: Mapping[str, Any]) -> dict[str, JwtAuthorizer]:
    found = {}
    for name, scheme in schemes.items():
        settings = scheme.get("x-amazon-apigateway-authorizer", {})
        _only(settings, AUTHORIZER, f"the authorizer {name}")
        if settings.get("type") != "jwt" or settings.get("identitySource") != "$request.header.Authorization":
            raise NotUnderstoodError(f"the authorizer {name}: only JWTs in the Authorization header are understood by the local stack")
        found[name] = JwtAuthorizer(name, settings["jwtConfiguration"]["issuer"], tuple(settings["jwtConfiguration"]["audience"]))
    return found


def _cross_origin(settings: Mapping[str, Any] | None) -> CrossOrigin | None:
    if settings is None:
        return None
    known = frozenset({"allowOrigins", "allowMethods", "allowHeaders", "exposeHeaders", "maxAge", "allowCredentials"})
    _only(settings, known, "the API's CORS")
    origins, methods, headers, exposed = (
        tuple(str(entry) for entry in settings.get(key, ())) for key in ("allowOrigins", "allowMethods", "allowHeaders", "exposeHeaders")
    )
    return CrossOrigin(origins, methods, headers, exposed, settings.get("maxAge"), bool(settings.get("allowCredentials", False)))


def _only(found: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in found:
        if key not in known:
            raise NotUnderstoodError(f"{where}: {key} is not understood by the local stack")


def _functions(site: Site) -> list[Made]:
    return [made for logical_id, made in site.made.items() if site.template.resources[logical_id].type == "AWS::Lambda::Function"]
