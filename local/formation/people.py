"""Who signs in, who may do what, what is secret, who sends mails, and who would be told."""

import string
from typing import Any

from coverwatch.aws import world
from local.formation.making import Made, Properties, Site, as_text, tags_off
from local.formation.refusal import NotUnderstoodError
from local.wiring import MailEvents

POOL_SETTINGS = (
    "UsernameAttributes",
    "AutoVerifiedAttributes",
    "AdminCreateUserConfig",
    "AccountRecoverySetting",
    "Policies",
    "Schema",
    "UsernameConfiguration",
)


def user_pool(site: Site, logical_id: str, properties: Properties) -> Made:
    """A user pool; nobody signs in to it here, but its id is the tokens' issuer."""
    name = properties.get("UserPoolName", site.physical_name(logical_id))
    settings = {key: properties[key] for key in POOL_SETTINGS if key in properties}
    pool_id = site.clients("cognito-idp").create_user_pool(PoolName=name, **settings)["UserPool"]["Id"]
    region = site.template.deployment.region
    provider = f"cognito-idp.{region}.amazonaws.com/{pool_id}"
    attributes = {"Arn": site.arn("cognito-idp", f"userpool/{pool_id}"), "ProviderName": provider, "ProviderURL": f"https://{provider}"}
    return Made(pool_id, {**attributes, "UserPoolId": pool_id})


def user_pool_group(site: Site, _logical_id: str, properties: Properties) -> Made:
    """A group of a user pool."""
    site.clients("cognito-idp").create_group(**properties)
    return Made(properties["GroupName"])


def user_pool_domain(site: Site, _logical_id: str, properties: Properties) -> Made:
    """Where tokens would be asked for."""
    site.clients("cognito-idp").create_user_pool_domain(**properties)
    return Made(properties["Domain"])


def resource_server(site: Site, _logical_id: str, properties: Properties) -> Made:
    """The scopes that software may be given."""
    site.clients("cognito-idp").create_resource_server(**properties)
    return Made(properties["Identifier"])


def user_pool_client(site: Site, logical_id: str, properties: Properties) -> Made:
    """A client of a user pool; its id is the tokens' audience."""
    asked: dict[str, Any] = {"ClientName": site.physical_name(logical_id), **properties}
    made = site.clients("cognito-idp").create_user_pool_client(**asked)["UserPoolClient"]
    return Made(made["ClientId"], {"ClientId": made["ClientId"], "Name": made["ClientName"]})


def role(site: Site, logical_id: str, properties: Properties) -> Made:
    """A role by its name; what it may do is not evaluated here."""
    name = properties.get("RoleName", site.physical_name(logical_id))[:64]
    made = site.clients("iam").create_role(
        RoleName=name, Path=properties.get("Path", "/"), AssumeRolePolicyDocument=as_text(properties["AssumeRolePolicyDocument"])
    )["Role"]
    return Made(name, {"Arn": made["Arn"], "RoleId": made["RoleId"]})


def secret(site: Site, logical_id: str, properties: Properties) -> Made:
    """A secret, generated as asked."""
    name = properties.get("Name", site.physical_name(logical_id))
    value = properties["SecretString"] if "SecretString" in properties else _generated(properties.get("GenerateSecretString", {}))
    arn = site.clients("secretsmanager").create_secret(Name=name, SecretString=value)["ARN"]
    return Made(arn, {"Id": arn})


def _generated(settings: Properties) -> str:
    for setting in settings:
        if setting not in ("PasswordLength", "ExcludePunctuation"):
            raise NotUnderstoodError(f"GenerateSecretString.{setting} is not understood by the local stack")
    letters = string.ascii_letters + string.digits + ("" if settings.get("ExcludePunctuation") else string.punctuation)
    length = int(settings.get("PasswordLength", 32))
    drawn = int("".join(world.new_id() for _ in range(length // 4 + 1)), 16)
    chosen = []
    for _ in range(length):
        drawn, index = divmod(drawn, len(letters))
        chosen.append(letters[index])
    return "".join(chosen)


def email_identity(site: Site, _logical_id: str, properties: Properties) -> Made:
    """An identity to send from; nobody needs to confirm it here."""
    asked: dict[str, Any] = {"EmailIdentity": properties["EmailIdentity"]}
    if "ConfigurationSetAttributes" in properties:
        asked["ConfigurationSetName"] = properties["ConfigurationSetAttributes"]["ConfigurationSetName"]
    site.clients("sesv2").create_email_identity(**asked)
    return Made(properties["EmailIdentity"])


def configuration_set(site: Site, logical_id: str, properties: Properties) -> Made:
    """A configuration set by its name."""
    name = properties.get("Name", site.physical_name(logical_id))
    site.clients("sesv2").create_configuration_set(ConfigurationSetName=name)
    return Made(name)


def event_destination(site: Site, logical_id: str, properties: Properties) -> Made:
    """A configuration set's event destination; the pump tells its topic, since moto tells nobody."""
    destination = properties["EventDestination"]
    if "SnsDestination" not in destination:
        raise NotUnderstoodError("mail events that do not go to a topic are not understood by the local stack")
    return Made(site.physical_name(logical_id))


def mail_events(properties: Properties) -> MailEvents:
    """Which events of which configuration set go to which topic."""
    destination = properties["EventDestination"]
    return MailEvents(
        properties["ConfigurationSetName"], destination["SnsDestination"]["TopicARN"], frozenset(destination["MatchingEventTypes"])
    )


def receipt_rule_set(site: Site, logical_id: str, properties: Properties) -> Made:
    """A set of rules for mail that comes, by its name; none comes here."""
    return Made(properties.get("RuleSetName", site.physical_name(logical_id)))


def receipt_rule(site: Site, logical_id: str, _properties: Properties) -> Made:
    """A rule for mail that comes; a raw mail put into the bucket is taken in all the same."""
    return Made(site.physical_name(logical_id))


def log_group(site: Site, logical_id: str, properties: Properties) -> Made:
    """A log group by its name; functions log to files."""
    name = properties.get("LogGroupName", site.physical_name(logical_id))
    logs = site.clients("logs")
    logs.create_log_group(logGroupName=name)
    if "RetentionInDays" in properties:
        logs.put_retention_policy(logGroupName=name, retentionInDays=int(properties["RetentionInDays"]))
    return Made(name, {"Arn": site.arn("logs", f"log-group:{name}:*")})


def alarm(site: Site, logical_id: str, properties: Properties) -> Made:
    """An alarm, so that it can be looked at; it never rings, since nothing is measured here."""
    told = {"AlarmName": site.physical_name(logical_id), **tags_off(properties)}
    site.clients("cloudwatch").put_metric_alarm(**told)
    name = str(told["AlarmName"])
    return Made(name, {"Arn": site.arn("cloudwatch", f"alarm:{name}")})
