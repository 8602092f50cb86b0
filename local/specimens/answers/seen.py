"""What a page holds for a reader of pictures: words with their places, and which of them are a field's."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from local.specimens.answers.recognition import Channel, Recognition
from local.specimens.fonts import text_width
from local.specimens.geometry import FieldBox, Kind
from local.specimens.seeds import share
from local.specimens.sheet import Role, Sheet, Stroke, Text
from local.specimens.signature import SCRIPT

ASCENT, DESCENT = 0.72, 0.2
"""A word's height over and under its baseline, in parts of the font's size."""
FUSED = 1.0
"""Points between two values up to which they read as one word."""
MARK_SPAN = 7.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word where the drawing has it: points, before the page is shifted or turned."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    role: Role
    field: str | None = None
    confidence: float = 99.0
    handwritten: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def words(sheet: Sheet, how: Recognition) -> list[Word]:
    """The words that the reader sees, in the order in which they were drawn; crosses as the channel says."""
    found: list[Word] = []
    for item in sheet.items:
        if isinstance(item, Text) and item.role is not Role.MARK and item.field not in how.unread:
            said = how.misread.get(item.field or "", item.text)
            found.extend(_split(replace(item, text=said), misread=said != item.text))
        elif isinstance(item, Stroke) and item.role is Role.VALUE:
            found.append(_scribble(item))
    found.extend(_cross(box) for box in marked(sheet) if channel(box.name, how) is Channel.WORDS and box.name not in how.lost)
    return _fused(found)


def marked(sheet: Sheet) -> Iterator[FieldBox]:
    """The boxes that are ticked."""
    return (box for name, box in sheet.boxes.items() if box.kind is Kind.MARK and sheet.values.get(name) is True)


def channel(name: str, how: Recognition) -> Channel:
    """How this box's cross was taken."""
    if how.channel is not Channel.MIXED:
        return how.channel
    return Channel.WORDS if share(name) < 0.5 else Channel.ELEMENTS


def mark_box(box: FieldBox) -> FieldBox:
    """Where a cross's ink stands in its cell."""
    x, y, half = (box.left + box.right) / 2, (box.top + box.bottom) / 2, MARK_SPAN / 2
    return replace(box, left=x - half, top=y - half, right=x + half, bottom=y + half)


def _split(text: Text, *, misread: bool) -> Iterator[Word]:
    script = text.font == SCRIPT
    top, bottom = text.y - ASCENT * text.size, text.y + DESCENT * text.size
    start = 0
    for part in text.text.split():
        start = text.text.index(part, start)
        left = text.x + text_width(text.text[:start], text.font, text.size) * text.stretch
        right = left + text_width(part, text.font, text.size) * text.stretch
        confidence = 71.0 if misread or script else 95.0
        yield Word(part, left, top, right, bottom, text.role, text.field, confidence + 4.9 * share(f"{part}/{left}"), handwritten=script)
        start += len(part)


def _cross(box: FieldBox) -> Word:
    ink = mark_box(box)
    return Word("X", ink.left, ink.top, ink.right, ink.bottom, Role.MARK, box.name, 62.0 + 30 * share(box.name))


def _scribble(stroke: Stroke) -> Word:
    """A signature comes back as a word that is none."""
    x = [point[0] for point in stroke.points]
    y = [point[1] for point in stroke.points]
    return Word("Jmunwv", min(x), min(y), max(x), max(y), Role.STRAY, None, 31.4, handwritten=True)


def _fused(found: list[Word]) -> list[Word]:
    """Values that touch become one word: two dates without a gap."""
    fused: list[Word] = []
    for word in found:
        before = fused[-1] if fused else None
        if before and before.role is word.role is Role.VALUE and before.top == word.top and 0 <= word.left - before.right <= FUSED:
            fused[-1] = replace(before, text=before.text + word.text, right=word.right)
        else:
            fused.append(word)
    return fused
