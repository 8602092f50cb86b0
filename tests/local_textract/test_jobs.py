"""Asynchronous jobs: tokens, states, portions, messages, and the faults that can be ordered."""

import json
from typing import Any

import pytest

from local.textract import TextractError
from local.textract.errors import RETRYABLE
from tests.local_textract.conformance import assert_conventional, assert_shaped, words
from tests.local_textract.conftest import ROLE, TOPIC, WHEN, Desk
from tests.local_textract.drawing import a_pdf, text

PAGE = a_pdf(text("certificate of nothing at all"))
CHANNEL = {"SNSTopicArn": TOPIC, "RoleArn": ROLE}


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    desk.objects["one.pdf"] = PAGE
    desk.objects["two.pdf"] = a_pdf(text("first page of two"), text("second page of two"))
    desk.objects["dense.pdf"] = a_pdf(*[text(*[f"word{line} " * 14 for line in range(40)], size=8)] * 2)
    return desk


def refusal(desk: Desk, *arguments: Any, **more: Any) -> TextractError:
    with pytest.raises(TextractError) as refused:
        desk.start(*arguments, **more)
    return refused.value


def test_a_job_is_in_progress_until_it_is_done(stocked: Desk) -> None:
    job = stocked.start("one.pdf")
    assert stocked.get(job) == {"JobStatus": "IN_PROGRESS"}
    stocked.work()
    answer = stocked.get(job)
    assert (answer["JobStatus"], answer["DocumentMetadata"]) == ("SUCCEEDED", {"Pages": 1})
    assert words(answer["Blocks"]) == ["certificate", "of", "nothing", "at", "all"]
    assert_shaped("GetDocumentTextDetection", answer)
    assert_conventional(answer["Blocks"], numbered=True)


def test_both_apis_say_which_model_read(stocked: Desk) -> None:
    detection, analysis = stocked.start("one.pdf"), stocked.start("one.pdf", ["FORMS"])
    stocked.work()
    assert stocked.get(detection)["DetectDocumentTextModelVersion"] == "1.0"
    answer = stocked.get(analysis, analysis=True)
    assert answer["AnalyzeDocumentModelVersion"] == "1.0"
    assert_shaped("GetDocumentAnalysis", answer)


def test_the_same_token_is_the_same_job(stocked: Desk) -> None:
    first = stocked.start("one.pdf", ClientRequestToken="token-1")
    assert stocked.start("one.pdf", ClientRequestToken="token-1") == first
    assert len(stocked.waiting) == 1
    assert stocked.start("one.pdf") != stocked.start("one.pdf")


@pytest.mark.parametrize("other", [{"name": "two.pdf"}, {"JobTag": "another"}, {"features": ["FORMS"]}])
def test_the_same_token_for_something_else_is_refused(stocked: Desk, other: dict[str, Any]) -> None:
    stocked.start("one.pdf", ClientRequestToken="token-1")
    asked = {"name": "one.pdf"} | other
    assert refusal(stocked, ClientRequestToken="token-1", **asked).code == "IdempotentParameterMismatchException"


def test_a_job_of_one_api_is_unknown_to_the_other(stocked: Desk) -> None:
    job = stocked.start("one.pdf")
    with pytest.raises(TextractError, match="InvalidJobIdException"):
        stocked.get(job, analysis=True)


def test_a_result_comes_in_portions_of_a_thousand_blocks_cut_anywhere(stocked: Desk) -> None:
    job = stocked.start("dense.pdf", ["TABLES"])
    stocked.work()
    portions = [stocked.get(job, analysis=True)]
    while token := portions[-1].get("NextToken"):
        portions.append(stocked.get(job, analysis=True, NextToken=token))
    sizes = [len(portion["Blocks"]) for portion in portions]
    assert sizes[:-1] == [1000] * (len(sizes) - 1)
    assert len(sizes) > 1
    blocks = [block for portion in portions for block in portion["Blocks"]]
    assert {block["Page"] for block in blocks} == {1, 2}
    assert_conventional(blocks, numbered=True)
    first = {block["Id"] for block in portions[0]["Blocks"]}
    named = {target for block in portions[0]["Blocks"] for relation in block.get("Relationships", ()) for target in relation["Ids"]}
    assert named - first


def test_fewer_blocks_at_once_are_the_same_blocks(stocked: Desk) -> None:
    job = stocked.start("one.pdf")
    stocked.work()
    whole = stocked.get(job)["Blocks"]
    portion = stocked.get(job, MaxResults=3)
    assert portion["Blocks"] == whole[:3]
    assert stocked.get(job, NextToken=portion["NextToken"])["Blocks"] == whole[3:]


