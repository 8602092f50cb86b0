"""A block of name and address → the fields of a party, by the order of its lines and the shape of the last one."""

import re
from collections.abc import Sequence

from coverwatch.reading.page import Word, lines

PREFIXES = {
    "producer": ("Producer_FullName_A", "Producer_MailingAddress_"),
    "insured": ("NamedInsured_FullName_A", "NamedInsured_MailingAddress_"),
    "holder": ("CertificateHolder_FullName_A", "CertificateHolder_MailingAddress_"),
}
DESCRIPTION = "CertificateOfLiabilityInsurance_ACORDForm_RemarkText_A"
_STATE = re.compile(r"[A-Z]{2}\.?$")
_POSTAL = re.compile(r"\d{5}(?:-\d{4})?$")


def block_fields(block: str, words: Sequence[Word]) -> dict[str, list[Word]]:
    """The words of each field of a block: `producer`, `insured`, `holder` or `description`."""
    if block == "description":
        return {DESCRIPTION: list(words)}
    name, address = PREFIXES[block]
    rows = lines(words)
    found = {name: rows[0]}
    rest = rows[1:]
    if rest and (place := city_state_postal(rest[-1])) is not None:
        rest = rest[:-1]
        found.update({f"{address}{part}_A": held for part, held in place.items() if held})
    if rest:
        found[f"{address}LineOne_A"] = rest[0]
    if len(rest) > 1:
        found[f"{address}LineTwo_A"] = [w for row in rest[1:] for w in row]
    return found


def city_state_postal(line: Sequence[Word]) -> dict[str, list[Word]] | None:
    """City, state and postal code of a line that ends like one; None when it doesn't."""
    words = list(line)
    postal = [words.pop()] if words and _POSTAL.fullmatch(words[-1].text) else []
    state = [words.pop()] if words and _STATE.fullmatch(words[-1].text.rstrip(",")) else []
    if not postal and not state:
        return None
    return {"CityName": words, "StateOrProvinceCode": state, "PostalCode": postal}
