"""AWS's events in our words; what cannot be understood is raised, so that it is seen."""

import json
from datetime import UTC, date, datetime

import pytest

from coverwatch.application.messages import Completion, Question
from coverwatch.application.records import Upload
from coverwatch.aws.events import BadEvent, completion_in, filed_notice_in, question_in, scheduled_at_in, uploads_in

AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


def an_s3_record(key: str = "uploads/keystone/coi.pdf", name: str = "ObjectCreated:Put") -> dict[str, object]:
    stored = {"key": key, "size": 7, "versionId": "v1", "sequencer": "0055AED6DCD90281E5"}
    return {"eventName": name, "eventTime": "2026-03-02T14:00:00.000Z", "s3": {"bucket": {"name": "certificates"}, "object": stored}}


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("uploads/keystone/coi.pdf", "uploads/keystone/coi.pdf"),
        ("uploads/keystone/my+file.pdf", "uploads/keystone/my file.pdf"),
        ("uploads/keystone/a%2Bb.pdf", "uploads/keystone/a+b.pdf"),
        ("uploads%2Fkeystone%2Fcoi.pdf", "uploads/keystone/coi.pdf"),
        ("uploads/keystone/%E2%9C%93.pdf", "uploads/keystone/✓.pdf"),
        ("uploads/keystone/trailing+", "uploads/keystone/trailing "),
    ],
)
def test_a_key_is_decoded_once(given: str, key: str) -> None:
    assert uploads_in(json.dumps({"Records": [an_s3_record(given)]})) == [
        Upload(bucket="certificates", key=key, version_id="v1", size=7, uploaded_at=AT)
    ]


def test_s3s_test_event_is_no_upload() -> None:
    assert uploads_in(json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent"})) == []


def test_a_deleted_object_is_no_upload() -> None:
    assert uploads_in(json.dumps({"Records": [an_s3_record(name="ObjectRemoved:Delete")]})) == []


@pytest.mark.parametrize("body", ["", "no json", "[]", "{}", '{"Records": [{"eventName": "ObjectCreated:Put"}]}'])
def test_what_is_no_s3_event_is_raised(body: str) -> None:
    with pytest.raises(BadEvent):
        uploads_in(body)


def a_completion(**overrides: object) -> dict[str, object]:
    message = {"JobId": "j1", "Status": "SUCCEEDED", "API": "StartDocumentTextDetection", "JobTag": "c1", "Timestamp": 1772460000000}
    return message | overrides


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_completion_is_understood_bare_and_in_its_envelope(wrapped: bool) -> None:
    message = json.dumps(a_completion())
    body = json.dumps({"Type": "Notification", "TopicArn": "arn", "Message": message}) if wrapped else message

    assert completion_in(body) == Completion("c1", "j1", "SUCCEEDED", "detection", AT)


@pytest.mark.parametrize("spoilt", [{"API": "StartExpenseAnalysis"}, {"JobTag": None, "Timestamp": "soon"}])
def test_a_completion_of_another_kind_is_raised(spoilt: dict[str, object]) -> None:
    with pytest.raises(BadEvent):
        completion_in(json.dumps(a_completion(**spoilt)))


def test_a_question_of_a_later_version_is_raised_not_guessed() -> None:
    asked = {"schema": 1, "vendor_id": "keystone", "on": "2026-03-02", "at": "2026-03-02T14:00:00+00:00"}

    assert question_in(json.dumps(asked)) == Question("keystone", date(2026, 3, 2), AT)
    with pytest.raises(BadEvent, match="schema 2"):
        question_in(json.dumps(asked | {"schema": 2}))


def test_a_stream_record_names_its_vendor_and_moment() -> None:
    record = {"dynamodb": {"Keys": {"pk": {"S": "VENDOR#keystone"}}, "ApproximateCreationDateTime": 1772460000}}

    assert filed_notice_in(record) == ("keystone", AT)


def test_a_schedules_moment_has_a_time_zone() -> None:
    assert scheduled_at_in({"scheduled_at": "2026-03-02T14:00:00Z"}) == AT
    with pytest.raises(BadEvent):
        scheduled_at_in({"scheduled_at": "2026-03-02T14:00:00"})
