"""What a description of operations asserts, sentence by sentence, in its own words; never the same as a box that is ticked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coverwatch.domain.certificate import Assertion
from coverwatch.domain.line import Line

_I = re.IGNORECASE
SUBJECTS: dict[str, re.Pattern[str]] = {
    "additional_insured": re.compile(r"add(?:itional(?:ly)?|['’]?l\.?|tl\.?|itl\.?)\s+ins(?:ureds?|['’]?d)\b", _I),
    "primary_noncontributory": re.compile(r"non[\s-]?contributory|\bP\s?[&/]\s?NC\b|\bPNC\b", _I),
    "waiver_of_subrogation": re.compile(
        r"waivers?\s+of\s+(?:\w+\s+){0,4}subrogation|subrogation\s+(?:is\s+|has\s+been\s+|rights\s+are\s+)?waived|"
        r"waive[sd]?\s+(?:\w+\s+){0,4}subrogation|waiver\s+of\s+transfer|\bWOS\b",
        _I,
    ),
    "notice_of_cancellation": re.compile(r"notice\s+of\s+(?:\w+\s+){0,2}cancell?ation|days?['’]?\s+(?:\w+\s+){0,3}notice", _I),
    "completed_operations": re.compile(r"completed\b(?=[\w\s,/&-]{0,30}\boperations)", _I),
    "ongoing_operations": re.compile(r"ongoing\b(?=[\w\s,/&-]{0,30}\boperations)", _I),
    "blanket": re.compile(r"(?:where|when|as|if)\s+(?:\w+\s+){0,2}required\s+by\s+(?:\w+\s+){0,3}(?:contract|agreement)|\bblanket\b", _I),
    "follow_form": re.compile(r"follow(?:s|ing)?[\s-]*form", _I),
    "see_attached": re.compile(
        r"(?:see|refer\s+to|per|on)\s+(?:the\s+)?(?:attached|attachment|acord\s*101|addendum|additional\s+remarks|page\s*2|next\s+page)"
        r"|continued\s+on",
        _I,
    ),
    "project": re.compile(
        r"(?:^|\W)(?:RE|Regarding|Project|Job|Contract|P\.?O\.?)\s*(?:Name|Number|No\.?|#)?\s*[:#]|\b(?:Project|Contract|Job)\s+#?\d", _I
    ),
    "retroactive_date": re.compile(r"retro(?:active)?[\s-]*date|full\s+prior\s+acts", _I),
    "retention": re.compile(r"\bSIR\b|self[\s-]insured\s+retention|\bretention\b", _I),
}
NARROWING = re.compile(
    r"only\s+(?:with\s+respect|as\s+respects|for|to|if)|\bexcept\b|\bexclud(?:es|ed|ing)\b|\blimited\s+to\b|"
    r"\b(?:does|do|is|are|shall|will|has|have)\s+not\b|\bdoesn['’]t\b|\bno\s+(?:waiver|additional|coverage|notice)\b|\bwithout\b|\bnot\s+(?:included|covered|applicable)\b",
    _I,
)
LINES: tuple[tuple[Line, re.Pattern[str]], ...] = (
    (Line.GENERAL_LIABILITY, re.compile(r"general\s+liab(?:ility)?\b|\bC?GL\b(?!\s?\d)", _I)),
    (Line.AUTOMOBILE_LIABILITY, re.compile(r"\bauto(?:mobile)?s?\b", _I)),
    (Line.UMBRELLA_LIABILITY, re.compile(r"\bumbrella\b|\bumb\b", _I)),
    (Line.EXCESS_LIABILITY, re.compile(r"\bexcess\b(?!\s+of)", _I)),
    (Line.WORKERS_COMPENSATION, re.compile(r"\bworkers?['’]?\s*comp\w*|\bwork\s?comp\w*|\bWC\b(?!\s?\d)|employers?['’]?\s+liability", _I)),
    (Line.PROFESSIONAL_LIABILITY, re.compile(r"\bprofessional(?:\s+liability)?\b|\bE\s?&\s?O\b", _I)),
    (Line.POLLUTION_LIABILITY, re.compile(r"\bpollution\b|\benvironmental\b", _I)),
    (Line.CYBER_LIABILITY, re.compile(r"\bcyber\b", _I)),
)
ALL_LINES = re.compile(r"\ball\s+(?:of\s+the\s+above\s+)?(?:policies|coverages|lines)\b", _I)
INSTRUCTION = re.compile(
    r"ignore\s+(?:\w+\s+){0,3}(?:previous|prior|above|earlier)|disregard\s+(?:\w+\s+){0,3}(?:instructions|above|rules)|system\s+prompt|"
    r"you\s+are\s+(?:now\s+)?an?\s+(?:\w+\s+){0,2}(?:assistant|model|AI)\b|(?:mark|approve|treat|set|report)\s+(?:\w+\s+){0,5}(?:as\s+)?compliant|</?(?:system|script|prompt)>",
    _I,
)
"""Words meant for a machine that reads, not for a person: no certificate needs them."""

_SENTENCE = re.compile(r"(?<=[.;!])\s+(?=[A-Z(\d*])|\s*[•*]\s+")
_VALUES = {
    "retroactive_date": re.compile(r"full\s+prior\s+acts|\bnone\b|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d", _I),
    "retention": re.compile(r"\$?\s?\d[\d,]*(?:\.\d\d)?\s?[KM]?\b"),
    "notice_of_cancellation": re.compile(r"\d+(?=\s*\(?\d*\)?\s*days?)", _I),
    "project": re.compile(r"(?:(?:RE|Regarding|Project|Job|Contract|P\.?O\.?)\s*(?:Name|Number|No\.?|#)?\s*[:#]?\s*)(.+)", _I),
}
_NAMED = re.compile(
    r"^(.*?)\s+(?:is|are|shall be|has been|have been)\s+(?:hereby\s+)?(?:included|named|listed|added|considered)?\s*(?:as\s+)?(?:an?\s+)?$",
    _I,
)


@dataclass(frozen=True, slots=True)
class _Found:
    subject: str
    start: int
    end: int


def assertions_of(description: str) -> tuple[Assertion, ...]:
    """What a description asserts, each with its sentence and the lines that it names; a denied or narrowed sentence is `narrowing`."""
    found: list[Assertion] = []
    for sentence in sentences(description):
        found.extend(_of_sentence(sentence))
    return tuple(found)


def sentences(text: str) -> list[str]:
    """A text's sentences, whatever lines it was set on."""
    return [part.strip() for part in _SENTENCE.split(" ".join(text.split())) if part and part.strip()]


