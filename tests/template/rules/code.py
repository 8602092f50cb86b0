"""The functions themselves: where their code is, what they share, what they are told, what they leave behind."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.template.page import ROOT, Page, names_in, rule

RUNTIME = "python3.13"
LAYERS = {"SharedLayer": "shared", "CoreLayer": "layers/core", "DocumentsLayer": "layers/documents"}


def written(page: Page, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The resources of a SAM type as they are written."""
    return ((name, resource) for name, resource in page.source["Resources"].items() if resource["Type"] == f"AWS::Serverless::{kind}")


@rule(
    lambda page: page.properties("SendNoticesFunction").update(Runtime="python3.11"),
    lambda page: page.properties("StaffApiFunction").update(Architectures=["x86_64"]),
    lambda page: page.source["Resources"]["CoreLayer"]["Properties"].update(CompatibleArchitectures=["x86_64"]),
)
def everything_runs_on_one_runtime_and_architecture(page: Page) -> Iterator[str]:
    for name, function in page.of_type("AWS::Lambda::Function"):
        if function.get("Runtime") != RUNTIME or function.get("Architectures") != ["arm64"]:
            yield f"{name} runs on {function.get('Runtime')}, {function.get('Architectures')}"
    for name, layer in written(page, "LayerVersion"):
        properties = layer["Properties"]
        if properties.get("CompatibleRuntimes") != [RUNTIME] or properties.get("CompatibleArchitectures") != ["arm64"]:
            yield f"{name} is built for another runtime"


@rule(
    lambda page: page.properties("AssessVendorFunction").update(Handler="assess_vendors.handler"),
    lambda page: page.source["Resources"].pop("ChaseRenewalsFunction") and page.resources.pop("ChaseRenewalsFunction"),
)
def the_folder_of_functions_lists_the_functions(page: Page) -> Iterator[str]:
    """`FooBarFunction` is `functions/foo_bar.py`, and every module there is deployed."""
    modules = {path.stem for path in (ROOT / "functions").glob("*.py")} - {"__init__"}
    deployed = set()
    for name, function in page.of_type("AWS::Lambda::Function"):
        module = re.sub(r"(?<!^)(?=[A-Z])", "_", name.removesuffix("Function")).lower()
        deployed.add(module)
        if function["Handler"] != f"{module}.handler":
            yield f"{name} is handled by {function['Handler']}"
    for module in sorted(modules ^ deployed):
        yield f"functions/{module}.py and the template do not agree on it"
    for module in sorted(modules & sys.stdlib_module_names):
        yield f"functions/{module}.py hides a module of the standard library"


@rule(
    lambda page: page.source["Resources"]["SharedLayer"].pop("Metadata"),
    lambda page: page.source["Resources"]["DocumentsLayer"]["Metadata"].pop("BuildArchitecture"),
    lambda page: page.source["Resources"]["SharedLayer"]["Properties"].update(ContentUri="shared/coverwatch"),
    lambda page: page.source["Resources"]["DocumentsLayer"]["Properties"].pop("RetentionPolicy"),
)
def every_layer_is_built_and_old_ones_go(page: Page) -> Iterator[str]:
    """Without a BuildMethod, sam build succeeds with a layer that cannot be imported; without a BuildArchitecture, with x86 libraries."""
    for name, layer in written(page, "LayerVersion"):
        if layer.get("Metadata", {}).get("BuildMethod") != RUNTIME:
            yield f"{name} is not built"
        if layer.get("Metadata", {}).get("BuildArchitecture") != "arm64":
            yield f"{name} is built for another processor"
        if layer["Properties"].get("ContentUri") != LAYERS.get(name):
            yield f"{name} is made from {layer['Properties'].get('ContentUri')}"
        if layer["Properties"].get("RetentionPolicy") != "Delete":
            yield f"{name}: old versions pile up"


