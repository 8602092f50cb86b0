"""Other people's words, made harmless before they stand in a mail: names, numbers and sentences off certificates."""

import re
import unicodedata

LONGEST = 600
LONGEST_IN_SUBJECT = 80
BREAK = "\u200b"  # shown as nothing; ends what a mail program would turn into a link
LINKS = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})|(?<=:)(?=//)|(?<=\w)(?=@)")


def one_line(text: str, longest: int = LONGEST) -> str:
    """A text on one line: line breaks of every alphabet, control and direction characters are gone, long texts end in an ellipsis."""
    kept = "".join(" " if unicodedata.category(c) in ("Zl", "Zp", "Zs", "Cc") else c for c in text if unicodedata.category(c) not in UNSEEN)
    line = " ".join(kept.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


UNSEEN = ("Cf", "Cs", "Co", "Cn")
"""Format characters (direction, zero width), surrogates, private use and unassigned ones."""


def shown(text: str) -> str:
    """A text for a mail's body: on one line, and no mail program makes a link of it."""
    return LINKS.sub(lambda found: BREAK + found.group(), one_line(text))


def for_header(text: str, longest: int = LONGEST_IN_SUBJECT) -> str:
    """A text for a header: on one line, and no encoded word, which could hide a line break (CVE-2024-6923)."""
    return one_line(one_line(text, len(text)).replace("=?", "= ?"), longest)
