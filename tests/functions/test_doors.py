"""Every function answers its recorded event as AWS expects, and gives back what it could not do."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import boto3
import pytest

from coverwatch.application.links import link_token
from coverwatch.application.mail_links import reply_address
from coverwatch.aws.desks import sending
from coverwatch.aws.table import Table
from tests.builders import REQUIREMENTS
from tests.functions.conftest import EVENTS, Doors
from tests.letters.raw_mails import a_message, attach, raw
from tests.papers import a_one_page_pdf

VENDOR = {
    "legal_name": "Keystone Elevator L.P.",
    "requirement_set": "general-subcontractor",
    "contacts": [{"role": "vendor", "email": "office@keystone.example"}],
}


def asked(
    route: str, path: dict[str, str] | None = None, body: object = None, role: str = "admin", key: str | None = None
) -> dict[str, Any]:
    """The gateway's event for a request with a token of that role."""
    event: dict[str, Any] = json.loads((EVENTS / "authorization_asked.json").read_text())
    method, template = route.split(" ")
    event |= {"routeKey": route, "pathParameters": path or {}, "queryStringParameters": None, "rawQueryString": ""}
    event["rawPath"] = event["requestContext"]["http"]["path"] = template.format(**(path or {}))
    event["requestContext"]["http"]["method"] = method
    event["requestContext"]["authorizer"]["jwt"]["claims"]["cognito:groups"] = f"[{role}]"
    event["headers"]["content-type"] = "application/json"
    if key is not None:
        event["headers"]["idempotency-key"] = key
    if body is not None:
        event["body"] = json.dumps(body)
    return event


def ask(doors: Doors, *given: Any, **also: Any) -> tuple[int, Any]:
    """Ask the staff's API as the gateway does, with the claims of a token of that role."""
    answer = doors.call("staff_api", asked(*given, **also))
    return answer["statusCode"], json.loads(answer["body"])


def with_a_vendor(doors: Doors) -> Table:
    assert ask(doors, "PUT /requirement-sets/{requirement_set_id}", {"requirement_set_id": "general-subcontractor"}, REQUIREMENTS)[0] == 200
    assert ask(doors, "PUT /vendors/{vendor_id}", {"vendor_id": "keystone-elevator"}, VENDOR)[0] == 201
    return Table(boto3.client("dynamodb"), "coverwatch")


def test_there_is_an_event_for_every_function() -> None:
    functions = {path.stem for path in (Path(__file__).parents[2] / "functions").glob("*.py")}
    told = {
        "receive_certificate": "certificate_uploaded",
        "read_certificate": "textract_finished",
        "assess_vendor": "vendor_due",
        "send_notices": "notice_filed",
        "record_delivery": "mail_bounced",
        "receive_mail": "mail_came",
        "chase_renewals": "morning_came",
        "sweep_stragglers": "quarter_of_an_hour_passed",
        "staff_api": "authorization_asked",
        "vendor_portal": "vendor_page_opened",
    }

    assert set(told) == functions
    assert set(told.values()) == {path.stem for path in EVENTS.glob("*.json")}


def test_an_upload_is_registered_and_sent_to_textract(doors: Doors) -> None:
    table = with_a_vendor(doors)
    key = "uploads/keystone-elevator/our certificate.pdf"
    version = boto3.client("s3").put_object(Bucket="certificates", Key=key, Body=a_one_page_pdf())["VersionId"]
    event = json.loads((EVENTS / "certificate_uploaded.json").read_text().replace("VERSION", version))

    assert doors.call("receive_certificate", event) == {"batchItemFailures": []}
    (record,) = table.vendor("keystone-elevator").certificates  # type: ignore[union-attr]
    assert record.status.value == "reading"


def test_a_message_that_is_not_s3s_comes_back_alone(doors: Doors) -> None:
    with_a_vendor(doors)
    event = json.loads((EVENTS / "certificate_uploaded.json").read_text())
    event["Records"] += [event["Records"][0] | {"messageId": "spoilt", "body": "not json"}]

    assert doors.call("receive_certificate", event) == {"batchItemFailures": [{"itemIdentifier": "spoilt"}]}


def test_a_completion_for_an_unregistered_document_comes_back(doors: Doors) -> None:
    failures = doors.call("read_certificate", "textract_finished")["batchItemFailures"]

    assert failures == [{"itemIdentifier": "5d1f0c1e-0000-4000-8000-000000000002"}]


def test_an_assessment_is_filed_for_the_vendor_that_is_due(doors: Doors) -> None:
    table = with_a_vendor(doors)
    before = table.vendor("keystone-elevator")

    assert doors.call("assess_vendor", "vendor_due") == {"batchItemFailures": []}
    after = table.vendor("keystone-elevator")
    assert before
    assert after
    assert after.version == before.version + 1
    assert str(after.standing.assessed_on) == "2026-03-02"


def test_an_assessment_of_a_vendor_that_is_gone_is_no_failure(doors: Doors) -> None:
    assert doors.call("assess_vendor", "vendor_due") == {"batchItemFailures": []}


