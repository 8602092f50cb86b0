"""The producer that a certificate names becomes a contact: when a person has confirmed it, or at once where that is the setting."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from coverwatch.application.records import CertificateRecord, HistoryRow, VendorFile
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.requirement import Cadence, ProducerOnCertificate
from coverwatch.domain.vendor import Contact, Vendor
from coverwatch.notices import cadence_of, producer_on_file

MOST_CONTACTS = 20
"""As many as people can give."""


def proposed_producer(file: VendorFile, cadence: Cadence) -> Contact | None:
    """The producer on the latest accepted certificate that a person has yet to confirm, by adding it to the contacts."""
    setting = cadence_of(cadence, file.facts.vendor).producer_on_certificate
    return producer_on_file(file.facts) if setting is ProducerOnCertificate.ONCE_CONFIRMED else None


def adopted_producer(file: VendorFile, changed: Iterable[CertificateRecord], cadence: Cadence) -> Contact | None:
    """The producer that becomes a contact at once, because a certificate that names it has just been accepted and the setting says so."""
    if not any(record.status is CertificateStatus.ACCEPTED and record.certificate for record in changed):
        return None
    if cadence_of(cadence, file.facts.vendor).producer_on_certificate is not ProducerOnCertificate.AT_ONCE:
        return None
    return producer_on_file(file.facts) if len(file.facts.vendor.contacts) < MOST_CONTACTS else None


def with_contact(file: VendorFile, contact: Contact) -> VendorFile:
    """The vendor's file with one contact more, closed if that address is."""
    vendor = replace(file.facts.vendor, contacts=(*file.facts.vendor.contacts, contact))
    return replace(file, facts=replace(file.facts, vendor=file.facts.mirrored(vendor)))


def producer_row(event: str, contact: Contact, *, on: date, at: datetime, actor: str) -> HistoryRow:
    """That the producer on the certificate is written to from now on: `producer_added` by the setting, `producer_confirmed` by a person."""
    return HistoryRow(recorded_at=at, on=on, actor=actor, event=event, subject=contact.email, note=contact.name)


def confirmed_producer(file: VendorFile | None, vendor: Vendor) -> Contact | None:
    """The producer on the certificate, if a person gives its address among the vendor's contacts for the first time."""
    named = producer_on_file(file.facts) if file else None
    given = {contact.email.casefold() for contact in vendor.contacts}
    return named if named and named.email.casefold() in given else None
