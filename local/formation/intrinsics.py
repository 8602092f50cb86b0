"""CloudFormation's intrinsic functions: what a template's values come to once parameters, conditions and resources are known."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from local.formation.refusal import InvalidTemplateError, NotUnderstoodError

PLACEHOLDER = re.compile(r"\$\{([^!}][^}]*)\}")
LITERAL = re.compile(r"\$\{!([^}]*)\}")
NO_VALUE = object()


class Names(Protocol):
    """What references come to."""

    def reference(self, name: str) -> Any:
        """The value of Ref; NO_VALUE for AWS::NoValue."""

    def attribute(self, name: str, attribute: str) -> Any:
        """The value of Fn::GetAtt."""

    def condition(self, name: str) -> bool:
        """Whether the named condition holds."""


def is_function(value: Any) -> bool:
    """Whether a value is an intrinsic function's call."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return False
    key, argument = next(iter(value.items()))
    # A statement of a policy may consist of a Condition too; a condition's name is a text.
    return key == "Ref" or str(key).startswith("Fn::") or (key == "Condition" and isinstance(argument, str))


def text(value: Any) -> str:
    """A value as CloudFormation writes it into a text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def resolve(value: Any, names: Names) -> Any:
    """The value with every intrinsic function worked out, and what comes to AWS::NoValue left out."""
    if is_function(value):
        function, argument = next(iter(value.items()))
        if function not in FUNCTIONS:
            raise NotUnderstoodError(f"the intrinsic function {function} is not understood by the local stack")
        return FUNCTIONS[function](argument, names)
    if isinstance(value, Mapping):
        return {key: found for key, entry in value.items() if (found := resolve(entry, names)) is not NO_VALUE}
    if isinstance(value, list):
        return [found for entry in value if (found := resolve(entry, names)) is not NO_VALUE]
    return value


def references(value: Any, condition: Callable[[str], bool]) -> Iterator[str]:
    """The names that a value refers to, in the branches that its conditions choose."""
    if is_function(value):
        function, argument = next(iter(value.items()))
        if function == "Ref":
            yield argument
            return
        if function == "Fn::GetAtt":
            yield _attribute_parts(argument)[0]
            return
        if function == "Fn::If":
            yield from references(argument[1] if condition(argument[0]) else argument[2], condition)
            return
        if function == "Fn::Sub":
            wording, own = _substitution_parts(argument)
            yield from (name.split(".")[0] for name in PLACEHOLDER.findall(wording) if name not in own)
            yield from references(own, condition)
            return
    if isinstance(value, Mapping):
        for entry in value.values():
            yield from references(entry, condition)
    elif isinstance(value, list):
        for entry in value:
            yield from references(entry, condition)


def _attribute_parts(argument: Any) -> tuple[str, str]:
    parts = argument.split(".", 1) if isinstance(argument, str) else argument
    return str(parts[0]), str(parts[1])


def _substitution_parts(argument: Any) -> tuple[str, Mapping[str, Any]]:
    return (argument, {}) if isinstance(argument, str) else (argument[0], argument[1])


def _get_attribute(argument: Any, names: Names) -> Any:
    return names.attribute(*_attribute_parts(argument))


def _substitute(argument: Any, names: Names) -> str:
    wording, own = _substitution_parts(argument)

    def value_of(found: re.Match[str]) -> str:
        name = found[1].strip()
        if name in own:
            return text(resolve(own[name], names))
        if "." in name:
            return text(names.attribute(*name.split(".", 1)))
        return text(names.reference(name))

    return LITERAL.sub(r"${\1}", PLACEHOLDER.sub(value_of, wording))


def _choose(argument: Any, names: Names) -> Any:
    return resolve(argument[1] if names.condition(argument[0]) else argument[2], names)


def _join(argument: Any, names: Names) -> str:
    return str(argument[0]).join(text(part) for part in resolve(argument[1], names))


def _select(argument: Any, names: Names) -> Any:
    choices, index = resolve(argument[1], names), int(resolve(argument[0], names))
    if not 0 <= index < len(choices):
        raise InvalidTemplateError(f"Fn::Select: there is no entry {index} in {choices}")
    return choices[index]


def _split(argument: Any, names: Names) -> list[str]:
    return str(resolve(argument[1], names)).split(str(argument[0]))


def _equals(argument: Any, names: Names) -> bool:
    left, right = (resolve(side, names) for side in argument)
    return text(left) == text(right)


def _holds(argument: Any, names: Names) -> bool:
    return bool(resolve(argument, names))


FUNCTIONS: Mapping[str, Callable[[Any, Names], Any]] = {
    "Ref": lambda argument, names: names.reference(argument),
    "Condition": lambda argument, names: names.condition(argument),
    "Fn::GetAtt": _get_attribute,
    "Fn::Sub": _substitute,
    "Fn::If": _choose,
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::Equals": _equals,
    "Fn::Not": lambda argument, names: not _holds(argument[0], names),
    "Fn::And": lambda argument, names: all(_holds(part, names) for part in argument),
    "Fn::Or": lambda argument, names: any(_holds(part, names) for part in argument),
}
