"""Printed labels found on a page: by their words, not by where they should be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from coverwatch.reading.maps import Label
from coverwatch.reading.page import ROWS, Page

EDITS_PER_WORD = 2  # misprints of re-typeset forms and misreadings: INSR LTD, REVISON NUMBER, EACH OCCURENCE
EDITS_PER_LETTER = 0.2


@dataclass(frozen=True, slots=True)
class Sighting:
    """A label's text met on the page: its words, and how much of the last one belongs to it when a value is fused to it."""

    label: Label
    words: tuple[int, ...]
    left: float
    middle: float
    starts_run: bool
    edits: int
    rest: str = ""
    """What of the last word is left when the label is taken off its front."""


def folded(text: str) -> str:
    """Letters and digits only, upper case: what two readings of a label have in common."""
    return "".join(c for c in text.upper() if c.isalnum())


@dataclass(frozen=True, slots=True)
class _Start:
    words: tuple[int, ...]
    texts: tuple[str, ...]
    starts_run: bool
    left: float
    middle: float


class Finder:
    """Where labels may stand on one page: every word as a possible start of one."""

    def __init__(self, page: Page) -> None:
        self.words = page.words
        self._starts: list[_Start] = []
        self._by_letter: dict[str, list[_Start]] = {}
        self._by_row: dict[int, list[_Start]] = {}
        for numbers in page.runs:
            texts = tuple(folded(page.words[i].text) for i in numbers)
            for k, text in enumerate(texts):
                if text:
                    box = page.words[numbers[k]].upright
                    start = _Start(numbers[k:], texts[k:], not any(texts[:k]), box.left, box.center[1])
                    self._starts.append(start)
                    self._by_letter.setdefault(text[0], []).append(start)
                    self._by_row.setdefault(int(start.middle * ROWS), []).append(start)

    def sightings(self, label: Label) -> list[Sighting]:
        """Exact sightings when there are any, else near ones that start a run."""
        wanted = folded(label.text)
        exact = [s for start in self._by_letter.get(wanted[0], ()) if (s := self._exact(label, wanted, start)) is not None]
        if exact or len(wanted) < 5:
            return exact
        return [s for start in self._starts if start.starts_run and (s := self._near(label, wanted, start)) is not None]

    def near(self, label: Label, x: float, y: float, reach_x: float, reach_y: float) -> Sighting | None:
        """The best sighting whose left edge and middle lie within reach of a place, exact or not."""
        wanted = folded(label.text)
        best: Sighting | None = None
        rows = range(int((y - reach_y) * ROWS), int((y + reach_y) * ROWS) + 1)
        for start in (s for row in rows for s in self._by_row.get(row, ())):
            if abs(start.left - x) > reach_x or abs(start.middle - y) > reach_y:
                continue
            found = self._exact(label, wanted, start) or self._near(label, wanted, start)
            if found is not None and (best is None or (found.edits, abs(found.middle - y)) < (best.edits, abs(best.middle - y))):
                best = found
        return best

    def _exact(self, label: Label, wanted: str, start: _Start) -> Sighting | None:
        if start.texts[0][0] != wanted[0]:
            return None
        text, count = "", 0
        while len(text) < len(wanted) and count < len(start.texts):
            text += start.texts[count]
            count += 1
        if not text.startswith(wanted):
            return None
        rest = _rest(self.words[start.words[count - 1]].text, len(text) - len(wanted))
        if rest[:1].isalpha():
            return None
        return self._sighting(label, start, count, 0, rest)

    def _near(self, label: Label, wanted: str, start: _Start) -> Sighting | None:
        allowed = min(EDITS_PER_WORD * len(label.text.split()), int(EDITS_PER_LETTER * len(wanted)))
        if not allowed:
            return None
        best: tuple[int, int] | None = None
        text = ""
        for count, piece in enumerate(start.texts, 1):
            text += piece
            if len(text) < len(wanted) - allowed:
                continue
            if len(text) > len(wanted) + allowed:
                break
            edits = Levenshtein.distance(text, wanted, score_cutoff=allowed)
            if edits <= allowed and (best is None or edits < best[0]):
                best = edits, count
        return None if best is None else self._sighting(label, start, best[1], best[0], "")

    def _sighting(self, label: Label, start: _Start, count: int, edits: int, rest: str) -> Sighting:
        return Sighting(label, start.words[:count], start.left, start.middle, start.starts_run, edits, rest)


def _rest(text: str, count: int) -> str:
    """The tail of a word that holds its last `count` letters and digits."""
    at = len(text)
    while count and at:
        at -= 1
        count -= text[at].isalnum()
    return text[at:] if at < len(text) else ""


def unique(labels: Iterable[Label]) -> dict[str, Label]:
    """The labels whose text occurs once on the form, by folded text."""
    counted: dict[str, list[Label]] = {}
    for label in labels:
        counted.setdefault(folded(label.text), []).append(label)
    return {text: found[0] for text, found in counted.items() if len(found) == 1 and len(text) >= 5}


Sightings = Mapping[str, Sequence[Sighting]]
