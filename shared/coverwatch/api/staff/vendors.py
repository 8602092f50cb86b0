"""Vendors: the insured we hire."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import ValidationError

from coverwatch.api.answers import ErasedAnswer, Items, VendorAnswer, vendor_answer
from coverwatch.api.asking import AFile, AnOffice, TimeLeft, WhoAsks
from coverwatch.api.bodies import ReopenedAddressBody, VendorBody
from coverwatch.api.cursors import Cursors, page_of
from coverwatch.api.etags import etag_of, require_match
from coverwatch.api.lists import ImportAnswer, import_answer
from coverwatch.api.notices import HistoryAnswer, RequestAnswer, history_answer, notice_address
from coverwatch.api.parameters import Cursor, IfMatch, Limit, VendorId
from coverwatch.api.problems import Fault, Problem
from coverwatch.application.addresses import reopen_address
from coverwatch.application.erasure import erase_vendor
from coverwatch.application.finding_vendors import VendorsWanted, find_vendors
from coverwatch.application.import_vendors import import_vendors
from coverwatch.application.records import VendorFile
from coverwatch.application.vendors import patch_vendor, put_vendor, request_certificate, revoke_links, the_file
from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.vendor import Vendor

StatusFilter = Annotated[VendorStatus | None, Query(alias="status", description="Only vendors of this last standing.")]
Words = Annotated[str, Query(max_length=200, description="The beginning of a name, or an id.")]
ExpiringWithin = Annotated[int | None, Query(ge=1, le=366, description="Only vendors whose cover ends within so many days.")]


def list_vendors(
    office: AnOffice,
    asked: WhoAsks,
    status: StatusFilter = None,
    q: Words = "",
    expiring_within: ExpiringWithin = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[VendorAnswer]:
    """List vendors with their last standing, by name; by the end of their cover when that is asked for"""
    wanted = VendorsWanted(statuses=(status,) if status else (), q=q, expiring_within=expiring_within)
    cursors = Cursors(office.signing_secret, "vendors", (status, q, expiring_within), asked.at)
    after = cursors.read(cursor)
    found = find_vendors(office, wanted, asked.on, after[0] if after else None, limit)
    following = cursors.write((found[-1].position,)) if len(found) == limit else None
    return Items(items=[vendor_answer(one.vendor, one.standing) for one in found], cursor=following)


def import_a_table(office: AnOffice, asked: WhoAsks, time_left: TimeLeft, content: AFile) -> ImportAnswer:
    """File the vendors of a CSV: good rows are taken, bad ones reported with their line; nothing is mailed

    An empty cell leaves what is known. The same file again changes nothing.
    """
    return import_answer(import_vendors(office, content, _vendor_of_row, asked, time_left))


def _vendor_of_row(vendor_id: str, document: Mapping[str, Any]) -> Vendor:
    return VendorBody.model_validate(document).vendor(vendor_id)


def get_vendor(office: AnOffice, vendor_id: VendorId) -> Response[VendorAnswer]:
    """One vendor with its last standing

    The ETag goes into the If-Match of the next PUT or PATCH; it names what people edit, not the standing.
    """
    return _told(the_file(office, vendor_id), 200)


def put_one_vendor(
    office: AnOffice, asked: WhoAsks, vendor_id: VendorId, body: Annotated[VendorBody, Body()], if_match: IfMatch = None
) -> Response[VendorAnswer]:
    """Keep a vendor as given, and assess it: 201 when it is new, else 200

    What is left out gets its default; unknown properties are refused.
    """
    filed, new = put_vendor(office, body.vendor(vendor_id), asked, check=lambda vendor: require_match(if_match, vendor))
    return _told(filed.file, 201 if new else 200)


def patch_one_vendor(
    office: AnOffice, asked: WhoAsks, vendor_id: VendorId, patch: Annotated[dict[str, Any], Body()], if_match: IfMatch = None
) -> Response[VendorAnswer]:
    """Change some properties of a vendor (JSON merge patch, RFC 7396): null takes one back to its default"""
    check = partial(require_match, if_match)
    return _told(patch_vendor(office, vendor_id, patch, partial(_vendor_in, vendor_id), asked, check=check).file, 200)


def erase_one_vendor(office: AnOffice, asked: WhoAsks, time_left: TimeLeft, vendor_id: VendorId) -> Response[ErasedAnswer]:
    """Erase all that is kept of a vendor, for good: 202 when it is not `done` in one go, and is to be asked again"""
    erased = erase_vendor(office, vendor_id, asked, time_left)
    answer = ErasedAnswer(done=erased.done, erased_at=erased.tombstone.erased_at, erased_by=erased.tombstone.erased_by)
    return Response(200 if erased.done else 202, "application/json", answer)


def revoke_upload_links(office: AnOffice, asked: WhoAsks, vendor_id: VendorId) -> Response[VendorAnswer]:
    """End every upload link that the vendor has; its next mail carries a new one"""
    return _told(revoke_links(office, vendor_id, asked).file, 200)


def reopen_an_address(
    office: AnOffice, asked: WhoAsks, vendor_id: VendorId, body: Annotated[ReopenedAddressBody, Body()]
) -> Response[VendorAnswer]:
    """Write again to an address that bounced or unsubscribed; one whose reader complained stays closed"""
    reopen_address(office, vendor_id, body.email, body.reason, asked)
    return _told(the_file(office, vendor_id), 200)


def request_a_certificate(office: AnOffice, asked: WhoAsks, vendor_id: VendorId) -> RequestAnswer:
    """Mail the vendor a first request with its upload link"""
    return RequestAnswer(notice_id=notice_address(vendor_id, request_certificate(office, vendor_id, asked)))


def list_history(office: AnOffice, asked: WhoAsks, vendor_id: VendorId, limit: Limit = 100, cursor: Cursor = None) -> Items[HistoryAnswer]:
    """Who changed what of a vendor, when: oldest first"""
    the_file(office, vendor_id)
    rows = list(enumerate(office.records.history(vendor_id)))
    cursors = Cursors(office.signing_secret, "history", (vendor_id,), asked.at)
    page, following = page_of(rows, lambda row: (f"{row[0]:09}",), cursors, cursor, limit)
    return Items(items=[history_answer(row) for _, row in page], cursor=following)


def _vendor_in(vendor_id: str, document: dict[str, Any]) -> Vendor:
    try:
        return VendorBody.model_validate(document).vendor(vendor_id)
    except ValidationError as error:
        faults = tuple(Fault("".join(f"/{step}" for step in one["loc"]), one["msg"]) for one in error.errors())
        raise Problem(422, "VALIDATION", "With these changes the vendor has faults.", faults) from error


def _told(file: VendorFile, status: int) -> Response[VendorAnswer]:
    answer = vendor_answer(file.facts.vendor, file.standing)
    return Response(status, "application/json", answer, headers={"ETag": etag_of(file.facts.vendor)})
