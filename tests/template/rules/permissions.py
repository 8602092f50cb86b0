"""Who may do what: no wildcards, no misspelt actions, nobody's deputy, and no function that can both read and tell."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session

from tests.template.page import Page, Properties, listed, names_in, rule

# Actions that are no operation of the service's API (AWS's service authorization reference, one page per service).
NOT_OPERATIONS = frozenset(
    {
        "dynamodb:ConditionCheckItem",
        "iam:PassRole",
        "lambda:InvokeFunction",
        "s3:GetObjectVersion",
        "s3:DeleteObjectVersion",
        "s3:ListBucket",
        "s3:ListBucketVersions",
    }
)
API_OF_PREFIX = {"ses": ("ses", "sesv2")}  # one prefix for both versions
WITHOUT_RESOURCES = "textract:"  # Textract's actions take no resource
ERASURE = frozenset({"s3:DeleteObject", "s3:DeleteObjectVersion"})
NEVER = frozenset(
    {"dynamodb:Scan", "dynamodb:DeleteTable", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:DeleteBucket", "s3:PutBucketPolicy"}
)
SIGNS_FORMS = frozenset({"StaffApiFunction", "VendorPortalFunction"})
POLICIES_OF_RESOURCES = ("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy", "AWS::S3::BucketPolicy")


def functions(page: Page) -> list[str]:
    return [name for name, _ in page.of_type("AWS::Lambda::Function")]


def role_statements(page: Page) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, role in page.of_type("AWS::IAM::Role"):
        for policy in role.get("Policies", ()):
            for statement in policy["PolicyDocument"]["Statement"]:
                yield name, statement


def all_statements(page: Page) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from role_statements(page)
    for name, policy in page.of_type(*POLICIES_OF_RESOURCES):
        yield from ((name, statement) for statement in policy["PolicyDocument"]["Statement"])


def actions_of(page: Page, function: str) -> set[str]:
    return {action for statement in page.statements_of(function) for action in listed(statement["Action"])}


def _role(page: Page, function: str) -> list[dict[str, Any]]:
    """The function's own statements, to be spoiled."""
    policies: list[Properties] = page.properties(f"{function}Role")["Policies"]
    own = next(policy for policy in policies if policy["PolicyName"].endswith("Policy0"))
    statements: list[dict[str, Any]] = own["PolicyDocument"]["Statement"]
    return statements


def _spoil_action(function: str, action: Any) -> Any:
    return lambda page: _role(page, function)[0].update(Action=action)


@rule(
    _spoil_action("ReceiveCertificateFunction", "s3:*"),
    _spoil_action("ChaseRenewalsFunction", ["dynamodb:Query", "dynamodb:Get*"]),
    lambda page: page.properties("TextractRole")["Policies"][0]["PolicyDocument"]["Statement"][0].update(Action="*"),
    lambda page: _role(page, "StaffApiFunction").append({"Effect": "Allow", "NotAction": "iam:PassRole", "Resource": "*"}),
)
def nobody_is_allowed_actions_by_a_wildcard(page: Page) -> Iterator[str]:
    for owner, statement in all_statements(page):
        if statement["Effect"] == "Allow" and ("Action" not in statement or any("*" in action for action in listed(statement["Action"]))):
            yield f"{owner} allows {statement.get('Action', 'all but some actions')}"


