"""What Lambda's runtime is to a handler: `python -m local.runtime MODULE.FUNCTION READ WRITE ROOT` serves one function's invocations.

READ and WRITE are file descriptors; each line read is an invocation, each line written its outcome. Everything the handler prints goes
to the log. Only the standard library is imported, so that the handler's own imports cost here what they cost on Lambda.
"""

import importlib
import json
import os
import sys
import time
import traceback
from typing import Any

RESPONSE_LIMIT = 6 * 1024 * 1024 + 100


class Context:
    """What a handler may know of its invocation."""

    identity = None
    client_context = None

    def __init__(self, invocation: dict[str, Any]) -> None:
        self.aws_request_id: str = invocation["request_id"]
        self.invoked_function_arn: str = invocation["arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self._deadline = time.monotonic() + invocation["timeout"]

    def get_remaining_time_in_millis(self) -> int:
        """How long until the function is stopped."""
        return max(0, int((self._deadline - time.monotonic()) * 1000))

    def log(self, message: str) -> None:
        """Writes to the function's log."""
        sys.stdout.write(message)


def main(handler_name: str, read: int, write: int, root: str) -> None:
    """Imports the handler, then serves invocations until the parent closes its end."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    os.chdir(os.environ["LAMBDA_TASK_ROOT"])
    # On Lambda there is the function's directory and its layers, and none of the repository's other rooms.
    sys.path[:] = [path for path in sys.path if os.path.abspath(path or root) != root]
    sys.modules.pop("local", None)
    outcomes = os.fdopen(write, "w", encoding="utf-8", buffering=1)
    try:
        module_name, _, function_name = handler_name.rpartition(".")
        handler = getattr(importlib.import_module(module_name), function_name)
    except BaseException as error:  # noqa: BLE001 - whatever stops the import is the parent's to know
        outcomes.write(json.dumps({"failed_to_start": _told(error)}) + "\n")
        return
    outcomes.write(json.dumps({"started": True}) + "\n")
    with os.fdopen(read, encoding="utf-8") as invocations:
        for line in invocations:
            outcomes.write(_outcome(handler, json.loads(line)) + "\n")


def _outcome(handler: Any, invocation: dict[str, Any]) -> str:
    os.environ["_X_AMZN_TRACE_ID"] = invocation["trace"]
    try:
        answer = json.dumps(handler(invocation["event"], Context(invocation)))
    except Exception as error:  # noqa: BLE001 - a handler's failure is an outcome
        traceback.print_exc(file=sys.stdout)
        return json.dumps({"error": _told(error)})
    if len(answer.encode()) > RESPONSE_LIMIT:
        too_large = f"Response payload size ({len(answer)} bytes) exceeded maximum allowed payload size (6291556 bytes)."
        return json.dumps({"error": {"errorType": "Function.ResponseSizeTooLarge", "errorMessage": too_large, "stackTrace": []}})
    return f'{{"answer": {answer}}}'


def _told(error: BaseException) -> dict[str, Any]:
    return {"errorType": type(error).__name__, "errorMessage": str(error), "stackTrace": traceback.format_exception(error)}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
