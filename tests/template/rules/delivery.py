"""Nothing that arrives may be lost: queues, their dead letters, and what connects them to functions."""

import json
from collections.abc import Iterator

from tests.template.page import Page, Properties, listed, names_in, rule

FOURTEEN_DAYS = 1_209_600
FOUR_DAYS = 345_600
MAPPING = "AWS::Lambda::EventSourceMapping"
QUEUE = "AWS::SQS::Queue"
PREFIXES = {"UploadsQueue": "uploads/", "LettersQueue": "mail/"}
"""What the bucket tells to whom."""


def queues(page: Page) -> dict[str, Properties]:
    return dict(page.of_type(QUEUE))


def dead_letter_queues(page: Page) -> set[str]:
    """The queues that others give up to: no function takes from them."""
    return queues(page).keys() - set(mapped_queues(page))


def mapped_queues(page: Page) -> dict[str, str]:
    """Queue → the function that takes from it."""
    sources = ((names_in(mapping["EventSourceArn"])[0], mapping) for _, mapping in page.of_type(MAPPING))
    return {source: names_in(mapping["FunctionName"])[0] for source, mapping in sources if source in queues(page)}


@rule(
    lambda page: page.properties("UploadsQueue").update(VisibilityTimeout=719),
    lambda page: page.properties("SendNoticesFunction").update(Timeout=61) or page.properties("AssessVendorFunction").update(Timeout=61),
)
def a_message_stays_hidden_for_six_times_its_functions_timeout(page: Page) -> Iterator[str]:
    for _, mapping in page.of_type(MAPPING):
        queue = names_in(mapping["EventSourceArn"])[0]
        if queue in queues(page):
            timeout = page.properties(names_in(mapping["FunctionName"])[0]).get("Timeout", 3)
            least = 6 * timeout + mapping.get("MaximumBatchingWindowInSeconds", 0)
            if (visible := queues(page)[queue].get("VisibilityTimeout", 30)) < least:
                yield f"{queue} hides a message for {visible} s; its function needs {least} s"


@rule(
    lambda page: page.properties("ReadingsQueue").pop("RedrivePolicy"),
    lambda page: page.properties("ReadingsQueue")["RedrivePolicy"].update(maxReceiveCount=1),
    lambda page: page.properties("AssessmentsQueue")["RedrivePolicy"].update(
        deadLetterTargetArn={"Fn::GetAtt": ["UploadsDeadLetters", "Arn"]}
    ),
)
def every_queue_gives_up_into_dead_letters_of_its_own_kind_after_five_tries(page: Page) -> Iterator[str]:
    for queue in mapped_queues(page):
        redrive = queues(page)[queue].get("RedrivePolicy")
        if not redrive:
            yield f"{queue} has no dead letters"
            continue
        letters = names_in(redrive["deadLetterTargetArn"])[0]
        if redrive["maxReceiveCount"] < 5:
            yield f"{queue} gives up after {redrive['maxReceiveCount']} tries"
        if queues(page)[queue].get("FifoQueue", False) != queues(page)[letters].get("FifoQueue", False):
            yield f"{queue} and {letters} differ in their order"


@rule(
    lambda page: page.properties("ScheduleDeadLetters").pop("MessageRetentionPeriod"),
    lambda page: page.properties("UploadsQueue").update(MessageRetentionPeriod=FOURTEEN_DAYS),
)
def dead_letters_stay_fourteen_days_and_messages_four(page: Page) -> Iterator[str]:
    for queue, properties in queues(page).items():
        wanted = FOURTEEN_DAYS if queue in dead_letter_queues(page) else FOUR_DAYS
        if properties.get("MessageRetentionPeriod") != wanted:
            yield f"{queue} keeps messages for {properties.get('MessageRetentionPeriod')} s, not {wanted}"


