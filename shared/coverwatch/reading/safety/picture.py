"""Whether an image file may be decoded, from its headers, before anything decodes it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from coverwatch.reading.file_type import Kind
from coverwatch.reading.safety.limits import MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE, MAX_PAGES
from coverwatch.reading.safety.picture_codes import jpeg_sizes
from coverwatch.reading.safety.refusal import Reason, RefusedError, damaged, too_much

MAX_DECODED_BYTES = 1_500_000_000
"""Of all pages of a TIFF together: fifty letter pages at 300 dpi in colour have 1.26 thousand million."""

_WIDTH, _HEIGHT, _BITS, _SAMPLES = 256, 257, 258, 277
_INTEGER_TYPES = {1: "B", 3: "H", 4: "I"}


@dataclass(frozen=True, slots=True)
class _Frame:
    width: int
    height: int
    bits: int


def check_picture(content: bytes, kind: Kind) -> int:
    """The number of pages. Raises RefusedError."""
    frames = list(_frames(content, kind))
    if not frames:
        raise damaged()
    for each in frames:
        if max(each.width, each.height) > MAX_IMAGE_SIDE or each.width * each.height > MAX_IMAGE_PIXELS:
            raise RefusedError(
                Reason.IMAGE_TOO_LARGE,
                f"The picture is too large ({each.width:,} × {each.height:,} pixels); at most {MAX_IMAGE_SIDE:,} a side can be read.",
            )
    if len(frames) > MAX_PAGES:
        raise RefusedError(Reason.TOO_MANY_PAGES, f"The file has more than {MAX_PAGES} pages. Please send the certificate alone.")
    if sum(each.width * each.height * each.bits // 8 for each in frames) > MAX_DECODED_BYTES:
        raise too_much()
    return len(frames)


def _frames(content: bytes, kind: Kind) -> Iterator[_Frame]:
    if kind == "tiff":
        yield from _tiff_frames(content)
    elif kind == "png" and len(content) >= 26 and content[12:16] == b"IHDR":
        width, height = struct.unpack_from(">II", content, 16)
        yield _Frame(width, height, 32)
    elif kind == "jpeg" and (sizes := list(jpeg_sizes(content))):
        yield _Frame(max(size[0] for size in sizes), max(size[1] for size in sizes), 24)


def _tiff_frames(content: bytes) -> Iterator[_Frame]:
    """Every directory of the chain (TIFF 6.0, section 2), up to one more than is read. Raises RefusedError (MALFORMED) for a circle."""
    order = "<" if content.startswith(b"II") else ">"
    try:
        (offset,) = struct.unpack_from(order + "I", content, 4)
        seen: set[int] = set()
        while offset and len(seen) <= MAX_PAGES:
            if offset in seen:
                raise damaged()
            seen.add(offset)
            (count,) = struct.unpack_from(order + "H", content, offset)
            tags = dict(_tags(content, order, offset + 2, count))
            yield _Frame(tags.get(_WIDTH, 0), tags.get(_HEIGHT, 0), tags.get(_BITS, 8) * tags.get(_SAMPLES, 1))
            (offset,) = struct.unpack_from(order + "I", content, offset + 2 + 12 * count)
    except struct.error:
        raise damaged() from None


def _tags(content: bytes, order: str, start: int, count: int) -> Iterator[tuple[int, int]]:
    """Whole numbers among a directory's entries; of several (bits of each sample) the first."""
    for position in range(start, start + 12 * count, 12):
        tag, kind, values = struct.unpack_from(order + "HHI", content, position)
        letter = _INTEGER_TYPES.get(kind)
        if letter is None:
            continue
        place = position + 8
        if values * struct.calcsize(letter) > 4:
            (place,) = struct.unpack_from(order + "I", content, place)
        if place + struct.calcsize(letter) <= len(content):
            yield tag, struct.unpack_from(order + letter, content, place)[0]
