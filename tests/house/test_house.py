"""The habits of the house, where a linter has no word for them."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.template.page import ROOT

LONGEST_FILE = 350  # lines; most stay under 300
LONGEST_FUNCTION = 60
NOWHERE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "service", "services", "misc", "core"}
TEXTS = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".txt", ".html", ".css", ".js", ".in", ".cfg", ""}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
# Whoever clones this has another machine, and other places to get packages from.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.$}{\])])/(work|root|home/\w+|Users/\w+)/|\.pyenv/versions|\bpythonhosted\b|\bregistry\.npm|\bpypi\.(org|io)\b"
)
ITSELF = Path("tests/house/test_house.py")


@cache
def tracked() -> tuple[Path, ...]:
    """The files that git keeps, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := Path(name)) and (ROOT / path).is_file())


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        if path.suffix in TEXTS and path != ITSELF:
            yield path, (ROOT / path).read_text(encoding="utf-8")


def sources() -> Iterator[tuple[Path, str]]:
    return ((path, text) for path, text in texts() if path.suffix == ".py")


def test_there_is_something_to_look_at() -> None:
    assert len(list(sources())) > 50


def test_no_link_is_kept_that_leads_somewhere_on_one_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "--stage", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert [entry for entry in listed.split("\0") if entry.startswith("120000")] == []


def test_no_file_is_longer_than_a_reader_holds_in_mind() -> None:
    lengths = {str(path): text.count("\n") for path, text in sources()}

    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path, text in sources()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }

    assert long == {}


def test_every_module_is_named_for_what_it_is_about() -> None:
    nameless = [str(path) for path, _ in sources() if NOWHERE & {path.stem, *path.parent.parts}]

    assert nameless == []


def test_every_module_says_what_it_is_for() -> None:
    """An empty `__init__` has nothing to say."""
    silent = [str(path) for path, text in sources() if text.strip() and not ast.get_docstring(ast.parse(text))]

    assert silent == []


def test_nothing_is_left_for_later() -> None:
    found = [f"{path}: {match[0]}" for path, text in texts() for match in UNFINISHED.finditer(text) if path != Path("LICENSE")]

    assert found == []


def test_nothing_names_one_machine_or_one_registry() -> None:
    found = [
        f"{path}: {text[max(0, match.start() - 30) : match.end() + 10]!r}"
        for path, text in texts()
        for match in OF_ONE_MACHINE.finditer(text)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("open('/work/shared/forms')", True),
        ("#!/root/.pyenv/bin/python", True),
        ("--index-url https://pypi.org/simple", True),
        ("the functions do not work/rest", False),
        ("GET /u/{token}/uploads", False),
        ("${ROOT}/work/", False),
    ],
)
def test_the_search_for_such_names_tells_them_from_others(text: str, told: bool) -> None:
    assert bool(OF_ONE_MACHINE.search(text)) is told


def test_addresses_of_people_are_invented_ones() -> None:
    """Mail addresses in what is committed end in `.example`, which nobody can own; SES's simulator and AWS's patterns aside."""
    address = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
    found = [
        f"{path}: {match[0]}"
        for path, text in texts()
        if path.parts[0] != "requirements" and path.suffix in {".py", ".json", ".yaml", ".md", ".toml"}
        for match in address.finditer(text)
        if not match[1].lower().endswith((".example", "example.com", "example.org", "simulator.amazonses.com", ".invalid", ".test"))
    ]

    assert found == []


def test_shared_holds_the_package_and_nothing_else() -> None:
    """Everything in that folder ships as a layer."""
    assert {path.parts[1] for path in tracked() if path.parts[0] == "shared"} == {"coverwatch"}


def test_functions_import_the_package_and_never_each_other() -> None:
    """On Lambda there is no package `functions`."""
    modules = {path.stem for path, _ in sources() if path.parts[0] == "functions"}
    wrong = [
        f"{path}: {name}"
        for path, text in sources()
        if path.parts[0] == "functions"
        for name in _imported(text)
        if name.split(".")[0] in {"functions", "local", "tests", ""} | modules
    ]

    assert wrong == []


def test_tests_that_are_left_out_say_why() -> None:
    silent = [
        f"{path}:{node.lineno}"
        for path, text in sources()
        if path.parts[0] == "tests"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("mark.skip", "mark.skipif", "mark.xfail"))
        if not any(keyword.arg == "reason" for keyword in node.keywords)
    ]

    assert silent == []


def _imported(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "" if node.level == 0 else ""
