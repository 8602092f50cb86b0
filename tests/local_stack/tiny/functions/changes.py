"""Takes table changes; the items' own words say how it fares."""

from typing import Any

import notebook


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Crashes at each item that says "crash", and reports the first that says "fail"."""
    names = [record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]]
    notebook.write(names)
    if any("crash" in name for name in names):
        raise ValueError("told to crash")
    failed = [record["dynamodb"]["SequenceNumber"] for record, name in zip(event["Records"], names, strict=True) if "fail" in name]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed[:1]]}