@rule(
    lambda page: page.properties("SendNoticesFunctionNotices").pop("DestinationConfig"),
    lambda page: page.properties("ChaseRenewalsFunctionEveryMorning")["Target"].pop("DeadLetterConfig"),
    lambda page: page.resources.pop("SweepStragglersFunctionEventInvokeConfig"),
    lambda page: page.properties("UploadsQueue").pop("RedrivePolicy"),
)
def every_function_has_a_path_for_what_it_cannot_do(page: Page) -> Iterator[str]:
    """API Gateway's caller hears of a failure at once; every other way in needs a place where failures are kept."""
    for _, mapping in page.of_type(MAPPING):
        source, function = (names_in(mapping[key])[0] for key in ("EventSourceArn", "FunctionName"))
        kept = (
            queues(page)[source].get("RedrivePolicy") if source in queues(page) else mapping.get("DestinationConfig", {}).get("OnFailure")
        )
        if not kept:
            yield f"{function}: what comes from {source} and fails is kept nowhere"
    own = {names_in(config["FunctionName"])[0]: config for _, config in page.of_type("AWS::Lambda::EventInvokeConfig")}
    for schedule, properties in page.of_type("AWS::Scheduler::Schedule"):
        function = names_in(properties["Target"]["Arn"])[0]
        if "DeadLetterConfig" not in properties["Target"]:
            yield f"{schedule}: calls that never reach {function} are kept nowhere"
        if not own.get(function, {}).get("DestinationConfig", {}).get("OnFailure"):
            yield f"{function}: it is called asynchronously, and its own failures are kept nowhere"


@rule(
    lambda page: page.properties("AssessVendorFunctionAssessments").pop("FunctionResponseTypes"),
    lambda page: page.properties("SendNoticesFunctionNotices").update(FunctionResponseTypes=[]),
)
def every_mapping_lets_a_function_give_back_single_messages(page: Page) -> Iterator[str]:
    for name, mapping in page.of_type(MAPPING):
        if "ReportBatchItemFailures" not in mapping.get("FunctionResponseTypes", ()):
            yield f"{name} repeats the whole batch for one bad message"


@rule(
    lambda page: page.properties("ReceiveCertificateFunctionUploads").update(BatchSize=500),
    lambda page: page.properties("AssessVendorFunctionAssessments").update(BatchSize=11, MaximumBatchingWindowInSeconds=1),
    lambda page: page.properties("ReadCertificateFunctionReadings").pop("ScalingConfig"),
    lambda page: page.properties("ReadCertificateFunctionReadings")["ScalingConfig"].update(MaximumConcurrency=1),
)
def batches_and_workers_are_within_what_sqs_and_textract_take(page: Page) -> Iterator[str]:
    for name, mapping in page.of_type(MAPPING):
        queue = queues(page).get(names_in(mapping["EventSourceArn"])[0])
        if queue is None:
            continue
        window, size = mapping.get("MaximumBatchingWindowInSeconds", 0), mapping.get("BatchSize", 10)
        if size > 10 and (queue.get("FifoQueue") or not window):
            yield f"{name}: batches of {size} need a window, and a queue without order"
        if not 2 <= mapping.get("ScalingConfig", {}).get("MaximumConcurrency", 0) <= 1000:
            yield f"{name}: the number of workers is not bounded between 2 and 1,000"


@rule(
    lambda page: page.properties("SendNoticesFunctionNotices").pop("MaximumRetryAttempts"),
    lambda page: page.properties("SendNoticesFunctionNotices").update(MaximumRecordAgeInSeconds=-1),
    lambda page: page.properties("SendNoticesFunctionNotices").update(BisectBatchOnFunctionError=False),
)
def one_bad_stream_record_never_holds_up_its_shard_for_long(page: Page) -> Iterator[str]:
    for name, mapping in page.of_type(MAPPING):
        if names_in(mapping["EventSourceArn"])[0] in queues(page):
            continue
        if mapping.get("MaximumRetryAttempts", -1) < 0 or not 0 < mapping.get("MaximumRecordAgeInSeconds", -1) <= 86_400:
            yield f"{name} repeats a record for ever"
        if not mapping.get("BisectBatchOnFunctionError"):
            yield f"{name} gives up on a batch's good records with its bad one"


