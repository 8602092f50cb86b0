"""The other stage: the real adapters on an embedded AWS, whose object versions are named as the fakes name theirs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import boto3
from moto import mock_aws

from coverwatch.application.ports import ObjectHead
from coverwatch.application.records import CertificateRecord, HistoryRow, NoticeRecord, StoredRequirementSet, Upload, VendorFile
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.items import decoded, record_in
from coverwatch.aws.staff_table import StaffTable
from tests.aws.tables import create_table
from tests.fakes import BUCKET
from tests.simulation.stage import Contents

TABLE = "coverwatch"


class NumberedBucket(Bucket):
    """The bucket whose versions are `v1`, `v2`, … in the order of their coming, each as old as the simulated clock says."""

    def __init__(self, s3: Any, clock: Callable[[], datetime]) -> None:
        super().__init__(s3, BUCKET)
        self._clock = clock
        self._numbers: dict[str, tuple[str, datetime]] = {}
        self._theirs: dict[str, str] = {}
        s3.meta.events.register("after-call.s3.PutObject", self._number)

    def _number(self, parsed: dict[str, Any], **_: Any) -> None:
        ours = f"v{len(self._numbers) + 1}"
        self._numbers[parsed["VersionId"]] = (ours, self._clock())
        self._theirs[ours] = parsed["VersionId"]

    def get(self, key: str, version_id: str | None = None) -> bytes | None:
        return super().get(key, self.theirs(version_id))

    def head(self, key: str, version_id: str | None = None) -> ObjectHead | None:
        return super().head(key, self.theirs(version_id))

    def versions(self, prefix: str) -> Iterator[Upload]:
        for upload in super().versions(prefix):
            ours, at = self._numbers[upload.version_id]
            yield replace(upload, version_id=ours, uploaded_at=at)

    @property
    def origin(self) -> str:
        """As the fakes have it: the page's headers name it."""
        return "https://upload.example"

    def theirs(self, version_id: str | None) -> str | None:
        """The embedded bucket's own name of a version."""
        return self._theirs[version_id] if version_id else None


class EmbeddedStage:
    """The table and the bucket as they deploy."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._dynamodb = boto3.client("dynamodb")
        create_table(self._dynamodb)
        self._s3 = boto3.client("s3")
        self._s3.create_bucket(Bucket=BUCKET)
        self._s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        self.records = StaffTable(self._dynamodb, TABLE)
        self.documents = NumberedBucket(self._s3, clock)
        self._rows: dict[HistoryRow, None] = {}

    def contents(self) -> Contents:
        pages = self._dynamodb.get_paginator("scan").paginate(TableName=TABLE, ConsistentRead=True)
        items = [decoded(item) for page in pages for item in page["Items"]]
        kinds: dict[str, list[Any]] = {}
        for item in items:
            kinds.setdefault(item["kind"], []).append(item)
        certificates = [record_in(CertificateRecord, item) for item in kinds.get("certificate", ())]
        notices = [record_in(NoticeRecord, item) for item in kinds.get("notice", ())]
        rows = [record_in(HistoryRow, item) for item in kinds.get("history", ())]
        self._rows |= dict.fromkeys(sorted(rows, key=lambda row: (row.recorded_at, row.event)))
        current = [record_in(StoredRequirementSet, item) for item in kinds.get("requirement_set", ()) if item["sk"] == "CURRENT"]
        return Contents(
            certificates={record.certificate_id: record for record in certificates},
            notices={(record.notice.vendor_id, record.notice.notice_id): record for record in notices},
            versions={item["pk"].removeprefix("VENDOR#"): int(item["version"]) for item in kinds.get("profile", ())},
            sets={stored.requirement_set_id: stored for stored in current},
            rows=tuple(self._rows),
        )

    def vendor(self, vendor_id: str) -> VendorFile | None:
        return self.records.vendor(vendor_id)

    def upload(self, key: str, content: bytes, at: datetime) -> Upload:
        self.documents.put(key, content, "application/octet-stream")
        return next(upload for upload in self.documents.versions(key) if upload.key == key)

    def remove(self, upload: Upload) -> None:
        self._s3.delete_object(Bucket=BUCKET, Key=upload.key, VersionId=self.documents.theirs(upload.version_id))


@contextmanager
def an_embedded_aws() -> Iterator[type[EmbeddedStage]]:
    """A fresh embedded AWS, with the stage that stands on it."""
    with mock_aws():
        yield EmbeddedStage
