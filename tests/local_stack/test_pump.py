"""Events reach functions as on AWS: from bucket, topic, queue, table and schedule, and to the dead letters when nothing helps."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus

import pytest

from tests.local_stack.conftest import BEGIN, TinyStack

Client = Callable[[str], Any]


def bodies(batches: list[list[str]]) -> list[str]:
    return [body for batch in batches for body in batch]


def test_an_upload_is_told_with_version_sequencer_and_the_stacks_time(tiny: TinyStack, client: Client) -> None:
    s3 = client("s3")
    bucket = tiny.stack.bucket
    versions = [s3.put_object(Bucket=bucket, Key="uploads/a b/ü+c.pdf", Body=content)["VersionId"] for content in (b"first", b"second")]
    s3.put_object(Bucket=bucket, Key="derived/quiet.txt", Body=b"no one is told of this")

    messages = [json.loads(body) for body in bodies(tiny.told("Uploads"))]
    records = [record for message in messages for record in message.get("Records", ())]
    told = [record for record in records if unquote_plus(record["s3"]["object"]["key"]) == "uploads/a b/ü+c.pdf"]

    assert [record["s3"]["object"]["versionId"] for record in told] == versions
    assert told[0]["s3"]["object"]["sequencer"] < told[1]["s3"]["object"]["sequencer"]
    assert (told[1]["s3"]["object"]["key"], told[1]["s3"]["object"]["size"]) == ("uploads/a+b/%C3%BC%2Bc.pdf", 6)
    assert told[0]["eventName"] == "ObjectCreated:Put"
    assert datetime.fromisoformat(told[0]["eventTime"]) - tiny.stack.clock.now() < timedelta(minutes=1)
    assert not any("derived" in record["s3"]["object"]["key"] for record in records)
    assert messages[0]["Event"] == "s3:TestEvent"


def test_a_large_file_in_parts_is_one_upload(tiny: TinyStack, client: Client) -> None:
    s3, bucket, key = client("s3"), tiny.stack.bucket, "uploads/in-parts.bin"
    upload = s3.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    parts = []
    for number, content in enumerate((b"a" * 5 * 1024 * 1024, b"b"), 1):
        etag = s3.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=number, Body=content)["ETag"]
        parts.append({"ETag": etag, "PartNumber": number})
    s3.complete_multipart_upload(Bucket=bucket, Key=key, UploadId=upload, MultipartUpload={"Parts": parts})

    told = [json.loads(body) for body in bodies(tiny.told("Uploads")) if "in-parts" in body]

    assert [message["Records"][0]["eventName"] for message in told] == ["ObjectCreated:CompleteMultipartUpload"]
    assert told[0]["Records"][0]["s3"]["object"]["size"] == 5 * 1024 * 1024 + 1


def test_only_what_failed_comes_again_and_then_goes_to_the_dead_letters(tiny: TinyStack, client: Client) -> None:
    entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(("well 1", "to fail 2", "well 3"))]
    client("sqs").send_message_batch(QueueUrl=tiny.queue_url("Letters"), Entries=entries)

    told = bodies(tiny.told("Letters"))

    assert [told.count(body) for body in ("well 1", "to fail 2", "well 3")] == [1, 2, 1]
    assert tiny.dead_letters().count("to fail 2") == 1


def test_a_batch_that_crashes_comes_again_as_a_whole(tiny: TinyStack, client: Client) -> None:
    client("sqs").send_message(QueueUrl=tiny.queue_url("Uploads"), MessageBody="to crash")

    assert bodies(tiny.told("Uploads")).count("to crash") == 3
    assert "to crash" in tiny.dead_letters()


def test_a_function_that_takes_too_long_is_stopped(tiny: TinyStack, client: Client) -> None:
    client("sqs").send_message(QueueUrl=tiny.queue_url("Letters"), MessageBody="to sleep")

    assert bodies(tiny.told("Letters")).count("to sleep") == 2
    assert "to sleep" in tiny.dead_letters()


def test_one_groups_messages_stay_in_order_behind_one_that_fails(tiny: TinyStack, client: Client) -> None:
    queue = tiny.queue_url("Ordered.fifo")
    for group, body in (("a", "a1 fail"), ("a", "a2"), ("b", "b1"), ("a", "a3")):
        client("sqs").send_message(QueueUrl=queue, MessageBody=body, MessageGroupId=group)

    told = bodies(tiny.told("Ordered"))

    assert [body for body in told if body.startswith("a")] == ["a1 fail", "a1 fail", "a1 fail", "a2", "a3"]
    assert told.index("b1") < told.index("a2")
    assert "a1 fail" in tiny.dead_letters()


def test_a_message_sent_twice_within_five_minutes_is_told_once(tiny: TinyStack, client: Client) -> None:
    for _ in range(2):
        client("sqs").send_message(QueueUrl=tiny.queue_url("Ordered.fifo"), MessageBody="only once", MessageGroupId="c")
        tiny.stack.wait_until_idle(20)

    assert bodies(tiny.told("Ordered")).count("only once") == 1


def test_a_delayed_message_is_under_way_until_it_has_arrived(tiny: TinyStack, client: Client) -> None:
    client("sqs").send_message(QueueUrl=tiny.queue_url("Letters"), MessageBody="later", DelaySeconds=300)

    assert "later" in bodies(tiny.told("Letters"))


def test_a_topic_tells_the_queues_whose_policies_let_it(tiny: TinyStack, client: Client) -> None:
    topic = next(entry["TopicArn"] for entry in client("sns").list_topics()["Topics"])
    client("sns").publish(TopicArn=topic, Message="hear, hear")

    heard = [json.loads(body) for body in bodies(tiny.told("Letters")) if "hear, hear" in body]

    assert [(envelope["Type"], envelope["TopicArn"], envelope["Message"]) for envelope in heard] == [("Notification", topic, "hear, hear")]
    assert datetime.fromisoformat(heard[0]["Timestamp"]).date() >= BEGIN
    assert sum("hear, hear" in letter for letter in tiny.dead_letters()) == 1


def test_a_functions_world_is_what_the_template_gives_it(tiny: TinyStack) -> None:
    tiny.stack.move_clock(tiny.stack.clock.today() + timedelta(days=1))

    told = tiny.told("Morning")[-1]

    assert 0 < told["remaining"] <= 5000
    assert told["environment"]["NOTEBOOK"] == str(tiny.notebook)
    assert told["environment"]["AWS_ENDPOINT_URL"] == tiny.stack.aws
    assert told["environment"]["AWS_ACCOUNT_ID_ENDPOINT_MODE"] == "disabled"
    assert "VIRTUAL_ENV" not in told["environment"]
    assert "HOME" not in told["environment"]


def test_setting_the_clock_forward_runs_each_morning_once_and_one_sweep_a_day(tiny: TinyStack) -> None:
    tiny.told("Sweep")
    start = tiny.stack.clock.today()
    ran = tiny.stack.move_clock(start + timedelta(days=2))

    mornings = [one["at"] for one in ran if one["schedule"] == "tiny-morning"]
    sweeps = [one["at"] for one in ran if one["schedule"] == "tiny-sweep"]
    assert [datetime.fromisoformat(at).date() - start for at in mornings] == [timedelta(days=1), timedelta(days=2)]
    assert len(sweeps) == 3
    assert ran == sorted(ran, key=lambda one: one["at"])
    assert [told["event"]["scheduled_at"] for told in tiny.told("Morning")][-2:] == [at.replace(".000Z", "Z") for at in mornings]
    assert tiny.stack.clock.today() == start + timedelta(days=2)


def test_a_schedules_event_that_fails_is_kept_with_its_reason(tiny: TinyStack) -> None:
    trouble = tiny.notebook / "morning-fails"
    trouble.touch()
    try:
        tiny.stack.move_clock(tiny.stack.clock.today() + timedelta(days=1))
        kept = [json.loads(letter) for letter in tiny.dead_letters() if "RetriesExhausted" in letter]
    finally:
        trouble.unlink()

    morning = [letter for letter in kept if "MorningFunction" in letter["requestContext"]["functionArn"]]
    assert [(letter["requestContext"]["approximateInvokeCount"], letter["responsePayload"]["errorMessage"]) for letter in morning] == [
        (2, "told to fail")
    ]


def put(client: Client, *names: str, kind: str = "notice") -> None:
    table = client("dynamodb").list_tables()["TableNames"][0]
    for name in names:
        client("dynamodb").put_item(TableName=table, Item={"pk": {"S": name}, "kind": {"S": kind}})


def test_the_streams_filter_lets_through_what_the_function_wants(tiny: TinyStack, client: Client) -> None:
    put(client, "filter 1")
    put(client, "filter 2", kind="profile")
    put(client, "filter 1")  # now a MODIFY
    put(client, "filter 3")

    assert [name for batch in tiny.told("Changes") for name in batch if name.startswith("filter")] == ["filter 1", "filter 3"]


def test_a_crashing_record_is_found_by_halving_and_given_up(tiny: TinyStack, client: Client) -> None:
    table = client("dynamodb").list_tables()["TableNames"][0]
    items = [
        {"Put": {"TableName": table, "Item": {"pk": {"S": name}, "kind": {"S": "notice"}}}}
        for name in ("half 1", "half 2 crash", "half 3", "half 4")
    ]
    client("dynamodb").transact_write_items(TransactItems=items)

    told = [batch for batch in tiny.told("Changes") if any(name.startswith("half") for name in batch)]

    assert ["half 1"] in told
    assert ["half 3", "half 4"] in told
    assert told.count(["half 2 crash"]) == 3
    infos = [json.loads(letter)["DDBStreamBatchInfo"] for letter in tiny.dead_letters() if "DDBStreamBatchInfo" in letter]
    assert [info["batchSize"] for info in infos] == [1]


def test_a_failed_transaction_loses_nothing_of_the_stream(tiny: TinyStack, client: Client) -> None:
    """moto puts a copy of the table in its place when a transaction fails; whoever kept the old one would see nothing new."""
    table = client("dynamodb").list_tables()["TableNames"][0]
    put(client, "before")
    tiny.told("Changes")
    condition = {"ConditionExpression": "attribute_not_exists(pk)"}
    items = [
        {"Put": {"TableName": table, "Item": {"pk": {"S": name}, "kind": {"S": "notice"}}, **condition}} for name in ("unseen", "before")
    ]
    with pytest.raises(client("dynamodb").exceptions.TransactionCanceledException):
        client("dynamodb").transact_write_items(TransactItems=items)
    put(client, "after")

    told = bodies(tiny.told("Changes"))

    assert "unseen" not in told
    assert told[-1] == "after"


def test_a_failed_transaction_leaves_every_item_as_it_was(tiny: TinyStack, client: Client) -> None:
    dynamodb = client("dynamodb")
    table = dynamodb.list_tables()["TableNames"][0]
    dynamodb.put_item(TableName=table, Item={"pk": {"S": "kept"}, "count": {"N": "1"}})
    dynamodb.put_item(TableName=table, Item={"pk": {"S": "removed"}})
    change = {
        "UpdateExpression": "SET #c = #c + :one",
        "ExpressionAttributeNames": {"#c": "count"},
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
    update = {"Update": {"TableName": table, "Key": {"pk": {"S": "kept"}}, **change}}
    remove = {"Delete": {"TableName": table, "Key": {"pk": {"S": "removed"}}}}
    fail = {"ConditionCheck": {"TableName": table, "Key": {"pk": {"S": "nowhere"}}, "ConditionExpression": "attribute_exists(pk)"}}

    with pytest.raises(dynamodb.exceptions.TransactionCanceledException):
        dynamodb.transact_write_items(TransactItems=[update, remove, fail])
    assert dynamodb.get_item(TableName=table, Key={"pk": {"S": "kept"}})["Item"]["count"] == {"N": "1"}
    assert "Item" in dynamodb.get_item(TableName=table, Key={"pk": {"S": "removed"}})

    dynamodb.transact_write_items(TransactItems=[update, remove])
    assert dynamodb.get_item(TableName=table, Key={"pk": {"S": "kept"}})["Item"]["count"] == {"N": "2"}
    assert "Item" not in dynamodb.get_item(TableName=table, Key={"pk": {"S": "removed"}})
