"""How Textract is to have seen a specimen: what it made of the marks, what it lost, what it misread, how it split its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Channel(StrEnum):
    """What a ticked box comes back as. It is never both: a cross taken for a checkbox is not repeated as a word."""

    WORDS = "words"
    """WORD `X`."""
    ELEMENTS = "elements"
    """SELECTION_ELEMENT; text detection alone, which has none, then says nothing of the box."""
    MIXED = "mixed"
    """Some one way, some the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """The defaults: text detection of an asynchronous job, all crosses read as words."""

    analyzed: bool = False
    """FORMS and TABLES, as document analysis gives them, instead of text detection."""
    channel: Channel = Channel.WORDS
    lost: tuple[str, ...] = ()
    """Fields whose mark was not seen: nothing from detection, NOT_SELECTED from analysis."""
    unread: tuple[str, ...] = ()
    """Fields whose text was not seen at all."""
    misread: Mapping[str, str] = field(default_factory=dict)
    """What was read instead of a field's text."""
    spurious: bool = True
    """Analysis finds NOT_SELECTED elements in the empty cells of ADDL INSD and SUBR WVD."""
    line_gap: float = 12.0
    """Points between words up to which they make one LINE; a large one merges columns."""
    blocks_per_response: int = 1000
    synchronous: bool = False
    """Blocks without `Page`, one answer without a job's status."""
