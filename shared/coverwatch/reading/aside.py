"""What people type into a party's box beside its name and address: telephones, mail addresses, account numbers."""

import re
from collections.abc import Sequence

from coverwatch.reading.placed import Placed

FAR = 0.04  # of the page's width: words of a name stand nearer

_TELEPHONE = r"(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]{0,2}\d{3}[\s.-]?\d{4}(?:\s*(?:x|ext\.?)\s*\d{1,6})?"
_MAIL = r"\S+@\S+\.\w+"
_SITE = r"(?:https?://|www\.)\S+"
_NAMED = r"(?:tele)?phone|ph|tel|fax|cell|mobile|office|main|direct|e-?mail|web|and|or|[ptfcom]"
_REACHED = re.compile(rf"{_TELEPHONE}(?!\d)|{_MAIL}|{_SITE}", re.IGNORECASE)
_AROUND = re.compile(rf"(?:\b(?:{_NAMED})\b|[\W_])*", re.IGNORECASE)
_BEGINS_AS_CONTACT = re.compile(r"(?:phone|tel(?:ephone)?|fax|e-?mail|cell)\b", re.IGNORECASE)
_HOLDS_MAIL = re.compile(_MAIL)

_CODE = r"[A-Z]{2,}[A-Z0-9&]*-\d{1,3}"
"""How agencies' systems abbreviate a client: SMITELE-01."""
_LABELLED_ACCOUNT = re.compile(
    r"(?:acct|account|a/c|cust(?:omer)?|client)\b\W*(?:(?:no|num(?:ber)?|id|code)\b)?\W*[A-Z0-9-]*\d[A-Z0-9-]*", re.IGNORECASE
)
_BARE_ACCOUNT = re.compile(rf"{_CODE}|\d{{4,}}")
_PART_OF_AN_ADDRESS = re.compile(r"(?:STE|SUITE|UNIT|APT|BLDG|FL|FLOOR|RM|ROOM|PMB|BOX|LOT|RR|HC|FM|DEPT)\b")
_NUMBERED = r"(?:box|drawer|suite|ste|unit|apt|lot|pmb|highway|hwy|route|rte?|cr|fm|#)\.?"
"""What has a number behind it in an address."""
_ENDS_IN_DIGITS = re.compile(rf"(?!.*\b{_NUMBERED}\s\S+$)\S+\s.*?\d{{5,}}", re.IGNORECASE)
_ENDS_AS_ACCOUNT = re.compile(rf"(?:.*\s)?(?:{_CODE}|\d{{5,}})")
_COMPANY = r"inc|llc|l\.l\.c|co|corp|corporation|company|ltd|lp|l\.p|llp|pllc|pc"
_STREET = re.compile(rf"(?!.*\b(?:{_COMPANY})\.?$)(?:\d+[A-Z]?(?:-\d+)?\s|P\.?\s?O\.?\s)", re.IGNORECASE)
_POSTAL_CODE = re.compile(r"\d{5}")


def address_rows(rows: Sequence[list[Placed]]) -> list[list[Placed]]:
    """The rows of a party's box that hold its name and address, each without what is typed behind them."""
    whole = [row for row in rows if not _is_contact(_text(row)) and not _LABELLED_ACCOUNT.fullmatch(_text(row))]
    cut = [_without_tail(row, last=index == len(whole) - 1) for index, row in enumerate(whole)]
    kept = [row for row in cut if not _HOLDS_MAIL.search(_text(row))]
    return [row for index, row in enumerate(kept) if not _is_account(index, kept)]


def may_end_in_an_account(name: str) -> bool:
    """A name whose last word could be a number that an agency gave it; nobody but a person can tell."""
    return _ENDS_AS_ACCOUNT.fullmatch(name) is not None


def street_may_end_in_an_account(street: str) -> bool:
    """As `may_end_in_an_account` of an address's line, where numbers are nothing odd, unless they are long and have no name."""
    return _ENDS_IN_DIGITS.fullmatch(street) is not None


def _without_tail(row: list[Placed], *, last: bool) -> list[Placed]:
    for index in range(1, len(row)):
        tail = _text(row[index:])
        if _reaches(tail) or _LABELLED_ACCOUNT.fullmatch(tail):
            return row[:index]
        if (
            row[index].box.left - row[index - 1].box.right > FAR
            and _BARE_ACCOUNT.fullmatch(tail)
            and not (last and _POSTAL_CODE.fullmatch(tail))
        ):
            return row[:index]
    return row


def _is_contact(text: str) -> bool:
    """A line of telephone numbers or mail addresses, which no field of the box holds."""
    return bool(_BEGINS_AS_CONTACT.match(text)) or _reaches(text)


def _reaches(text: str) -> bool:
    """Telephones, mail and web addresses, what they are called, and nothing else."""
    return bool(_REACHED.search(text)) and _AROUND.fullmatch(_REACHED.sub(" ", text)) is not None


def _is_account(index: int, rows: Sequence[Sequence[Placed]]) -> bool:
    """An account number on a line of its own: neither part of an address nor, with a street right below, the name itself."""
    text = _text(rows[index])
    if len(rows) == 1 or not _BARE_ACCOUNT.fullmatch(text) or _PART_OF_AN_ADDRESS.match(text):
        return False
    if index == 0:
        return not _STREET.match(_text(rows[1]))
    return index < len(rows) - 1 or not _POSTAL_CODE.fullmatch(text)


def _text(row: Sequence[Placed]) -> str:
    return " ".join(p.word.text for p in row)
