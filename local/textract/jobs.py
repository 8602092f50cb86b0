"""Asynchronous jobs: what was asked, how far it is, and its blocks in portions."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from .blocks import Block
from .errors import TextractError
from .requests import StartRequest, invalid

BLOCKS_PER_RESPONSE = 1000


@dataclass(slots=True)
class Job:
    """One job; `status` as GetDocument… reports it."""

    job_id: str
    operation: str
    request: StartRequest
    content: bytes
    status: str = "IN_PROGRESS"
    message: str | None = None
    pages: int = 0
    blocks: list[Block] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    forgotten: bool = False


class Jobs:
    """Every job that was started, by id and by ClientRequestToken."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._by_token: dict[str, Job] = {}

    def known(self, operation: str, request: StartRequest) -> Job | None:
        """The job that this token started before; IdempotentParameterMismatchException when it was asked for something else."""
        job = self._by_token.get(request.token) if request.token else None
        if job and (job.operation, job.request) != (operation, request):
            raise TextractError("IdempotentParameterMismatchException", "The ClientRequestToken was used with other parameters")
        return job

    def open(self, operation: str, request: StartRequest, content: bytes) -> Job:
        """A new job, in progress; its id depends on the request and on how many jobs came before, not on chance."""
        job_id = sha256(f"{len(self._jobs)} {operation} {request}".encode()).hexdigest()
        job = Job(job_id, operation, request, content)
        self._jobs[job_id] = job
        if request.token:
            self._by_token[request.token] = job
        return job

    def forget(self, job_id: str) -> None:
        """Drops a job: its id is not known any more; its token still is."""
        self._jobs[job_id].forgotten = True

    def find(self, operation: str, job_id: object) -> Job:
        """The job of this id, if this operation started it; InvalidJobIdException otherwise."""
        job = self._jobs.get(job_id) if isinstance(job_id, str) else None
        if job is None or job.operation != operation or job.forgotten:
            raise TextractError("InvalidJobIdException", "An invalid job identifier was passed")
        return job


def portion(job: Job, payload: Mapping[str, Any], model_version: str) -> dict[str, Any]:
    """One GetDocument… response: at most 1,000 blocks, and NextToken while more are left."""
    if job.status in ("IN_PROGRESS", "FAILED"):
        return {"JobStatus": job.status} | ({"StatusMessage": job.message} if job.message else {})
    size = payload.get("MaxResults", BLOCKS_PER_RESPONSE)
    if not isinstance(size, int) or size < 1:
        raise invalid("MaxResults must be at least 1")
    start = _position(job, payload.get("NextToken"))
    end = start + min(size, BLOCKS_PER_RESPONSE)
    answer: dict[str, Any] = {
        "DocumentMetadata": {"Pages": job.pages},
        "JobStatus": job.status,
        "Blocks": job.blocks[start:end],
        model_version: "1.0",
    }
    if job.message:
        answer["StatusMessage"] = job.message
    if job.warnings:
        answer["Warnings"] = job.warnings
    if end < len(job.blocks):
        answer["NextToken"] = base64.b64encode(json.dumps([job.job_id, end]).encode()).decode()
    return answer


def _position(job: Job, token: object) -> int:
    if token is None:
        return 0
    try:
        job_id, start = json.loads(base64.b64decode(str(token), validate=True))
    except (binascii.Error, ValueError, TypeError) as broken:
        raise invalid("Invalid NextToken") from broken
    if job_id != job.job_id or not isinstance(start, int):
        raise invalid("Invalid NextToken")
    return start
