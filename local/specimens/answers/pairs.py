"""KEY_VALUE_SET blocks: which label Textract takes for which value. Keys repeat, and blank values are values without words."""

from collections.abc import Iterator, Mapping, Sequence

from local.specimens.answers.blocks import Block, BlockMaker, Rectangle, relate
from local.specimens.answers.lines import around
from local.specimens.answers.seen import Word
from local.specimens.geometry import LINE, FieldBox, Kind
from local.specimens.seeds import share
from local.specimens.sheet import Role, Sheet

KEYS = {
    "Form_CompletionDate_A": ("DATE", "(MM/DD/YYYY)"),
    "Producer_ContactPerson_FullName_A": ("CONTACT", "NAME:"),
    "Producer_ContactPerson_PhoneNumber_A": ("PHONE", "(A/C, No, Ext):"),
    "Producer_FaxNumber_A": ("FAX", "(A/C, No):"),
    "Producer_ContactPerson_EmailAddress_A": ("E-MAIL", "ADDRESS:"),
    **{f"Insurer_FullName_{letter}": (f"INSURER {letter} :",) for letter in "ABCDEF"},
    "CertificateOfInsurance_CertificateNumberIdentifier_A": ("CERTIFICATE NUMBER:",),
    "CertificateOfInsurance_RevisionNumberIdentifier_A": ("REVISION NUMBER:",),
    "WorkersCompensationEmployersLiability_AnyPersonsExcludedIndicator_A": ("Y / N",),
}
"""The fields with a label of their own beside or above them."""
NEAR = 30.0
"""Points within which such a label stands from its field, upward."""
LIMIT_LABELS = (424.8, 517.0)
LIMIT_VALUES = 514.8
LABEL_ROOM = 66.0
"""Points to the right of a box within which its label stands."""


def pairs(sheet: Sheet, seen: Sequence[tuple[Word, Block]], elements: Mapping[str, Block], maker: BlockMaker) -> Iterator[Block]:
    """The page's key-value pairs, two blocks each."""
    for name, box in sheet.boxes.items():
        if box.kind is Kind.MARK:
            key, value = _label_right(box, sheet, seen), []
        elif name in KEYS:
            key, value = _label_near(box, KEYS[name], seen), _values(name, seen)
        elif box.left >= LIMIT_VALUES and box.name.endswith("Amount_A"):
            key, value = _label_left(box, seen), _amount(name, box, seen)
        else:
            continue
        element = elements.get(name)
        if key and not (box.kind is Kind.MARK and element is None):
            rectangle = (box.left, box.top, box.right, box.bottom)
            yield from _pair(name, key, value, element if box.kind is Kind.MARK else None, rectangle, maker)


def _pair(
    name: str,
    key: list[tuple[Word, Block]],
    value: list[tuple[Word, Block]],
    element: Block | None,
    empty: Rectangle,
    maker: BlockMaker,
) -> Iterator[Block]:
    confidence = 78 + 15 * share(f"pair/{name}")
    key_block = maker.block("KEY_VALUE_SET", around([word for word, _ in key]), confidence, EntityTypes=["KEY"])
    place = around([word for word, _ in value]) if value else empty
    value_block = maker.block("KEY_VALUE_SET", place, confidence, EntityTypes=["VALUE"])
    relate(key_block, "VALUE", [value_block])
    relate(key_block, "CHILD", [block for _, block in key])
    relate(value_block, "CHILD", [block for _, block in value] if element is None else [element])
    yield key_block
    yield value_block


def _label_right(box: FieldBox, sheet: Sheet, seen: Sequence[tuple[Word, Block]]) -> list[tuple[Word, Block]]:
    """The words on the box's line up to the next box."""
    others = [other.left for other in sheet.boxes.values() if other.kind is Kind.MARK and other.top == box.top and other.left > box.left]
    end = min([*others, box.right + LABEL_ROOM * 2])
    return [pair for pair in seen if _printed_within(pair[0], box.right, box.top - 1, end, box.bottom + 2)]


def _label_left(box: FieldBox, seen: Sequence[tuple[Word, Block]]) -> list[tuple[Word, Block]]:
    left, right = LIMIT_LABELS
    return [pair for pair in seen if _printed_within(pair[0], left, box.top, right, box.bottom + 1.5)]


def _label_near(box: FieldBox, label: tuple[str, ...], seen: Sequence[tuple[Word, Block]]) -> list[tuple[Word, Block]]:
    """The label's words left of the field or just above it, the nearest ones, each as often as the label has it."""
    wanted = [part for line in label for part in line.split()]
    found: list[tuple[Word, Block]] = []
    for word, block in sorted(seen, key=lambda pair: abs(pair[0].middle[1] - (box.top + box.bottom) / 2)):
        close = box.left - 4 * NEAR < word.right and word.left <= box.right and box.top - NEAR / 2 <= word.top <= box.bottom
        if word.role is Role.PRINTED and word.text in wanted and close:
            wanted.remove(word.text)
            found.append((word, block))
    return sorted(found, key=lambda pair: (round(pair[0].top), pair[0].left))


def _values(name: str, seen: Sequence[tuple[Word, Block]]) -> list[tuple[Word, Block]]:
    return [pair for pair in seen if pair[0].field == name]


def _amount(name: str, box: FieldBox, seen: Sequence[tuple[Word, Block]]) -> list[tuple[Word, Block]]:
    """The amount with the dollar sign that the form prints before it."""
    dollar = [pair for pair in seen if pair[0].text == "$" and abs(pair[0].middle[1] - (box.top + box.bottom) / 2) < LINE / 2]
    return [*[pair for pair in dollar if pair[0].left > LIMIT_VALUES], *_values(name, seen)]


def _printed_within(word: Word, left: float, top: float, right: float, bottom: float) -> bool:
    x, y = word.middle
    return word.role is Role.PRINTED and word.text != "$" and left <= x <= right and top <= y <= bottom
