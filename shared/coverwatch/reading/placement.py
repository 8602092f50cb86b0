"""Words and marks of a registered page → the fields in whose cells they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from coverwatch.domain.evidence import Box
from coverwatch.reading.address import block_fields, doubt_of
from coverwatch.reading.labels import folded
from coverwatch.reading.maps import Field, FormMap, Kind, Label
from coverwatch.reading.page import ROWS, Mark, Page, Word, around, lines, overlap
from coverwatch.reading.placed import Placed, Sight
from coverwatch.reading.register import Registration, label_words
from coverwatch.reading.values import fused_dates, parse_date

PRINTED_DOLLAR = (0.838, 0.858)  # where the form prints the $ of a limit
PRINTED_DOLLAR_ENDS = 0.8545
READ_AS_DOLLAR = frozenset("$S5s8")
MARK_REACH = (0.005, 0.003)  # beyond a box, in which a cross may stand
LEFT_OF_LABELS = ": ;|_\n"  # what stays of a label and of the rules when a value is cut from them
LEFT_OF_RULES = " |_\n"
EMPTY_BOX = frozenset("☐□❏❐❑❒▢¨oqrpO0_.,:;-|[](){}lI1'`")
"""What an empty box looks like to a reader of letters, or extracts as in the fonts that draw it; and what is left of its frame."""
LONGEST_CROSS = 2  # letters
POLICY_NUMBER = "PolicyNumberIdentifier_A"
FREE_LABELS = ("OtherCoverageLimitDescription_A", "_CoverageDescription_A", "ExcessUmbrella_OtherCoverageDescription_A")
ON_TOP = 0.6  # of the smaller word that the other covers
BETWEEN_ROWS = 0.12  # of a row's height: a limit this near to the next row may belong to it


@dataclass(frozen=True, slots=True)
class Seen:
    """What one source sees of a form's page: the fields by eLabel, the words behind each, and those that stand in no field's cell."""

    sights: Mapping[str, Sight]
    words: Mapping[str, Sequence[Placed]]
    unplaced: Sequence[Placed] = ()


def seen_on(page: Page, registration: Registration, form: FormMap) -> Seen:
    """Every field whose cell holds a word or a mark of the page."""
    placed = list(value_words(page, registration, form))
    cells = _Cells(form)
    sights: dict[str, Sight] = {}
    held: dict[str, list[Placed]] = {}
    blocks: dict[str, list[Placed]] = {}
    whole = _past_their_cells(placed, page, form)
    unplaced: list[Placed] = []
    for one in placed:
        block = next((name for name, box in form.blocks.items() if box.holds(one.box)), None)
        field = None if block else whole.get(id(one)) or cells.at(one)
        if block is not None:
            blocks.setdefault(block, []).append(one)
        elif field is not None and (field.kind is not Kind.MARK or not EMPTY_BOX.issuperset(one.word.text)):
            held.setdefault(field.name, []).append(one)
        elif field is None:
            unplaced.append(one)
    for block, words in blocks.items():
        held.update(block_fields(block, words, form))
    for name, words in held.items():
        sight = _sight(form.fields[name], words)
        if sight.value:
            sights[name] = sight
    for name, sight in _marked(page.marks, registration, form):
        sights.setdefault(name, sight)
    return Seen(sights, held, unplaced)


def value_words(page: Page, registration: Registration, form: FormMap) -> Iterator[Placed]:
    """The page's words without the printed labels, each with its box on the form."""
    taken = label_words(registration.met)
    met = {id(s.label) for s in registration.met}
    missed = [label for label in form.labels if id(label) not in met]
    rows = _rows_with_cells(form, registration.drift_most)
    for index, word in enumerate(page.words):
        rest = taken.get(index)
        if rest == "" or int(registration.upright_to_form(*word.upright.center)[1] * ROWS) not in rows:
            continue
        whole = word if rest is None else word.part(len(word.text) - len(rest), len(word.text))
        for piece in _two_dates(whole):
            placed = Placed(piece, registration.placed(piece.upright), index=index)
            placed = _without_dollar(placed) if _begins_at_a_dollar(placed, form) else placed
            over = next((label for label in missed if _stands_over(placed, label)), None)
            if placed.word.text and not (over and _misread(placed.word.text, over)):
                yield replace(placed, over=over.text) if over else placed


