"""Presigned uploads: hand one out, and say what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from coverwatch.application.office import Asked, Office
from coverwatch.application.records import CertificateRecord, UploadGrant
from coverwatch.application.uploads import UPLOADS, certificate_id_of
from coverwatch.application.vendors import the_file

LARGEST = 25 * 1024 * 1024  # bytes; what intake takes
VALID_FOR = timedelta(minutes=15)


class UploadUnknown(Exception):
    """No such upload was ever granted."""


@dataclass(frozen=True, slots=True)
class GrantedUpload:
    """A grant with the form to post: its address, its fields, and until when."""

    grant: UploadGrant
    url: str
    fields: dict[str, Any]


def grant_upload(office: Office, vendor_id: str, file_name: str | None, asked: Asked) -> GrantedUpload:
    """Let someone upload one file for a vendor. Raises VendorUnknown.

    The grant is kept first: if the object's event is lost, the sweep finds it.
    """
    the_file(office, vendor_id)
    grant = new_grant(office.new_id(), vendor_id, file_name, asked.at)
    office.records.keep_grant(grant)
    form = office.documents.upload_form(grant.key, file_name, LARGEST)
    return GrantedUpload(grant, form["url"], form["fields"])


def new_grant(upload_id: str, vendor_id: str, file_name: str | None, at: datetime) -> UploadGrant:
    """A grant for one file of a vendor from now on, not yet kept."""
    key = f"{UPLOADS}{vendor_id}/{upload_id}"
    return UploadGrant(upload_id=upload_id, vendor_id=vendor_id, key=key, granted_at=at, expires_at=at + VALID_FOR, file_name=file_name)


def uploaded(office: Office, upload_id: str) -> tuple[UploadGrant, CertificateRecord | None]:
    """A grant, and the certificate that came by it, if one did: the first object under its key. Raises UploadUnknown."""
    grant = office.records.grant(upload_id)
    if grant is None:
        raise UploadUnknown(upload_id)
    versions = sorted(office.documents.versions(grant.key), key=lambda upload: upload.uploaded_at)
    records = (office.records.certificate(certificate_id_of(upload)) for upload in versions)
    return grant, next((record for record in records if record), None)
