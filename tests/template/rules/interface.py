"""The API's routes, and what the template asks of and tells the person who deploys it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.template.page import Page, Properties, names_in, rule

OPEN_TO_ALL = {"/health", "/openapi.json", "/docs"}
BY_LINK = "/u/"
"""The vendor's page: who has the link may, and its function checks the link."""
METHODS = {"get", "put", "post", "patch", "delete"}


def operations(page: Page) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every route."""
    for path, methods in page.properties("StaffApi")["Body"]["paths"].items():
        yield from (
            (method, path, operation) for method, operation in methods.items() if method in METHODS | {"x-amazon-apigateway-any-method"}
        )


@rule(
    lambda page: page.properties("StaffApi")["Body"]["paths"]["/vendors"]["get"].pop("security"),
    lambda page: page.properties("StaffApi")["Body"]["paths"]["/vendors/{vendor_id}"]["put"].update(security=[{"NONE": []}]),
    lambda page: page.properties("StaffApi")["Body"]["components"]["securitySchemes"]["Staff"]["x-amazon-apigateway-authorizer"][
        "jwtConfiguration"
    ].update(audience=["anyone"]),
    lambda page: page.properties("StaffApi")["Body"]["paths"].update(
        {"/u/{token}/anything": {"get": page.properties("StaffApi")["Body"]["paths"]["/health"]["get"]}}
    ),
)
def every_route_with_data_asks_who_is_there(page: Page) -> Iterator[str]:
    for method, path, operation in operations(page):
        schemes = [scheme for entry in operation.get("security", []) for scheme in entry]
        if path not in OPEN_TO_ALL and not path.startswith(BY_LINK) and schemes != ["Staff"]:
            yield f"{method.upper()} {path} is open to {schemes or 'all'}"
        if path.startswith(BY_LINK) and "VendorPortalFunction" not in names_in(operation["x-amazon-apigateway-integration"]["uri"]):
            yield f"{method.upper()} {path} leads to a function that checks no link"
    authorizer = page.properties("StaffApi")["Body"]["components"]["securitySchemes"]["Staff"]["x-amazon-apigateway-authorizer"][
        "jwtConfiguration"
    ]
    if names_in(authorizer["audience"]) != ["StaffClient", "IntegrationClient"] or "UserPool" not in names_in(authorizer["issuer"]):
        yield "tokens of others are taken"


@rule(
    lambda page: page.properties("StaffApi")["Body"]["paths"].update(
        {"/$default": {"x-amazon-apigateway-any-method": {"security": [{"Staff": []}]}}}
    ),
    lambda page: page.properties("StaffApi")["Body"]["paths"]["/health"]["get"]["x-amazon-apigateway-integration"].update(
        payloadFormatVersion="1.0"
    ),
)
def there_is_a_route_for_each_thing_and_none_for_everything(page: Page) -> Iterator[str]:
    for method, path, operation in operations(page):
        if method not in METHODS or "$default" in path or "{proxy+}" in path:
            yield f"{path} takes whatever comes"
        if operation.get("x-amazon-apigateway-integration", {}).get("payloadFormatVersion") != "2.0":
            yield f"{method.upper()} {path} speaks an old dialect"


def _paths(page: Page) -> dict[str, Any]:
    """The API's paths, to be spoiled."""
    paths: dict[str, Any] = page.properties("StaffApi")["Body"]["paths"]
    return paths


@rule(
    lambda page: _paths(page).pop("/notices"),
    lambda page: _paths(page)["/vendors"].update(post=_paths(page)["/vendors"]["get"]),
    lambda page: _paths(page)["/health"]["get"].update(security=[{"Staff": []}]),
    lambda page: _paths(page).pop("/u/{token}"),
)
def the_api_has_the_routes_that_its_code_answers(page: Page) -> Iterator[str]:
    """Those that the code answers without asking for a role are the ones that the API lets in without a token."""
    from coverwatch.api.portal import PORTAL_ROUTES
    from coverwatch.api.routes import ROUTES

    answered = {(route.method.lower(), route.path, route.role is None) for route in ROUTES}
    answered |= {(route.method.lower(), route.path, True) for route in PORTAL_ROUTES}
    led_there = {(method, path, operation.get("security", []) in ([], [{"NONE": []}])) for method, path, operation in operations(page)}
    for method, path, free in sorted(answered ^ led_there):
        place = "code" if (method, path, free) in answered else "template"
        yield f"{method.upper()} {path} ({'open' if free else 'by token'}) is only in the {place}"


