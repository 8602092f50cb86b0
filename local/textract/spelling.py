"""Mistakes of recognition that the letters' company or their shape gives away."""

import re
import unicodedata

ALIKE = dict(zip("cosuvwxzipk", "COSUVWXZIPK"))
"""Small letters that in small print look like their capitals."""

NAMES = re.compile(r"(Mc|Mac|De|Di|La|Le|Van|Fitz|O['’])$")
"""Beginnings of names after which a capital follows in mid-word."""

DOLLAR = 1.4
"""Height over width from which a lone S has strokes above and below: a dollar sign."""


def mended(text: str, slenderness: float) -> str:
    """The word as it must have been; `slenderness` is the height of its ink over its width.

    A lone section sign is a dollar sign that runs together. In words all of capitals an accent is rather the line above that hangs in.
    """
    if text == "§" or (text in ("s", "S") and slenderness > DOLLAR):
        return "$"
    capitals = sum(character.isupper() for character in text)
    small = [character for character in text if character.islower()]
    unlike = sum(character not in ALIKE for character in small)
    if small and capitals >= max(2, len(small)) and unlike <= (capitals > 3) and not (NAMES.match(text[:2]) or NAMES.match(text[:3])):
        text = text.upper()
    if re.fullmatch(r"[A-Z]*[À-Ü][A-Z]*", text) and len(text) > 3:
        text = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    text = re.sub(r"(?<=[A-Z]{4})\$(?=[A-Z]|$)", "S", text)
    if re.fullmatch(r"[a-z]{2,}[COSUVWXZ]", text):
        text = text.lower()
    return re.sub(r"(?<=[a-z])I(?=[a-z]|$)", lambda found: "I" if NAMES.match(text[: found.start()]) else "l", text)