def test_a_token_of_another_job_leads_nowhere(stocked: Desk) -> None:
    one, two = stocked.start("one.pdf"), stocked.start("two.pdf")
    stocked.work()
    token = stocked.get(two, MaxResults=1)["NextToken"]
    for wrong in (token, "nonsense", "bm9uc2Vuc2U="):
        with pytest.raises(TextractError, match="InvalidParameterException"):
            stocked.get(one, NextToken=wrong)


def test_completion_is_told_with_tag_and_place(stocked: Desk) -> None:
    job = stocked.start("one.pdf", JobTag="certificate-7", NotificationChannel=CHANNEL)
    assert not stocked.messages
    stocked.work()
    ((topic, message),) = stocked.messages
    assert topic == TOPIC
    assert json.loads(message) == {
        "JobId": job,
        "Status": "SUCCEEDED",
        "API": "StartDocumentTextDetection",
        "JobTag": "certificate-7",
        "Timestamp": int(WHEN.timestamp() * 1000),
        "DocumentLocation": {"S3ObjectName": "one.pdf", "S3Bucket": "certificates"},
    }


def test_failure_is_told_too(stocked: Desk) -> None:
    stocked.objects["broken.pdf"] = b"%PDF-1.7\nnothing follows"
    job = stocked.start("broken.pdf", NotificationChannel=CHANNEL)
    stocked.work()
    assert stocked.get(job) == {"JobStatus": "FAILED", "StatusMessage": "BAD_DOCUMENT"}
    assert json.loads(stocked.messages[0][1])["Status"] == "FAILED"


def test_an_object_that_is_not_there_is_refused_at_once(stocked: Desk) -> None:
    assert refusal(stocked, "none.pdf").code == "InvalidS3ObjectException"


@pytest.mark.parametrize("code", RETRYABLE)
def test_the_next_calls_can_be_refused(stocked: Desk, code: str) -> None:
    stocked.textract.faults.refuse(code, calls=2)
    refused = [refusal(stocked, "one.pdf") for _ in range(2)]
    assert [(each.code, each.http_status) for each in refused] == [(code, 500 if code == "InternalServerError" else 400)] * 2
    stocked.start("one.pdf")


def test_a_refusal_can_be_kept_for_one_operation(stocked: Desk) -> None:
    stocked.textract.faults.refuse("ThrottlingException", operation="GetDocumentTextDetection")
    job = stocked.start("one.pdf")
    with pytest.raises(TextractError, match="ThrottlingException"):
        stocked.get(job)
    stocked.get(job)


def test_a_job_can_be_slow(stocked: Desk) -> None:
    stocked.textract.faults.slow_jobs(rounds=2)
    job = stocked.start("one.pdf")
    states = []
    while stocked.waiting:
        stocked.work()
        states.append(stocked.get(job)["JobStatus"])
    assert states == ["IN_PROGRESS", "IN_PROGRESS", "SUCCEEDED"]


def test_messages_can_be_lost_doubled_and_reordered(stocked: Desk) -> None:
    faults = stocked.textract.faults

    def sent(jobs: int) -> list[str]:
        stocked.messages.clear()
        for number in range(jobs):
            stocked.start("one.pdf", JobTag=f"job-{number}", NotificationChannel=CHANNEL)
        stocked.work()
        return [json.loads(message)["JobTag"] for _, message in stocked.messages]

    faults.lose_messages()
    assert sent(2) == ["job-1"]
    faults.double_messages()
    assert sent(2) == ["job-0", "job-0", "job-1"]
    faults.reorder_messages(3)
    assert sent(3) == ["job-2", "job-1", "job-0"]


def test_a_job_can_end_without_some_of_its_pages(stocked: Desk) -> None:
    stocked.textract.faults.partial_jobs(2)
    job = stocked.start("two.pdf", NotificationChannel=CHANNEL)
    stocked.work()
    answer = stocked.get(job)
    assert (answer["JobStatus"], answer["DocumentMetadata"]["Pages"]) == ("PARTIAL_SUCCESS", 2)
    assert answer["Warnings"] == [{"ErrorCode": "INTERNAL_ERROR", "Pages": [2]}]
    assert {block["Page"] for block in answer["Blocks"]} == {1}
    assert_shaped("GetDocumentTextDetection", answer)
    assert json.loads(stocked.messages[0][1])["Status"] == "SUCCEEDED"


def test_a_job_can_fail_without_a_reason_in_the_document(stocked: Desk) -> None:
    stocked.textract.faults.failing_jobs()
    job = stocked.start("one.pdf")
    stocked.work()
    assert stocked.get(job)["JobStatus"] == "FAILED"


def test_a_result_can_be_gone(stocked: Desk) -> None:
    job = stocked.start("one.pdf")
    stocked.work()
    stocked.textract.forget(job)
    with pytest.raises(TextractError, match="InvalidJobIdException"):
        stocked.get(job)
