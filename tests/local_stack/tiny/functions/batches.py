"""Takes messages; their own words say how it fares."""

import time
from typing import Any

import notebook


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Fails at each message that says "fail", as a whole at "crash", and sleeps at "sleep"."""
    notebook.write([record["body"] for record in event["Records"]])
    if any("crash" in record["body"] for record in event["Records"]):
        raise ValueError("told to crash")
    if any("sleep" in record["body"] for record in event["Records"]):
        time.sleep(10)
    failed = [record["messageId"] for record in event["Records"] if "fail" in record["body"]]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}
