"""From a request's bytes to a value: JSON or YAML, refused with a reason when it is not quite what it claims to be."""

import json
from typing import Any

import yaml

from coverwatch.api import plain_yaml
from coverwatch.api.problems import Problem

LARGEST_BODY = 256 * 1024  # bytes
DEEPEST = 32


def document_in(text: str, content_type: str) -> dict[str, Any]:
    """A JSON or YAML object. Raises Problem: too large, not JSON, not an object, a key twice, NaN, too deep, not unicode."""
    if len(text.encode(errors="surrogatepass")) > LARGEST_BODY:
        raise Problem(413, "TOO_LARGE", f"A body may hold at most {LARGEST_BODY // 1024} KB.")
    kind = content_type.split(";", maxsplit=1)[0].strip().casefold()
    if kind in {"application/yaml", "application/x-yaml", "text/yaml"}:
        value = _yaml(text)
    elif kind in {"application/json", "application/merge-patch+json", ""}:
        value = _json(text)
    else:
        raise Problem(415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json, or application/yaml for a requirement set.")
    if not isinstance(value, dict):
        raise Problem(400, "INVALID_JSON", "The body must be an object.")
    _refuse_deep(value)
    return value


def _json(text: str) -> Any:
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError as error:
        raise Problem(400, "INVALID_UNICODE", "The body holds half of a character.") from error
    except (ValueError, RecursionError) as error:
        raise Problem(400, "INVALID_JSON", "The body is not valid JSON.") from error
    return value


def _yaml(text: str) -> Any:
    try:
        return json.loads(json.dumps(plain_yaml.load(text)), parse_constant=_no_constant)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise Problem(400, "INVALID_YAML", "The body is not valid YAML.") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise Problem(400, "DUPLICATE_KEY", f"A key stands twice: {repeated[0]}.")
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _refuse_deep(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise Problem(400, "INVALID_JSON", f"The body is nested deeper than {DEEPEST}.")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _refuse_deep(inner, depth + 1)
