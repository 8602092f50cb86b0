"""What refers to what: no circle, no name of nothing, nothing tied to one account or Region."""

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from tests.template.page import Page, names_in, rule

API = ("AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Stage")
WRITES_LINKS = ("SendNoticesFunction", "SendNoticesFunctionNotices")
"""The function whose mails lead to the API, and its mapping: the API calls neither."""
LITERAL_PLACE = re.compile(r"arn:aws|\b\d{12}\b|\b(?:us|eu|ap|ca|sa|af|me)-(?:east|west|north|south|central|northeast|southeast)-\d\b")


def needs(page: Page, name: str) -> set[str]:
    """The resources that CloudFormation must make before this one, whichever way its conditions fall."""
    resource = page.resources[name]
    depends_on = resource.get("DependsOn", [])
    named = {depends_on} if isinstance(depends_on, str) else set(depends_on)
    return (named | set(names_in(resource.get("Properties", {})))) & page.resources.keys()


@rule(
    # The three circles that templates like this one fall into.
    lambda page: page.properties("StaffClient").update(CallbackURLs=[{"Fn::Sub": "https://${StaffApi}.example"}]),
    lambda page: page.properties("CertificatesBucket")["CorsConfiguration"]["Fn::If"][1]["CorsRules"][0].update(
        AllowedOrigins=[{"Fn::GetAtt": ["StaffApi", "ApiEndpoint"]}]
    ),
    lambda page: page.properties("UploadsQueuePolicy")["PolicyDocument"]["Statement"][0].update(
        Condition={"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["CertificatesBucket", "Arn"]}}}
    ),
    lambda page: page.resources["CoverwatchTable"].update(DependsOn=["SendNoticesFunctionNotices"]),
)
def nothing_needs_itself(page: Page) -> Iterator[str]:
    try:
        tuple(TopologicalSorter({name: needs(page, name) for name in page.resources}).static_order())
    except CycleError as circle:
        yield "a circle: " + " → ".join(reversed(circle.args[1]))


@rule(
    lambda page: page.properties("SendNoticesFunction")["Environment"]["Variables"].update(TABLE={"Ref": "Tabel"}),
    lambda page: page.translated["Outputs"]["TableName"].update(Value={"Ref": "CoverwatchTabel"}),
    lambda page: page.resources["IntegrationClient"].update(DependsOn="ApiScope"),
)
def every_name_is_the_name_of_something(page: Page) -> Iterator[str]:
    known = page.resources.keys() | page.source["Parameters"].keys()
    for name, resource in page.resources.items():
        depends_on = resource.get("DependsOn", [])
        named = names_in(resource.get("Properties", {})) + ([depends_on] if isinstance(depends_on, str) else depends_on)
        yield from (f"{name} refers to {other}" for other in named if other not in known and not other.startswith("AWS::"))
    for name, output in page.translated["Outputs"].items():
        yield from (
            f"the output {name} refers to {other}" for other in names_in(output) if other not in known and not other.startswith("AWS::")
        )


@rule(
    lambda page: page.properties("VendorPortalFunction")["Environment"]["Variables"].update(
        PUBLIC_URL={"Fn::GetAtt": ["StaffApi", "ApiEndpoint"]}
    ),
    lambda page: page.properties("UserPool").update(LambdaConfig={"PreSignUp": {"Fn::GetAtt": ["StaffApiFunction", "Arn"]}}),
)
def nothing_that_functions_need_needs_the_api(page: Page) -> Iterator[str]:
    """The API stands at the end: it needs the functions, its authorizer and the clients, and nothing needs it but who writes its links."""
    allowed = ("AWS::Lambda::Permission", "AWS::ApiGatewayV2::Stage", "AWS::CloudWatch::Alarm")
    apis = {name for name, _ in page.of_type(*API)}
    for name, resource in page.resources.items():
        if resource["Type"] not in allowed and name not in WRITES_LINKS and needs(page, name) & apis:
            yield f"{name} needs the API"
    for name, _ in page.of_type("AWS::Cognito::UserPool", "AWS::S3::Bucket", "AWS::DynamoDB::Table"):
        if any(page.resources[other]["Type"].startswith("AWS::Lambda::") for other in needs(page, name)):
            yield f"{name} needs a function"


@rule(
    lambda page: page.properties("TextractRole")["Policies"][0]["PolicyDocument"]["Statement"][0].update(
        Resource="arn:aws:sns:us-east-1:123456789012:topic"
    ),
    lambda page: page.properties("CertificatesBucket").update(BucketName="certificates-of-123456789012"),
)
def nothing_is_tied_to_one_account_region_or_partition(page: Page) -> Iterator[str]:
    for name, resource in page.source["Resources"].items():
        if found := LITERAL_PLACE.search(str(page.resources.get(name, resource))):
            managed = "arn:aws:iam::aws:policy/" in str(page.resources.get(name)) and found[0] == "arn:aws"
            if not managed:
                yield f"{name} holds {found[0]}"
