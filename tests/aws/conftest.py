"""The real adapters on an embedded AWS."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from coverwatch.aws.bucket import Bucket
from coverwatch.aws.table import Table

INDEXES = ("due", "status", "open")


@pytest.fixture
def aws() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def table(aws: None) -> Table:
    dynamodb = boto3.client("dynamodb")
    attributes = ["pk", "sk", *(f"{index}_{part}" for index in INDEXES for part in ("pk", "sk"))]
    dynamodb.create_table(
        TableName="coverwatch",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in attributes],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": index,
                "KeySchema": [
                    {"AttributeName": f"{index}_pk", "KeyType": "HASH"},
                    {"AttributeName": f"{index}_sk", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
            for index in INDEXES
        ],
    )
    return Table(dynamodb, "coverwatch")


@pytest.fixture
def bucket(aws: None) -> Bucket:
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="certificates")
    s3.put_bucket_versioning(Bucket="certificates", VersioningConfiguration={"Status": "Enabled"})
    return Bucket(s3, "certificates")
