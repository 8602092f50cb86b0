"""What the stack does not understand stops it by name; what it understands is resolved as CloudFormation resolves it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import yaml

from local.formation import compute, http_api, messaging, people, storage
from local.formation.forming import MAKERS
from local.formation.making import Made, Site, make
from local.formation.refusal import InvalidTemplateError, NotUnderstoodError
from local.formation.template import Deployment, Template, load
from local.formation.understood import check, known_types
from local.settings import ANSWERS, TEMPLATE
from local.stack import Stack
from local.wiring import QueueAddress
from tests.local_stack.conftest import TINY

DEPLOYMENT = Deployment("tiny", "123456789012", "us-east-1")
QUEUE = QueueAddress("letters", "url", "arn:aws:sqs:us-east-1:123456789012:letters", fifo=False, visibility=30, dead_letters=None)


def bucket_telling(event: str, queue_arn: str) -> Callable[[Site], object]:
    properties = {"NotificationConfiguration": {"QueueConfigurations": [{"Event": event, "Queue": queue_arn}]}}
    return lambda site: storage.bucket(site, "B", properties)


def mapping(**changed: Any) -> Callable[[Site], object]:
    properties = {"EventSourceArn": QUEUE.arn, "FunctionName": "f", **changed}
    return lambda site: compute.mapping_of(site, properties)


def a_template(directory: Path, resources: dict[str, Any], given: dict[str, str] | None = None, **sections: Any) -> Template:
    path = directory / "template.yaml"
    path.write_text(yaml.safe_dump({"Transform": "AWS::Serverless-2016-10-31", **sections, "Resources": resources}), encoding="utf-8")
    return load(path, given or {}, DEPLOYMENT)


def test_the_template_of_this_repository_is_understood() -> None:
    template = load(TEMPLATE, {**ANSWERS, "PublicUrl": "http://127.0.0.1:8000"}, DEPLOYMENT)

    check(template)

    assert template.conditions["PublicUrlIsKnown"] is True


def test_every_type_that_is_understood_can_be_made() -> None:
    assert set(MAKERS) == set(known_types())


@pytest.mark.parametrize(
    ("resource", "named"),
    [
        ({"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1}}, r"Odd.*AWS::Kinesis::Stream"),
        ({"Type": "AWS::SQS::Queue", "Properties": {"Colour": "red"}}, r"Odd.*AWS::SQS::Queue.*Colour"),
        (
            {"Type": "AWS::S3::Bucket", "Properties": {"LifecycleConfiguration": {"Rules": [{"Status": "Enabled", "Transitions": [{}]}]}}},
            r"Odd.*LifecycleConfiguration\.Rules\.Transitions",
        ),
        ({"Type": "AWS::S3::Bucket", "Properties": {"NotificationConfiguration": {"TopicConfigurations": []}}}, "TopicConfigurations"),
        (
            {"Type": "AWS::SQS::Queue", "Properties": {"Fn::If": ["Yes", {"Colour": "red"}, {"QueueName": "plain"}]}},
            r"Odd.*AWS::SQS::Queue.*Colour",
        ),
    ],
)
def test_what_is_not_understood_is_refused_by_name(tmp_path: Path, resource: dict[str, Any], named: str) -> None:
    conditions = {"Yes": {"Fn::Equals": ["a", "a"]}}

    with pytest.raises(NotUnderstoodError, match=named):
        check(a_template(tmp_path, {"Odd": resource}, Conditions=conditions))


def test_a_branch_that_is_not_taken_needs_not_be_understood(tmp_path: Path) -> None:
    conditions = {"Yes": {"Fn::Equals": ["a", "b"]}}
    properties = {"QueueName": {"Fn::If": ["Yes", {"Odd": 1}, "plain"]}}
    never = {"Type": "AWS::Kinesis::Stream", "Condition": "Yes"}

    template = a_template(tmp_path, {"Queue": {"Type": "AWS::SQS::Queue", "Properties": properties}, "Never": never}, Conditions=conditions)

    check(template)
    assert set(template.resources) == {"Queue"}


def test_parameters_are_held_against_what_the_template_allows(tmp_path: Path) -> None:
    def with_parameter(declaration: dict[str, Any], given: dict[str, str] | None = None) -> Any:
        queue = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": {"Ref": "P"}}}
        return a_template(tmp_path, {"Queue": queue}, given, Parameters={"P": declaration}).parameters["P"]

    assert with_parameter({"Type": "Number", "Default": "20"}) == 20
    assert with_parameter({"Type": "String", "AllowedPattern": "a+"}, {"P": "aa"}) == "aa"
    for declaration, given, complaint in (
        ({"Type": "String"}, None, "P has no default"),
        ({"Type": "String", "AllowedPattern": "a+"}, {"P": "b"}, "does not match"),
        ({"Type": "String", "AllowedValues": ["a"]}, {"P": "b"}, "is not one of"),
        ({"Type": "Number", "MaxValue": 3}, {"P": "4"}, "outside"),
        ({"Type": "String", "Default": "a"}, {"Q": "b"}, "does not declare"),
    ):
        with pytest.raises(InvalidTemplateError, match=complaint):
            with_parameter(declaration, given)
    with pytest.raises(NotUnderstoodError, match="AWS::SSM"):
        with_parameter({"Type": "AWS::SSM::Parameter::Value<String>", "Default": "x"})


def made(tmp_path: Path, values: dict[str, Any], **sections: Any) -> dict[str, Any]:
    """What a resource's properties come to; queues are only written down."""
    site = Site(
        a_template(
            tmp_path, {"Other": {"Type": "AWS::SQS::Queue"}, "Queue": {"Type": "AWS::SQS::Queue", "Properties": values}}, **sections
        ),
        None,
        {},
    )  # type: ignore[arg-type]
    make(site, {"AWS::SQS::Queue": lambda _site, logical_id, _properties: Made(f"url-of-{logical_id}", {"Arn": f"arn-of-{logical_id}"})})
    return dict(site.properties["Queue"])


