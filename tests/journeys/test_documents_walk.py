"""The walk with curl, line by line, as it stands in the docs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from local.demo import Office
from local.stack import Stack

pytestmark = pytest.mark.journey
ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
ANYTHING = "…"


def steps() -> list[tuple[str, list[str]]]:
    """Every command of the walk with the lines that it answers."""
    told: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall((ROOT / "docs" / "walk.md").read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                told.append((line[2:], []))
            else:
                told[-1][1].append(line)
    return told


def fits(expected: list[str], output: str) -> bool:
    pattern = "\n".join(re.escape(line).replace(re.escape(ANYTHING), ".*") for line in expected)
    return re.fullmatch(pattern, output.strip(), re.DOTALL) is not None


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="the walk is one with curl, in bash")
def test_the_walk_goes_as_it_is_written(stack: Stack, office: Office) -> None:
    commands = [command.replace(".venv/bin/python", sys.executable).replace("python3 ", f"{sys.executable} ") for command, _ in steps()]
    idle = 'idle() { curl -s -o /dev/null "$API/local/idle?wait=60"; }\n'
    script = idle + "".join(f"{command}\necho; echo '── {number}'\n" for number, command in enumerate(commands))
    told = {
        "API": stack.api,
        "AWS": stack.aws,
        "BUCKET": stack.bucket,
        "AUTH": f"Authorization: Bearer {stack.token('admin')}",
    }

    ran = subprocess.run(["bash", "-c", script], cwd=ROOT, env=os.environ | told, capture_output=True, text=True, timeout=180, check=False)

    outputs = re.split(r"^── \d+$", ran.stdout, flags=re.MULTILINE)
    assert len(outputs) == len(commands) + 1, ran.stderr
    wrong = [(command, expected, output.strip()) for (command, expected), output in zip(steps(), outputs) if not fits(expected, output)]
    assert wrong == []


def test_a_walk_that_went_otherwise_would_be_told() -> None:
    assert fits(['{"authorized":true,"reasons":[…]}'], '{"authorized":true,"reasons":["a", "b"]}\n')
    assert not fits(['{"authorized":true,"reasons":[…]}'], '{"authorized":false,"reasons":[]}')
    assert not fits([], "curl: (7) Failed to connect")
    assert len(steps()) > 20
