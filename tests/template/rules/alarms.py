"""Whoever operates it hears of it: an alarm for every queue, function and schedule, and someone at its end."""

import re
from collections.abc import Iterator

from tests.template.page import Page, Properties, listed, names_in, rule
from tests.template.rules.delivery import dead_letter_queues, mapped_queues

SEVEN_DAYS = 604_800
QUARTER_OF_AN_HOUR = 900


def alarms(page: Page) -> dict[str, Properties]:
    return dict(page.of_type("AWS::CloudWatch::Alarm"))


def watched(page: Page, metric: str) -> Iterator[tuple[str, Properties, list[str]]]:
    """Alarms on a metric, alone or in an expression, each with the resources that it looks at."""
    for name, alarm in alarms(page).items():
        if alarm.get("MetricName") == metric:
            yield name, alarm, names_in(alarm.get("Dimensions", []))
        inner = [entry["MetricStat"]["Metric"] for entry in alarm.get("Metrics", ()) if "MetricStat" in entry]
        if any(entry["MetricName"] == metric for entry in inner):
            yield name, alarm, [other for entry in inner if entry["MetricName"] == metric for other in names_in(entry["Dimensions"])]


def without(page: Page, wanted: set[str], metric: str, **properties: object) -> set[str]:
    """Those of the wanted resources that no alarm on the metric, of these properties, looks at."""
    seen = {name for _, alarm, names in watched(page, metric) for name in names if properties.items() <= alarm.items()}
    return wanted - seen


def functions(page: Page) -> set[str]:
    return {name for name, _ in page.of_type("AWS::Lambda::Function")}


@rule(
    lambda page: page.resources.pop("UnsentNoticesDeadLettersAlarm"),
    lambda page: page.properties("UploadsDeadLettersAlarm").update(Threshold=100),
    lambda page: page.properties("OldDeadLettersAlarm")["Metrics"].pop(),
)
def the_first_dead_letter_is_told_and_an_old_one_again(page: Page) -> Iterator[str]:
    letters = dead_letter_queues(page)
    for queue in without(page, letters, "ApproximateNumberOfMessagesVisible", Threshold=1, TreatMissingData="notBreaching"):
        yield f"nobody hears of messages in {queue}"
    for queue in without(page, letters, "ApproximateAgeOfOldestMessage", Threshold=SEVEN_DAYS):
        yield f"nobody hears before {queue} forgets"


@rule(
    lambda page: page.resources.pop("AssessmentsQueueAgeAlarm"),
    lambda page: page.properties("ReadingsQueueAgeAlarm").update(Threshold=86_400),
    lambda page: page.resources.pop("NoticesAgeAlarm"),
)
def work_that_waits_for_a_quarter_of_an_hour_is_told(page: Page) -> Iterator[str]:
    for queue in without(page, set(mapped_queues(page)), "ApproximateAgeOfOldestMessage", Threshold=QUARTER_OF_AN_HOUR):
        yield f"nobody hears of {queue} standing still"
    by_stream = {
        names_in(mapping["FunctionName"])[0]
        for _, mapping in page.of_type("AWS::Lambda::EventSourceMapping")
        if "StartingPosition" in mapping
    }
    for function in without(page, by_stream, "IteratorAge", Threshold=QUARTER_OF_AN_HOUR * 1000):
        yield f"nobody hears of {function} falling behind its stream"


@rule(
    lambda page: page.resources.pop("StaffApiErrorsAlarm"),
    lambda page: page.properties("ThrottlesAlarm")["Metrics"].pop(),
    lambda page: page.properties("DurationAlarm")["Metrics"].pop(),
)
def every_function_that_fails_waits_or_nearly_runs_out_of_time_is_told(page: Page) -> Iterator[str]:
    for metric, limit in (("Errors", 1), ("Throttles", 1), ("Duration", 0.8)):
        for function in without(page, functions(page), metric, Threshold=limit, TreatMissingData="notBreaching"):
            yield f"nobody hears of {function}: {metric}"


