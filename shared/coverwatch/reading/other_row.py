"""The blank row's coverages by the words that agents type there."""

import re
from collections.abc import Container

from coverwatch.domain.line import Line

LINES_BY_WORDS: tuple[tuple[Line, re.Pattern[str]], ...] = (
    (
        Line.PROFESSIONAL_LIABILITY,
        re.compile(r"professional|errors?\s*(?:&|and)\s*omissions|\be\s*&\s*o\b|malpractice|architects|design prof", re.IGNORECASE),
    ),
    (Line.POLLUTION_LIABILITY, re.compile(r"pollution|environmental|\bcpl\b", re.IGNORECASE)),
    (Line.CYBER_LIABILITY, re.compile(r"cyber|privacy|network security|data breach", re.IGNORECASE)),
    (Line.PROPERTY, re.compile(r"property|floater|builders?'?\s*risk|inland marine|equipment|\bbpp\b|building", re.IGNORECASE)),
)
"""The first line whose words the description holds."""


def line_of_description(description: str | None) -> Line:
    """The line that a blank row's description names; `other` when it names none or several."""
    named = [line for line, words in LINES_BY_WORDS if words.search(description or "")]
    return named[0] if len(named) == 1 else Line.OTHER


def name_of_limit(label: str | None, taken: Container[str]) -> str:
    """A free limit's name by its label: each_claim, aggregate or limit; numbered when the name is taken."""
    text = (label or "").casefold()
    if "agg" in text:
        name = "aggregate"
    elif any(word in text for word in ("claim", "occ", "loss", "incident", "event", "each")):
        name = "each_claim"
    else:
        name = "limit"
    if name not in taken:
        return name
    return next(f"{name}_{n}" for n in range(2, 9) if f"{name}_{n}" not in taken)
