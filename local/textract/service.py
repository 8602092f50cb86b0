"""The service itself: Textract's operations over documents that are really read."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from coverwatch.aws import world

from . import blocks, requests
from .errors import TextractError
from .jobs import Job, Jobs, portion
from .page import Page
from .reader import Reader

Fetch = Callable[[str, str, str | None], bytes]
"""(bucket, key, version or None) → content; LookupError when there is none, PermissionError when it may not be read."""

Publish = Callable[[str, str], None]
"""(topic ARN, message): publishes to SNS."""

Defer = Callable[[Callable[[], None]], None]
"""Runs the work some time after the request has been answered."""


class LocalTextract:
    """Textract, as far as Coverwatch calls it; `handle` is one request of its JSON protocol."""

    def __init__(
        self, fetch: Fetch, publish: Publish, defer: Defer, *, clock: Callable[[], datetime] = world.now, reader: Reader | None = None
    ) -> None:
        self._fetch = fetch
        self._publish = publish
        self._defer = defer
        self._clock = clock
        self._reader = reader or Reader()
        self._jobs = Jobs()
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
        return serve(payload)

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
        pages = self._reader.read(content)
        return {"DocumentMetadata": {"Pages": len(pages)}, "Blocks": self._blocks(pages, content, features, numbered=False)}

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
        job = self._jobs.known(operation, request)
        if job is None:
            job = self._jobs.open(operation, request, self._content(request.document))
            self._defer(lambda: self._finish(job))
        return {"JobId": job.job_id}

    def _finish(self, job: Job) -> None:
        try:
            pages = self._reader.read(job.content)
            job.blocks = self._blocks(pages, job.content, job.request.features, numbered=True)
            job.pages = len(pages)
            job.status = "SUCCEEDED"
        except TextractError as refused:
            job.status, job.message = "FAILED", refused.code
        self._announce(job)

    def _blocks(self, pages: list[Page], content: bytes, features: frozenset[str], *, numbered: bool) -> list[blocks.Block]:
        digest = sha256(content).digest() + ",".join(sorted(features)).encode()
        return blocks.of_document(enumerate(pages, 1), digest[:64], numbered=numbered)

    def _announce(self, job: Job) -> None:
        if job.request.topic is None:
            return
        message = {
            "JobId": job.job_id,
            "Status": job.status,
            "API": job.operation,
            **({"JobTag": job.request.tag} if job.request.tag else {}),
            "Timestamp": int(self._clock().timestamp() * 1000),
            "DocumentLocation": {"S3ObjectName": job.request.document.name, "S3Bucket": job.request.document.bucket},
        }
        self._publish(job.request.topic, json.dumps(message))

    def _get(self, operation: str, payload: Mapping[str, Any], model_version: str) -> dict[str, Any]:
        return portion(self._jobs.find(operation, payload.get("JobId")), payload, model_version)
