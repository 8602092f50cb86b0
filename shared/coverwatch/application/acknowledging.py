"""Whether the sender of a letter is told that it came, and what it may be told."""

import hashlib
from datetime import date

from coverwatch.application.mail_links import vendor_replied_to
from coverwatch.application.records import REFUSED, VendorFile
from coverwatch.domain.facts import CertificateStatus, VendorFacts
from coverwatch.domain.notice import Answered, LetterBrought, Notice
from coverwatch.domain.policy_news import policy_news_in
from coverwatch.letters import Letter
from coverwatch.notices import acknowledgement, is_address, is_within_the_days_count

PROVED = "pass"


def acknowledgement_of(letter: Letter, file: VendorFile, sender: str, on: date) -> tuple[Notice, ...]:
    """The acknowledgement that a letter owes its sender, if it may have one.

    Never to machines, to mail that went to many, to an address of ours, or to a stranger who is not proved to be who it says: it would go
    to whoever's name was put there. A stranger hears once a day, the vendor's people three times.
    """
    address = letter.senders[0] if len(letter.senders) == 1 else ""
    is_contact = any(contact.email.casefold() == address.casefold() for contact in file.facts.vendor.contacts)
    if letter.takes_no_answer or not is_address(address) or _is_ours(address, sender):
        return ()
    if letter.dmarc != PROVED and not is_contact:
        return ()
    answered = Answered(
        address=address,
        message_id=letter.message_id,
        brought=_brought(letter, file),
        documents=len(letter.attachments),
        copies=_copies(letter, file),
        is_known=is_contact or _issued(address, file.facts),
    )
    notice = acknowledgement(file.facts.vendor.vendor_id, letter.message_id, answered, on)
    already = [record.notice for record in file.notices]
    return (notice,) if is_within_the_days_count(notice, already) else ()


def _is_ours(address: str, sender: str) -> bool:
    return address.casefold() == sender.casefold() or vendor_replied_to(address) is not None


def _issued(address: str, facts: VendorFacts) -> bool:
    """Whether it is the producer's of a certificate that was accepted: it may hear of what it issued."""
    certificates = (filed.certificate for filed in facts.certificates if filed.status is CertificateStatus.ACCEPTED)
    producers = (certificate.producer for certificate in certificates if certificate and certificate.producer)
    return any((producer.email or "").strip().casefold() == address.casefold() for producer in producers)


def _brought(letter: Letter, file: VendorFile) -> LetterBrought:
    if letter.attachments:
        return LetterBrought.DOCUMENTS
    return LetterBrought.POLICY_NEWS if policy_news_in(letter.text, file.policy_numbers) else LetterBrought.NOTHING


def _copies(letter: Letter, file: VendorFile) -> tuple[str, ...]:
    """The certificates that brought the same bytes before; what was refused is looked at again, so that its copy is none."""
    firsts = (record for record in file.certificates if record.status not in REFUSED and record.duplicate_of is None)
    came = {record.sha256: record.certificate_id for record in firsts}
    digests = dict.fromkeys(hashlib.sha256(attachment.content).hexdigest() for attachment in letter.attachments)
    return tuple(came[digest] for digest in digests if digest in came)
