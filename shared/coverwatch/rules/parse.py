"""From a document to a requirement set, or to the list of everything that is wrong with it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from coverwatch.domain.requirement import RequirementSet
from coverwatch.rules.contradictions import contradictions
from coverwatch.rules.faults import Fault


class InvalidRequirementSet(Exception):
    """The document is no requirement set. `faults` lists everything found, each with its path."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.sentence}" for fault in faults))
        self.faults = faults


def parse_requirement_set(requirement_set_id: str, document: Mapping[str, Any], version: int) -> RequirementSet:
    """Check a document and give the requirement set. Raises InvalidRequirementSet with every fault at once."""
    document = _with_on(document)
    parsed: RequirementSet | None = None
    faults: list[Fault] = [Fault(key, "belongs to the address, not to the document") for key in ("id", "version") if key in document]
    try:
        parsed = RequirementSet.model_validate({**document, "id": requirement_set_id, "version": version})
    except ValidationError as error:
        faults += [_fault(each) for each in error.errors(include_url=False)]
    faults += contradictions(document)
    if faults or parsed is None:
        raise InvalidRequirementSet(tuple(sorted(set(faults), key=lambda fault: (fault.path, fault.sentence))))
    return parsed


def _with_on(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """YAML 1.1 reads the bare key `on` as true; in a rule's settings it can only be the switch."""
    rules = document.get("rules")
    if not isinstance(rules, Mapping):
        return document
    mended = {
        rule_id: {"on" if key is True else key: value for key, value in setting.items()} if isinstance(setting, Mapping) else setting
        for rule_id, setting in rules.items()
    }
    return {**document, "rules": mended}


_SENTENCES = {
    "extra_forbidden": "is not a key of a requirement set",
    "missing": "is missing",
    "greater_than_equal": "must not be less than {ge}",
    "int_type": "must be a whole number without separators",
    "string_too_short": "must not be empty",
    "enum": "must be one of {expected}",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "model_type": "must be a mapping",
    "dict_type": "must be a mapping",
    "tuple_type": "must be a list",
}


def _fault(error: Any) -> Fault:
    path = ".".join(str(part) for part in error["loc"] if part != "[key]")
    sentence = _SENTENCES.get(error["type"])
    return Fault(path, sentence.format(**error.get("ctx", {})) if sentence else str(error["msg"]))
