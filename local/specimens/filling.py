"""How a form is filled in: each value set in its box, each mark in its cell."""

from collections.abc import Iterator, Mapping

from local.specimens.fonts import text_width
from local.specimens.geometry import LINE, FieldBox, Kind
from local.specimens.marks import mark
from local.specimens.placing import ADDRESSES
from local.specimens.sheet import Item, Patch, Role, Text
from local.specimens.signature import signature
from local.specimens.specimen import CityLine, Knobs, Specimen

DESCENT = 2.4
"""From a text's baseline down to the bottom of its 12 pt line."""
INSET = 2.0


def highlights(knobs: Knobs, boxes: Mapping[str, FieldBox]) -> Iterator[Patch]:
    """The yellow marker's stripes, which lie under everything else."""
    for name in knobs.highlighted:
        box = boxes[name]
        yield Patch(box.left, box.top + 1, box.right, box.bottom - 1, field=name)


def filled(specimen: Specimen, boxes: Mapping[str, FieldBox]) -> Iterator[Item]:
    """The ink of the values, in the form's order. Raises KeyError for a field that the edition does not have."""
    knobs = specimen.knobs
    for name in specimen.fields:
        boxes[name]
    joined = _joined(specimen.fields, boxes, knobs)
    for box in boxes.values():
        value = specimen.fields.get(box.name)
        if box.name in joined or not value or box.kind is Kind.HIDDEN:
            continue
        if value is True:
            yield from mark(box, knobs)
        elif box.kind is Kind.SIGNATURE:
            yield from signature(str(value), box, knobs.signature)
        else:
            yield from value_text(str(value), box, knobs)
    yield from joined.values()
    for stray in knobs.strays:
        yield Text(stray.text, stray.x, stray.y, knobs.font, knobs.size, role=Role.STRAY)


def value_text(value: str, box: FieldBox, knobs: Knobs) -> Iterator[Text]:
    """One value's lines in its box: top down in a paragraph's, on the box's last line and below otherwise."""
    room = box.right - box.left - INSET
    lines = wrap(value, knobs.font, knobs.size, room) if box.kind is Kind.PARAGRAPH else value.split("\n")
    top = box.top if box.kind is Kind.PARAGRAPH else box.bottom - LINE
    for number, line in enumerate(lines):
        natural = text_width(line, knobs.font, knobs.size)
        most = room + INSET if box.kind is Kind.CENTRED else room
        stretch = 1.0 if knobs.overflow or not natural else min(1.0, most / natural)
        x = _start(box, natural * stretch, knobs)
        yield Text(line, x, top + LINE * (number + 1) - DESCENT, knobs.font, knobs.size, stretch, Role.VALUE, box.name)


def _start(box: FieldBox, width: float, knobs: Knobs) -> float:
    if knobs.touching_dates and box.name.endswith("EffectiveDate_A"):
        return box.right - width
    if knobs.touching_dates and box.name.endswith("ExpirationDate_A"):
        return box.left
    return (box.left + box.right - width) / 2 if box.kind is Kind.CENTRED else box.left + INSET


def wrap(text: str, font: str, size: float, room: float) -> list[str]:
    """The text's lines, none wider than `room` unless it is one word."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and text_width(longer, font, size) > room:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _joined(fields: Mapping[str, str | bool], boxes: Mapping[str, FieldBox], knobs: Knobs) -> dict[str, Text]:
    """City, state and postal code as one run of text: `Austin, TX 78701`."""
    texts: dict[str, Text] = {}
    if knobs.city_line is CityLine.APART:
        return texts
    space = text_width(" ", knobs.font, knobs.size)
    for names in ADDRESSES:
        x = boxes[names[0]].left + INSET
        present = [name for name in names if fields.get(name)]
        for name in present:
            comma = "," if name == names[0] and len(present) > 1 else ""
            y = boxes[names[0]].bottom - DESCENT
            texts[name] = Text(f"{fields[name]}{comma}", x, y, knobs.font, knobs.size, role=Role.VALUE, field=name)
            x += texts[name].width + space
    return texts
