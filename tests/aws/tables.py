"""The table as the template declares it, for tests that need no more of the stack."""

from typing import Any

INDEXES = ("due", "status", "open")


def create_table(dynamodb: Any, name: str = "coverwatch") -> None:
    """Keys `pk` and `sk`, and the three sparse indexes."""
    attributes = ["pk", "sk", *(f"{index}_{part}" for index in INDEXES for part in ("pk", "sk"))]
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": attribute, "AttributeType": "S"} for attribute in attributes],
        KeySchema=_keys("pk", "sk"),
        GlobalSecondaryIndexes=[
            {"IndexName": index, "KeySchema": _keys(f"{index}_pk", f"{index}_sk"), "Projection": {"ProjectionType": projection}}
            for index, projection in zip(INDEXES, ("KEYS_ONLY", "ALL", "KEYS_ONLY"))
        ],
    )


def _keys(partition: str, sort: str) -> list[dict[str, str]]:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]
