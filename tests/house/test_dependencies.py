"""What is declared, what is locked, what ships in a layer and what is imported are the same things."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.template.page import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LAYERS = ("core", "documents")
LOCKS = ("lambda", "local", "test", "lint", "tools")
FROM_THE_RUNTIME = {"boto3", "botocore"}
OURS = {
    "coverwatch",
    "functions",
    "local",
    "tests",
    "bench",
    "docs",
    *(path.stem for root in ("functions", "tests/**/functions") for path in ROOT.glob(f"{root}/*.py")),
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(path: Path) -> dict[str, set[str]]:
    """Package → the versions that a requirements file pins it to; more than one where Pythons differ."""
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall(path.read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def lock(name: str) -> dict[str, set[str]]:
    return pins(ROOT / "requirements" / f"{name}.txt")


def layer(name: str) -> dict[str, set[str]]:
    return pins(ROOT / "layers" / name / "requirements.txt")


def declared(*extras: str) -> list[Requirement]:
    texts = PROJECT["dependencies"] + [text for extra in extras for text in PROJECT["optional-dependencies"][extra]]
    return [Requirement(text) for text in texts]


def runtime() -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in declared()}


def test_the_layers_hold_what_the_functions_declare_and_boto3_comes_from_the_runtime() -> None:
    shipped = [package for name in LAYERS for package in layer(name)]

    assert runtime() - FROM_THE_RUNTIME <= set(shipped)
    assert FROM_THE_RUNTIME.isdisjoint(shipped)
    assert len(shipped) == len(set(shipped)), "a package is in two layers"


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_ships_the_versions_that_the_tests_ran_with(name: str) -> None:
    locked = lock("test")

    assert {package: versions for package, versions in layer(name).items() if locked.get(package) != versions} == {}


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_pins_everything_that_it_brings(name: str) -> None:
    lines = (ROOT / "layers" / name / "requirements.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line and not line.startswith("#") and not PIN.match(line)] == []


@pytest.mark.parametrize(("name", "extras"), [("local", ("local",)), ("test", ("local", "test")), ("lint", ("local", "test", "lint"))])
def test_a_lock_answers_every_declaration_within_its_range(name: str, extras: tuple[str, ...]) -> None:
    locked = lock(name)
    unanswered = [
        str(requirement)
        for requirement in declared(*extras)
        if not any(requirement.specifier.contains(version) for version in locked.get(canonicalize_name(requirement.name), ()))
    ]

    assert unanswered == []


def test_the_locks_agree_with_one_another() -> None:
    whole = lock("lint")
    differing = {
        name: package for name in ("lambda", "local", "test") for package, versions in lock(name).items() if whole.get(package) != versions
    }

    assert differing == {}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.split("\n", 2)[2])

    assert len(entries) > 5
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize(
    ("folders", "extras"),
    [
        (("shared/coverwatch", "functions"), ()),
        (("local",), ("local",)),
        (("tests", "bench", "docs"), ("local", "test")),
    ],
    ids=["deployed", "local", "tests"],
)
def test_what_is_imported_is_declared(folders: tuple[str, ...], extras: tuple[str, ...]) -> None:
    """What only happens to be installed, because something else needs it, may be gone tomorrow."""
    belongs = packages_distributions()
    allowed = {canonicalize_name(requirement.name) for requirement in declared(*extras)} | FROM_THE_RUNTIME
    undeclared = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, name in _imports(*(ROOT / folder for folder in folders))
        if not allowed & {canonicalize_name(distribution) for distribution in belongs.get(name, [name])}
    }

    assert undeclared == set()


def test_what_is_declared_for_the_deployed_code_is_imported() -> None:
    belongs = packages_distributions()
    imported = {
        canonicalize_name(distribution)
        for _, name in _imports(ROOT / "shared" / "coverwatch", ROOT / "functions")
        for distribution in belongs.get(name, [])
    }

    assert runtime() - imported == set()


def _imports(*folders: Path) -> Iterator[tuple[Path, str]]:
    """Each file with the names of the foreign packages that it imports."""
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            for name in (name.split(".")[0] for name in names):
                if name not in sys.stdlib_module_names and name not in OURS:
                    yield path, name
