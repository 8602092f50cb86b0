"""Bucket and table."""

import json
from collections.abc import Mapping
from typing import Any

from local.endpoint.embedded import ACCOUNT
from local.endpoint.policies import Delivery, allows, without_transport_denials
from local.formation.making import Made, Properties, Site, as_text
from local.formation.refusal import InvalidTemplateError, NotUnderstoodError


def bucket(site: Site, logical_id: str, properties: Properties) -> Made:
    """A bucket with everything that hangs on it."""
    s3 = site.clients("s3")
    name = properties.get("BucketName", site.physical_name(logical_id).lower())
    s3.create_bucket(Bucket=name)
    if "VersioningConfiguration" in properties:
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=properties["VersioningConfiguration"])
    if "BucketEncryption" in properties:
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration=_encryption(properties["BucketEncryption"]))
    if "PublicAccessBlockConfiguration" in properties:
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=properties["PublicAccessBlockConfiguration"])
    if "OwnershipControls" in properties:
        s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls=properties["OwnershipControls"])
    if "LifecycleConfiguration" in properties:
        rules = [_lifecycle_rule(rule) for rule in properties["LifecycleConfiguration"]["Rules"]]
        s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": rules})
    if "CorsConfiguration" in properties:
        rules = [_cors_rule(rule) for rule in properties["CorsConfiguration"]["CorsRules"]]
        s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": rules})
    if "NotificationConfiguration" in properties:
        configurations = [_notification(site, name, entry) for entry in properties["NotificationConfiguration"]["QueueConfigurations"]]
        s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration={"QueueConfigurations": configurations})
    region = site.template.deployment.region
    return Made(
        name,
        {
            "Arn": f"arn:aws:s3:::{name}",
            "DomainName": f"{name}.s3.amazonaws.com",
            "RegionalDomainName": f"{name}.s3.{region}.amazonaws.com",
        },
    )


def bucket_policy(site: Site, _logical_id: str, properties: Properties) -> Made:
    """A bucket's policy, without what it says of unencrypted connections."""
    policy = without_transport_denials(properties["PolicyDocument"])
    if policy["Statement"]:
        site.clients("s3").put_bucket_policy(Bucket=properties["Bucket"], Policy=as_text(policy))
    return Made(properties["Bucket"])


def table(site: Site, logical_id: str, properties: Properties) -> Made:
    """A table with its indexes and its stream."""
    dynamodb = site.clients("dynamodb")
    name = properties.get("TableName", site.physical_name(logical_id))
    asked: dict[str, Any] = {
        key: properties[key]
        for key in ("AttributeDefinitions", "KeySchema", "BillingMode", "GlobalSecondaryIndexes", "DeletionProtectionEnabled")
        if key in properties
    }
    if "StreamSpecification" in properties:
        asked["StreamSpecification"] = {"StreamEnabled": True, **properties["StreamSpecification"]}
    described = dynamodb.create_table(TableName=name, **asked)["TableDescription"]
    if "PointInTimeRecoverySpecification" in properties:
        recovery = properties["PointInTimeRecoverySpecification"]
        dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recovery)
    attributes = {"Arn": described["TableArn"]}
    if "LatestStreamArn" in described:
        attributes["StreamArn"] = described["LatestStreamArn"]
    return Made(name, attributes)


def _encryption(configuration: Mapping[str, Any]) -> dict[str, Any]:
    rules = []
    for rule in configuration["ServerSideEncryptionConfiguration"]:
        told = dict(rule)
        told["ApplyServerSideEncryptionByDefault"] = told.pop("ServerSideEncryptionByDefault")
        rules.append(told)
    return {"Rules": rules}


def _lifecycle_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"ID": rule["Id"], "Status": rule["Status"], "Filter": {"Prefix": rule.get("Prefix", "")}}
    if "ExpirationInDays" in rule:
        told["Expiration"] = {"Days": rule["ExpirationInDays"]}
    for key in ("AbortIncompleteMultipartUpload", "NoncurrentVersionExpiration"):
        if key in rule:
            told[key] = rule[key]
    return told


def _cors_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    names = {"Id": "ID", "MaxAge": "MaxAgeSeconds", "ExposedHeaders": "ExposeHeaders"}
    return {names.get(key, key): value for key, value in rule.items()}


def _notification(site: Site, bucket_name: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    event, queue_arn = entry["Event"], entry["Queue"]
    if not event.startswith("s3:ObjectCreated:"):
        raise NotUnderstoodError(f"the event {event} is not understood by the local stack; it tells of s3:ObjectCreated only")
    if queue_arn not in site.queues:
        raise InvalidTemplateError(f"the notification's queue {queue_arn} is none of this template")
    attributes = (
        site.clients("sqs").get_queue_attributes(QueueUrl=site.queues[queue_arn].url, AttributeNames=["Policy"]).get("Attributes", {})
    )
    delivery = Delivery("s3.amazonaws.com", "sqs:SendMessage", queue_arn, f"arn:aws:s3:::{bucket_name}", ACCOUNT)
    if not allows(_document(attributes.get("Policy")), delivery):
        raise InvalidTemplateError(
            f"Unable to validate the following destination configurations: no policy lets the bucket send to {queue_arn}"
        )
    told: dict[str, Any] = {"QueueArn": queue_arn, "Events": [event]}
    rules = entry.get("Filter", {}).get("S3Key", {}).get("Rules", [])
    if rules:
        told["Filter"] = {"Key": {"FilterRules": rules}}
    return told


def _document(text: str | None) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text) if text else {}
    return document
