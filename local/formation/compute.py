"""Functions and what wakes them: nothing of it is made on moto, it becomes the wiring of the pump and the gateway."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from local.formation.making import Made, Properties, Site
from local.formation.refusal import InvalidTemplateError, NotUnderstoodError
from local.pump import expressions, filters
from local.wiring import AsynchronousSettings, QueueMapping, Schedule, StreamMapping
from local.workers import FunctionDefinition

DEFAULT_TIMEOUT_S = 3
DEFAULT_MEMORY_MB = 128
ANY_RECORD_AGE = -1


def layer(site: Site, logical_id: str, properties: Properties) -> Made:
    """A layer by its directory; third-party layers are what the local environment has installed."""
    return Made(f"{site.arn('lambda', f'layer:{logical_id}')}:1:{properties['Content']['S3Key']}")


def function(site: Site, logical_id: str, properties: Properties) -> Made:
    """A function's name; its workers come later."""
    name = properties.get("FunctionName", site.physical_name(logical_id))
    return Made(name, {"Arn": site.arn("lambda", f"function:{name}")})


def function_definition(site: Site, logical_id: str) -> FunctionDefinition:
    """A function as its workers need it."""
    properties, made = site.properties[logical_id], site.made[logical_id]
    directory = site.template.directory
    layers = [directory / arn.rsplit(":1:", 1)[1] for arn in properties.get("Layers", ())]
    variables = properties.get("Environment", {}).get("Variables", {})
    return FunctionDefinition(
        name=made.reference,
        arn=made.attributes["Arn"],
        handler=properties["Handler"],
        directory=_code(directory / properties["Code"]["S3Key"], logical_id),
        layers=tuple(path for path in layers if path.is_dir() and any(path.glob("*/__init__.py"))),
        environment={key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in variables.items()},
        timeout=float(properties.get("Timeout", DEFAULT_TIMEOUT_S)),
        memory=int(properties.get("MemorySize", DEFAULT_MEMORY_MB)),
        log_group=properties.get("LoggingConfig", {}).get("LogGroup", f"/aws/lambda/{made.reference}"),
        statements=_statements(site, properties["Role"]),
    )


def _statements(site: Site, role_arn: str) -> tuple[Mapping[str, Any], ...]:
    """What a role's own policies allow. SAM's managed policies (logs, event sources) cover no call of a function's own."""
    (role,) = (site.properties[name] for name, made in site.made.items() if made.attributes.get("Arn") == role_arn)
    return tuple(statement for policy in role.get("Policies", ()) for statement in policy["PolicyDocument"]["Statement"])


def _code(directory: Path, logical_id: str) -> Path:
    if not directory.is_dir():
        raise InvalidTemplateError(f"{logical_id}: there is no directory {directory.name} for its code")
    return directory.resolve()


def event_source_mapping(site: Site, logical_id: str, properties: Properties) -> Made:
    """Checks what a mapping reads and writes; the pump reads it from the wiring."""
    source = properties["EventSourceArn"]
    if source not in site.queues and _table_of(site, source) is None:
        raise NotUnderstoodError(f"the event source {source} is neither a queue nor a table's stream of this template")
    mapping_of(site, properties)
    return Made(site.physical_name(logical_id))


