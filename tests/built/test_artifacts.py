"""What `sam build` made is what Lambda can run: right processor, right layout, and every handler imports with its own layers alone.

`make check-build` builds twice: `.aws-sam/build` for Lambda's processor, `.aws-sam/host` for this machine's, so that it can be imported.
"""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.template.page import ROOT, names_in, source_of

SHIPPED = ROOT / ".aws-sam" / "build"
IMPORTABLE = ROOT / ".aws-sam" / "host"
LAMBDA = Path(os.environ.get("LAMBDA_VENV", ROOT / ".venv-lambda")) / "bin" / "python"
AARCH64 = 0xB7  # ELF's e_machine
LARGEST = 250_000_000  # bytes, a function and its layers unzipped (Lambda's quota)

pytestmark = pytest.mark.skipif(not (IMPORTABLE / "template.yaml").exists(), reason="nothing is built here: make check-build")


def source(build: Path) -> dict[str, Any]:
    return source_of((build / "template.yaml").read_text(encoding="utf-8"))


def functions(build: Path) -> dict[str, list[Path]]:
    """Each function's module, and the folders that Lambda puts on its path: its own code, then its layers."""
    template = source(build)
    everyones = names_in(template["Globals"]["Function"]["Layers"])
    found = {}
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            properties = resource["Properties"]
            layers = [*everyones, *names_in(properties.get("Layers", []))]
            found[properties["Handler"].split(".")[0]] = [build / name, *(build / layer / "python" for layer in layers)]
    return found


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_every_library_is_for_lambdas_processor() -> None:
    libraries = [path for path in SHIPPED.rglob("*.so*") if path.is_file()]
    others = [path.name for path in libraries if int.from_bytes(path.read_bytes()[18:20], "little") != AARCH64]

    assert libraries
    assert others == []


def test_the_shared_layer_holds_the_package_and_nothing_else() -> None:
    assert [path.name for path in (SHIPPED / "SharedLayer").iterdir()] == ["python"]
    assert [path.name for path in (SHIPPED / "SharedLayer" / "python").iterdir()] == ["coverwatch"]


def test_data_files_travel_with_the_package() -> None:
    package = ROOT / "shared" / "coverwatch"
    kept = {path.relative_to(package) for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    built = {path.relative_to(SHIPPED / "SharedLayer/python/coverwatch") for path in (SHIPPED / "SharedLayer").rglob("*") if path.is_file()}

    assert kept <= built


def test_every_function_fits_into_lambda() -> None:
    sizes = {module: sum(size(folder) for folder in folders) for module, folders in functions(SHIPPED).items()}

    assert {module: size for module, size in sizes.items() if size > LARGEST} == {}


def modules() -> list[str]:
    return sorted(path.stem for path in (ROOT / "functions").glob("[!_]*.py"))


@pytest.mark.parametrize("module", modules())
def test_the_handler_imports_in_a_clean_interpreter_without_settings(module: str) -> None:
    folders = [str(folder) for folder in functions(IMPORTABLE)[module]]
    statement = f"import sys; sys.path[:0] = {folders}; import {module}; assert callable({module}.handler); print(sys.version_info[:2])"

    ran = subprocess.run([LAMBDA, "-I", "-c", statement], env={}, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "(3, 13)"


def test_nothing_else_is_on_the_handlers_path() -> None:
    """The interpreter of the test above knows boto3, as Lambda's does, and no other library: a forgotten layer cannot hide."""
    ran = subprocess.run([LAMBDA, "-m", "pip", "list", "--format=freeze"], env={}, capture_output=True, text=True, check=True)
    installed = {re.sub("==.*", "", line) for line in ran.stdout.split()}

    assert installed <= {"boto3", "botocore", "jmespath", "pip", "python-dateutil", "s3transfer", "setuptools", "six", "urllib3"}
