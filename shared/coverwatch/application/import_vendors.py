"""Vendors from a spreadsheet: good rows are filed, bad rows are told with their line; again, it changes nothing. Nobody is mailed."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from coverwatch.application.filing import Change, Contended, RequirementSetUnknown, file_change
from coverwatch.application.office import Asked, Office
from coverwatch.application.recording import row as history_row
from coverwatch.application.records import VendorFile
from coverwatch.application.vendor_table import ROLES, Fault, Row, read_table
from coverwatch.application.vendors import document_of
from coverwatch.domain.names import folded
from coverwatch.domain.vendor import Vendor

LONGEST_ID = 63  # characters, as the API takes them

Read = Callable[[str, Mapping[str, Any]], Vendor]
"""Makes a vendor of its id and the document that staff would give, or raises pydantic's ValidationError."""


class RowOutcome(StrEnum):
    """What became of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A line of the file, the vendor that it is about, and what became of it."""

    line: int
    vendor_id: str | None
    outcome: RowOutcome
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """Every row in order; `done` is False when time ran out: the same file again goes on, since what is filed already costs little."""

    rows: tuple[ImportedRow, ...]
    ignored_columns: tuple[str, ...]

    @property
    def done(self) -> bool:
        return all(row.outcome is not RowOutcome.NOT_REACHED for row in self.rows)


def import_vendors(office: Office, content: bytes, read: Read, asked: Asked, time_left: Callable[[], bool] = lambda: True) -> Imported:
    """File the vendors of a CSV. An empty cell leaves what is known; a vendor without an id gets one of its name. Raises BadTable."""
    table = read_table(content)
    seen: dict[str, int] = {}
    told = []
    for row in table.rows:
        vendor_id = id_of(row)
        if row.faults:
            told.append(ImportedRow(row.line, vendor_id, RowOutcome.REFUSED, row.faults))
        elif vendor_id is None:
            told.append(_refused(row, None, "NAME_MISSING", "legal_name", "The vendor has no name."))
        elif vendor_id in seen:
            told.append(_refused(row, vendor_id, "DUPLICATE", "vendor_id", f"Line {seen[vendor_id]} is about the same vendor."))
        elif not time_left():
            told.append(ImportedRow(row.line, vendor_id, RowOutcome.NOT_REACHED))
        else:
            told.append(_file(office, row, vendor_id, read, asked))
        if vendor_id is not None:
            seen.setdefault(vendor_id, row.line)
    return Imported(tuple(told), table.ignored)


def id_of(row: Row) -> str | None:
    """The vendor's id as given, or one made of its name, the same every time; None without both."""
    given, name = row.properties.get("vendor_id"), row.properties.get("legal_name")
    if given or not name:
        return given
    plain = "".join(character if character.isascii() else "-" for character in folded(name)).replace(" ", "-")
    slug = "-".join(part for part in plain.split("-") if part)
    if slug == folded(name).replace(" ", "-") and 0 < len(slug) <= LONGEST_ID:
        return slug
    mark = hashlib.sha256(folded(name).encode()).hexdigest()[:12]
    return f"{slug[: LONGEST_ID - 13].rstrip('-') or 'vendor'}-{mark}"


def _file(office: Office, row: Row, vendor_id: str, read: Read, asked: Asked) -> ImportedRow:
    outcome = RowOutcome.UNCHANGED

    def decide(file: VendorFile | None) -> Change | None:
        nonlocal outcome
        outcome = RowOutcome.CHANGED if file else RowOutcome.ADDED
        if file is None and office.records.tombstone(vendor_id):
            raise _Refusal("VENDOR_ERASED", "vendor_id", "A vendor of this id was erased: choose another id.")
        vendor = read(vendor_id, _document(file, row))
        if file and file.facts.vendor == file.facts.mirrored(vendor):
            outcome = RowOutcome.UNCHANGED
            return None
        event = "vendor_changed" if file else "vendor_added"
        return Change(vendor=vendor, history=(history_row(asked, event, vendor_id, note=f"import, line {row.line}"),), is_quiet=True)

    try:
        file_change(office, vendor_id, decide, on=asked.on, at=asked.at, actor=asked.by)
    except ValidationError as error:
        faults = tuple(Fault("INVALID", ".".join(str(part) for part in one["loc"]), one["msg"]) for one in error.errors())
        return ImportedRow(row.line, vendor_id, RowOutcome.REFUSED, faults)
    except RequirementSetUnknown as error:
        return _refused(row, vendor_id, "REQUIREMENT_SET_UNKNOWN", "requirement_set", f"Requirement set {error} is not published.")
    except Contended:
        return _refused(row, vendor_id, "CONTENDED", "", "The vendor is being changed by others: import it again.")
    except _Refusal as refusal:
        return ImportedRow(row.line, vendor_id, RowOutcome.REFUSED, (refusal.fault,))
    return ImportedRow(row.line, vendor_id, outcome)


class _Refusal(Exception):
    """Why a row is not filed."""

    def __init__(self, code: str, column: str, sentence: str) -> None:
        super().__init__(code)
        self.fault = Fault(code, column, sentence)


def _document(file: VendorFile | None, row: Row) -> dict[str, Any]:
    """The vendor's document with what the row gives; a role's first contact is the one that the row speaks of."""
    document: dict[str, Any] = document_of(file.facts.vendor) if file else {}
    contacts = [dict(contact) for contact in document.get("contacts", ())]
    for role in ROLES:
        given = {part: row.properties[key] for part in ("email", "name") if (key := f"contact.{role}.{part}") in row.properties}
        kept = next((contact for contact in contacts if contact["role"] == role), None)
        if kept is not None:
            kept.update(given)
        elif given:
            contacts.append({"role": role, **given})
    own = {name: value for name, value in row.properties.items() if name != "vendor_id" and not name.startswith("contact.")}
    return document | own | ({"contacts": contacts} if contacts else {})


def _refused(row: Row, vendor_id: str | None, code: str, column: str, sentence: str) -> ImportedRow:
    return ImportedRow(row.line, vendor_id, RowOutcome.REFUSED, (Fault(code, column, sentence),))