def _of_sentence(sentence: str) -> Iterator[Assertion]:
    found = sorted(
        (_Found(s, m.start(), m.end()) for s, pattern in SUBJECTS.items() for m in pattern.finditer(sentence)), key=lambda f: f.start
    )
    denied = NARROWING.search(sentence)
    if denied:
        yield Assertion("narrowing", sentence, _all_lines(sentence))
    seen: set[str] = set()
    previous: tuple[Line, ...] = ()
    lines = _lines_by_subject(sentence, found)
    for one in found:
        named = lines[one.start] or previous
        previous = named
        if one.subject not in seen and not (denied and _denies(denied, one)):
            seen.add(one.subject)
            yield Assertion(one.subject, sentence, named, _value(one, sentence))


def _denies(denied: re.Match[str], one: _Found) -> bool:
    """`no waiver of subrogation`, `waiver of subrogation does not apply`: the words beside the subject take it back."""
    words = denied[0].casefold()
    negative = words.startswith(("no ", "without", "not ", "doesn")) or words.endswith("not")
    return negative and (denied.start() <= one.start <= denied.end() + 20 or 0 <= denied.start() - one.end < 40)


def _lines_by_subject(sentence: str, found: list[_Found]) -> dict[int, tuple[Line, ...]]:
    """Each line that the sentence names goes with the subject before it; what is named before the first subject goes with the first."""
    taken: dict[int, dict[Line, None]] = {one.start: {} for one in found}
    anchors = [one for one in found if one.subject not in {"project", "see_attached"}] or found
    for line, pattern in LINES:
        for match in pattern.finditer(sentence):
            if anchors:
                before = [one for one in anchors if one.start <= match.start()]
                taken[(before[-1] if before else anchors[0]).start][line] = None
    if ALL_LINES.search(sentence):
        return {one.start: () for one in found}
    return {start: tuple(lines) for start, lines in taken.items()}


def _all_lines(sentence: str) -> tuple[Line, ...]:
    return tuple(line for line, pattern in LINES if pattern.search(sentence))


def _value(one: _Found, sentence: str) -> str | None:
    if one.subject == "additional_insured":
        named = _NAMED.match(sentence[: one.start])
        return named[1].strip(" ,:") or None if named else None
    pattern = _VALUES.get(one.subject)
    if pattern is None:
        return None
    match = pattern.search(sentence, one.start if one.subject == "project" else 0)
    if match is None:
        return None
    return match[match.lastindex or 0].strip(" .:;") or None
