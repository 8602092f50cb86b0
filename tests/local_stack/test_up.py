"""`python -m local.up`, as a person starts and ends it."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import requests

from tests.local_stack.conftest import TINY


def up(home: Path, *more: str) -> "subprocess.Popen[str]":
    given = ["--template", str(TINY), "--home", str(home), "--parameter", f"Notebook={home}", "--aws-port", "0", *more]
    return subprocess.Popen([sys.executable, "-m", "local.up", *given], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_stack_says_where_it_is_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    with up(tmp_path, "--port", "0", "--on", "2026-03-02") as process:
        assert process.stdout is not None
        greeting = process.stdout.readline()
        facts = json.loads((tmp_path / "stack.json").read_text(encoding="utf-8"))
        answer = requests.get(f"{facts['api']}/things/1", headers={"Authorization": f"Bearer {facts['token']}"}, timeout=20)
        clock = requests.get(f"{facts['api']}/local/clock", timeout=20).json()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)

    assert facts["api"] in greeting
    assert set(facts) == {"api", "aws", "region", "bucket", "table", "token"}
    assert answer.status_code == 200
    assert (clock["on"], clock["time_zone"]) == ("2026-03-02", "America/New_York")
    assert process.returncode == 0


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with up(tmp_path, "--port", port) as process:
            _, complaint = process.communicate(timeout=30)

    assert process.returncode == 2
    assert (complaint.count("\n"), port in complaint) == (1, True)
