"""A vendor is erased: of its papers, facts, history, mails and links nothing remains but the word that it was."""

from collections.abc import Callable
from dataclasses import dataclass

from coverwatch.application.filing import VendorUnknown
from coverwatch.application.office import Asked, Office
from coverwatch.application.records import MAIL_RECEIVED, CertificateRecord, Tombstone
from coverwatch.application.uploads import UPLOADS

REPORTS = "derived/reports/"
"""Reports name vendors, and are made again when asked for."""


@dataclass(frozen=True, slots=True)
class Erased:
    """How far an erasure got: `done`, or to be asked again."""

    tombstone: Tombstone
    done: bool


def erase_vendor(office: Office, vendor_id: str, asked: Asked, time_left: Callable[[], bool] = lambda: True) -> Erased:
    """Take everything away that is kept of a vendor; when time runs out it is `done` no sooner than it is asked again.

    The order makes it safe to stop anywhere: first the tombstone, then the profile, so that nothing can be filed any more, then each
    paper with its objects before its record, and the raw mails before the history that names them. Raises VendorUnknown.
    """
    if office.records.tombstone(vendor_id) is None and office.records.vendor(vendor_id) is None:
        raise VendorUnknown(vendor_id)
    tombstone = office.records.bury(vendor_id, Tombstone(erased_at=asked.at, erased_by=asked.by))
    office.records.strike(vendor_id)
    while papers := office.records.papers_of(vendor_id):
        for record in papers:
            if not time_left():
                return Erased(tombstone, done=False)
            _destroy(office, record)
            office.records.forget_paper(record)
    for row in office.records.history(vendor_id):
        if row.event == MAIL_RECEIVED:
            if not time_left():
                return Erased(tombstone, done=False)
            _destroy_mail(office, row.subject)
    for folder in (f"{UPLOADS}{vendor_id}/", f"derived/assessments/{vendor_id}/", REPORTS):
        office.documents.destroy(folder)
    while office.records.forget_rest(vendor_id):
        if not time_left():
            return Erased(tombstone, done=False)
    return Erased(tombstone, done=True)


def _destroy(office: Office, record: CertificateRecord) -> None:
    """The objects of a paper: the upload under its own key, wherever it was put, and all that was made of it."""
    office.documents.destroy_version(record.upload.key, record.upload.version_id)
    office.documents.destroy(f"derived/{record.certificate_id}/")


def _destroy_mail(office: Office, key: str) -> None:
    """A raw mail, which lies among those of all vendors, in every version."""
    for mail in office.documents.versions(key):
        if mail.key == key:
            office.documents.destroy_version(mail.key, mail.version_id)
