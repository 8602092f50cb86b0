"""Why a file is refused: stable codes, and a sentence that its sender can act on."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Callers, pages and tests rely on these codes."""

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
"""Staff should hear of these: such a file is made to do something rather than to be read."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read."""

    reason: Reason
    sentence: str


class RefusedError(Exception):
    """Ends an inspection from wherever the reason was found; `inspect` turns it into a value."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(f"{reason}: {sentence}")
        self.refusal = Refusal(reason, sentence)


PRINT_IT = "Please print it to a new PDF, or scan it, and send that."


def damaged() -> RefusedError:
    return RefusedError(Reason.MALFORMED, f"The file is damaged and cannot be opened. {PRINT_IT}")


def too_much() -> RefusedError:
    return RefusedError(Reason.RESOURCE_LIMIT, f"The file unpacks to far more than a document needs. {PRINT_IT}")
