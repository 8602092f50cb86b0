"""Textract's operations over documents that are really read."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import blake2b
from threading import RLock
from typing import Any

from coverwatch.aws import world

from . import blocks, limits, requests
from .blocks import MarkProfile
from .errors import TextractError
from .faults import Faults
from .jobs import Job, Jobs, portion
from .order import Order
from .reader import Reader, Reading

Fetch = Callable[[str, str, str | None], bytes]
"""(bucket, key, version or None) → content; LookupError when there is none, PermissionError when it may not be read."""

Publish = Callable[[str, str], None]
"""(topic ARN, message): publishes to SNS."""

Defer = Callable[[Callable[[], None]], None]
"""Runs the work some time after the request has been answered."""


STATUS_MESSAGES = {
    "UnsupportedDocumentException": "UNSUPPORTED_DOCUMENT",
    "BadDocumentException": "BAD_DOCUMENT",
    "DocumentTooLargeException": "DOCUMENT_TOO_LARGE",
}
"""What GetDocument… says of a job that failed over its document; Textract documents no list of these."""


class LocalTextract:
    """Textract, as far as Coverwatch calls it; `handle` is one request of its JSON protocol."""

    def __init__(
        self,
        fetch: Fetch,
        publish: Publish,
        defer: Defer,
        *,
        marks: MarkProfile = "word",
        rasterise: bool = False,
        faults: Faults | None = None,
        clock: Callable[[], datetime] = world.now,
        reader: Reader | None = None,
    ) -> None:
        self._fetch = fetch
        self._publish = publish
        self._defer = defer
        self._marks: MarkProfile = marks
        self._rasterise = rasterise
        self.faults = faults or Faults()
        self._clock = clock
        self._reader = reader or Reader()
        self._jobs = Jobs()
        self._starting = RLock()
        self._operations: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "DetectDocumentText": self._detect,
            "AnalyzeDocument": self._analyze,
            "StartDocumentTextDetection": lambda payload: self._start("StartDocumentTextDetection", payload),
            "GetDocumentTextDetection": lambda payload: self._get("StartDocumentTextDetection", payload, "DetectDocumentTextModelVersion"),
            "StartDocumentAnalysis": lambda payload: self._start("StartDocumentAnalysis", payload),
            "GetDocumentAnalysis": lambda payload: self._get("StartDocumentAnalysis", payload, "AnalyzeDocumentModelVersion"),
        }

    def handle(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to `X-Amz-Target: Textract.{operation}`, ready for JSON; TextractError carries code and status of an error answer."""
        serve = self._operations.get(operation)
        if serve is None:
            raise TextractError("UnknownOperationException", f"Textract.{operation} is not served here")
        self.faults.check(operation)
        return serve(payload)

    def forget(self, job_id: str) -> None:
        """Drops a job's result, as Textract does after seven days."""
        self._jobs.forget(job_id)

    def close(self) -> None:
        """Ends the processes that read documents."""
        self._reader.close()

    def _detect(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        return self._read_now(payload, frozenset()) | {"DetectDocumentTextModelVersion": "1.0"}

    def _analyze(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        return self._read_now(payload, requests.features(payload)) | {"AnalyzeDocumentModelVersion": "1.0"}

    def _read_now(self, payload: Mapping[str, Any], features: frozenset[str]) -> dict[str, Any]:
        document = requests.document(payload)
        content = document if isinstance(document, bytes) else self._content(document)
        limits.check(content, synchronous=True)
        order = Order(analysed=bool(features), rasterise=self._rasterise, synchronous=True)
        reading = self._reader.read(content, order)
        return {"DocumentMetadata": {"Pages": reading.count}, "Blocks": self._blocks(reading, content, features, numbered=False)}

    def _content(self, document: requests.ObjectLocation) -> bytes:
        try:
            return self._fetch(document.bucket, document.name, document.version)
        except LookupError as missing:
            raise TextractError(
                "InvalidS3ObjectException", "Unable to get object metadata from S3. Check object key, region and/or access permissions."
            ) from missing
        except PermissionError as denied:
            raise TextractError("AccessDeniedException", "The service may not read the object") from denied

    def _start(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        request = requests.start_request(payload, analysis=operation == "StartDocumentAnalysis")
        with self._starting:
            job = self._jobs.known(operation, request)
            if job is None:
                content = self._content(request.document)
                limits.check(content, synchronous=False)
                job = self._jobs.open(operation, request, content)
                self._put_off(job, self.faults.rounds_for_next_job())
        return {"JobId": job.job_id}

    def _put_off(self, job: Job, rounds: int) -> None:
        self._defer(lambda: self._put_off(job, rounds - 1) if rounds else self._finish(job))

    def _finish(self, job: Job) -> None:
        job.message = self.faults.failure_of_next_job()
        missing = self.faults.missing_from_next_job()
        if job.message is None:
            self._read(job, missing)
        job.status = "FAILED" if job.message else "PARTIAL_SUCCESS" if job.warnings else "SUCCEEDED"
        job.content = b""
        self._announce(job)

    def _read(self, job: Job, missing: tuple[int, ...]) -> None:
        features = job.request.features
        try:
            reading = self._reader.read(job.content, Order(analysed=bool(features), rasterise=self._rasterise))
        except TextractError as refused:
            job.message = STATUS_MESSAGES.get(refused.code, "INTERNAL_ERROR")
            return
        for number in missing:
            if reading.pages.pop(number, None):
                reading.failed.append(number)
        if reading.failed:
            job.warnings = [{"ErrorCode": "INTERNAL_ERROR", "Pages": sorted(reading.failed)}]
        job.pages = reading.count
        job.blocks = self._blocks(reading, job.content, features, numbered=True)

    def _blocks(self, reading: Reading, content: bytes, features: frozenset[str], *, numbered: bool) -> list[blocks.Block]:
        digest = blake2b(content + repr(sorted(features)).encode(), digest_size=32).digest()
        return blocks.of_document(sorted(reading.pages.items()), digest, features, self._marks, numbered=numbered)

    def _announce(self, job: Job) -> None:
        if job.request.topic is None:
            return
        message = {
            "JobId": job.job_id,
            "Status": "FAILED" if job.message else "SUCCEEDED",
            "API": job.operation,
            **({"JobTag": job.request.tag} if job.request.tag else {}),
            "Timestamp": int(self._clock().timestamp() * 1000),
            "DocumentLocation": {"S3ObjectName": job.request.document.name, "S3Bucket": job.request.document.bucket},
        }
        topic = job.request.topic  # a message knows no PARTIAL_SUCCESS: only the result tells
        self.faults.deliver(lambda: self._publish(topic, json.dumps(message)))

    def _get(self, operation: str, payload: Mapping[str, Any], model_version: str) -> dict[str, Any]:
        return portion(self._jobs.find(operation, payload.get("JobId")), payload, model_version)
