"""A signature's scribble: no letters, and always the same for the same name."""

from collections.abc import Iterator
from hashlib import shake_256

from local.specimens.geometry import FieldBox
from local.specimens.sheet import Role, Stroke, Text
from local.specimens.specimen import Signature

SCRIPT = "Times-Italic"
SCRIPT_SIZE = 13.0
TURNS = 22


def signature(name: str, box: FieldBox, how: Signature) -> Iterator[Text | Stroke]:
    """The ink in the authorized representative's box."""
    if how is Signature.TYPED:
        yield Text(name, box.left + 4, box.bottom - 7, SCRIPT, SCRIPT_SIZE, role=Role.VALUE, field=box.name)
        return
    middle = (box.top + box.bottom) / 2
    points = [
        (box.left + 8 + 5.5 * turn, middle + (-1 if turn % 2 else 1) * (2 + byte % 9))
        for turn, byte in enumerate(shake_256(name.encode()).digest(TURNS))
    ]
    yield Stroke(tuple(points), 1.0, Role.VALUE, box.name)