@rule(
    lambda page: _role(page, "ReceiveCertificateFunction")[0].update(Resource="*"),
    lambda page: _role(page, "AssessVendorFunction")[0].update(
        Resource=[{"Fn::Sub": "arn:${AWS::Partition}:dynamodb:${AWS::Region}:*:table/*"}]
    ),
    lambda page: page.properties("ReadingsQueuePolicy")["PolicyDocument"]["Statement"][0].pop("Condition"),
)
def every_permission_names_its_resource(page: Page) -> Iterator[str]:
    """In a resource's own policy a star means that resource; there a condition must say who is meant."""
    for owner, statement in role_statements(page):
        for resource in listed(statement["Resource"]):
            named = names_in(resource) and "*" not in str(resource).removesuffix("/*'}")
            free = resource == "*" and all(action.startswith(WITHOUT_RESOURCES) for action in listed(statement["Action"]))
            if not named and not free:
                yield f"{owner} may {statement['Action']} on {resource}"
    for owner, policy in page.of_type(*POLICIES_OF_RESOURCES):
        for statement in policy["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow" and not statement.get("Condition"):
                yield f"{owner} allows {statement['Action']} to any {statement['Principal']}"


@cache
def operations(prefix: str) -> frozenset[str]:
    """A service's operations as actions, by botocore's models; empty for a service that it does not know."""
    session = botocore.session.get_session()
    known = [name for name in API_OF_PREFIX.get(prefix, (prefix,)) if name in session.get_available_services()]
    return frozenset(f"{prefix}:{operation}" for name in known for operation in session.get_service_model(name).operation_names)


@rule(
    _spoil_action("SendNoticesFunction", ["dynamodb:GetItm"]),
    _spoil_action("ReceiveCertificateFunction", "textrakt:StartDocumentTextDetection"),
    lambda page: page.properties("UploadsQueuePolicy")["PolicyDocument"]["Statement"][0].update(Action="sqs:SendMessages"),
)
def every_action_exists(page: Page) -> Iterator[str]:
    for owner, statement in all_statements(page):
        for action in listed(statement.get("Action", [])):
            denied_whole = statement["Effect"] == "Deny" and action.endswith(":*")
            if not denied_whole and action not in NOT_OPERATIONS and action not in operations(action.split(":")[0]):
                yield f"{owner}: there is no action {action}"


@rule(
    lambda page: _role(page, "ReadCertificateFunction").append(
        {"Effect": "Allow", "Action": "dynamodb:Scan", "Resource": {"Fn::GetAtt": ["CoverwatchTable", "Arn"]}}
    ),
    lambda page: _role(page, "ReadCertificateFunction").append(
        {"Effect": "Allow", "Action": ["s3:DeleteObjectVersion"], "Resource": {"Fn::Sub": "${CertificatesBucket.Arn}/uploads/*"}}
    ),
)
def nobody_scans_the_table_and_only_an_erasure_deletes_evidence(page: Page) -> Iterator[str]:
    for owner, statement in role_statements(page):
        allowed = ERASURE if (owner, statement.get("Sid")) == ("StaffApiFunctionRole", "EraseForGood") else frozenset()
        if forbidden := (NEVER - allowed) & set(listed(statement["Action"])):
            yield f"{owner} may {', '.join(sorted(forbidden))}"


@rule(
    lambda page: page.properties("TextractRole")["AssumeRolePolicyDocument"]["Statement"][0].pop("Condition"),
    lambda page: page.properties("UploadsQueuePolicy")["PolicyDocument"]["Statement"][0].pop("Condition"),
    lambda page: page.properties("StaffApiFunctionGetHealthPermission").pop("SourceArn"),
    lambda page: next(s for s in _role(page, "ReadCertificateFunction") if s["Action"] == "iam:PassRole").pop("Condition"),
)
def no_service_acts_for_another_account(page: Page) -> Iterator[str]:
    """A service that acts on others' word must be told whose word counts here."""
    for owner, policy in page.of_type(*POLICIES_OF_RESOURCES):
        for statement in policy["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow" and "aws:Source" not in str(statement.get("Condition")):
                yield f"{owner} takes {statement['Action']} from any account's {statement['Principal']}"
    for statement in page.properties("TextractRole")["AssumeRolePolicyDocument"]["Statement"]:
        if "aws:SourceAccount" not in str(statement.get("Condition")):
            yield "TextractRole can be assumed for another account's jobs"
    for name, permission in page.of_type("AWS::Lambda::Permission"):
        if "SourceArn" not in permission:
            yield f"{name} lets any account's {permission['Principal']} call"
    for owner, statement in role_statements(page):
        if "iam:PassRole" in listed(statement["Action"]) and "iam:PassedToService" not in str(statement.get("Condition")):
            yield f"{owner} may pass a role to any service"


@rule(
    lambda page: _role(page, "SendNoticesFunction").append(
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": {"Fn::Sub": "${CertificatesBucket.Arn}/uploads/*"}}
    ),
    lambda page: _role(page, "ReadCertificateFunction").append(
        {"Effect": "Allow", "Action": "ses:SendRawEmail", "Resource": {"Ref": "SenderIdentity"}}
    ),
)
def no_function_both_reads_uploads_and_sends_mail(page: Page) -> Iterator[str]:
    """What a stranger uploaded is parsed in one place, and what leaves the house is written in another."""
    for function in functions(page):
        actions = actions_of(page, function)
        if actions & {"s3:GetObject", "s3:GetObjectVersion"} and any(action.startswith("ses:Send") for action in actions):
            yield f"{function} reads documents and sends mail"


@rule(
    lambda page: _role(page, "ReceiveCertificateFunction").append(
        {"Effect": "Allow", "Action": "s3:PutObject", "Resource": {"Fn::Sub": "${CertificatesBucket.Arn}/uploads/*"}}
    ),
    lambda page: _role(page, "ReadCertificateFunction").append(
        {"Effect": "Allow", "Action": "s3:PutObject", "Resource": {"Fn::Sub": "${CertificatesBucket.Arn}/*"}}
    ),
    lambda page: _role(page, "ReceiveMailFunction").append(
        {"Effect": "Allow", "Action": "s3:PutObject", "Resource": {"Fn::Sub": "${CertificatesBucket.Arn}/mail/*"}}
    ),
)
def what_uploads_wake_cannot_upload(page: Page) -> Iterator[str]:
    """Who signs upload forms, and who takes documents out of mails, may write where the bucket tells of writes; nobody what wakes it."""
    may_bring = {"ReceiveMailFunction": [{"Fn::Sub": "${CertificatesBucket.Arn}/uploads/*"}]}
    for function in functions(page):
        for statement in page.statements_of(function):
            if "s3:PutObject" in listed(statement["Action"]) and function not in SIGNS_FORMS:
                for resource in listed(statement["Resource"]):
                    if resource not in ({"Fn::Sub": "${CertificatesBucket.Arn}/derived/*"}, *may_bring.get(function, [])):
                        yield f"{function} may write {resource}"


@rule(
    lambda page: page.properties("SendNoticesFunction")["Environment"]["Variables"].update(LINK_SECRET="literal"),
    lambda page: page.properties("StaffApiFunction")["Environment"]["Variables"].update(API_TOKEN={"Ref": "PublicUrl"}),
    lambda page: page.properties("StaffApiFunction")["Environment"]["Variables"].update(
        SIGNED={"Fn::Sub": "{{resolve:secretsmanager:${LinkSecret}}}"}
    ),
)
def no_setting_holds_a_secret(page: Page) -> Iterator[str]:
    """Settings are shown to everyone who may look at a function; a secret is named there and fetched."""
    for function, properties in page.of_type("AWS::Lambda::Function"):
        for name, value in properties["Environment"]["Variables"].items():
            named_only = name.endswith(("_ARN", "_URL", "_CENTS"))
            if "{{resolve:" in str(value) or (not named_only and any(word in name for word in ("SECRET", "PASSWORD", "TOKEN", "KEY"))):
                yield f"{function}: {name} holds a secret"
    for name, declared in page.source["Parameters"].items():
        if declared.get("NoEcho"):
            yield f"{name}: a secret does not come by parameter"


@rule(
    lambda page: _role(page, "ChaseRenewalsFunction").pop(),
    lambda page: page.properties("ChaseRenewalsFunction")["Environment"]["Variables"].pop("ASSESSMENTS_QUEUE_URL"),
    lambda page: _role(page, "SendNoticesFunction").pop(),
)
def what_a_function_is_told_of_it_may_use_and_the_reverse(page: Page) -> Iterator[str]:
    """A queue, topic role or secret that is in a function's settings is in its permissions too, and none is there only in one."""
    needs = {
        "_QUEUE_URL": "sqs:SendMessage",
        "_BACKLOG_URL": "sqs:GetQueueAttributes",
        "_SECRET_ARN": "secretsmanager:GetSecretValue",
        "_ROLE_ARN": "iam:PassRole",
    }
    for function, properties in page.of_type("AWS::Lambda::Function"):
        told = {
            (action, names_in(value)[0])
            for name, value in properties["Environment"]["Variables"].items()
            for ending, action in needs.items()
            if name.endswith(ending)
        }
        own = _role(page, function)
        allowed = {
            (action, names_in(resource)[0])
            for statement in own
            for action in listed(statement["Action"])
            for resource in listed(statement["Resource"])
            if action in needs.values()
        }
        for action, name in told ^ allowed:
            yield f"{function}: {action} on {name} is only in its {'settings' if (action, name) in told else 'permissions'}"