def mapping_of(site: Site, properties: Properties) -> QueueMapping | StreamMapping:
    """A mapping as the pump runs it."""
    source = properties["EventSourceArn"]
    patterns = tuple(filters.parse(entry["Pattern"]) for entry in properties.get("FilterCriteria", {}).get("Filters", ()))
    reported = properties.get("FunctionResponseTypes", [])
    if reported not in ([], ["ReportBatchItemFailures"]):
        raise NotUnderstoodError(f"the response types {reported} are not understood by the local stack")
    window = float(properties.get("MaximumBatchingWindowInSeconds", 0))
    function_arn = _function_arn(site, properties["FunctionName"])
    if source in site.queues:
        concurrency = properties.get("ScalingConfig", {}).get("MaximumConcurrency")
        size = int(properties.get("BatchSize", 10))
        if size > 10 and not window:
            raise InvalidTemplateError("a batch of more than 10 messages needs a batching window")
        return QueueMapping(site.queues[source], function_arn, size, window, bool(reported), concurrency, patterns)
    table = _table_of(site, source)
    if table is None:
        raise NotUnderstoodError(f"the event source {source} is not understood by the local stack")
    if properties.get("StartingPosition") not in ("TRIM_HORIZON", "LATEST"):
        raise InvalidTemplateError("a stream is read from TRIM_HORIZON or LATEST")
    return StreamMapping(
        table=table,
        stream_arn=source,
        function_arn=function_arn,
        batch_size=int(properties.get("BatchSize", 100)),
        window=window,
        reports_failures=bool(reported),
        patterns=patterns,
        bisects=bool(properties.get("BisectBatchOnFunctionError", False)),
        retries=_unless_endless(properties.get("MaximumRetryAttempts")),
        record_age=_unless_endless(properties.get("MaximumRecordAgeInSeconds")),
        on_failure=_own_queue(site, properties.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")),
    )


def invoke_config(site: Site, logical_id: str, properties: Properties) -> Made:
    """Checks where failed events go; the pump reads it from the wiring."""
    invoke_settings(site, properties)
    return Made(site.physical_name(logical_id))


def invoke_settings(site: Site, properties: Properties) -> tuple[str, AsynchronousSettings]:
    """A function's ARN, and what becomes of events that it fails at."""
    on_failure = _own_queue(site, properties.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination"))
    settings = AsynchronousSettings(
        retries=int(properties.get("MaximumRetryAttempts", 2)),
        event_age=int(properties.get("MaximumEventAgeInSeconds", 21600)),
        on_failure=on_failure,
    )
    return _function_arn(site, properties["FunctionName"]), settings


def permission(site: Site, logical_id: str, _properties: Properties) -> Made:
    """Nothing: permissions are not evaluated here."""
    return Made(site.physical_name(logical_id))


def schedule(site: Site, logical_id: str, properties: Properties) -> Made:
    """Checks a schedule; the pump reads it from the wiring."""
    name = properties.get("Name", site.physical_name(logical_id))
    schedule_of(site, name, properties)
    return Made(name, {"Arn": site.arn("scheduler", f"schedule/default/{name}")})


def schedule_of(site: Site, name: str, properties: Properties) -> Schedule:
    """A schedule as the pump runs it."""
    mode = properties.get("FlexibleTimeWindow", {}).get("Mode", "OFF")
    if mode != "OFF":
        raise NotUnderstoodError(f"a flexible time window ({mode}) is not understood by the local stack")
    try:
        expression = expressions.parse(properties["ScheduleExpression"])
        zone = ZoneInfo(properties.get("ScheduleExpressionTimezone", "UTC"))
    except expressions.InvalidScheduleError as error:
        raise InvalidTemplateError(str(error)) from error
    except ZoneInfoNotFoundError as error:
        raise InvalidTemplateError(f"there is no time zone {properties['ScheduleExpressionTimezone']}") from error
    target = properties["Target"]
    arn = site.arn("scheduler", f"schedule/default/{name}")
    return Schedule(name, arn, expression, zone, _function_arn(site, target["Arn"]), target.get("Input", "{}"))


def _unless_endless(value: Any) -> int | None:
    return None if value is None or int(value) == ANY_RECORD_AGE else int(value)


def _function_arn(site: Site, name_or_arn: str) -> str:
    for made in _made_of_type(site, "AWS::Lambda::Function").values():
        arn = made.attributes["Arn"]
        if name_or_arn in (made.reference, arn, f"{arn}:$LATEST"):
            return arn
    raise NotUnderstoodError(f"the target {name_or_arn} is no function of this template")


def _table_of(site: Site, stream_arn: str) -> str | None:
    tables = _made_of_type(site, "AWS::DynamoDB::Table")
    return next((made.reference for made in tables.values() if made.attributes.get("StreamArn") == stream_arn), None)


def _own_queue(site: Site, arn: str | None) -> str | None:
    if arn is not None and arn not in site.queues:
        raise NotUnderstoodError(f"the destination {re.sub(r'[0-9]{12}', '…', arn)} is no queue of this template")
    return arn


def _made_of_type(site: Site, kind: str) -> Mapping[str, Made]:
    return {logical_id: made for logical_id, made in site.made.items() if site.template.resources[logical_id].type == kind}
