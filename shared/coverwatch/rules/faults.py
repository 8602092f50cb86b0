"""A fault of a document: where, and what."""

from typing import NamedTuple


class Fault(NamedTuple):
    """`path` as `lines.general_liability.limits.each_occurrence`; `sentence` says what is wrong there."""

    path: str
    sentence: str
