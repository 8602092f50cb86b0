"""What a PDF's streams unpack to (ISO 32000-1, 7.4), measured piece by piece: no more than a megabyte is held at a time."""

import base64
import re
import zlib
from collections.abc import Iterator

from coverwatch.reading.safety.budget import Budget

_PIECE = 1024 * 1024
_ABBREVIATIONS = {"Fl": "FlateDecode", "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode", "RL": "RunLengthDecode"}
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f>]")
_NOT_85 = re.compile(rb"[^!-uz~]")

Pieces = Iterator[bytes]


def unpack(pieces: Pieces, filters: list[str], budget: Budget) -> Pieces:
    """What is left after the filters that pack bytes; stops at the first that codes pictures, which are measured by their sizes.

    Broken data ends where it breaks: viewers draw what they have. Raises RefusedError when the budget is spent.
    """
    for each in filters:
        stage = _STAGES.get(_ABBREVIATIONS.get(each, each))
        if stage is None:
            return pieces
        pieces = stage(pieces, budget)
    return pieces


def slices(data: bytes, start: int, end: int, budget: Budget) -> Pieces:
    """The packed bytes themselves."""
    for position in range(start, end, 65536):
        budget.spend(16)
        yield data[position : min(position + 65536, end)]


def _inflate(pieces: Pieces, budget: Budget) -> Pieces:
    inflater = zlib.decompressobj()
    for piece in pieces:
        waiting = piece
        while waiting and not inflater.eof:
            try:
                out = inflater.decompress(waiting, _PIECE)
            except zlib.error:
                return
            waiting = inflater.unconsumed_tail
            budget.unpack(len(out) + 64)
            yield out
        if inflater.eof:
            return


def _hex(pieces: Pieces, budget: Budget) -> Pieces:
    rest = b""
    for piece in pieces:
        digits, ended, _ = (rest + _NOT_HEX.sub(b"", piece)).partition(b">")
        even = len(digits) // 2 * 2
        rest = digits[even:]
        budget.unpack(even // 2)
        yield bytes.fromhex(digits[:even].decode())
        if ended:
            break
    if rest:
        yield bytes.fromhex(rest.decode() + "0")


def _ascii85(pieces: Pieces, budget: Budget) -> Pieces:
    rest = b""
    try:
        for piece in pieces:
            digits, ended, _ = (rest + _NOT_85.sub(b"", piece)).partition(b"~")
            whole = digits.replace(b"z", b"!!!!!")
            cut = len(whole) if ended else len(whole) // 5 * 5
            rest = whole[cut:]
            out = base64.a85decode(whole[:cut])
            budget.unpack(len(out))
            yield out
            if ended:
                return
        yield base64.a85decode(rest)
    except ValueError:
        return


def _run_length(pieces: Pieces, budget: Budget) -> Pieces:
    data = b"".join(pieces)
    out = bytearray()
    position = 0
    while position < len(data) and data[position] != 128:
        budget.spend(1)
        length = data[position]
        if length < 128:
            out += data[position + 1 : position + 2 + length]
            position += 2 + length
        else:
            out += data[position + 1 : position + 2] * (257 - length)
            position += 2
        if len(out) > _PIECE:
            budget.unpack(len(out))
            yield bytes(out)
            out.clear()
    budget.unpack(len(out))
    yield bytes(out)


def _lzw(pieces: Pieces, budget: Budget) -> Pieces:
    table: list[bytes] = []
    previous = b""
    out = bytearray()
    for code in _lzw_codes(pieces, table):
        budget.spend(1)
        if code == 256 or not table:
            table[:] = [bytes([byte]) for byte in range(256)] + [b"", b""]
            previous = b""
            if code == 256:
                continue
        if code == 257 or code > len(table) or (code == len(table) and not previous):
            break
        entry = table[code] if code < len(table) else previous + previous[:1]
        if previous and len(table) < 4096:
            table.append(previous + entry[:1])
        previous = entry
        out += entry
        if len(out) > _PIECE:
            budget.unpack(len(out))
            yield bytes(out)
            out.clear()
    budget.unpack(len(out))
    yield bytes(out)


def _lzw_codes(pieces: Pieces, table: list[bytes]) -> Iterator[int]:
    """Codes of 9 to 12 bits; one bit more as soon as the table has filled up, less one (EarlyChange, the default)."""
    bits = 0
    count = 0
    for piece in pieces:
        for byte in piece:
            bits = bits << 8 | byte
            count += 8
            width = min(12, max(9, (len(table) + 2).bit_length()))
            if count >= width:
                count -= width
                yield bits >> count
                bits &= (1 << count) - 1


_STAGES = {
    "FlateDecode": _inflate,
    "LZWDecode": _lzw,
    "ASCIIHexDecode": _hex,
    "ASCII85Decode": _ascii85,
    "RunLengthDecode": _run_length,
}
