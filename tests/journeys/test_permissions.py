"""The functions of a running stack may do what their roles say, and nothing else."""

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local.endpoint.direct import CREDENTIALS
from local.stack import Stack

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("function", range(10))
def test_no_function_may_scan_the_table(stack: Stack, function: int) -> None:
    """No role allows it, so the answer shows that every function's calls are held against its role."""
    config = Config(retries={"total_max_attempts": 1})
    dynamodb = boto3.client(
        "dynamodb",
        endpoint_url=stack.aws,
        region_name=stack.region,
        aws_access_key_id=f"function-{function}",
        aws_secret_access_key=CREDENTIALS[1],
        config=config,
    )

    with pytest.raises(ClientError, match=r"does not allow dynamodb:Scan") as refused:
        dynamodb.scan(TableName=stack.table)

    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    dynamodb.close()
