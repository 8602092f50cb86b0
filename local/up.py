"""`python -m local.up`: the stack, until Ctrl-C."""

import argparse
import json
import logging
import os
import signal
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

from local.formation.refusal import InvalidTemplateError, NotUnderstoodError
from local.host import Host
from local.settings import AWS_PORT, PORT, STACK_LOG, Settings

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
REFUSED = 2


def main() -> int:
    """Starts the stack, says where it is, and waits; 2 when the template or a port stands in the way."""
    parser = argparse.ArgumentParser(prog="python -m local.up", description="Runs Coverwatch on this machine, AWS included.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or PORT), help="of the API; 0 for any free one")
    parser.add_argument("--aws-port", type=int, default=int(os.environ.get("AWS_PORT") or AWS_PORT), help="of everything that is AWS")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day to begin on, instead of today")
    parser.add_argument("--template", type=Path, default=Settings.template)
    parser.add_argument("--parameter", action="append", default=[], metavar="NAME=VALUE", help="of the template, as at a deploy")
    parser.add_argument("--home", type=Path, default=Settings.home, help="where logs and stack.json go")
    parser.add_argument("--attached", metavar="SETTINGS", help="for local.stack: answers in JSON, and ends with its input")
    asked = parser.parse_args()
    if asked.attached is not None:
        return _attached(Settings.from_json(json.loads(asked.attached)))
    parameters = dict(entry.split("=", 1) for entry in asked.parameter)
    chosen = {"port": asked.port, "aws_port": asked.aws_port, "on": asked.on, "template": asked.template, "home": asked.home}
    return _for_a_person(replace(Settings(), parameters=parameters, **chosen))


def _for_a_person(settings: Settings) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        with Host(settings) as host:
            _say(_greeting(host, settings))
            stopped.wait()
    except (InvalidTemplateError, NotUnderstoodError) as error:
        print(f"the stack does not start: {error}", file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(f"the stack does not start on ports {settings.port} and {settings.aws_port}: {error}", file=sys.stderr)
        return REFUSED
    return 0


def _attached(settings: Settings) -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for whoever started the stack, and then closes its input
    (settings.home / "logs").mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=settings.home / "logs" / STACK_LOG, filemode="w", level=logging.INFO, format=LOG_FORMAT)
    try:
        with Host(settings) as host:
            _say(json.dumps(host.facts()))
            sys.stdin.read()
    except Exception as error:
        logging.getLogger(__name__).exception("the stack does not start")
        _say(json.dumps({"refusal": type(error).__name__, "message": str(error)}))
        return REFUSED
    return 0


def _greeting(host: Host, settings: Settings) -> str:
    return "\n".join(
        (
            f"API and pages   {host.api}",
            f"AWS             {host.aws}   (any client: --endpoint-url {host.aws}, any credentials)",
            f"bucket, table   {host.bucket}, {host.table}",
            f"logs, token     {settings.home}/logs, {settings.home}/stack.json",
            f'clock           curl -X POST {host.api}/local/clock -d \'{{"on": "YYYY-MM-DD"}}\'',
            f"outbox          curl {host.api}/local/outbox",
            "Ctrl-C ends it; nothing is kept but the logs.",
        )
    )


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
