"""What a file is, by its first bytes: names and declared types say nothing."""

import re
from typing import Literal

Kind = Literal["pdf", "png", "jpeg", "tiff"]

PDF_HEADER_WITHIN = 1024
"""Bytes from the start within which `%PDF-` must begin. Some readers look further, which is how a file becomes two things at once."""

_READ: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (rb"....ftyp(?:heic|heix|hevc|mif1|msf1|avif)", "a HEIC photo"),
    (rb"RIFF....WEBP", "a WebP picture"),
    (rb"GIF8", "a GIF picture"),
    (rb"BM....\0\0\0\0", "a BMP picture"),
    (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (rb"(?:II\x2b\0|MM\0\x2b)", "a BigTIFF picture"),
    (rb"PK\x03\x04", "an Office document or an archive"),
    (rb"\xd0\xcf\x11\xe0", "an Office document or a mail"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "an archive"),
    (rb"MZ|\x7fELF|#!", "a program"),
    (rb"\{\\rtf", "a text document"),
    (rb"\s*<(?:\?xml|svg|!doctype svg)", "a drawing"),
    (rb"\s*<", "a web page"),
    (rb"(?:[\w-]+:[^\r\n]*\r?\n)+", "a mail"),
)
_EXTENSIONS: dict[str, Kind] = {"pdf": "pdf", "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "tif": "tiff", "tiff": "tiff"}


def kind_of(content: bytes) -> Kind | None:
    """The kind of a document that we read, or None for anything else."""
    for magic, kind in _READ:
        if content.startswith(magic):
            return kind
    return "pdf" if content.find(b"%PDF-", 0, PDF_HEADER_WITHIN + 5) >= 0 else None


def other_kind(content: bytes) -> str:
    """What a file that we do not read seems to be, in words for its sender."""
    start = content[:512]
    return next(
        (words for pattern, words in _OTHERS if re.match(pattern, start, re.DOTALL | re.IGNORECASE)), "of a kind that we do not know"
    )


def named_kind(name: str) -> Kind | None:
    """The kind that a file's name claims, or None when it claims nothing that we read."""
    _, dot, extension = name.rpartition(".")
    return _EXTENSIONS.get(extension.strip().casefold()) if dot else None
