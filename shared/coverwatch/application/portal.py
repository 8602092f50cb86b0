"""The vendor's page from inside: whose link it is, and the uploads that come by it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from coverwatch.application.grants import LARGEST, UploadUnknown, new_grant
from coverwatch.application.links import LinkRefused, claim_in
from coverwatch.application.ports import PortalDocuments, PortalRecords
from coverwatch.application.records import CertificateRecord, UploadGrant, VendorFile
from coverwatch.application.uploads import certificate_id_of

MOST_UPLOADS_A_DAY = 40  # of one vendor, however they came: reading costs money, and a link may fall into wrong hands
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """The ports of the vendor's page; `organisation` is who asks for certificates."""

    records: PortalRecords
    documents: PortalDocuments
    organisation: str
    time_zone: tzinfo
    link_secret: Callable[[], bytes]
    new_id: Callable[[], str]


class TooManyUploads(Exception):
    """More files than one vendor sends in a day."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that opened: the vendor's file, and the day on which the link ends."""

    file: VendorFile
    expires_on: date


@dataclass(frozen=True, slots=True)
class Arrival:
    """An upload by the link: its grant, whether its file has come, and the certificate that it became."""

    grant: UploadGrant
    came: bool
    record: CertificateRecord | None


def open_link(portal: Portal, token: str, on: date) -> Opened:
    """Whose link this is. Raises LinkRefused for every link that does not hold, revoked ones and those of erased vendors included."""
    claim = claim_in(portal.link_secret(), token, on)
    file = portal.records.vendor(claim.vendor_id)
    if file is None or file.generation != claim.generation:
        raise LinkRefused(ours=True)
    return Opened(file, claim.expires_on)


def begin_upload(portal: Portal, opened: Opened, file_name: str | None, at: datetime) -> UploadGrant:
    """Let one file come. The grant is kept first: if the object's event is lost, the sweep finds it. Raises TooManyUploads."""
    if sum(record.received_at > at - DAY for record in opened.file.certificates) >= MOST_UPLOADS_A_DAY:
        raise TooManyUploads
    grant = new_grant(portal.new_id(), opened.file.facts.vendor.vendor_id, file_name, at)
    portal.records.keep_grant(grant)
    return grant


def form_of(portal: Portal, grant: UploadGrant, back_to: str | None = None) -> dict[str, Any]:
    """The form to post for a grant: `url`, `fields`. Signing keeps nothing, so it may be signed again."""
    return portal.documents.upload_form(grant.key, grant.file_name, LARGEST, back_to)


def arrival(portal: Portal, opened: Opened, upload_id: str) -> Arrival:
    """What became of an upload, as of the moment when the link opened: the first object under its key counts.

    Raises UploadUnknown, also for another vendor's.
    """
    grant = portal.records.grant(upload_id)
    if grant is None or grant.vendor_id != opened.file.facts.vendor.vendor_id:
        raise UploadUnknown(upload_id)
    versions = sorted(portal.documents.versions(grant.key), key=lambda upload: upload.uploaded_at)
    records = (opened.file.certificate(certificate_id_of(upload)) for upload in versions)
    return Arrival(grant, bool(versions), next((record for record in records if record), None))
