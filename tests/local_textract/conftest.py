"""One reading process for all tests of a run: starting one costs more than most of them."""

import base64
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from local.textract import LocalTextract, Reader

TOPIC = "arn:aws:sns:us-east-1:123456789012:textract"
ROLE = "arn:aws:iam::123456789012:role/textract"
WHEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


class Desk:
    """A local Textract, the objects it may read, the messages it sends, and the work that it puts off until `work`."""

    def __init__(self, reader: Reader, **settings: Any) -> None:
        self.objects: dict[str, bytes] = {}
        self.messages: list[tuple[str, str]] = []
        self.waiting: list[Callable[[], None]] = []
        self.textract = LocalTextract(
            lambda bucket, key, version: self.objects[key],
            lambda topic, message: self.messages.append((topic, message)),
            self.put_off,
            clock=lambda: WHEN,
            reader=reader,
            **settings,
        )

    def put_off(self, work: Callable[[], None]) -> None:
        """Keeps a job's work until `work`."""
        self.waiting.append(work)

    def start(self, name: str, features: Sequence[str] = (), **more: Any) -> str:
        """Starts a job for an object and gives its id."""
        asked: dict[str, Any] = {"DocumentLocation": {"S3Object": {"Bucket": "certificates", "Name": name}}, **more}
        if features:
            asked["FeatureTypes"] = list(features)
        operation = "StartDocumentAnalysis" if features else "StartDocumentTextDetection"
        return str(self.textract.handle(operation, asked)["JobId"])

    def work(self) -> None:
        """Does what has been put off so far."""
        waiting, self.waiting = self.waiting, []
        for each in waiting:
            each()

    def get(self, job_id: str, *, analysis: bool = False, **more: Any) -> dict[str, Any]:
        """One portion of a job's result."""
        operation = "GetDocumentAnalysis" if analysis else "GetDocumentTextDetection"
        return self.textract.handle(operation, {"JobId": job_id, **more})

    def read(self, content: bytes, features: Sequence[str] = ()) -> list[dict[str, Any]]:
        """The blocks of a document of one page, asked for at once."""
        asked: dict[str, Any] = {"Document": {"Bytes": base64.b64encode(content).decode()}}
        if features:
            return list(self.textract.handle("AnalyzeDocument", asked | {"FeatureTypes": list(features)})["Blocks"])
        return list(self.textract.handle("DetectDocumentText", asked)["Blocks"])


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture
def desk(reader: Reader) -> Desk:
    return Desk(reader)


@pytest.fixture
def a_desk(reader: Reader) -> Callable[..., Desk]:
    """A desk with other settings."""
    return lambda **settings: Desk(reader, **settings)
