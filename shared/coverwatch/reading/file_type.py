"""What a file is, by its first bytes: names and declared types say nothing."""

from typing import Literal

Kind = Literal["pdf", "png", "jpeg", "tiff"]

PDF_HEADER_WITHIN = 1024
"""Bytes from the start in which `%PDF-` must stand; readers tolerate that much, and some look further than is safe."""

_IMAGES: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)


def kind_of(content: bytes) -> Kind | None:
    """The kind of a document that we read, or None for anything else."""
    for magic, kind in _IMAGES:
        if content.startswith(magic):
            return kind
    if b"%PDF-" in content[: PDF_HEADER_WITHIN + 5]:
        return "pdf"
    return None
