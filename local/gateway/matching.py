"""Which route a request takes: API Gateway prefers the most specific."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from local.wiring import Route


class Match(NamedTuple):
    """A route, and what its path's variables stand for in this request."""

    route: Route
    parameters: Mapping[str, str]


def match(routes: Iterable[Route], method: str, path: str) -> Match | None:
    """The route for a decoded path: a full match before a greedy one, a method of its own before ANY, $default last."""
    found = []
    fallback = None
    for route in routes:
        if route.path == "$default":
            fallback = Match(route, {})
        elif route.method in (method, "ANY"):
            parameters = _parameters(route.path, path)
            if parameters is not None:
                found.append(Match(route, parameters))
    return min(found, key=_rank) if found else fallback


def _rank(found: Match) -> tuple[list[int], bool]:
    """Static parts before variables before a greedy rest, part by part."""
    parts = [2 if part.endswith("+}") else 1 if part.startswith("{") else 0 for part in found.route.path.split("/")[1:]]
    return parts, found.route.method == "ANY"


def _parameters(template: str, path: str) -> dict[str, str] | None:
    wanted, given = template.split("/")[1:], path.split("/")[1:]
    parameters: dict[str, str] = {}
    for number, part in enumerate(wanted):
        if part.endswith("+}"):
            rest = "/".join(given[number:])
            return {**parameters, part[1:-2]: rest} if rest else None
        if number >= len(given):
            return None
        if part.startswith("{") and part.endswith("}"):
            if not given[number]:
                return None
            parameters[part[1:-1]] = given[number]
        elif part != given[number]:
            return None
    return parameters if len(wanted) == len(given) else None
