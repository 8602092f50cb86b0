"""What Textract refuses at its front door, by size and first bytes."""

from .errors import TextractError

MEGABYTE = 1 << 20

SYNCHRONOUS = 10 * MEGABYTE
ASYNCHRONOUS = {"pdf": 500 * MEGABYTE, "tiff": 500 * MEGABYTE, "png": 10 * MEGABYTE, "jpeg": 10 * MEGABYTE}

MAGIC = (("png", b"\x89PNG\r\n\x1a\n"), ("jpeg", b"\xff\xd8\xff"), ("tiff", b"II*\0"), ("tiff", b"MM\0*"))


def kind(content: bytes) -> str:
    """`pdf`, `png`, `jpeg` or `tiff`, by the first bytes; UnsupportedDocumentException for anything else."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    for name, magic in MAGIC:
        if content.startswith(magic):
            return name
    raise TextractError("UnsupportedDocumentException", "Request has unsupported document format")


def check(content: bytes, *, synchronous: bool) -> None:
    """Raises UnsupportedDocumentException or DocumentTooLargeException; what is inside the document, its reader finds out."""
    if len(content) > (SYNCHRONOUS if synchronous else ASYNCHRONOUS[kind(content)]):
        raise TextractError("DocumentTooLargeException", "The document is larger than the operation takes")
    kind(content)
