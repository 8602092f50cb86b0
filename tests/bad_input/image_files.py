"""Image files, honest ones by Pillow and the others by hand."""

import io
import struct
import zlib

from PIL import Image


def an_image(mode: str = "RGB", size: tuple[int, int] = (60, 40), kind: str = "PNG", **settings: object) -> bytes:
    output = io.BytesIO()
    Image.new(mode, size, 1 if mode == "1" else None).save(output, format=kind, **settings)
    return output.getvalue()


def a_scan_of(corner: tuple[int, int] = (0, 0), size: tuple[int, int] = (60, 40)) -> Image.Image:
    """White paper with a black square of ten dots in one place, to see what became of it."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (*corner, corner[0] + 10, corner[1] + 10))
    return image


def saved(image: Image.Image, kind: str, **settings: object) -> bytes:
    output = io.BytesIO()
    image.save(output, format=kind, **settings)
    return output.getvalue()


def a_png_that_claims(width: int, height: int) -> bytes:
    """A whole PNG of a few bytes, whose picture is as large as it says."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def a_tiff_with_frames(count: int, *, circular: bool = False) -> bytes:
    """Directories of 1 × 1 dot, one after another, the last pointing back to the first if circular."""
    entries = (
        (256, 3, 1, 1),
        (257, 3, 1, 1),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (277, 3, 1, 1),
        (278, 3, 1, 1),
        (279, 4, 1, 1),
    )
    size = 2 + 12 * len(entries) + 4
    output = bytearray(b"II*\0" + struct.pack("<I", 12) + b"\xff\0\0\0")
    for index in range(count):
        last = index == count - 1
        following = 12 if last and circular else 0 if last else 12 + size * (index + 1)
        output += (
            struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries) + struct.pack("<I", following)
        )
    return bytes(output)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
