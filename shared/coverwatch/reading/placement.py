"""Words of a registered page → the fields in whose cells they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coverwatch.domain.evidence import Box
from coverwatch.reading.address import block_fields
from coverwatch.reading.maps import Field, FormMap, Kind
from coverwatch.reading.page import Page, Word, around, lines
from coverwatch.reading.register import Registration, label_words, tail
from coverwatch.reading.values import DATE

PRINTED_DOLLAR = (0.838, 0.858)  # where the form prints the $ of a limit


@dataclass(frozen=True, slots=True)
class Sight:
    """A field's value as one source sees it, and where on the page."""

    value: str | bool
    confidence: float
    box: Box
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A word with its place on the form."""

    word: Word
    x: float
    y: float


def placed_words(page: Page, registration: Registration) -> list[Placed]:
    """The page's words without the printed labels, each with its centre on the form."""
    taken = label_words(registration.met)
    found = []
    for index, word in enumerate(page.words):
        rest = taken.get(index)
        if rest == "":
            continue
        for piece in _two_dates(word if rest is None else tail(word, rest)):
            x, y = registration.place(*piece.box.center)
            if piece.text != "$" or not PRINTED_DOLLAR[0] < x < PRINTED_DOLLAR[1]:
                found.append(Placed(piece, x, y))
    return found


def _two_dates(word: Word) -> Iterable[Word]:
    dates = DATE.findall(word.text)
    if len(dates) != 2 or dates[0] + dates[1] != word.text:
        return (word,)
    cut = word.box.width * len(dates[0]) / len(word.text)
    box = word.box
    return (
        Word(dates[0], Box(box.left, box.top, cut, box.height), word.confidence, word.visible),
        Word(dates[1], Box(box.left + cut, box.top, box.width - cut, box.height), word.confidence, word.visible),
    )


def sights(page: Page, registration: Registration, form: FormMap) -> dict[str, Sight]:
    """Every field whose cell holds a word, by eLabel."""
    words = placed_words(page, registration)
    in_cells: dict[str, list[Word]] = {}
    in_blocks: dict[str, list[Word]] = {}
    cells = [f for f in form.fields.values() if f.kind not in {Kind.MARK, Kind.SIGNATURE}]
    for placed in words:
        block = next((name for name, box in form.blocks.items() if _inside(placed, box)), None)
        if block is not None:
            in_blocks.setdefault(block, []).append(placed.word)
        elif (field := _cell_at(placed, cells)) is not None:
            in_cells.setdefault(field.name, []).append(placed.word)
    found = {name: _sight(held) for name, held in in_cells.items()}
    for block, held in in_blocks.items():
        found.update({name: _sight(part) for name, part in block_fields(block, held).items()})
    return found


def _cell_at(placed: Placed, fields: Sequence[Field]) -> Field | None:
    return next((f for f in fields if _inside(placed, f.cell)), None)


def _inside(placed: Placed, box: Box) -> bool:
    return box.left <= placed.x < box.right and box.top <= placed.y < box.bottom


def _sight(words: Sequence[Word]) -> Sight:
    text = "\n".join(" ".join(w.text for w in line) for line in lines(words))
    return Sight(text, min(w.confidence for w in words), around(w.box for w in words))
