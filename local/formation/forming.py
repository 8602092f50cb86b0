"""A whole template made: every resource by its maker, and the wiring that is read from what was made."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from local.endpoint.direct import Clients
from local.formation import compute, http_api, intrinsics, messaging, people, storage, understood
from local.formation.making import Maker, Site, make
from local.formation.refusal import NotUnderstoodError
from local.formation.template import Deployment, load
from local.wiring import AsynchronousSettings, QueueAddress, QueueMapping, StreamMapping, Wiring

MAKERS: Mapping[str, Maker] = {
    "AWS::ApiGatewayV2::Api": http_api.api,
    "AWS::ApiGatewayV2::Stage": http_api.stage,
    "AWS::CloudWatch::Alarm": people.alarm,
    "AWS::Cognito::UserPool": people.user_pool,
    "AWS::Cognito::UserPoolClient": people.user_pool_client,
    "AWS::Cognito::UserPoolDomain": people.user_pool_domain,
    "AWS::Cognito::UserPoolGroup": people.user_pool_group,
    "AWS::Cognito::UserPoolResourceServer": people.resource_server,
    "AWS::DynamoDB::Table": storage.table,
    "AWS::IAM::Role": people.role,
    "AWS::Lambda::EventInvokeConfig": compute.invoke_config,
    "AWS::Lambda::EventSourceMapping": compute.event_source_mapping,
    "AWS::Lambda::Function": compute.function,
    "AWS::Lambda::LayerVersion": compute.layer,
    "AWS::Lambda::Permission": compute.permission,
    "AWS::Logs::LogGroup": people.log_group,
    "AWS::S3::Bucket": storage.bucket,
    "AWS::S3::BucketPolicy": storage.bucket_policy,
    "AWS::SES::ConfigurationSet": people.configuration_set,
    "AWS::SES::ConfigurationSetEventDestination": people.event_destination,
    "AWS::SES::EmailIdentity": people.email_identity,
    "AWS::SES::ReceiptRule": people.receipt_rule,
    "AWS::SES::ReceiptRuleSet": people.receipt_rule_set,
    "AWS::SNS::Subscription": messaging.subscription,
    "AWS::SNS::Topic": messaging.topic,
    "AWS::SNS::TopicPolicy": messaging.topic_policy,
    "AWS::SQS::Queue": messaging.queue,
    "AWS::SQS::QueuePolicy": messaging.queue_policy,
    "AWS::Scheduler::Schedule": compute.schedule,
    "AWS::SecretsManager::Secret": people.secret,
}


@dataclass(frozen=True)
class Formation:
    """A template that has been made: its wiring, the names of its bucket and table, and its outputs."""

    wiring: Wiring
    buckets: tuple[str, ...]
    tables: tuple[str, ...]
    outputs: Mapping[str, Any]


def form(path: Path, parameters: Mapping[str, str], deployment: Deployment, clients: Clients, queues: dict[str, QueueAddress]) -> Formation:
    """Makes a template's resources; nothing is made before everything in it is understood.

    `queues` is filled as queues are made: S3 tries a queue as soon as a bucket is told of it.
    """
    template = load(path, parameters, deployment)
    understood.check(template)
    site = Site(template, clients, queues)
    make(site, MAKERS)
    outputs = {
        name: intrinsics.resolve(output["Value"], site) for name, output in template.outputs.items() if _wanted(output, template.conditions)
    }
    return Formation(_wiring(site), _names(site, "AWS::S3::Bucket"), _names(site, "AWS::DynamoDB::Table"), outputs)


def _wanted(output: Mapping[str, Any], conditions: Mapping[str, bool]) -> bool:
    return "Condition" not in output or conditions[output["Condition"]]


def _names(site: Site, kind: str) -> tuple[str, ...]:
    return tuple(site.made[logical_id].reference for logical_id in _of_type(site, kind))


def _of_type(site: Site, kind: str) -> list[str]:
    return [logical_id for logical_id, resource in site.template.resources.items() if resource.type == kind]


def _wiring(site: Site) -> Wiring:
    functions = {
        definition.arn: definition
        for logical_id in _of_type(site, "AWS::Lambda::Function")
        if (definition := compute.function_definition(site, logical_id))
    }
    enabled = [
        properties
        for logical_id in _of_type(site, "AWS::Lambda::EventSourceMapping")
        if (properties := site.properties[logical_id]).get("Enabled", True)
    ]
    mappings = [compute.mapping_of(site, properties) for properties in enabled]
    schedules = [
        compute.schedule_of(site, site.made[logical_id].reference, properties)
        for logical_id in _of_type(site, "AWS::Scheduler::Schedule")
        if (properties := site.properties[logical_id]).get("State", "ENABLED") == "ENABLED"
    ]
    apis = [http_api.http_api(site, logical_id) for logical_id in _of_type(site, "AWS::ApiGatewayV2::Api")]
    if len(apis) > 1:
        raise NotUnderstoodError(f"the template has {len(apis)} APIs; the local stack's gateway serves one")
    return Wiring(
        functions=functions,
        queues=site.queues,
        queue_mappings=tuple(mapping for mapping in mappings if isinstance(mapping, QueueMapping)),
        stream_mappings=tuple(mapping for mapping in mappings if isinstance(mapping, StreamMapping)),
        asynchronous=_asynchronous(site),
        schedules=tuple(schedules),
        api=apis[0] if apis else None,
        mail_events=tuple(
            people.mail_events(properties)
            for logical_id in _of_type(site, "AWS::SES::ConfigurationSetEventDestination")
            if (properties := site.properties[logical_id])["EventDestination"].get("Enabled")
        ),
    )


def _asynchronous(site: Site) -> dict[str, AsynchronousSettings]:
    found = dict(
        compute.invoke_settings(site, site.properties[logical_id]) for logical_id in _of_type(site, "AWS::Lambda::EventInvokeConfig")
    )
    for logical_id in _of_type(site, "AWS::Lambda::Function"):
        dead_letters = site.properties[logical_id].get("DeadLetterConfig", {}).get("TargetArn")
        if dead_letters is not None:
            if dead_letters not in site.queues:
                raise NotUnderstoodError(f"{logical_id}: the dead letters {dead_letters} are no queue of this template")
            arn = site.made[logical_id].attributes["Arn"]
            found[arn] = replace(found.get(arn, AsynchronousSettings()), dead_letters=dead_letters)
    return found
