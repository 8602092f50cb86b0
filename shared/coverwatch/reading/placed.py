"""A word of a page with its place on the form."""

from dataclasses import dataclass

from coverwatch.domain.evidence import Box
from coverwatch.reading.page import Word


@dataclass(frozen=True, slots=True)
class Placed:
    """A word with its box on the form. `over` is the printed label that it stands over, if any."""

    word: Word
    box: Box
    over: str | None = None
    index: int = -1
    """The word's number on its page."""

    def part(self, start: int, end: int) -> "Placed":
        """The letters from `start` to `end`, the boxes cut in proportion."""
        count = max(len(self.word.text), 1)
        box = Box(self.box.left + self.box.width * start / count, self.box.top, self.box.width * (end - start) / count, self.box.height)
        return Placed(self.word.part(start, end), box, self.over, self.index)


@dataclass(frozen=True, slots=True)
class Sight:
    """A field's value as one source sees it, and where on the page. `review` is what makes this sight doubtful, whoever agrees."""

    value: str | bool
    confidence: float
    box: Box
    review: str | None = None
