"""One address for any AWS client; what moto would let pass is refused as AWS refuses it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from typing import Any

import boto3
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.local_stack.conftest import TinyStack

Client = Callable[[str], Any]
LARGEST = 1000


def a_form(tiny: TinyStack, key: str, *, signature_version: str = "s3v4", seconds: int = 60) -> dict[str, Any]:
    session = boto3.Session("local", "local", region_name="us-east-1")
    s3 = session.client("s3", endpoint_url=tiny.stack.aws, config=Config(signature_version=signature_version))
    kind = ["starts-with", "$Content-Type", "application/"]
    conditions: list[Any] = [["content-length-range", 1, LARGEST], kind, {"x-amz-meta-file-name": "a.pdf"}]
    form: dict[str, Any] = s3.generate_presigned_post(
        tiny.stack.bucket, key, Fields={"x-amz-meta-file-name": "a.pdf"}, Conditions=conditions, ExpiresIn=seconds
    )
    form["fields"]["Content-Type"] = "application/pdf"
    return form


def post(form: dict[str, Any], content: bytes = b"%PDF", **fields: str) -> tuple[int, str]:
    answer = requests.post(form["url"], data={**form["fields"], **fields}, files={"file": ("a.pdf", content)}, timeout=10)
    return answer.status_code, answer.text


def test_a_form_within_its_conditions_is_stored_with_what_it_says(tiny: TinyStack, client: Client) -> None:
    assert post(a_form(tiny, "uploads/form/good"))[0] == 204

    stored = client("s3").get_object(Bucket=tiny.stack.bucket, Key="uploads/form/good")
    assert (stored["Body"].read(), stored["Metadata"], stored["ContentType"]) == (b"%PDF", {"file-name": "a.pdf"}, "application/pdf")


@pytest.mark.parametrize(
    ("content", "fields", "refusal"),
    [
        (b"x" * (LARGEST + 1), {}, (400, "EntityTooLarge")),
        (b"", {}, (400, "EntityTooSmall")),
        (b"%PDF", {"key": "uploads/of-someone-else"}, (403, "Policy Condition failed")),
        (b"%PDF", {"Content-Type": "text/html"}, (403, "Policy Condition failed")),
        (b"%PDF", {"x-amz-meta-file-name": "b.pdf"}, (403, "Policy Condition failed")),
        (b"%PDF", {"acl": "public-read"}, (403, "Extra input fields: acl")),
        (b"%PDF", {"x-amz-signature": "0" * 64}, (403, "SignatureDoesNotMatch")),
        (b"%PDF", {"x-amz-credential": "nobody/20260302/us-east-1/s3/aws4_request"}, (403, "InvalidAccessKeyId")),
    ],
)
def test_a_form_outside_its_conditions_is_refused(
    tiny: TinyStack, client: Client, content: bytes, fields: dict[str, str], refusal: tuple[int, str]
) -> None:
    status, text = post(a_form(tiny, "uploads/form/refused"), content, **fields)

    assert (status, refusal[1] in text) == (refusal[0], True)
    with pytest.raises(ClientError, match="404"):
        client("s3").head_object(Bucket=tiny.stack.bucket, Key="uploads/form/refused")


def test_a_form_that_is_old_unsigned_or_signed_the_old_way_is_refused(tiny: TinyStack) -> None:
    unsigned = {"url": f"{tiny.stack.aws}/{tiny.stack.bucket}", "fields": {"key": "uploads/form/unsigned"}}

    assert post(a_form(tiny, "uploads/form/late", seconds=-1))[0] == 403
    assert post(unsigned)[0] == 403
    assert post(a_form(tiny, "uploads/form/old", signature_version="s3"))[1].count("Please use AWS4-HMAC-SHA256") == 1


def test_a_presigned_address_is_good_for_its_time_and_its_object(tiny: TinyStack, client: Client) -> None:
    client("s3").put_object(Bucket=tiny.stack.bucket, Key="derived/page 1.png", Body=b"picture")

    def address(seconds: int) -> str:
        s3 = boto3.Session("local", "local", region_name="us-east-1").client(
            "s3", endpoint_url=tiny.stack.aws, config=Config(signature_version="s3v4")
        )
        parameters = {"Bucket": tiny.stack.bucket, "Key": "derived/page 1.png", "ResponseContentDisposition": "attachment"}
        return str(s3.generate_presigned_url("get_object", Params=parameters, ExpiresIn=seconds))

    good = requests.get(address(60), timeout=10)
    assert (good.status_code, good.content, good.headers["Content-Disposition"]) == (200, b"picture", "attachment")
    assert requests.get(address(-1), timeout=10).status_code == 403
    assert requests.get(address(60).replace("page", "pages"), timeout=10).status_code == 403


def test_browsers_of_other_origins_are_let_in_by_the_buckets_rules_only(tiny: TinyStack) -> None:
    address = f"{tiny.stack.aws}/{tiny.stack.bucket}/uploads/x"

    def ask(origin: str, method: str = "POST") -> requests.Response:
        headers = {"Origin": origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": "content-type"}
        return requests.options(address, headers=headers, timeout=10)

    ours = ask(tiny.stack.api)
    assert (ours.status_code, ours.headers["Access-Control-Allow-Origin"]) == (200, tiny.stack.api)
    assert ask("https://elsewhere.example").status_code == 403
    assert ask(tiny.stack.api, "DELETE").status_code == 403
    stranger = requests.get(address, headers={"Origin": "https://elsewhere.example"}, timeout=10)
    assert "Access-Control-Allow-Origin" not in stranger.headers
    refused = requests.post(address, headers={"Origin": tiny.stack.api}, files={"file": b"x"}, timeout=10)
    assert (refused.status_code, refused.headers["Access-Control-Allow-Origin"]) == (403, tiny.stack.api)


def a_mail(subject: str = "Renewal – please") -> dict[str, Any]:
    message = EmailMessage()
    message["From"] = "Office <office@holder.example>"
    message["To"] = "Certificates <certs@agency.example>"
    message["Subject"] = subject
    message["List-Unsubscribe"] = "<https://holder.example/u/1>"
    message.set_content("Dear office")
    message.add_alternative("<p>Dear office</p>", subtype="html")
    return {
        "FromEmailAddress": "Office <office@holder.example>",
        "Destination": {"ToAddresses": ["certs@agency.example"]},
        "Content": {"Raw": {"Data": message.as_bytes()}},
        "EmailTags": [{"Name": "notice", "Value": "n-1"}],
        "ConfigurationSetName": "tiny-mails",
    }


def test_a_mail_is_in_the_outbox_as_it_was_sent(tiny: TinyStack, client: Client) -> None:
    message_id = client("sesv2").send_email(**a_mail())["MessageId"]

    (mail,) = [mail for mail in tiny.stack.outbox() if mail["message_id"] == message_id]
    assert (mail["from"], mail["to"], mail["subject"]) == ("Office <office@holder.example>", ["certs@agency.example"], "Renewal – please")
    assert (mail["text"].strip(), mail["html"].strip()) == ("Dear office", "<p>Dear office</p>")
    assert mail["headers"]["List-Unsubscribe"] == "<https://holder.example/u/1>"
    assert (mail["tags"], mail["configuration_set"]) == ({"notice": "n-1"}, "tiny-mails")
    assert mail["at"][:10] >= "2026-03-02"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"EmailTags": [{"Name": "notice", "Value": "NOTICE#1"}]}, "BadRequestException"),
        ({"ConfigurationSetName": "unheard-of"}, "NotFoundException"),
        ({"FromEmailAddress": "nobody@elsewhere.example"}, "MessageRejected"),
    ],
)
def test_a_mail_that_ses_would_refuse_is_refused(tiny: TinyStack, client: Client, change: dict[str, Any], code: str) -> None:
    before = len(tiny.stack.outbox())

    with pytest.raises(ClientError) as refused:
        client("sesv2").send_email(**{**a_mail(), **change})

    assert refused.value.response["Error"]["Code"] == code
    assert len(tiny.stack.outbox()) == before


def test_suppressed_addresses_are_kept_and_marked(tiny: TinyStack, client: Client) -> None:
    ses = client("sesv2")
    ses.put_suppressed_destination(EmailAddress="certs@agency.example", Reason="BOUNCE")
    message_id = ses.send_email(**a_mail("To nobody"))["MessageId"]

    assert ses.get_suppressed_destination(EmailAddress="certs@agency.example")["SuppressedDestination"]["Reason"] == "BOUNCE"
    assert [entry["EmailAddress"] for entry in ses.list_suppressed_destinations()["SuppressedDestinationSummaries"]] == [
        "certs@agency.example"
    ]
    (mail,) = [mail for mail in tiny.stack.outbox() if mail["message_id"] == message_id]
    assert mail["suppressed"] == ["certs@agency.example"]
    ses.delete_suppressed_destination(EmailAddress="certs@agency.example")
    with pytest.raises(ses.exceptions.NotFoundException):
        ses.get_suppressed_destination(EmailAddress="certs@agency.example")
    assert ses.get_account()["SendingEnabled"] is True


def test_who_waits_for_a_message_gets_it_as_it_comes_and_holds_nobody_up(tiny: TinyStack, client: Client) -> None:
    sqs = client("sqs")
    queue = sqs.create_queue(QueueName="waiting")["QueueUrl"]
    with ThreadPoolExecutor(1) as waiting:
        received = waiting.submit(sqs.receive_message, QueueUrl=queue, WaitTimeSeconds=10)
        sqs.list_queues()
        sqs.send_message(QueueUrl=queue, MessageBody="at last")
        messages = received.result(5)["Messages"]
    sqs.delete_queue(QueueUrl=queue)

    assert [message["Body"] for message in messages] == ["at last"]
