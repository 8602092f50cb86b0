"""The real adapters on an embedded AWS."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from coverwatch.application.ports import StaffRecords
from coverwatch.aws.bucket import Bucket
from coverwatch.aws.staff_table import StaffTable
from tests.aws.tables import create_table
from tests.fakes import MemoryRecords


@pytest.fixture
def aws() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def table(aws: None) -> StaffTable:
    dynamodb = boto3.client("dynamodb")
    create_table(dynamodb)
    return StaffTable(dynamodb, "coverwatch")


@pytest.fixture
def bucket(aws: None) -> Bucket:
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="certificates")
    s3.put_bucket_versioning(Bucket="certificates", VersioningConfiguration={"Status": "Enabled"})
    return Bucket(s3, "certificates")


@pytest.fixture(params=["fake", "table"])
def records(request: pytest.FixtureRequest) -> StaffRecords:
    return MemoryRecords() if request.param == "fake" else request.getfixturevalue("table")
