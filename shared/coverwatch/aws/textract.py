"""Textract behind `TextReader`: asynchronous jobs whose completion comes by SNS."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from coverwatch.application.messages import JobKind
from coverwatch.application.ports import DocumentRefused, DocumentUnreachable, JobResult, ResultGone

REFUSALS = frozenset({"InvalidParameterException", "UnsupportedDocumentException", "BadDocumentException", "DocumentTooLargeException"})
UNREACHABLE = "InvalidS3ObjectException"
MAX_RESPONSES = 3_000  # a page of Textract's answers holds up to 1,000 blocks; a longer chain of tokens is a loop


class Textract:
    """`TextReader` on Textract; throttling and outages are raised, and the message comes back."""

    def __init__(self, textract: Any, bucket: str, topic_arn: str = "", role_arn: str = "") -> None:
        self._textract = textract
        self._bucket = bucket
        self._channel = {"SNSTopicArn": topic_arn, "RoleArn": role_arn}

    def start_detection(self, key: str, version_id: str | None, tag: str, token: str) -> str:
        return self._start(self._textract.start_document_text_detection, key, version_id, tag, token)

    def start_analysis(self, key: str, tag: str, token: str) -> str:
        return self._start(self._textract.start_document_analysis, key, None, tag, token, FeatureTypes=["FORMS", "TABLES"])

    def status(self, job_id: str, kind: JobKind) -> str:
        return str(self._page(job_id, kind, {"MaxResults": 1})["JobStatus"])

    def result(self, job_id: str, kind: JobKind) -> JobResult:
        responses = [self._page(job_id, kind, {})]
        while token := responses[-1].get("NextToken"):
            if len(responses) >= MAX_RESPONSES:
                return JobResult("INCOMPLETE", tuple(responses))
            responses.append(self._page(job_id, kind, {"NextToken": token}))
        status = "PARTIAL_SUCCESS" if any(page["JobStatus"] == "PARTIAL_SUCCESS" for page in responses) else responses[0]["JobStatus"]
        return JobResult(status, tuple(_without_envelope(page) for page in responses))

    def _start(self, operation: Any, key: str, version_id: str | None, tag: str, token: str, **features: Any) -> str:
        place = {"Bucket": self._bucket, "Name": key} | ({"Version": version_id} if version_id else {})
        try:
            started = operation(
                DocumentLocation={"S3Object": place},
                ClientRequestToken=token,
                JobTag=tag,
                NotificationChannel=self._channel,
                **features,
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in REFUSALS:
                raise DocumentRefused(code.removesuffix("Exception"), error.response["Error"].get("Message", "")) from error
            if code == UNREACHABLE:
                raise DocumentUnreachable(key) from error
            raise
        return str(started["JobId"])

    def _page(self, job_id: str, kind: JobKind, options: Mapping[str, Any]) -> dict[str, Any]:
        get = self._textract.get_document_text_detection if kind == "detection" else self._textract.get_document_analysis
        try:
            page: dict[str, Any] = get(JobId=job_id, **options)
        except ClientError as error:
            if error.response["Error"]["Code"] == "InvalidJobIdException":
                raise ResultGone(job_id) from error
            raise
        return page


def _without_envelope(page: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in page.items() if name != "ResponseMetadata"}
