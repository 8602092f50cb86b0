"""Intake's checks: what a file is, and whether it may be read. No script is run, no attachment is opened, nothing is looked up.

In this order, each step only on what the one before let pass: size, first bytes, what else the file is, its structure (`safety`), and a
trial drawing in a process of its own.
"""

from dataclasses import dataclass

from coverwatch.reading.file_type import Kind, kind_of, named_kind, other_kind
from coverwatch.reading.safety.document import check_document
from coverwatch.reading.safety.limits import MAX_IMAGE_BYTES, MAX_PAGE_POINTS, MAX_PDF_BYTES
from coverwatch.reading.safety.picture import check_picture
from coverwatch.reading.safety.polyglot import refuse_polyglot
from coverwatch.reading.safety.refusal import PRINT_IT, SECURITY_REASONS, Reason, Refusal, RefusedError, damaged
from coverwatch.reading.safety.trial import draw_on_trial

__all__ = ["SECURITY_REASONS", "Inspection", "Reason", "Refusal", "inspect"]

_MEGABYTE = 1024 * 1024
_READ_BY_TEXTRACT = {"1", "L", "P", "RGB"}
"""Pixels as Pillow names them; of others (CMYK, 16 bits) Textract's documents do not say."""
_DRAWABLE = _READ_BY_TEXTRACT | {"LA", "PA", "RGBA", "RGBX", "CMYK", "YCbCr", "I", "I;16", "I;16B", "I;16L", "F"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What a file is. With a refusal, `kind` is what was known when it was refused and `pages` is 0."""

    kind: Kind | None
    pages: int = 0
    refusal: Refusal | None = None
    needs_flattening: bool = False
    """Textract refuses it as it stands, or may see something else than a person does: send `flatten(content)`."""
    flags: tuple[str, ...] = ()
    """TYPE_MISMATCH (the name claims another kind), REPAIRED (its table of objects was wrong), EMBEDDED_FILES (never opened)."""


def inspect(content: bytes, name: str = "") -> Inspection:
    """Decide whether a file may be read, in at most ten seconds of processor time; its name is only compared with what it is."""
    kind = kind_of(content)
    flags = ("TYPE_MISMATCH",) if kind and named_kind(name) not in (None, kind) else ()
    try:
        _refuse_by_size_and_type(content, kind)
        assert kind is not None  # noqa: S101 - told to the type checker; the line above has refused it
        refuse_polyglot(content, kind)
        return _document(content, flags) if kind == "pdf" else _picture(content, kind, flags)
    except RefusedError as refused:
        return Inspection(kind=kind, refusal=refused.refusal, flags=flags)


def _refuse_by_size_and_type(content: bytes, kind: Kind | None) -> None:
    if not content:
        raise RefusedError(Reason.EMPTY_FILE, "The file is empty.")
    limit = MAX_PDF_BYTES if kind in (None, "pdf") else MAX_IMAGE_BYTES
    if len(content) > limit:
        raise RefusedError(Reason.TOO_LARGE, f"The file is larger than {limit // _MEGABYTE} MB. Please scan it with fewer dots or colours.")
    if kind is None and b"%PDF-" in content and other_kind(content).startswith("of"):
        raise damaged()
    if kind is None:
        raise RefusedError(Reason.UNSUPPORTED_TYPE, f"The file is {other_kind(content)}. Please send a PDF, JPEG, PNG or TIFF file.")


def _document(content: bytes, flags: tuple[str, ...]) -> Inspection:
    facts = check_document(content)
    trial = draw_on_trial(content, "pdf")
    if not trial.pages or len(trial.pages) != facts.pages or trial.encrypted != facts.encrypted:
        raise damaged()  # viewers would not agree on what is in it
    if any(max(size) > MAX_PAGE_POINTS for size in trial.pages):
        raise RefusedError(Reason.PAGE_TOO_LARGE, f"A page is larger than {MAX_PAGE_POINTS // 72} inches a side. {PRINT_IT}")
    return Inspection(kind="pdf", pages=facts.pages, needs_flattening=facts.needs_flattening, flags=flags + facts.flags)


def _picture(content: bytes, kind: Kind, flags: tuple[str, ...]) -> Inspection:
    pages = check_picture(content, kind)
    trial = draw_on_trial(content, kind)
    if len(trial.pages) != pages or not _DRAWABLE.issuperset(trial.modes):
        raise damaged()
    needs_flattening = not trial.plain or not _READ_BY_TEXTRACT.issuperset(trial.modes)
    return Inspection(kind=kind, pages=pages, needs_flattening=needs_flattening, flags=flags)
