"""The sizes that coded pictures give for themselves: a decoder trusts these, not the dictionary around them."""

import re
import struct
from collections.abc import Iterator

_JPEG_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]\x00(.)[\x08\x0c](..)(..)(.)", re.DOTALL)
_JPEG2000_SIZE = re.compile(rb"\xff\x4f\xff\x51....(.{16}).{16}(..)", re.DOTALL)

Size = tuple[int, int, int]
"""Width and height in pixels, bytes that one row takes when decoded."""


def jpeg_sizes(code: bytes) -> Iterator[Size]:
    """Of every frame (ITU-T T.81, B.2.2), thumbnails in its metadata included."""
    for match in _JPEG_FRAME.finditer(code):
        height, width = struct.unpack(">HH", match[2] + match[3])
        components = match[4][0]
        if match[1][0] == 8 + 3 * components:
            yield width, height, width * components


def jpeg2000_sizes(code: bytes) -> Iterator[Size]:
    """Of every codestream (ISO 15444-1, A.5.1)."""
    for match in _JPEG2000_SIZE.finditer(code):
        right, bottom, left, top = struct.unpack(">IIII", match[1])
        width, height = max(0, right - left), max(0, bottom - top)
        yield width, height, width * struct.unpack(">H", match[2])[0]


def jbig2_sizes(code: bytes) -> Iterator[Size]:
    """Of every page and region (ITU-T T.88, 7.2), as they are embedded in PDF: segments one after another."""
    position = 0
    while position + 11 <= len(code):
        flags = code[position + 4]
        referred = code[position + 5] >> 5
        number = struct.unpack_from(">I", code, position)[0]
        place = position + 6
        if referred == 7:
            referred = struct.unpack_from(">I", code, position + 5)[0] & 0x1FFFFFFF
            place = position + 9 + (referred + 8) // 8
        place += referred * (1 if number <= 256 else 2 if number <= 65536 else 4) + (4 if flags & 0x40 else 1)
        if place + 4 > len(code):
            return
        length = struct.unpack_from(">I", code, place)[0]
        place += 4
        kind = flags & 0x3F
        if (4 <= kind <= 43 or kind == 48) and place + 8 <= len(code):
            width, height = struct.unpack_from(">II", code, place)
            yield width, 0 if height == 0xFFFFFFFF else height, width // 8
        if length == 0xFFFFFFFF:
            return
        position = place + length


SIZES = {
    "DCTDecode": jpeg_sizes,
    "DCT": jpeg_sizes,
    "JPXDecode": jpeg2000_sizes,
    "JBIG2Decode": jbig2_sizes,
}
