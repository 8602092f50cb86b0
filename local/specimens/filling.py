"""How a form is filled in: each value set in its box, each mark in its cell."""

from collections.abc import Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth

from local.specimens.geometry import LINE, FieldBox, Form, Kind
from local.specimens.marks import mark
from local.specimens.sheet import Item, Role, Text
from local.specimens.specimen import Knobs, Specimen

DESCENT = 2.4
"""From a text's baseline down to the bottom of its 12 pt line."""
INSET = 2.0


def filled(specimen: Specimen, form: Form) -> Iterator[Item]:
    """The ink of the values, in the form's order. Raises KeyError for a field that the edition does not have."""
    for name in specimen.fields:
        form.fields[name]
    for box in form.fields.values():
        value = specimen.fields.get(box.name)
        if value is True:
            yield from mark(box, specimen.knobs)
        elif value and box.kind is not Kind.HIDDEN:
            yield from _text(str(value), box, specimen.knobs)


def _text(value: str, box: FieldBox, knobs: Knobs) -> Iterator[Text]:
    room = box.right - box.left - INSET
    lines = wrap(value, knobs.font, knobs.size, room) if box.kind is Kind.PARAGRAPH else value.split("\n")
    for number, line in enumerate(lines):
        size = knobs.size
        natural = stringWidth(line, knobs.font, size)
        stretch = min(1.0, (room + INSET) / natural) if natural else 1.0
        x = box.left + INSET
        if box.kind is Kind.CENTRED:
            x = (box.left + box.right - natural * stretch) / 2
        y = (box.top if box.kind is Kind.PARAGRAPH else box.bottom - LINE) + LINE * (number + 1) - DESCENT
        yield Text(line, x, y, knobs.font, size, stretch=stretch, role=Role.VALUE, field=box.name)


def wrap(text: str, font: str, size: float, room: float) -> list[str]:
    """The text's lines, none wider than `room` unless it is one word."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and stringWidth(longer, font, size) > room:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines
