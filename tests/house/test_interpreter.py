"""The search for a Python takes one that works, whatever lies on the path."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.template.page import ROOT


def search(*asked: str, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / ".ci" / "interpreter", *asked], env={"PATH": path}, capture_output=True, text=True, check=False)


def a_command(folder: Path, name: str, script: str) -> None:
    command = folder / name
    command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    command.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A path with a working python3 (this one), and what the script itself needs."""
    (tmp_path / "python3").symlink_to(sys.executable)
    return os.pathsep.join([str(tmp_path), "/usr/bin", "/bin"])


def test_a_shim_that_only_complains_is_passed_over(tmp_path: Path, path: str) -> None:
    """Version managers put a command for every version on the path, switched on or not."""
    for version in ("3.11", "3.12", "3.13", "3.14"):
        a_command(tmp_path, f"python{version}", "echo 'command not found' >&2; exit 127")

    found = search(path=path)

    assert found.returncode == 0
    assert Path(found.stdout.strip()).exists()


def test_the_python_of_lambda_is_preferred(tmp_path: Path, path: str) -> None:
    a_command(tmp_path, "python3.13", 'case "$2" in *print*) echo /chosen;; esac')

    assert search(path=path).stdout.strip() == "/chosen"


def test_the_one_that_is_asked_for_is_taken_or_nothing(tmp_path: Path, path: str) -> None:
    a_command(tmp_path, "too-old", "exit 1")

    asked = search(str(tmp_path / "too-old"), path=path)

    assert asked.returncode == 1
    assert asked.stdout == ""
    assert "too-old" in asked.stderr