@rule(
    lambda page: page.properties("SendNoticesFunctionNotices").pop("FilterCriteria"),
    lambda page: page.properties("SendNoticesFunctionNotices")["FilterCriteria"]["Filters"].append(
        {"Pattern": '{"eventName": ["REMOVE"]}'}
    ),
    lambda page: page.properties("SendNoticesFunctionNotices")["FilterCriteria"]["Filters"][0].update(Pattern="{kind: notice}"),
)
def only_pending_notices_wake_the_sender(page: Page) -> Iterator[str]:
    """Its own writes (sending, sent) must not wake it again."""
    wanted = {"eventName": ["INSERT", "MODIFY"], "dynamodb": {"NewImage": {"kind": {"S": ["notice"]}, "status": {"S": ["pending"]}}}}
    patterns = [entry["Pattern"] for entry in page.properties("SendNoticesFunctionNotices").get("FilterCriteria", {}).get("Filters", ())]
    try:
        found = [json.loads(pattern) for pattern in patterns]
    except ValueError as error:
        yield f"a filter is not JSON: {error}"
        return
    if found != [wanted]:
        yield f"the sender is woken by {patterns or 'every change'}"


@rule(
    lambda page: page.properties("ReadingsSubscription").pop("RedrivePolicy"),
    lambda page: page.properties("ReadingsQueuePolicy").update(Queues=[{"Ref": "ReadingsQueue"}]),
    lambda page: page.properties("ReadingsQueuePolicy")["PolicyDocument"]["Statement"].pop(0),
)
def a_topic_that_cannot_reach_its_queue_keeps_the_message(page: Page) -> Iterator[str]:
    for name, subscription in page.of_type("AWS::SNS::Subscription"):
        if subscription["Protocol"] != "sqs":
            continue
        targets = names_in(subscription["Endpoint"]) + names_in(subscription.get("RedrivePolicy", {}))
        if len(targets) != 2:
            yield f"{name}: what cannot be delivered is kept nowhere"
        for queue in targets:
            if not any(allows(policy, "sns.amazonaws.com", queue) for _, policy in page.of_type("AWS::SQS::QueuePolicy")):
                yield f"{name}: {queue} does not take messages from the topic"


def allows(policy: Properties, service: str, queue: str) -> bool:
    """Whether a queue's policy lets a service send to it."""
    return queue in names_in(policy["Queues"]) and any(
        statement["Effect"] == "Allow"
        and statement["Principal"] == {"Service": service}
        and "sqs:SendMessage" in listed(statement["Action"])
        for statement in policy["PolicyDocument"]["Statement"]
    )


@rule(
    lambda page: page.resources["CertificatesBucket"].pop("DependsOn"),
    lambda page: page.properties("UploadsQueuePolicy")["PolicyDocument"]["Statement"][0]["Condition"]["ArnEquals"].update(
        {"aws:SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:s3:::another"}}
    ),
    lambda page: page.properties("CertificatesBucket")["NotificationConfiguration"]["QueueConfigurations"][0].pop("Filter"),
    lambda page: page.properties("CertificatesBucket")["NotificationConfiguration"]["QueueConfigurations"].append(
        {"Event": "s3:ObjectCreated:*", "Queue": {"Fn::GetAtt": ["ReadingsQueue", "Arn"]}}
    ),
)
def the_bucket_tells_of_uploads_and_mail_and_of_nothing_else(page: Page) -> Iterator[str]:
    """A notification for derived/ would let the functions wake themselves for ever."""
    bucket = page.properties("CertificatesBucket")
    for configuration in bucket["NotificationConfiguration"]["QueueConfigurations"]:
        rules = configuration.get("Filter", {}).get("S3Key", {}).get("Rules", [])
        queue = names_in(configuration["Queue"])[0]
        if rules != [{"Name": "prefix", "Value": PREFIXES.get(queue)}]:
            yield f"{queue} is told of {rules or 'every object'}"
    for queue in PREFIXES:
        if f"{queue}Policy" not in listed(page.resources["CertificatesBucket"].get("DependsOn", [])):
            yield f"the bucket may be made before {queue} takes messages from it, which S3 refuses"
        condition = page.properties(f"{queue}Policy")["PolicyDocument"]["Statement"][0]["Condition"]
        if condition["ArnEquals"]["aws:SourceArn"]["Fn::Sub"] != "arn:${AWS::Partition}:s3:::" + bucket["BucketName"]["Fn::Sub"]:
            yield f"{queue} takes messages from another bucket"
