"""Answers over HTTP as it is asked to."""

import json
import time
from typing import Any


def handler(event: dict[str, Any], _context: Any) -> Any:
    """Shows its event; `?do=` asks for something else."""
    wanted = (event.get("queryStringParameters") or {}).get("do")
    if wanted == "crash":
        raise ValueError("told to crash")
    if wanted == "sleep":
        time.sleep(10)
    if wanted == "bytes":
        return {"statusCode": 200, "headers": {"content-type": "image/png"}, "body": "iVBORw==", "isBase64Encoded": True}
    if wanted == "nonsense":
        return {"statusCode": 200, "body": {"not": "a text"}}
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json", "x-told": "1"},
        "cookies": ["a=1"],
        "body": json.dumps(event),
    }