def _rows_with_cells(form: FormMap, drift: float) -> frozenset[int]:
    """The heights at which a word may stand in a cell, however far the page drifts; the fine print stands between them."""
    beyond = int(drift * ROWS) + 1
    boxes = (*(f.cell for f in form.fields.values()), *form.blocks.values())
    return frozenset(r for box in boxes for r in range(int(box.top * ROWS) - beyond, int(box.bottom * ROWS) + beyond + 1))


def _two_dates(word: Word) -> Iterable[Word]:
    cut = fused_dates(word.text)
    return (word,) if cut is None else (word.part(0, cut), word.part(cut, len(word.text)))


def _begins_at_a_dollar(placed: Placed, form: FormMap) -> bool:
    y = placed.box.center[1]
    return PRINTED_DOLLAR[0] < placed.box.left < PRINTED_DOLLAR_ENDS and any(top <= y < bottom for top, bottom in form.bands.values())


def _without_dollar(placed: Placed) -> Placed:
    """The word without the form's own $, alone or fused to a limit; a misread $ that may be a digit is left for a person."""
    text = placed.word.text
    if len(text) == 1 and text in READ_AS_DOLLAR and placed.box.center[0] < PRINTED_DOLLAR[1]:
        return placed.part(0, 0)
    return placed.part(1, len(text)) if text[0] in "$Ss" and text[1:2].isdigit() else placed


def _stands_over(placed: Placed, label: Label) -> bool:
    x, y = placed.box.center
    return label.box.left - 0.003 <= x <= label.box.right + 0.003 and label.box.top - 0.002 <= y <= label.box.bottom + 0.002


def _misread(text: str, label: Label) -> bool:
    """The word is the label, or a word of it, as a bad picture makes it look."""
    wanted = [folded(label.text), *(folded(part) for part in label.text.split())]
    got = folded(text)
    if not got:
        return text != "&"
    return len(got) == 1 or any(Levenshtein.normalized_similarity(got, part) >= 0.5 for part in wanted)


class _Cells:
    """A form's cells by height, so that a word is held against those of its row only."""

    def __init__(self, form: FormMap) -> None:
        self._by_row: dict[int, list[tuple[Box, Field]]] = {}
        marks = [(_reach(f.box), f) for f in form.fields.values() if f.kind is Kind.MARK]
        others = [(f.cell, f) for f in form.fields.values() if f.kind is not Kind.MARK]
        for box, field in (*marks, *others):
            for row in range(int(box.top * ROWS), int(box.bottom * ROWS) + 1):
                self._by_row.setdefault(row, []).append((box, field))

    def at(self, placed: Placed) -> Field | None:
        """The field in whose cell a word stands; only a word as short as a cross can stand in a box."""
        x, y = placed.box.center
        short = len(placed.word.text) <= LONGEST_CROSS
        for box, field in self._by_row.get(int(y * ROWS), ()):
            if box.left <= x < box.right and box.top <= y < box.bottom and (short or field.kind is not Kind.MARK):
                return field
        return None


def _past_their_cells(placed: Sequence[Placed], page: Page, form: FormMap) -> dict[int, Field]:
    """The words of what is written past its cell: a free label over both halves of the limits, an insurer's name into the NAIC column."""
    starts = [f for f in form.fields.values() if f.name.endswith(FREE_LABELS) or f.name.startswith("Insurer_FullName")]
    found: dict[int, Field] = {}
    by_index: dict[int, list[Placed]] = {}
    for one in placed:
        by_index.setdefault(one.index, []).append(one)
    for written in (part for run in page.runs for part in _between_labels(_unbroken(run, page), page, by_index)):
        start = next((f for f in starts if f.cell.holds(written[0].box)), None) if len(written) > 1 else None
        if start is not None:
            kept = written if start.name.endswith(FREE_LABELS) else [one for one in written if not one.word.text.isdigit()]
            found.update({id(one): start for one in kept})
    return found


