"""A block of name and address → the fields of a party: by the form's own lines when it is typed on them, else by order and shape."""

import re
from collections.abc import Mapping, Sequence

from coverwatch.reading.aside import address_rows, may_end_in_an_account, street_may_end_in_an_account
from coverwatch.reading.maps import FormMap
from coverwatch.reading.page import lines
from coverwatch.reading.placed import Placed

PREFIXES = {"producer": "Producer", "insured": "NamedInsured", "holder": "CertificateHolder"}
DESCRIPTION = "CertificateOfLiabilityInsurance_ACORDForm_RemarkText_A"
STROKES = frozenset("1Il|!/_-.,'")
ON_THE_LINE = 0.0045  # of the page: how far from a line of the form what is typed on it may stand
PARTS = ("FullName", "MailingAddress_LineOne", "MailingAddress_LineTwo", "MailingAddress_CityName")
STATE, POSTAL = "MailingAddress_StateOrProvinceCode", "MailingAddress_PostalCode"

_STATE = re.compile(r"[A-Z]{2}\.?,?$")
_POSTAL = re.compile(r"\d{5}(?:-\d{4})?$")
_ANY_POSTAL = re.compile(r"(?=.*\d)[A-Z0-9]{2,6}(?:[ -][A-Z0-9]{2,5})?")
_FUSED = re.compile(r"([A-Z]{2})[.,]?(\d{5}(?:-\d{4})?)$")
_CITY_FUSED = re.compile(r"(.*[a-z],)([A-Z]{2})$")
ENDS_IN_AN_ACCOUNT = "may end in an account number"
MORE_OF_A_NAME = re.compile(r"(?:d/?b/?a|a/k/a|aka|f/k/a|fka|and|&|c/o)\b", re.IGNORECASE)


def block_fields(block: str, words: Sequence[Placed], form: FormMap) -> dict[str, list[Placed]]:
    """The words of each field of a block: `producer`, `insured`, `holder` or `description`."""
    if block == "description":
        return {DESCRIPTION: list(words)}
    prefix = PREFIXES[block]
    rows = address_rows([row for row in lines(words, lambda p: p.box) if not _is_stroke(row)])
    if not rows:
        return {}
    found = _on_lines(prefix, rows, form) or _in_order(rows)
    return {f"{prefix}_{part}_A": held for part, held in found.items() if held}


def _is_stroke(row: Sequence[Placed]) -> bool:
    """What is left of the form's rules, read as a letter."""
    return len(row) == 1 and row[0].word.text in STROKES


def _on_lines(prefix: str, rows: Sequence[Sequence[Placed]], form: FormMap) -> Mapping[str, list[Placed]] | None:
    """The parts by the form's lines, when every row stands on one and the state, if any, in its own place."""
    found: dict[str, list[Placed]] = {}
    for row in rows:
        middle = sum(p.box.center[1] for p in row) / len(row)
        part = next((p for p in PARTS if abs(form.fields[f"{prefix}_{p}_A"].box.center[1] - middle) < ON_THE_LINE), None)
        if part is None or part in found:
            return None
        if part == PARTS[3]:
            state, postal = (form.fields[f"{prefix}_{p}_A"].box for p in (STATE, POSTAL))
            found[STATE] = [p for p in row if state.left <= p.box.center[0] < state.right]
            found[POSTAL] = [p for p in row if p.box.center[0] >= postal.left]
            row = [p for p in row if p.box.center[0] < state.left]  # noqa: PLW2901 - what is left of the row is the city
            if not found[STATE] and city_state_postal(row) is not None:
                return None
        found[part] = list(row)
    return found if PARTS[0] in found else None


def _in_order(rows: Sequence[Sequence[Placed]]) -> Mapping[str, list[Placed]]:
    """The parts by order: name, street, more street, and the last line that ends like a city's."""
    found: dict[str, list[Placed]] = {"FullName": list(rows[0])}
    rest = list(rows[1:])
    while rest and MORE_OF_A_NAME.match(" ".join(p.word.text for p in rest[0])):
        found["FullName"] += rest.pop(0)
    for index in range(len(rest) - 1, -1, -1):
        place = city_state_postal(rest[index])
        if place is not None:
            found.update(place)
            del rest[index]
            break
    if rest:
        found["MailingAddress_LineOne"] = list(rest[0])
    if len(rest) > 1:
        found["MailingAddress_LineTwo"] = [p for row in rest[1:] for p in row]
    return found


def doubt_of(name: str, text: str) -> str | None:
    """Why a field of a party's box can't hold this, as it stands there; None when it can."""
    if name.startswith("NamedInsured_FullName") and may_end_in_an_account(text):
        return ENDS_IN_AN_ACCOUNT
    if name.startswith("NamedInsured_MailingAddress_Line") and street_may_end_in_an_account(text):
        return ENDS_IN_AN_ACCOUNT
    if "MailingAddress_CityName" in name and any(c.isdigit() for c in text):
        return "a city has no digits"
    if STATE in name and not text.strip(".,").isalpha():
        return "no state has such a name"
    if POSTAL in name and not _ANY_POSTAL.fullmatch(text):
        return "not a postal code"
    return None


def city_state_postal(line: Sequence[Placed]) -> dict[str, list[Placed]] | None:
    """City, state and postal code of a line that ends like one, fused words cut apart; None when it doesn't."""
    words = list(line)
    postal: list[Placed] = []
    state: list[Placed] = []
    if words and (fused := _FUSED.fullmatch(words[-1].word.text)):
        last = words.pop()
        state, postal = [last.part(0, 2)], [last.part(fused.start(2), len(last.word.text))]
    else:
        postal = [words.pop()] if words and _POSTAL.fullmatch(words[-1].word.text) else []
        state = [words.pop()] if words and _STATE.fullmatch(words[-1].word.text) else []
        if not state and words and (fused := _CITY_FUSED.fullmatch(words[-1].word.text)):
            last = words.pop()
            state = [last.part(fused.start(2), len(last.word.text))]
            words.append(last.part(0, fused.end(1)))
    if not postal and not (state and words):
        return None
    return {
        "MailingAddress_CityName": _without_comma(words),
        STATE: [w.part(0, 2) if len(w.word.text) > 2 else w for w in state],
        POSTAL: postal,
    }


def _without_comma(words: list[Placed]) -> list[Placed]:
    if words and words[-1].word.text.endswith(",") and len(words[-1].word.text) > 1:
        return [*words[:-1], words[-1].part(0, len(words[-1].word.text) - 1)]
    return words
