"""A list of vendors as people keep it in a spreadsheet: bytes → rows with what each says of a vendor, and what is wrong with the others."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coverwatch.application.uploads import UNASSIGNED

LARGEST = 5 * 1024 * 1024  # bytes
MOST_ROWS = 10_000
DELIMITERS = (",", ";", "\t")
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
"""As the API takes them: ids stand in keys, paths and mails."""

ROLES = ("vendor", "producer", "owner", "manager")


class BadTable(Exception):
    """A file that is no table of vendors: `code` is stable, `sentence` is for people, `line` where it is wrong, if that is one place."""

    def __init__(self, code: str, sentence: str, line: int | None = None) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.line = line


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: a stable code, the column if it is one, a sentence."""

    code: str
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: the properties of a vendor that it gives, empty cells left out, or its faults."""

    line: int
    properties: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows in order, and the columns that say nothing of a vendor."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]


def _texts(cell: str) -> list[str]:
    return [part.strip() for part in cell.replace("|", ";").split(";") if part.strip()]


def _identifier(cell: str) -> str:
    if not IDENTIFIER.fullmatch(cell.casefold()) or cell.casefold() == UNASSIGNED:
        raise ValueError("must be small letters, digits and hyphens, at most 63")
    return cell.casefold()


def _truth(cell: str) -> bool:
    word = cell.casefold()
    if word in {"yes", "y", "true", "1", "x"}:
        return True
    if word in {"no", "n", "false", "0"}:
        return False
    raise ValueError("must be yes or no")


def _states(cell: str) -> list[str]:
    return [part.upper() for part in _texts(cell.replace(",", ";"))]


COLUMNS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "vendorid": ("vendor_id", _identifier),
    "id": ("vendor_id", _identifier),
    "legalname": ("legal_name", str),
    "name": ("legal_name", str),
    "vendorname": ("legal_name", str),
    "company": ("legal_name", str),
    "requirementset": ("requirement_set", str),
    "requirements": ("requirement_set", str),
    "aliases": ("aliases", _texts),
    "active": ("active", _truth),
    "holdmails": ("hold_mails", _truth),
    "state": ("state", str.upper),
    "workstates": ("work_states", _states),
    "workstartson": ("work_starts_on", str),
    "workendson": ("work_ends_on", str),
    "reference": ("reference", str),
    "language": ("language", str.lower),
    **{f"{role}email": (f"contact.{role}.email", str) for role in ROLES},
    **{f"{role}contact": (f"contact.{role}.name", str) for role in ROLES},
    "email": ("contact.vendor.email", str),
    "agentemail": ("contact.producer.email", str),
    "brokeremail": ("contact.producer.email", str),
}
"""What a column's title means, whatever its capitals, blanks and punctuation, and how its cells are read."""


def read_table(content: bytes) -> Table:
    """Read a CSV: UTF-8, or UTF-16 with its mark; commas, semicolons or tabs; any line ends.

    Raises BadTable: TOO_LARGE, ENCODING, EMPTY, NO_NAME, DUPLICATE_HEADER, UNTERMINATED_QUOTE, FIELD_TOO_LONG, TOO_MANY_ROWS.
    """
    if len(content) > LARGEST:
        raise BadTable("TOO_LARGE", f"At most {LARGEST // 1024 // 1024} MB.")
    text = _text(content)
    first = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
    if not first:
        raise BadTable("EMPTY", "There is nothing in the file.")
    lines = _lines(text, _delimiter(first))
    _, titles = next(lines)
    known = [COLUMNS.get(_folded(title)) for title in titles]
    named = [column[0] for column in known if column]
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise BadTable("DUPLICATE_HEADER", f"Two columns give the same: {', '.join(twice)}.", 1)
    if "legal_name" not in named:
        raise BadTable("NO_NAME", "No column is called legal name, in a first line separated by commas, semicolons or tabs.", 1)
    rows: list[Row] = []
    for line, cells in lines:
        if len(rows) == MOST_ROWS:
            raise BadTable("TOO_MANY_ROWS", f"At most {MOST_ROWS:,} vendors in one file.", line)
        rows.append(_row(line, titles, known, cells))
    return Table(tuple(rows), tuple(title.strip() for title, column in zip(titles, known) if column is None and title.strip()))


def _text(content: bytes) -> str:
    encoding = "utf-16" if content.startswith(BYTE_ORDER_MARKS) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadTable("ENCODING", "The file is not UTF-8 text: save it as CSV UTF-8.") from error


def _delimiter(header: str) -> str:
    """The separator by which most titles are known."""

    def known(delimiter: str) -> int:
        return sum(_folded(title) in COLUMNS for title in header.split(delimiter))

    return max(DELIMITERS, key=known)


def _folded(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank, with the number of its first line in the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "FIELD_TOO_LONG" if "field limit" in str(error) else "UNTERMINATED_QUOTE"
            sentence = (
                "A cell is too long." if code == "FIELD_TOO_LONG" else "A quotation mark is never closed, or stands in the wrong place."
            )
            raise BadTable(code, sentence, line) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


def _row(line: int, titles: list[str], known: list[tuple[str, Callable[[str], Any]] | None], cells: list[str]) -> Row:
    if len(cells) != len(titles):
        return Row(line, faults=(Fault("COLUMN_COUNT", "", f"{len(cells)} cells in a table of {len(titles)} columns."),))
    properties: dict[str, Any] = {}
    faults = []
    for title, column, raw in zip(titles, known, cells):
        cell = raw.strip(" ")
        if column is None or not cell:
            continue
        if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in cell):
            faults.append(Fault("CONTROL_CHAR", title.strip(), "The cell holds a control or formatting character."))
            continue
        try:
            properties[column[0]] = column[1](cell)
        except ValueError as error:
            faults.append(Fault("INVALID", title.strip(), f"{error}"))
    return Row(line, properties, tuple(faults))