@rule(
    lambda page: page.properties("ChaseRenewalsFunction").update(Layers=[{"Ref": next(n for n in page.resources if n.startswith("Core"))}]),
    lambda page: page.properties("ReadCertificateFunction")["Layers"].pop(),
)
def a_function_that_reads_documents_has_their_layer_and_all_have_the_others(page: Page) -> Iterator[str]:
    for name, function in page.of_type("AWS::Lambda::Function"):
        layers = {re.sub(r"[0-9a-f]{10}$", "", layer) for layer in names_in(function.get("Layers", []))}
        module = str(function["Handler"]).split(".")[0]
        needed = {"SharedLayer", "CoreLayer"} | ({"DocumentsLayer"} if _reaches(module, "pypdfium2", "trp", "PIL") else set())
        if layers != needed:
            yield f"{name} has {sorted(layers)} and needs {sorted(needed)}"


@rule(
    lambda page: page.properties("SendNoticesFunction")["Environment"]["Variables"].pop("SENDER"),
    lambda page: page.properties("ChaseRenewalsFunction")["Environment"]["Variables"].update(SPARE="1"),
)
def a_function_is_told_what_its_code_asks_for_and_nothing_more(page: Page) -> Iterator[str]:
    everyones = set(page.source["Globals"]["Function"]["Environment"]["Variables"])
    for name, function in page.of_type("AWS::Lambda::Function"):
        asked = settings_of(str(function["Handler"]).split(".")[0])
        told = set(function["Environment"]["Variables"])
        for setting in sorted(asked - told):
            yield f"{name}: its code asks for {setting}"
        for setting in sorted(told - asked - everyones):
            yield f"{name}: its code never asks for {setting}"


@rule(
    lambda page: page.properties("StaffApiFunction").pop("LoggingConfig"),
    lambda page: page.properties("SendNoticesLogs").pop("RetentionInDays"),
)
def logs_end_some_day(page: Page) -> Iterator[str]:
    for name, group in page.of_type("AWS::Logs::LogGroup"):
        if "RetentionInDays" not in group:
            yield f"{name} keeps logs for ever"
    for name, function in page.of_type("AWS::Lambda::Function"):
        if names_in(function.get("LoggingConfig", {})) != [name.removesuffix("Function") + "Logs"]:
            yield f"{name} writes into a log group that nobody ends"


@rule(
    lambda page: page.properties("StaffApiFunction").update(Timeout=60),
    lambda page: page.properties("ReadCertificateFunction").update(Timeout=901),
)
def no_function_outlives_its_caller(page: Page) -> Iterator[str]:
    called_by_api = {names_in(permission["FunctionName"])[0] for _, permission in page.of_type("AWS::Lambda::Permission")}
    for name, function in page.of_type("AWS::Lambda::Function"):
        most = 29 if name in called_by_api else 900
        if function.get("Timeout", 3) > most:
            yield f"{name} may run for {function['Timeout']} s, and its caller waits for {most} s"


@cache
def reached(module: str) -> frozenset[Path]:
    """The project's files that a function's module imports, directly or through others."""
    found: set[Path] = set()
    waiting = [ROOT / "functions" / f"{module}.py"]
    while waiting:
        path = waiting.pop()
        if path in found or not path.is_file():
            continue
        found.add(path)
        for name in imports_of(path):
            place = ROOT / "shared" / Path(*name.split("."))
            waiting += [place.with_suffix(".py"), place / "__init__.py", *(parent / "__init__.py" for parent in place.parents)]
    return frozenset(path for path in found if ROOT in path.parents)


@cache
def imports_of(path: Path) -> frozenset[str]:
    """The modules that a file imports when it is loaded or run; `from a import b` counts as `a` and as `a.b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


def settings_of(module: str) -> set[str]:
    """The settings that a function's code asks for by `setting("NAME")`."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in reached(module))
    return set(re.findall(r"\bsetting\(\s*\"([A-Z_]+)\"", text))


def _reaches(module: str, *libraries: str) -> bool:
    return any(name.split(".")[0] in libraries for path in reached(module) for name in imports_of(path))