def _between_labels(run: Iterable[int], page: Page, placed: Mapping[int, Sequence[Placed]]) -> Iterator[list[Placed]]:
    """What is written along a run, apart where a label stands between: a neighbouring box's words may reach up to it."""
    part: list[Placed] = []
    for index in run:
        if index in placed:
            part.extend(one for one in placed[index] if folded(one.word.text))
        elif page.words[index].text not in READ_AS_DOLLAR and part:
            yield part
            part = []
    if part:
        yield part


def _unbroken(run: Sequence[int], page: Page) -> Iterator[int]:
    """A run up to the printed $ that ends it; what was written over the $ goes on."""
    for position, index in enumerate(run):
        before = page.words[run[position - 1]].upright if position else None
        if page.words[index].text == "$" and before is not None and before.right <= page.words[index].upright.left:
            return
        yield index


def _reach(box: Box) -> Box:
    dx, dy = MARK_REACH
    return Box(box.left - dx, box.top - dy, box.width + 2 * dx, box.height + 2 * dy)


def _sight(field: Field, words: Sequence[Placed]) -> Sight:
    box = around(p.word.box for p in words)
    confidence = min(p.word.confidence for p in words)
    if field.kind is Kind.MARK:
        return Sight(True, confidence, box)
    text = "\n".join(" ".join(p.word.text for p in line) for line in lines(words, lambda p: p.box))
    text = text.lstrip(LEFT_OF_LABELS).rstrip(LEFT_OF_RULES)
    if field.kind is Kind.AMOUNT:
        text = text.removeprefix("$ ") if text != "$" else ""
    review = next((r for p in words if (r := _doubt(field, p))), None) or _overlaid(words)
    return Sight(text, confidence, box, review or doubt_of(field.name, " ".join(text.split())))


def _overlaid(words: Sequence[Placed]) -> str | None:
    """Two texts in one place: one was laid over the other."""
    for index, one in enumerate(words):
        for other in words[index + 1 :]:
            if overlap(one.word.box, other.word.box) > ON_TOP and one.word.text != other.word.text:
                return f"two texts lie on top of each other: {one.word.text} / {other.word.text}"
    return None


def _doubt(field: Field, placed: Placed) -> str | None:
    if placed.over is not None:
        return f"written over the label {placed.over}"
    if field.name.endswith(POLICY_NUMBER) and parse_date(placed.word.text) is not None:
        return "a date stands where the policy number should"
    y = placed.box.center[1]
    edge = min(y - field.cell.top, field.cell.bottom - y)
    if field.kind is Kind.AMOUNT and edge < BETWEEN_ROWS * field.cell.height:
        return "stands between two rows"
    left = placed.box.left
    if field.kind is Kind.AMOUNT and PRINTED_DOLLAR[0] < left < PRINTED_DOLLAR_ENDS - 0.003 and placed.word.text[:1].isdigit():
        return "may begin with the printed $"
    return None


def _marked(marks: Sequence[Mark], registration: Registration, form: FormMap) -> Iterator[tuple[str, Sight]]:
    """Selected elements and drawn crosses by the field in whose box or cell they stand; an element that is not selected is a blank."""
    for mark in marks:
        if not mark.selected:
            continue
        x, y = registration.shown_on_form(*mark.box.center)
        at = Box(x, y, 0, 0)
        for field in form.fields.values():
            if field.kind is Kind.MARK and _reach(field.box).holds(at):
                yield field.name, Sight(True, mark.confidence, mark.box)
            elif field.kind is Kind.LETTER and field.cell.holds(at):
                yield field.name, Sight("X", mark.confidence, mark.box)
