"""Who is written to."""

import hashlib
import re
from collections.abc import Iterable

from coverwatch.domain.facts import CertificateStatus, VendorFacts
from coverwatch.domain.notice import Notice
from coverwatch.domain.vendor import Contact, ContactRole, Vendor

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}", re.ASCII)
"""One address and nothing else: no name, list, quoting or line break (RFC 5321 without its rarities)."""
LONGEST_ADDRESS = 254
INSIDE = (ContactRole.OWNER, ContactRole.MANAGER)
CLOSED = "closed"
"""How the subject of a closed address's task begins; the address's digest and the day follow."""


def is_address(text: str) -> bool:
    """Whether a text is exactly one e-mail address that a mail can go to."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None


def recipients(notice: Notice, vendor: Vendor) -> tuple[Contact, ...]:
    """The contacts that a notice goes to: open addresses of its roles, each once, in the vendor's order.

    What is meant for the internal owner goes to the manager where no owner can be reached: a task must not be lost. An acknowledgement goes
    to the sender of the letter, whoever that is.
    """
    if notice.answers:
        return _sender(vendor, notice.answers.address)
    found = _open_contacts(vendor, notice.roles)
    if not found and set(notice.roles) <= set(INSIDE):
        found = _open_contacts(vendor, INSIDE)
    return tuple(found.values())


def _sender(vendor: Vendor, address: str) -> tuple[Contact, ...]:
    """The sender of a letter, as the contact that it is, or as someone at the vendor's."""
    own = [contact for contact in vendor.contacts if contact.email.casefold() == address.casefold()]
    if any(contact.closed_because for contact in own) or not is_address(address):
        return ()
    return (own[0] if own else Contact(ContactRole.VENDOR, address),)


def address_digest(address: str) -> str:
    """A name for an address that is none: it may stand in keys, tags and logs. 12 hexadecimal digits."""
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:12]


def closed_contact(vendor: Vendor, subject: str) -> Contact | None:
    """The contact that a task about a closed address is about, as long as it stands with the vendor."""
    closed = (contact for contact in vendor.contacts if contact.closed_because is not None)
    return next((contact for contact in closed if subject.startswith(f"{CLOSED}.{address_digest(contact.email)}.")), None)


def producer_on_file(facts: VendorFacts) -> Contact | None:
    """The producer as the latest accepted certificate names it, unless the vendor has that address already.

    Not written to as it is: a person, or the organisation's setting, makes it a contact first.
    """
    shown = [filed for filed in facts.certificates if filed.status is CertificateStatus.ACCEPTED and filed.certificate]
    known = {contact.email.casefold() for contact in facts.vendor.contacts}
    for filed in sorted(shown, key=lambda filed: filed.decided_at or filed.received_at, reverse=True):
        producer = filed.certificate.producer if filed.certificate else None
        if producer and producer.email and is_address(producer.email.strip()):
            email = producer.email.strip()
            return None if email.casefold() in known else Contact(ContactRole.PRODUCER, email, producer.party.name)
    return None


def gathered(notices: Iterable[Notice], vendor: Vendor) -> tuple[tuple[Contact, tuple[Notice, ...]], ...]:
    """The mails that notices of one vendor make: each address with every notice that goes to it.

    An address that stands for a role outside and for one inside is written to as one outside.
    """
    contacts: dict[str, Contact] = {}
    carried: dict[str, list[Notice]] = {}
    for notice in notices:
        for contact in recipients(notice, vendor):
            address = contact.email.casefold()
            if address not in contacts or contacts[address].role in INSIDE:
                contacts[address] = contact
            carried.setdefault(address, []).append(notice)
    return tuple((contacts[address], tuple(carried[address])) for address in carried)


def reaches_outside(vendor: Vendor) -> bool:
    """Whether anyone at the vendor or its producer can be written to."""
    return bool(_open_contacts(vendor, (ContactRole.VENDOR, ContactRole.PRODUCER)))


def _open_contacts(vendor: Vendor, roles: tuple[ContactRole, ...]) -> dict[str, Contact]:
    closed = {contact.email.casefold() for contact in vendor.contacts if contact.closed_because is not None}
    found: dict[str, Contact] = {}
    for contact in vendor.contacts:
        address = contact.email.casefold()
        if contact.role in roles and address not in closed and is_address(contact.email):
            found.setdefault(address, contact)
    return found
