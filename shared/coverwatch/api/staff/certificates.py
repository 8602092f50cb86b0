"""Certificates: uploads and what became of them."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from coverwatch.api.answers import AddressAnswer, CertificateAnswer, GrantAnswer, Items, UploadAnswer, certificate_answer, elsewhere
from coverwatch.api.asking import AnOffice, WhoAsks
from coverwatch.api.bodies import UploadBody
from coverwatch.api.cursors import Cursors, page_of
from coverwatch.api.etags import etag_of
from coverwatch.api.parameters import CertificateId, Cursor, Limit, PageNumber, UploadId, VendorId
from coverwatch.application.grants import grant_upload, uploaded
from coverwatch.application.records import CertificateRecord
from coverwatch.application.reviews import document, document_address, page_address
from coverwatch.application.vendors import the_file


def grant_an_upload(
    office: AnOffice, asked: WhoAsks, vendor_id: VendorId, body: Annotated[UploadBody | None, Body()] = None
) -> GrantAnswer:
    """Hand out a presigned form for one file of at most 25 MB, good for 15 minutes"""
    granted = grant_upload(office, vendor_id, body.file_name if body else None, asked)
    grant = granted.grant
    return GrantAnswer(upload_id=grant.upload_id, url=granted.url, fields=granted.fields, expires_at=grant.expires_at)


def get_upload(office: AnOffice, upload_id: UploadId) -> UploadAnswer:
    """What became of an upload: `awaited`, or where its certificate stands"""
    _, record = uploaded(office, upload_id)
    if record is None:
        return UploadAnswer(status="awaited", certificate_id=None)
    return UploadAnswer(status=record.status.value, certificate_id=record.certificate_id)


def list_certificates(
    office: AnOffice, asked: WhoAsks, vendor_id: VendorId, limit: Limit = 100, cursor: Cursor = None
) -> Items[CertificateAnswer]:
    """Every document of a vendor, newest first"""
    records = the_file(office, vendor_id).certificates
    cursors = Cursors(office.signing_secret, "certificates", (vendor_id,), asked.at)
    page, following = page_of(records, _newest_first, cursors, cursor, limit)
    return Items(items=[certificate_answer(record) for record in page], cursor=following)


def get_certificate(office: AnOffice, certificate_id: CertificateId) -> Response[CertificateAnswer]:
    """One document: where it stands and why, what was read, and what reading it cost

    The ETag goes into the If-Match of its review.
    """
    record = document(office, certificate_id)
    return Response(200, "application/json", certificate_answer(record), headers={"ETag": etag_of(record)})


def get_certificate_document(office: AnOffice, certificate_id: CertificateId) -> Response[AddressAnswer]:
    """Where the document itself can be fetched, for a minute"""
    return elsewhere(document_address(office, document(office, certificate_id)))


def get_certificate_page(office: AnOffice, certificate_id: CertificateId, page: PageNumber) -> Response[AddressAnswer]:
    """Where the picture of a page can be fetched, for a minute"""
    return elsewhere(page_address(office, document(office, certificate_id), page))


def _newest_first(record: CertificateRecord) -> tuple[str, ...]:
    age = 10**16 - int(record.received_at.timestamp() * 1_000_000)
    return (f"{age:017}", record.certificate_id)