@rule(
    lambda page: page.properties("ReceiveCertificateFunction").update(Timeout=60),
    lambda page: page.properties("DurationAlarm")["Metrics"][0].update(Expression="MAX([receiveCertificate/120000])"),
)
def the_duration_alarm_measures_each_function_by_its_own_timeout(page: Page) -> Iterator[str]:
    entries = page.properties("DurationAlarm")["Metrics"]
    shares = dict(re.findall(r"(\w+)/(\d+)", entries[0]["Expression"]))
    for entry in entries[1:]:
        function = names_in(entry["MetricStat"]["Metric"]["Dimensions"])[0]
        if shares.get(entry["Id"]) != str(page.properties(function)["Timeout"] * 1000):
            yield f"{function} is measured by {shares.get(entry['Id'])} ms"


@rule(
    lambda page: page.resources.pop("SweepStragglersMissingAlarm"),
    lambda page: page.properties("ChaseRenewalsMissingAlarm").update(TreatMissingData="notBreaching"),
)
def a_scheduled_run_that_does_not_happen_is_told(page: Page) -> Iterator[str]:
    scheduled = {names_in(schedule["Target"]["Arn"])[0] for _, schedule in page.of_type("AWS::Scheduler::Schedule")}
    for function in without(
        page, scheduled, "Invocations", Threshold=1, TreatMissingData="breaching", ComparisonOperator="LessThanThreshold"
    ):
        yield f"nobody hears when {function} does not run"


@rule(
    lambda page: page.properties("BounceRateAlarm").update(Threshold=0.5),
    lambda page: page.resources.pop("ComplaintRateAlarm"),
    lambda page: page.resources.pop("ApiFaultsAlarm"),
    lambda page: page.properties("TextractThrottledAlarm")["Metrics"].pop(),
)
def trouble_with_mail_textract_and_the_api_is_told(page: Page) -> Iterator[str]:
    """SES looks into 5 % bounces and 0.1 % complaints: the alarm comes before that."""
    for metric, most in (("Reputation.BounceRate", 0.02), ("Reputation.ComplaintRate", 0.0005), ("5xx", 0.01), ("4xx", 300)):
        if not any(alarm["Threshold"] <= most for _, alarm, _ in watched(page, metric)):
            yield f"nobody hears of {metric} at {most}"
    refused = {
        dimension["Value"]
        for _, alarm, _ in watched(page, "ThrottledCount")
        for entry in alarm["Metrics"][1:]
        for dimension in entry["MetricStat"]["Metric"]["Dimensions"]
    }
    used = {
        action.removeprefix("textract:")
        for function in functions(page)
        for statement in page.statements_of(function)
        for action in listed(statement["Action"])
        if action.startswith("textract:")
    }
    for operation in sorted(used - refused):
        yield f"nobody hears when Textract refuses {operation}"


@rule(
    lambda page: page.properties("ThrottlesAlarm").pop("AlarmActions"),
    lambda page: page.properties("UploadsDeadLettersAlarm").pop("TreatMissingData"),
    lambda page: page.properties("ApiFaultsAlarm").pop("AlarmDescription"),
    lambda page: page.properties("AlarmSubscription").update(Protocol="https"),
    lambda page: page.properties("AlarmTopicPolicy")["PolicyDocument"]["Statement"].pop(0),
)
def every_alarm_reaches_a_person_and_says_what_is_wrong(page: Page) -> Iterator[str]:
    for name, alarm in alarms(page).items():
        if alarm.get("AlarmActions") != [{"Ref": "AlarmTopic"}]:
            yield f"{name} tells nobody"
        if not alarm.get("TreatMissingData") or not alarm.get("AlarmDescription"):
            yield f"{name} does not say what it means, or what silence means"
    mails = [names_in(entry["TopicArn"]) for _, entry in page.of_type("AWS::SNS::Subscription") if entry["Protocol"] == "email"]
    if ["AlarmTopic"] not in mails:
        yield "the alarms' topic has no reader"
    statements = page.properties("AlarmTopicPolicy")["PolicyDocument"]["Statement"]
    if not any(entry["Effect"] == "Allow" and entry["Principal"] == {"Service": "cloudwatch.amazonaws.com"} for entry in statements):
        yield "CloudWatch may not speak to the alarms' topic"