@pytest.mark.parametrize(
    ("value", "comes_to"),
    [
        ({"Ref": "Other"}, "url-of-Other"),
        ({"Fn::GetAtt": ["Other", "Arn"]}, "arn-of-Other"),
        ({"Fn::Sub": "${Other.Arn}/${AWS::Region}/${!literal}"}, "arn-of-Other/us-east-1/${literal}"),
        ({"Fn::Sub": ["${a}-${P}", {"a": {"Ref": "AWS::AccountId"}}]}, "123456789012-p"),
        ({"Fn::Join": ["-", ["a", {"Ref": "P"}, True]]}, "a-p-true"),
        ({"Fn::Select": [1, {"Fn::Split": [",", "a,b"]}]}, "b"),
        ({"Fn::If": ["Both", "yes", "no"]}, "yes"),
        ({"Fn::If": ["Neither", "yes", "no"]}, "no"),
    ],
)
def test_intrinsic_functions_come_to_what_cloudformation_makes_of_them(tmp_path: Path, value: Any, comes_to: str) -> None:
    conditions = {
        "Both": {"Fn::And": [{"Fn::Equals": [{"Ref": "P"}, "p"]}, {"Fn::Not": [{"Condition": "Neither"}]}]},
        "Neither": {"Fn::Or": [{"Fn::Equals": ["a", "b"]}, {"Fn::Equals": [1, 2]}]},
    }
    parameters = {"P": {"Type": "String", "Default": "p"}}

    assert made(tmp_path, {"QueueName": value, "Gone": {"Ref": "AWS::NoValue"}}, Conditions=conditions, Parameters=parameters) == {
        "QueueName": comes_to
    }


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ({"Fn::ImportValue": "x"}, "Fn::ImportValue is not understood"),
        ({"Ref": "Nothing"}, "refers to Nothing"),
        ({"Fn::GetAtt": ["Other", "Weight"]}, "the attribute Weight of Other"),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused_with_the_resources_name(tmp_path: Path, value: Any, complaint: str) -> None:
    with pytest.raises((NotUnderstoodError, InvalidTemplateError), match=f"Queue .AWS::SQS::Queue.: .*{complaint}"):
        made(tmp_path, {"QueueName": value})


