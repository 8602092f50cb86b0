"""Intake's checks: what a file is, and whether it may be read. Nothing is drawn, no script is run, no attachment is opened."""

import io
import warnings
from dataclasses import dataclass, replace
from enum import StrEnum

from PIL import Image

from coverwatch.reading.file_type import Kind, kind_of
from coverwatch.reading.pdfium import UnopenableDocumentError, opened

MAX_PDF_BYTES = 25 * 1024 * 1024
MAX_IMAGE_BYTES = 10 * 1024 * 1024
MAX_PAGES = 50
MAX_SIDE = 10_000


class Reason(StrEnum):
    """Why a file is refused. The codes are stable: callers and tests use them."""

    EMPTY_FILE = "EMPTY_FILE"
    TOO_LARGE = "TOO_LARGE"
    UNSUPPORTED_TYPE = "UNSUPPORTED_TYPE"
    ENCRYPTED = "ENCRYPTED"
    ACTIVE_CONTENT = "ACTIVE_CONTENT"
    POLYGLOT = "POLYGLOT"
    RESOURCE_LIMIT = "RESOURCE_LIMIT"
    TOO_MANY_PAGES = "TOO_MANY_PAGES"
    MALFORMED = "MALFORMED"
    PAGE_TOO_LARGE = "PAGE_TOO_LARGE"
    IMAGE_TOO_LARGE = "IMAGE_TOO_LARGE"
    XFA_UNSUPPORTED = "XFA_UNSUPPORTED"


SECURITY_REASONS = frozenset({Reason.ACTIVE_CONTENT, Reason.POLYGLOT, Reason.RESOURCE_LIMIT})
"""Those that staff should hear of: the file was made to do something, not to be read."""


_EXTENSIONS: dict[str, Kind] = {"pdf": "pdf", "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "tif": "tiff", "tiff": "tiff"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read: a stable code, and a sentence that its sender can act on."""

    reason: Reason
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What a file is. With a refusal, `kind` and `pages` are what was known when it was refused."""

    kind: Kind | None
    pages: int = 0
    refusal: Refusal | None = None
    needs_flattening: bool = False
    """Textract refuses it as it stands, or may show another picture than a person sees: send `flatten(content)`."""
    flags: tuple[str, ...] = ()


def inspect(content: bytes, name: str | None = None) -> Inspection:
    """Decide whether a file may be read, from its bytes; the name is only compared with them."""
    if not content:
        return _refused(None, Reason.EMPTY_FILE, "The file is empty.")
    kind = kind_of(content)
    if kind is None:
        return _refused(None, Reason.UNSUPPORTED_TYPE, "Please send a PDF, JPEG, PNG or TIFF file.")
    limit = MAX_PDF_BYTES if kind == "pdf" else MAX_IMAGE_BYTES
    if len(content) > limit:
        return _refused(kind, Reason.TOO_LARGE, f"The file is larger than {limit // 1024 // 1024} MB.")
    inspection = _pdf(content) if kind == "pdf" else _image(content, kind)
    return replace(inspection, flags=(*_type_mismatch(kind, name), *inspection.flags))


def _type_mismatch(kind: Kind, name: str | None) -> tuple[str, ...]:
    _, dot, extension = (name or "").rpartition(".")
    named = _EXTENSIONS.get(extension.casefold()) if dot else None
    return ("TYPE_MISMATCH",) if named not in (None, kind) else ()


def _pdf(content: bytes) -> Inspection:
    try:
        with opened(content) as document:
            pages = len(document)
            needs_flattening = b"/Encrypt" in content or document.get_formtype() in (2, 3)
    except UnopenableDocumentError as error:
        if error.needs_password:
            return _refused("pdf", Reason.ENCRYPTED, "The file asks for a password. Please send it without one.")
        return _refused("pdf", Reason.MALFORMED, "The file is damaged and cannot be opened.")
    if pages > MAX_PAGES:
        return _refused("pdf", Reason.TOO_MANY_PAGES, f"The file has {pages} pages; at most {MAX_PAGES} are read.", pages)
    if pages == 0:
        return _refused("pdf", Reason.MALFORMED, "The file has no pages.")
    return Inspection(kind="pdf", pages=pages, needs_flattening=needs_flattening)


def _image(content: bytes, kind: Kind) -> Inspection:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind.upper()]) as image:
                width, height = image.size
                pages = getattr(image, "n_frames", 1) if kind == "tiff" else 1
                if max(width, height) <= MAX_SIDE:
                    image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return _refused(kind, Reason.IMAGE_TOO_LARGE, "The picture is too large.")
    except (OSError, SyntaxError, ValueError):
        return _refused(kind, Reason.MALFORMED, "The picture is damaged and cannot be opened.")
    if max(width, height) > MAX_SIDE:
        return _refused(kind, Reason.IMAGE_TOO_LARGE, f"The picture is larger than {MAX_SIDE:,} pixels a side.")
    if pages > MAX_PAGES:
        return _refused(kind, Reason.TOO_MANY_PAGES, f"The file has {pages} pages; at most {MAX_PAGES} are read.", pages)
    return Inspection(kind=kind, pages=pages)


def _refused(kind: Kind | None, reason: Reason, sentence: str, pages: int = 0) -> Inspection:
    return Inspection(kind=kind, pages=pages, refusal=Refusal(reason, sentence))
