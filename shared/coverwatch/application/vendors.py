"""Vendors as staff keep them: file one, find some, ask one for a certificate, and say whether it may work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from coverwatch import rules
from coverwatch.application.filing import Change, Filed, VendorUnknown, compiled, file_change, requirement_set_of
from coverwatch.application.office import Asked, Office
from coverwatch.application.producers import confirmed_producer, producer_row, proposed_producer
from coverwatch.application.records import HistoryRow, VendorFile
from coverwatch.application.refusals import Refused
from coverwatch.application.uploads import UNASSIGNED
from coverwatch.domain.assessment import Assessment
from coverwatch.domain.vendor import Contact, Vendor
from coverwatch.notices import first_request

VENDOR = TypeAdapter(Vendor)


@dataclass(frozen=True, slots=True)
class Answer:
    """A vendor's facts and the assessment that was made of them just now.

    `proposed_producer` stands on its certificate, and is written to once a person has added it to the contacts.
    """

    file: VendorFile
    assessment: Assessment
    proposed_producer: Contact | None = None


def put_vendor(
    office: Office, vendor: Vendor, asked: Asked, *, check: Callable[[Vendor | None], None] = lambda _: None
) -> tuple[Filed, bool]:
    """Keep a vendor as given, and assess it. True if it is new. Raises RequirementSetUnknown, Contended, Refused: ID_RESERVED,
    VENDOR_ERASED.

    `check` sees the vendor as it is kept (None: not yet), and raises if it must not be replaced.
    """
    new = True

    def decide(file: VendorFile | None) -> Change:
        nonlocal new
        check(file.facts.vendor if file else None)
        new = file is None
        if vendor.vendor_id == UNASSIGNED:
            raise Refused("ID_RESERVED", "Uploads of nobody's are kept under this name: choose another id.", "id")
        if new and office.records.tombstone(vendor.vendor_id):
            raise Refused("VENDOR_ERASED", "A vendor of this id was erased; its links and papers are out there: choose another id.", "id")
        return Change(vendor=vendor, history=_edited(file, vendor, asked))

    filed = file_change(office, vendor.vendor_id, decide, on=asked.on, at=asked.at, actor=asked.by)
    if filed is None:
        raise VendorUnknown(vendor.vendor_id)
    return filed, new


def request_certificate(office: Office, vendor_id: str, asked: Asked) -> str:
    """Owe the vendor a request with its upload link, and say the notice's id. Raises VendorUnknown."""
    notice = first_request(vendor_id, office.new_id()[:12], asked.on)

    def decide(file: VendorFile | None) -> Change | None:
        return Change(notices=(notice,), history=(_row(asked, "certificate_requested", vendor_id),)) if file else None

    if file_change(office, vendor_id, decide, on=asked.on, at=asked.at, actor=asked.by) is None:
        raise VendorUnknown(vendor_id)
    return notice.notice_id


def patch_vendor(
    office: Office,
    vendor_id: str,
    patch: Mapping[str, Any],
    read: Callable[[dict[str, Any]], Vendor],
    asked: Asked,
    *,
    check: Callable[[Vendor | None], None] = lambda _: None,
) -> Filed:
    """Change some properties of a vendor by a JSON merge patch (RFC 7396), and assess it.

    `read` makes a vendor of the merged document, or raises what is wrong with it. Raises VendorUnknown, RequirementSetUnknown, Contended.
    """

    def decide(file: VendorFile | None) -> Change:
        if file is None:
            raise VendorUnknown(vendor_id)
        check(file.facts.vendor)
        vendor = read(_merged(document_of(file.facts.vendor), patch))
        return Change(vendor=vendor, history=_edited(file, vendor, asked))

    filed = file_change(office, vendor_id, decide, on=asked.on, at=asked.at, actor=asked.by)
    if filed is None:
        raise VendorUnknown(vendor_id)
    return filed


def revoke_links(office: Office, vendor_id: str, asked: Asked) -> Filed:
    """End every upload link that the vendor has; its next mail carries a new one. Raises VendorUnknown."""

    def decide(file: VendorFile | None) -> Change:
        if file is None:
            raise VendorUnknown(vendor_id)
        return Change(revokes_links=True, history=(_row(asked, "links_revoked", vendor_id),))

    filed = file_change(office, vendor_id, decide, on=asked.on, at=asked.at, actor=asked.by)
    if filed is None:
        raise VendorUnknown(vendor_id)
    return filed


def document_of(vendor: Vendor) -> dict[str, Any]:
    """A vendor as the document that staff give, in JSON's own values: without its id, and without what is known of its addresses."""
    document: dict[str, Any] = VENDOR.dump_python(vendor, mode="json")
    del document["vendor_id"]
    for contact in document["contacts"]:
        del contact["closed_because"]
    return document


def answer_for(office: Office, vendor_id: str, on: date, known_at: datetime | None = None) -> Answer:
    """Assess a vendor from one consistent read of its facts: all of them, or those known at a moment.

    What was asked then is the version of the requirement set that was published then. Raises VendorUnknown, RequirementSetUnknown.
    """
    file = the_file(office, vendor_id)
    vendor = file.facts.vendor
    then = office.records.requirement_set_at(vendor.requirement_set, known_at) if known_at else None
    requirement_set = compiled(then) if then else requirement_set_of(office.records, vendor)
    assessment = rules.assess(requirement_set, file.facts, on, known_at)
    return Answer(file, assessment, proposed_producer(file, requirement_set.cadence))


def the_file(office: Office, vendor_id: str) -> VendorFile:
    """Everything kept of a vendor. Raises VendorUnknown."""
    file = office.records.vendor(vendor_id)
    if file is None:
        raise VendorUnknown(vendor_id)
    return file


def _edited(file: VendorFile | None, vendor: Vendor, asked: Asked) -> tuple[HistoryRow, ...]:
    """The history's rows on a vendor as a person gives it; none where nothing is changed."""
    if file and file.facts.vendor == file.facts.mirrored(vendor):
        return ()
    producer = confirmed_producer(file, vendor)
    confirmed = (producer_row("producer_confirmed", producer, on=asked.on, at=asked.at, actor=asked.by),) if producer else ()
    return (_row(asked, "vendor_changed" if file else "vendor_added", vendor.vendor_id), *confirmed)


def _merged(document: Any, patch: Any) -> Any:
    """RFC 7396: an object is merged member by member, null takes away, anything else replaces."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(document) if isinstance(document, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = _merged(merged.get(name), value)
    return merged


def _row(asked: Asked, event: str, vendor_id: str) -> HistoryRow:
    return HistoryRow(recorded_at=asked.at, on=asked.on, actor=asked.by, event=event, subject=vendor_id)
