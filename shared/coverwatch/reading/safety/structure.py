"""The objects of a PDF file, found by looking at every byte: a cross-reference table may lie, and viewers do not agree on its repair."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from coverwatch.reading.safety.budget import Budget
from coverwatch.reading.safety.streams import slices, unpack
from coverwatch.reading.safety.syntax import NAME, WHITE, Ref, Value, name, parse

MAX_OBJECT_STREAM_BYTES = 16 * 1024 * 1024
"""Unpacked. Writers put 100 to 200 objects into one: a few hundred kilobytes."""

_DELIMITED = rb"(?![^" + WHITE + rb"()<>\[\]{}/%])"
_OBJECT = re.compile(rb"(?<![^" + WHITE + rb"()<>\[\]{}/%])obj" + _DELIMITED)
_HEADER = re.compile(rb"(\d{1,10})[" + WHITE + rb"]+(\d{1,5})[" + WHITE + rb"]+$")
_HEADER_REACH = 40
_TRAILER = re.compile(rb"trailer" + _DELIMITED)
_STREAM = re.compile(rb"(?>[" + WHITE + rb"]+|%[^\r\n]*+)*+stream(?:\r\n|\n|\r)?")
_END_OF_STREAM = re.compile(rb"[" + WHITE + rb"]*+endstream")

Dictionary = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Found:
    """An object as it stands in the file. `begins` is after its `obj`; `stream_begins` where packed bytes follow its dictionary."""

    number: int | None
    generation: int
    begins: int
    ends: int
    value: Value
    stream_begins: int | None = None


@dataclass(slots=True)
class Structure:
    """Everything that was found. `names` counts every name of the file, whatever it belongs to."""

    data: bytes
    budget: Budget
    names: Counter[str] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)
    trailers: list[Dictionary] = field(default_factory=list)
    by_number: dict[int, Found] = field(default_factory=dict)
    """The last definition in the file: later ones replace earlier ones."""
    stream_ends: list[int] = field(default_factory=list)

    @property
    def encrypted(self) -> bool:
        return any("Encrypt" in trailer for trailer in self.trailers)

    def resolve(self, value: Value) -> Value:
        """The value itself, or what its reference leads to; null for one that leads nowhere or in a circle."""
        for _ in range(32):
            if not isinstance(value, Ref):
                return value
            found = self.by_number.get(value.number)
            value = found.value if found else None
        return None

    def dictionary(self, value: Value) -> Dictionary:
        resolved = self.resolve(value)
        return resolved if isinstance(resolved, dict) else {}

    def array(self, value: Value) -> list[Value]:
        resolved = self.resolve(value)
        return resolved if isinstance(resolved, list) else []

    def number(self, value: Value) -> float | None:
        resolved = self.resolve(value)
        return resolved if isinstance(resolved, int | float) and not isinstance(resolved, bool) else None

    def filters(self, stream: Dictionary) -> list[str]:
        value = self.resolve(stream.get("Filter"))
        entries = value if isinstance(value, list) else [value]
        return [str(each) for each in map(self.resolve, entries) if isinstance(each, str)]

    def packed(self, found: Found) -> tuple[int, int]:
        """Where a stream's packed bytes begin and end: by its length if that is true, else up to the next `endstream`."""
        start = found.stream_begins if found.stream_begins is not None else found.ends
        length = self.number(self.dictionary(found.value).get("Length"))
        if length is not None and 0 <= length <= len(self.data) - start and _END_OF_STREAM.match(self.data, start + int(length)):
            return start, start + int(length)
        after = bisect_left(self.stream_ends, start)
        return start, self.stream_ends[after] if after < len(self.stream_ends) else len(self.data)

    def unpacked(self, found: Found) -> Iterator[bytes]:
        """A stream's bytes, unpacked piece by piece, each counted against the budget."""
        start, end = self.packed(found)
        return unpack(slices(self.data, start, end, self.budget), self.filters(self.dictionary(found.value)), self.budget)

    def whole(self, found: Found, limit: int) -> bytes:
        """A stream's bytes, unpacked at once. Raises RefusedError (RESOURCE_LIMIT) beyond the limit."""
        data = bytearray()
        for piece in self.unpacked(found):
            data += piece
            if len(data) > limit:
                self.budget.exhaust()
        return bytes(data)

    def values(self) -> Iterator[Value]:
        """Every object of the file, also those that a later one replaces."""
        yield from self.trailers
        for each in self.found:
            yield each.value

    def add(self, found: Found) -> None:
        self.found.append(found)
        if found.number is not None:
            other = self.by_number.get(found.number)
            if other is None or other.begins <= found.begins:
                self.by_number[found.number] = found


def structure(data: bytes, budget: Budget) -> Structure:
    """Find every object; those in object streams too, unless the file is encrypted. Raises RefusedError."""
    pdf = Structure(data, budget, stream_ends=[match.start() for match in re.finditer(b"endstream", data)])
    for match in _OBJECT.finditer(data):
        budget.spend(4)
        value, end = parse(data, match.end(), budget, pdf.names)
        header = _HEADER.search(data, max(0, match.start() - _HEADER_REACH), match.start())
        number, generation = (int(header[1]), int(header[2])) if header else (None, 0)
        keyword = _STREAM.match(data, end) if isinstance(value, dict) else None
        pdf.add(Found(number, generation, match.end(), end, value, keyword.end() if keyword else None))
        if keyword and isinstance(value, dict) and pdf.resolve(value.get("Type")) == "XRef":
            pdf.trailers.append(value)
    for match in _TRAILER.finditer(data):
        value, _ = parse(data, match.end(), budget, pdf.names)
        if isinstance(value, dict):
            pdf.trailers.append(value)
    if not pdf.encrypted:
        for holder in [each for each in pdf.found if each.stream_begins is not None]:
            if pdf.resolve(pdf.dictionary(holder.value).get("Type")) == "ObjStm":
                _add_members(pdf, holder)
    return pdf


def _add_members(pdf: Structure, holder: Found) -> None:
    """The objects inside an object stream: pairs of number and offset, then the objects from /First on."""
    data = pdf.whole(holder, MAX_OBJECT_STREAM_BYTES)
    for match in NAME.finditer(data):
        pdf.names[name(match[1])] += 1
    first = int(pdf.number(pdf.dictionary(holder.value).get("First")) or 0)
    pairs = re.findall(rb"\d{1,10}", data[: max(0, first)])
    for number, offset in zip(pairs[::2], pairs[1::2]):
        value, _ = parse(data, first + int(offset), pdf.budget, Counter())
        pdf.add(Found(int(number), 0, holder.begins, holder.ends, value))
