"""PDF syntax (ISO 32000-1, 7.2–7.3): bytes to names, numbers, strings, arrays and dictionaries, without recursion.

Only what a safety check needs: strings come as bytes, whatever is not understood ends the object, nothing raises but the limits.
"""

import re
from collections import Counter
from typing import NamedTuple

from coverwatch.reading.safety.budget import Budget
from coverwatch.reading.safety.refusal import damaged

MAX_DEPTH = 100
"""Of arrays and dictionaries in each other; real files stay below ten."""

WHITE = rb"\x00\t\n\x0c\r "
_TOKEN = re.compile(
    rb"(?>[" + WHITE + rb"]+|%[^\r\n]*)*+"
    rb"(?:(?P<ref>(\d{1,10})[" + WHITE + rb"]+(\d{1,5})[" + WHITE + rb"]+R(?![^" + WHITE + rb"()<>\[\]{}/%]))"
    rb"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?![^" + WHITE + rb"()<>\[\]{}/%]))"
    rb"|/(?P<name>[^" + WHITE + rb"()<>\[\]{}/%]*)"
    rb"|(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|(?P<string>\()"
    rb"|<(?P<hex>[^<>]*)>?"
    rb"|(?P<word>[^" + WHITE + rb"()<>\[\]{}/%]+)"
    rb"|(?P<other>[{})>]))"
)
NAME = re.compile(rb"/([^" + WHITE + rb"()<>\[\]{}/%]*)")
_ESCAPED_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_STRING_PART = re.compile(rb"[^()\\]*+(?:\\.[^()\\]*+)*+\\?", re.DOTALL)
_ESCAPED_STRING = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_WORDS = {b"true": True, b"false": False, b"null": None}


class Name(str):
    """A PDF name, its #xx escapes resolved."""

    __slots__ = ()


class Ref(NamedTuple):
    """A reference to an indirect object."""

    number: int
    generation: int


Value = None | bool | int | float | bytes | Name | Ref | list["Value"] | dict[str, "Value"]


class _Open:
    """An array or dictionary that is not closed yet, with the key that waits for its value."""

    __slots__ = ("container", "key")

    def __init__(self, container: "list[Value] | dict[str, Value]") -> None:
        self.container = container
        self.key: str | None = None

    def add(self, value: Value) -> None:
        if isinstance(self.container, list):
            self.container.append(value)
        elif self.key is not None:
            self.container[self.key] = value
            self.key = None
        elif isinstance(value, Name):
            self.key = value


def parse(data: bytes, start: int, budget: Budget, names: Counter[str]) -> tuple[Value, int]:
    """The object at `start` and where it ends; every name on the way is counted in `names`, whatever it belongs to.

    As lenient as viewers are: words that mean nothing are null, what is left open ends at `endobj` or with the data.
    Raises RefusedError: MALFORMED for nesting deeper than MAX_DEPTH, RESOURCE_LIMIT when the budget is spent.
    """
    opened: list[_Open] = []
    position = start
    while match := _TOKEN.match(data, position):
        budget.spend(1 + (match.end() - position) // 256)
        kind = match.lastgroup
        if kind == "word" and match["word"] not in _WORDS and (not opened or match["word"] == b"endobj"):
            position = match.start("word")
            break
        position = match.end()
        if kind == "open":
            opened.append(_Open({} if match["open"] == b"<<" else []))
            if len(opened) > MAX_DEPTH:
                raise damaged()
            continue
        value: Value
        if kind == "close":
            if not opened:
                return None, position
            value = opened.pop().container
        elif kind == "string":
            value, position = _string(data, position, budget)
        else:
            value = _scalar(match)
            if isinstance(value, Name):
                names[value] += 1
        if not opened:
            return value, position
        opened[-1].add(value)
    return _closed(opened), position


def _closed(opened: list[_Open]) -> Value:
    while len(opened) > 1:
        inner = opened.pop()
        opened[-1].add(inner.container)
    return opened[0].container if opened else None


def _scalar(match: "re.Match[bytes]") -> Value:
    kind = match.lastgroup
    if kind == "ref":
        return Ref(int(match[2]), int(match[3]))
    if kind == "number":
        text = match["number"]
        return float(text[:40]) if b"." in text[:40] else int(text[:20])
    if kind == "name":
        return name(match["name"])
    if kind == "hex":
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", match["hex"])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if kind == "word":
        return _WORDS.get(match["word"])
    return None


def name(raw: bytes) -> Name:
    """A name from what stands after its slash."""
    if b"#" in raw:
        raw = _ESCAPED_NAME.sub(lambda escape: bytes.fromhex(escape[1].decode()), raw)
    return Name(raw.decode("latin-1"))


def _string(data: bytes, start: int, budget: Budget) -> tuple[bytes, int]:
    """The literal string after its opening parenthesis; parentheses inside it balance."""
    depth = 1
    position = start
    while depth and position < len(data):
        part = _STRING_PART.match(data, position)
        budget.spend(1 + (part.end() - position) // 256 if part else 1)
        position = part.end() if part else position
        depth += {b"(": 1, b")": -1}.get(data[position : position + 1], 0)
        position += 1
    raw = data[start : position - 1]
    return _ESCAPED_STRING.sub(_unescaped, raw) if b"\\" in raw else raw, position


def _unescaped(match: "re.Match[bytes]") -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return _ESCAPES.get(match[2], match[2])