@rule(
    lambda page: page.properties("StaffApiApiGatewayDefaultStage").pop("DefaultRouteSettings"),
    lambda page: page.properties("StaffApiApiGatewayDefaultStage").pop("AccessLogSettings"),
    lambda page: page.properties("StaffApiApiGatewayDefaultStage")["AccessLogSettings"].update(Format='{"path":"$context.path"}'),
)
def the_api_is_throttled_and_logs_no_link(page: Page) -> Iterator[str]:
    for name, stage in page.of_type("AWS::ApiGatewayV2::Stage"):
        if not stage.get("DefaultRouteSettings", {}).get("ThrottlingRateLimit"):
            yield f"{name} takes any number of requests"
        logged = stage.get("AccessLogSettings", {}).get("Format", "")
        if not logged:
            yield f"{name} leaves no trace of requests"
        elif not isinstance(json.loads(logged), dict) or re.search(r"\$context\.(path|authorizer\.claims)|requestBody", logged):
            yield f"{name} logs what only the vendor should have"


@rule(
    lambda page: page.source["Parameters"]["Sender"].pop("Description"),
    lambda page: page.source["Parameters"].update(Spare={"Type": "String", "Description": "Nothing asks for it."}),
    lambda page: page.source["Parameters"]["PublicUrl"].update(Default="http://coverwatch.example"),
    lambda page: page.source["Parameters"]["SpecimensAllowed"].update(Default="true"),
)
def every_parameter_is_explained_used_and_safe_by_default(page: Page) -> Iterator[str]:
    used = set(names_in(page.translated["Resources"])) | set(names_in(page.translated.get("Conditions", {})))
    for name, declared in page.source["Parameters"].items():
        if not declared.get("Description"):
            yield f"{name} is not explained"
        if name not in used:
            yield f"{name} is asked for and not used"
        if "Default" in declared and not re.fullmatch(declared.get("AllowedPattern", ".*"), str(declared["Default"])):
            yield f"{name}: its default is not allowed"
    if page.source["Parameters"]["SpecimensAllowed"].get("Default") != "false":
        yield "specimens count as cover unless someone forbids it"


@rule(lambda page: page.source["Outputs"].pop("ApiUrl"), lambda page: page.source["Outputs"]["BucketName"].pop("Description"))
def the_stack_tells_what_the_next_step_needs(page: Page) -> Iterator[str]:
    wanted = {"ApiUrl", "BucketName", "TableName", "UserPoolId", "StaffClientId", "IntegrationClientId", "TokenUrl", "AlarmTopicArn"}
    for name in sorted(wanted - page.source["Outputs"].keys()):
        yield f"the output {name} is missing"
    for name, output in page.source["Outputs"].items():
        if not output.get("Description"):
            yield f"the output {name} is not explained"


POLICY_LIMIT = 20_480  # bytes of a function's resource policy (Lambda quotas)
LONG_STACK_NAME = "s" * 40


def _route(permission: Properties) -> str:
    source = permission.get("SourceArn", {}).get("Fn::Sub", "")
    return str(source[0] if isinstance(source, list) else source).rsplit("}/", 1)[-1]


def _many_more_routes(page: Page) -> None:
    permission = page.translated["Resources"]["StaffApiFunctionGetVendorPermission"]
    page.translated["Resources"].update({f"StaffApiFunctionMore{number}Permission": permission for number in range(12)})


@rule(_many_more_routes)
def a_functions_routes_fit_its_resource_policy(page: Page) -> Iterator[str]:
    """Each route of a function is one statement in its policy; a deployment fails that makes it too long."""
    sizes: dict[str, int] = {}
    for name, permission in page.of_type("AWS::Lambda::Permission"):
        function = permission["FunctionName"]["Ref"]
        statement = {
            "Sid": f"{LONG_STACK_NAME}-{name}-XXXXXXXXXXXXX",
            "Effect": "Allow",
            "Principal": {"Service": permission["Principal"]},
            "Action": permission["Action"],
            "Resource": f"arn:aws:lambda:ap-southeast-2:123456789012:function:{f'{LONG_STACK_NAME}-{function}-XXXXXXXXXXXX'[:64]}",
            "Condition": {"ArnLike": {"AWS:SourceArn": f"arn:aws:execute-api:ap-southeast-2:123456789012:a1b2c3d4e5/{_route(permission)}"}},
        }
        sizes[function] = sizes.get(function, 0) + len(json.dumps(statement, separators=(",", ":")))
    for function, size in sizes.items():
        if size > POLICY_LIMIT:
            yield f"{function}'s policy has {size} bytes"