def test_a_filed_notice_is_sent(doors: Doors) -> None:
    table = with_a_vendor(doors)
    ask(doors, "POST /vendors/{vendor_id}/certificate-requests", {"vendor_id": "keystone-elevator"})

    assert doors.call("send_notices", "notice_filed") == {"batchItemFailures": []}
    (record,) = table.vendor("keystone-elevator").notices  # type: ignore[union-attr]
    assert (record.status.value, [recipient for recipient, _ in record.mails]) == ("sent", ["office@keystone.example"])


def test_mails_bear_the_organisations_name_colour_and_contact_by_its_settings(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    told = sending.open_desk().organisation
    assert (told.name, told.colour, told.contact) == ("Meridian Property Group", "#0b6e4f", "insurance@meridian.example")

    monkeypatch.setenv("ORGANISATION_CONTACT", "")
    sending.open_desk.cache_clear()
    assert sending.open_desk().organisation.contact is None


def test_a_bounced_mail_closes_its_address(doors: Doors) -> None:
    table = with_a_vendor(doors)
    ask(doors, "POST /vendors/{vendor_id}/certificate-requests", {"vendor_id": "keystone-elevator"})
    doors.call("send_notices", "notice_filed")
    (record,) = table.vendor("keystone-elevator").notices  # type: ignore[union-attr]
    event = json.loads((EVENTS / "mail_bounced.json").read_text().replace("TAG", record.notice.tag))

    assert doors.call("record_delivery", event) == {"batchItemFailures": []}
    file = table.vendor("keystone-elevator")
    assert file
    assert file.facts.vendor.contacts[0].closed_because == "hard bounce"
    assert {kept.notice.series.value for kept in file.notices} == {"first_request", "review_task"}


def test_a_mail_event_about_nobody_we_know_is_done_with(doors: Doors) -> None:
    assert doors.call("record_delivery", "mail_bounced") == {"batchItemFailures": []}


def test_what_is_no_mail_event_comes_back(doors: Doors) -> None:
    event = json.loads((EVENTS / "mail_bounced.json").read_text())
    event["Records"][0]["body"] = json.dumps({"Type": "Notification", "Message": json.dumps({"eventType": "Astonishment", "mail": {}})})

    assert doors.call("record_delivery", event)["batchItemFailures"] == [{"itemIdentifier": event["Records"][0]["messageId"]}]


def test_a_certificate_that_came_by_mail_is_an_upload(doors: Doors) -> None:
    with_a_vendor(doors)
    address = str(reply_address(b"a secret", "keystone-elevator", 1, "in.meridian.example"))
    s3 = boto3.client("s3")
    version = s3.put_object(Bucket="certificates", Key="mail/1abc", Body=raw(attach(a_message(to=address)), to=address))["VersionId"]
    event = json.loads((EVENTS / "mail_came.json").read_text().replace("VERSION", version))

    assert doors.call("receive_mail", event) == {"batchItemFailures": []}
    (key,) = [one["Key"] for one in s3.list_objects_v2(Bucket="certificates", Prefix="uploads/")["Contents"]]
    assert key.startswith("uploads/keystone-elevator/mail-")
    assert s3.head_object(Bucket="certificates", Key=key)["Metadata"] == {"file-name": "coi.pdf"}


def test_the_morning_asks_for_every_vendor_that_is_due(doors: Doors) -> None:
    table = with_a_vendor(doors)
    ask(doors, "POST /vendors/{vendor_id}/certificate-requests", {"vendor_id": "keystone-elevator"})
    file = table.vendor("keystone-elevator")
    assert file
    assert file.standing.next_action_on
    day = file.standing.next_action_on.isoformat()
    doors.messages("assessments")

    doors.call("chase_renewals", {"scheduled_at": f"{day}T11:00:00Z"})

    assert [(message["vendor_id"], message["on"]) for message in doors.messages("assessments")] == [("keystone-elevator", day)]


def test_the_sweep_finds_an_object_whose_event_was_lost(doors: Doors) -> None:
    boto3.client("s3").put_object(Bucket="certificates", Key="uploads/keystone-elevator/lost.pdf", Body=b"x")

    doors.call("sweep_stragglers", {"scheduled_at": "2099-03-02T05:00:00Z"})

    ((record,),) = [message["Records"] for message in doors.messages("uploads")]
    assert record["s3"]["object"]["key"] == "uploads/keystone-elevator/lost.pdf"


def test_the_sweep_finds_a_mail_whose_event_was_lost(doors: Doors) -> None:
    s3, home = boto3.client("s3"), ZoneInfo("America/New_York")
    s3.put_object(Bucket="certificates", Key="mail/lost", Body=b"x")
    came = s3.head_object(Bucket="certificates", Key="mail/lost")["LastModified"].astimezone(home).date()
    first_round = datetime.combine(came + timedelta(days=2), time(0, 5), home)

    doors.call("sweep_stragglers", {"scheduled_at": first_round.astimezone(UTC).isoformat()})

    ((record,),) = [message["Records"] for message in doors.messages("letters")]
    assert record["s3"]["object"]["key"] == "mail/lost"


@pytest.mark.parametrize("function", ["chase_renewals", "sweep_stragglers"])
def test_a_schedule_without_its_moment_is_raised(doors: Doors, function: str) -> None:
    with pytest.raises(Exception, match="not a schedule's event"):
        doors.call(function, {"time": "2026-03-02T11:00:00Z"})


def test_a_vendor_without_a_certificate_may_not_work(doors: Doors) -> None:
    with_a_vendor(doors)

    status, answer = ask(doors, "GET /vendors/{vendor_id}/authorization", {"vendor_id": "keystone-elevator"}, role="viewer")

    assert (status, answer["authorized"], answer["valid_until"]) == (200, False, None)
    assert answer["reasons"]


def test_what_is_wrong_with_a_body_is_told_with_its_path(doors: Doors) -> None:
    with_a_vendor(doors)

    status, problem = ask(doors, "PUT /vendors/{vendor_id}", {"vendor_id": "keystone-elevator"}, VENDOR | {"compliant": True})

    assert (status, problem["title"], problem["errors"][0]["path"]) == (422, "VALIDATION", "/compliant")


def test_a_role_may_not_do_what_a_higher_one_may(doors: Doors) -> None:
    status, problem = ask(doors, "PUT /vendors/{vendor_id}", {"vendor_id": "keystone-elevator"}, VENDOR, role="viewer")

    assert (status, problem["title"]) == (403, "FORBIDDEN")


def test_a_post_with_the_same_key_is_done_once(doors: Doors) -> None:
    table = with_a_vendor(doors)
    route, path = "POST /vendors/{vendor_id}/certificate-requests", {"vendor_id": "keystone-elevator"}
    before = len(table.vendor("keystone-elevator").notices)  # type: ignore[union-attr]

    first = ask(doors, route, path, key="one")
    again = ask(doors, route, path, key="one")

    assert first == again
    assert first[0] == 202
    assert len(table.vendor("keystone-elevator").notices) == before + 1  # type: ignore[union-attr]
    assert ask(doors, route, path, key="two") != first


def test_a_key_is_good_for_one_body_and_keeps_no_failure(doors: Doors) -> None:
    with_a_vendor(doors)
    route, path = "POST /vendors/{vendor_id}/decisions", {"vendor_id": "keystone-elevator"}
    suspend = {"decision": "suspend", "reason": "Accident under investigation"}

    assert ask(doors, route, path, {"decision": "suspend", "reason": ""}, key="one")[0] == 422
    assert ask(doors, route, path, suspend, key="one")[0] == 201
    assert ask(doors, route, path, suspend, key="one")[0] == 201
    assert ask(doors, route, path, {"decision": "clear", "reason": "Over"}, key="one")[1]["title"] == "KEY_REUSED"
    assert ask(doors, route, path, suspend, key="two words")[0] == 400
    assert len([row for row in ask(doors, "GET /vendors/{vendor_id}/history", path)[1]["items"] if row["event"] == "decision"]) == 1


def test_the_api_tells_of_itself(doors: Doors) -> None:
    assert ask(doors, "GET /openapi.json")[1]["info"]["title"] == "Coverwatch"
    page = doors.call("staff_api", asked("GET /docs"))

    assert page["headers"]["content-type"] == "text/html"
    assert "connect-src 'self'" in page["headers"]["content-security-policy"]


def open_by_link(doors: Doors, generation: int = 1, **event: object) -> dict[str, Any]:
    """What the vendor's page answers to the recorded event, with a genuine link in it."""
    token = link_token(b"a secret", "keystone-elevator", generation, date(2026, 3, 2))
    recorded = json.loads((EVENTS / "vendor_page_opened.json").read_text().replace("TOKEN", token))
    answer: dict[str, Any] = doors.call("vendor_portal", recorded | event)
    return answer


def test_a_vendors_link_opens_its_page(doors: Doors) -> None:
    with_a_vendor(doors)

    answer = open_by_link(doors)

    assert answer["statusCode"] == 200
    assert "Keystone Elevator L.P." in answer["body"]
    assert "https://certificates.s3" in answer["headers"]["content-security-policy"]


def test_a_link_that_was_taken_back_opens_nothing(doors: Doors) -> None:
    with_a_vendor(doors)

    assert open_by_link(doors, generation=2)["statusCode"] == 410


def test_the_vendors_page_logs_no_link(doors: Doors, caplog: pytest.LogCaptureFixture) -> None:
    with_a_vendor(doors)
    caplog.clear()

    open_by_link(doors)

    logged = [vars(record) for record in caplog.records]
    assert [record["route"] for record in logged] == ["GET /u/{token}"]
    assert link_token(b"a secret", "keystone-elevator", 1, date(2026, 3, 2)) not in repr(logged)
