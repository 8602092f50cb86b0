"""`python -m local.up`: the stack, until Ctrl-C."""

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from local.formation.refusal import InvalidTemplateError, NotUnderstoodError
from local.stack import AWS_PORT, PORT, TEMPLATE, Stack


def main() -> int:
    """Starts the stack, says where it is, and waits; 2 when the template or a port stands in the way."""
    parser = argparse.ArgumentParser(
        prog="python -m local.up", description="Runs Coverwatch on this machine: API, functions, and AWS in memory."
    )
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", PORT)), help="of the API and the pages")
    parser.add_argument("--aws-port", type=int, default=int(os.environ.get("AWS_PORT", AWS_PORT)), help="of everything that is AWS")
    parser.add_argument("--template", type=Path, default=TEMPLATE)
    asked = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        with Stack.start(port=asked.port, aws_port=asked.aws_port, template=asked.template) as stack:
            print(_greeting(stack), flush=True)
            stopped.wait()
    except (InvalidTemplateError, NotUnderstoodError) as error:
        print(f"the stack does not start: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"the stack does not start on ports {asked.port} and {asked.aws_port}: {error}", file=sys.stderr)
        return 2
    return 0


def _greeting(stack: Stack) -> str:
    return "\n".join(
        (
            f"API and pages   {stack.api}",
            f"AWS             {stack.aws}   (any client: --endpoint-url {stack.aws}, any credentials)",
            f"bucket, table   {stack.bucket}, {stack.table}",
            "logs, token     .local/logs, .local/stack.json",
            f'clock           curl -X POST {stack.api}/local/clock -d \'{{"on": "YYYY-MM-DD"}}\'',
            f"outbox          curl {stack.api}/local/outbox",
            "Ctrl-C ends it; nothing is kept but the logs.",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
