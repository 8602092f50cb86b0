"""Signatures: a scrawl that is neither text nor rule nor mark."""

from .page import Signature
from .sheet import Sheet

LEAST_WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 36.0, 8.0, 80.0
"""Points."""

FULLEST = 0.4
"""Share of its rectangle that a scrawl inks at most: pictures and bars ink more."""

HINTS = ("sign", "authori", "represent", "by:")
"""Beginnings of words beside which people sign."""

BESIDE, ALONE = 78.0, 36.0
"""Confidence with such a word near and without: Textract gives real signatures 30 to 42."""


def find(sheet: Sheet) -> tuple[Signature, ...]:
    """Scrawls in the lower two thirds of the page or near a word that asks for one."""
    point = sheet.point
    ink = sheet.without_known()
    hints = [word.box.middle for word in sheet.words if word.text.lower().startswith(HINTS)]
    found = []
    for spot in sheet.unexplained(join=(3.0, 3.0)):
        left, top, width, height = round(spot.left), round(spot.top), round(spot.width), round(spot.height)
        filling = (ink[top : top + height, left : left + width] > 0).mean()
        if width < LEAST_WIDTH * point or not LEAST_HEIGHT * point <= height <= MOST_HEIGHT * point or filling > FULLEST:
            continue
        near = any(
            left - 150 * point <= across <= left + width + 60 * point and top - 40 * point <= down <= top + height + 40 * point
            for across, down in hints
        )
        if near or top > ink.shape[0] / 3:
            corners = sheet.straight.corners([(left, top, left + width, top + height)])[0]
            found.append(Signature(corners, BESIDE if near else ALONE))
    return tuple(found)