def test_references_in_a_circle_are_refused_with_the_circle(tmp_path: Path) -> None:
    first = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Ref": "Second"}}}
    second = {"Type": "AWS::SQS::Queue", "DependsOn": "First"}
    site = Site(a_template(tmp_path, {"First": first, "Second": second}), None, {})  # type: ignore[arg-type]

    with pytest.raises(InvalidTemplateError, match=r"circle: (First → Second → First|Second → First → Second)"):
        make(site, {})


@pytest.mark.parametrize(
    ("make_it", "refusal", "named"),
    [
        (
            lambda site: compute.mapping_of(site, {"EventSourceArn": "arn:aws:kinesis:::stream/x", "FunctionName": "f"}),
            NotUnderstoodError,
            "kinesis",
        ),
        (mapping(FunctionName="g"), NotUnderstoodError, "target g"),
        (
            lambda site: compute.mapping_of(site, {"EventSourceArn": QUEUE.arn, "FunctionName": "f", "BatchSize": 11}),
            InvalidTemplateError,
            "window",
        ),
        (lambda site: messaging.subscription(site, "S", {"Protocol": "firehose", "Endpoint": "x"}), NotUnderstoodError, "firehose"),
        (lambda site: messaging.subscription(site, "S", {"Protocol": "sqs", "Endpoint": "x"}), InvalidTemplateError, "x is none of this"),
        (bucket_telling("s3:ObjectRemoved:*", QUEUE.arn), NotUnderstoodError, "s3:ObjectRemoved"),
        (
            bucket_telling("s3:ObjectCreated:*", QUEUE.arn),
            InvalidTemplateError,
            "no policy lets the bucket",
        ),
        (bucket_telling("s3:ObjectCreated:*", "x"), InvalidTemplateError, "x is none of this"),
        (lambda site: compute.schedule_of(site, "S", {"ScheduleExpression": "daily"}), InvalidTemplateError, "daily"),
        (lambda site: compute.schedule_of(site, "S", {"FlexibleTimeWindow": {"Mode": "FLEXIBLE"}}), NotUnderstoodError, "FLEXIBLE"),
        (lambda site: http_api.stage(site, "S", {"StageName": "test"}), NotUnderstoodError, "the stage test"),
        (
            lambda site: people.secret(site, "S", {"GenerateSecretString": {"GenerateStringKey": "x"}}),
            NotUnderstoodError,
            "GenerateStringKey",
        ),
    ],
)
def test_an_event_or_a_target_that_nobody_here_can_carry_is_refused(
    tmp_path: Path, make_it: Callable[[Site], object], refusal: type[Exception], named: str
) -> None:
    function = {"Type": "AWS::Lambda::Function"}
    sqs = Mock(get_queue_attributes=lambda **_: {"Attributes": {}})
    site = Site(a_template(tmp_path, {"F": function}), lambda _service: sqs, {QUEUE.arn: QUEUE})  # type: ignore[arg-type]
    site.made["F"] = Made("f", {"Arn": "arn:f"})

    with pytest.raises(refusal, match=named):
        make_it(site)


def test_a_route_that_is_no_proxy_of_a_function_is_refused() -> None:
    integration = {"type": "http_proxy", "httpMethod": "GET", "uri": "https://elsewhere.example", "payloadFormatVersion": "1.0"}

    with pytest.raises(NotUnderstoodError, match="GET /x: only a Lambda proxy"):
        http_api.routes({"paths": {"/x": {"get": {"x-amazon-apigateway-integration": integration}}}}, ())


def test_the_stack_itself_stops_with_the_name_of_what_it_does_not_understand(tmp_path: Path) -> None:
    text = TINY.read_text(encoding="utf-8").replace("Type: AWS::SNS::Topic\n", "Type: AWS::Kinesis::Stream\n")
    (tmp_path / "template.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(NotUnderstoodError, match=r"Topic: the resource type AWS::Kinesis::Stream is not understood"):
        Stack.start(port=0, aws_port=0, template=tmp_path / "template.yaml", home=tmp_path, parameters={"Notebook": str(tmp_path)})
