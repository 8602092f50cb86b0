"""template.yaml, translated as SAM does it, with its conditions decided: the resources that this deployment consists of."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import yaml
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import intrinsics_multi_constructor

from local.formation import intrinsics
from local.formation.parameters import parameter_values
from local.formation.refusal import InvalidTemplateError, NotUnderstoodError

SECTIONS = frozenset(
    {"AWSTemplateFormatVersion", "Transform", "Description", "Metadata", "Parameters", "Conditions", "Resources", "Outputs"}
)
ABOUT_A_RESOURCE = frozenset({"Type", "Properties", "DependsOn", "Condition", "Metadata", "DeletionPolicy", "UpdateReplacePolicy"})
# SAM takes code from S3 only; the command line puts such addresses in before it translates, and so does the stack.
CODE_ADDRESS = "s3://local/"


@dataclass(frozen=True)
class Resource:
    """One resource as CloudFormation would be asked for it; `properties` still hold intrinsic functions."""

    logical_id: str
    type: str
    properties: Mapping[str, Any]
    depends_on: tuple[str, ...]


@dataclass(frozen=True)
class Deployment:
    """Where and as what a template is deployed."""

    stack_name: str
    account: str
    region: str

    def pseudo_parameters(self) -> dict[str, Any]:
        """What CloudFormation itself knows."""
        return {
            "AWS::AccountId": self.account,
            "AWS::NoValue": intrinsics.NO_VALUE,
            "AWS::Partition": "aws",
            "AWS::Region": self.region,
            "AWS::StackName": self.stack_name,
            "AWS::StackId": f"arn:aws:cloudformation:{self.region}:{self.account}:stack/{self.stack_name}/local",
            "AWS::URLSuffix": "amazonaws.com",
        }


@dataclass(frozen=True)
class Template:
    """The resources whose conditions hold, what conditions come to, and the parameters' values."""

    directory: Path
    deployment: Deployment
    parameters: Mapping[str, Any]
    conditions: Mapping[str, bool]
    resources: Mapping[str, Resource]
    outputs: Mapping[str, Any]


def declared_parameters(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """The parameters that a template asks for, by name."""
    declared: Mapping[str, Mapping[str, Any]] = _document(path).get("Parameters") or {}
    return declared


def load(path: Path, given: Mapping[str, str], deployment: Deployment) -> Template:
    """Reads, translates and decides; raises InvalidTemplateError or NotUnderstoodError with the name of what is wrong."""
    document = _document(path)
    parameters = parameter_values(document.get("Parameters") or {}, given)
    translated = _translated(document, parameters, deployment.region)
    for section in translated:
        if section not in SECTIONS:
            raise NotUnderstoodError(f"{path.name}: the section {section} is not understood by the local stack")
    conditions = _Conditions(translated.get("Conditions") or {}, {**parameters, **deployment.pseudo_parameters()})
    resources = {
        logical_id: _resource(logical_id, resource)
        for logical_id, resource in translated["Resources"].items()
        if "Condition" not in resource or conditions.condition(resource["Condition"])
    }
    decided = {name: conditions.condition(name) for name in translated.get("Conditions") or {}}
    return Template(path.resolve().parent, deployment, parameters, decided, resources, translated.get("Outputs") or {})


def _document(path: Path) -> dict[str, Any]:
    class Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
        """Reads !Ref and its like, without teaching them to every other reader of YAML in this process."""

    Loader.add_multi_constructor("!", intrinsics_multi_constructor)
    document = yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506 - it is a safe loader
    if not isinstance(document, dict) or "Resources" not in document:
        raise InvalidTemplateError(f"{path.name} is not a template: it has no Resources")
    return document


def _translated(document: dict[str, Any], parameters: Mapping[str, Any], region: str) -> dict[str, Any]:
    globals_ = document.get("Globals") or {}
    for properties in [*globals_.values(), *(resource.get("Properties") or {} for resource in document["Resources"].values())]:
        for key in ("CodeUri", "ContentUri"):
            if isinstance(properties.get(key), str):
                properties[key] = CODE_ADDRESS + properties[key].removeprefix("./").rstrip("/")
    translator = Translator(None, Parser(), boto_session=boto3.Session(region_name=region))
    try:
        # Managed policies would be looked up in an account; roles are not evaluated here, so their names do.
        translated: dict[str, Any] = translator.translate(document, parameter_values=dict(parameters), get_managed_policy_map=dict)
    except InvalidDocumentException as error:
        causes = "; ".join(str(cause.message) for cause in error.causes)
        raise InvalidTemplateError(f"SAM cannot translate the template: {causes}") from error
    return translated


def _resource(logical_id: str, resource: Mapping[str, Any]) -> Resource:
    for key in resource:
        if key not in ABOUT_A_RESOURCE:
            raise NotUnderstoodError(f"{logical_id}: the attribute {key} is not understood by the local stack")
    depends_on = resource.get("DependsOn") or []
    names = (depends_on,) if isinstance(depends_on, str) else tuple(depends_on)
    return Resource(logical_id, resource["Type"], resource.get("Properties") or {}, names)


class _Conditions:
    """Conditions may name parameters and one another, never resources."""

    def __init__(self, declared: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        self._declared = declared
        self._values = values

    def condition(self, name: str) -> bool:
        if name not in self._declared:
            raise InvalidTemplateError(f"the template has no condition {name}")
        return bool(intrinsics.resolve(self._declared[name], self))

    def reference(self, name: str) -> Any:
        if name not in self._values:
            raise InvalidTemplateError(f"a condition refers to {name}, which is not a parameter")
        return self._values[name]

    def attribute(self, name: str, attribute: str) -> Any:
        raise InvalidTemplateError(f"a condition asks for {name}.{attribute}; conditions know parameters only")
