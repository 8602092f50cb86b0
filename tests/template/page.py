"""template.yaml as it is written, and as CloudFormation gets it; what the template's rules ask of both."""

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import yaml
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import intrinsics_multi_constructor

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"\$\{([A-Za-z0-9:]+)(?:\.[A-Za-z0-9.]+)?\}")

Properties = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """The template: `source` as SAM reads it, `translated` as CloudFormation does."""

    source: dict[str, Any]
    translated: dict[str, Any]

    @property
    def resources(self) -> dict[str, Any]:
        found: dict[str, Any] = self.translated["Resources"]
        return found

    def of_type(self, *types: str) -> Iterator[tuple[str, Properties]]:
        """Logical ids and properties of the translated resources of these types."""
        return ((name, resource.get("Properties", {})) for name, resource in self.resources.items() if resource["Type"] in types)

    def properties(self, name: str) -> Properties:
        """A translated resource's own properties, which a test may spoil."""
        properties: Properties = self.resources[name].setdefault("Properties", {})
        return properties

    def statements_of(self, function: str) -> Iterator[dict[str, Any]]:
        """What a function's role allows, apart from SAM's managed policies."""
        role = self.properties(names_in(self.properties(function)["Role"])[0])
        for policy in role.get("Policies", ()):
            yield from policy["PolicyDocument"]["Statement"]


class _Loader(yaml.CSafeLoader):
    """Reads !Ref and its like, without teaching them to every reader of YAML in this process."""


_Loader.add_multi_constructor("!", intrinsics_multi_constructor)


def source_of(text: str) -> dict[str, Any]:
    """A template as it is written, its intrinsic functions in their long form."""
    source: dict[str, Any] = yaml.load(text, _Loader)  # noqa: S506 — a safe loader
    return source


def page_of(text: str) -> Page:
    """Translate a template as SAM does when it deploys; conditions stay undecided, so that rules see both branches."""
    source = source_of(text)
    addressed = copy.deepcopy(source)
    sections = [
        *(addressed.get("Globals") or {}).values(),
        *(resource.get("Properties", {}) for resource in addressed["Resources"].values()),
    ]
    for properties in sections:
        for key in ("CodeUri", "ContentUri"):
            if key in properties:  # SAM takes code from S3 only; its command line uploads first, and so do we pretend
                properties[key] = f"s3://code/{properties[key]}"
    parameters = {name: str(declared.get("Default", "given")) for name, declared in addressed["Parameters"].items()}
    translator = Translator(None, Parser(), boto_session=boto3.Session(region_name="us-east-1"))
    return Page(source, translator.translate(addressed, parameter_values=parameters, get_managed_policy_map=dict))


@cache
def _page() -> Page:
    return page_of((ROOT / "template.yaml").read_text(encoding="utf-8"))


def page() -> Page:
    """The project's own template, to be spoiled at will."""
    return copy.deepcopy(_page())


def names_in(value: Any) -> list[str]:
    """The logical names that a value refers to, in order, with repeats: Ref, Fn::GetAtt, Fn::Sub."""
    if isinstance(value, dict):
        if "Ref" in value:
            return [value["Ref"]]
        if "Fn::GetAtt" in value:
            attribute = value["Fn::GetAtt"]
            return [attribute.split(".")[0] if isinstance(attribute, str) else attribute[0]]
        if "Fn::Sub" in value:
            text, own = (value["Fn::Sub"], {}) if isinstance(value["Fn::Sub"], str) else value["Fn::Sub"]
            return [name for name in PLACEHOLDER.findall(text) if name not in own] + names_in(own)
        return [name for part in value.values() for name in names_in(part)]
    if isinstance(value, list):
        return [name for part in value for name in names_in(part)]
    return []


def listed(value: Any) -> list[Any]:
    """A policy's action or resource, which may stand alone or in a list."""
    return value if isinstance(value, list) else [value]


Check = Callable[[Page], Iterator[str]]
Spoil = Callable[[Page], Any]


@dataclass(frozen=True)
class Rule:
    """What must hold of the template, and ways to spoil it that the rule must tell."""

    check: Check
    spoils: tuple[Spoil, ...]

    @property
    def name(self) -> str:
        return self.check.__name__


RULES: list[Rule] = []


def rule(*spoils: Spoil) -> Callable[[Check], Check]:
    """Declare a rule, with at least one way in which it is known to bite."""

    def declare(check: Check) -> Check:
        RULES.append(Rule(check, spoils))
        return check

    return declare
