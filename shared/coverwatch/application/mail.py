"""A mail came to a vendor's own address: its documents become uploads, news of a policy a review, and its sender hears that it came.

What is read of its documents is told to the vendor's contacts, as of any upload. The acknowledgement is a notice like any other: filed with
what came, once for each message, a few a day, sent by the same outbox. No machine is answered, nor anyone who may not be who it says.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo

from coverwatch.application.acknowledging import acknowledgement_of
from coverwatch.application.filing import Change, file_change
from coverwatch.application.mail_links import is_reply_address, vendor_replied_to
from coverwatch.application.ports import Documents, Records
from coverwatch.application.records import LETTER, MAIL_RECEIVED, CertificateRecord, HistoryRow, Reason, Upload, VendorFile
from coverwatch.application.uploads import UPLOADS, certificate_id_of, text_of_letter
from coverwatch.domain.facts import CertificateStatus
from coverwatch.domain.notice import Notice
from coverwatch.domain.policy_news import PolicyNews, policy_news_in
from coverwatch.letters import Letter, Unopened, open_letter
from coverwatch.letters.opening import LARGEST
from coverwatch.notices import letter_task

ACTOR = "receive_mail"
CLEAN = "PASS"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDesk:
    """The ports that receiving mail needs; `sender` is the address that our own mails come from."""

    records: Records
    documents: Documents
    time_zone: tzinfo
    link_secret: Callable[[], bytes]
    sender: str


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a mail: why, for whom, and how many documents it brought."""

    code: str
    vendor_id: str | None = None
    documents: int = 0


def receive_mail(desk: MailDesk, stored: Upload, on: date) -> Received:
    """Take in a raw mail from the bucket, and keep that it was. Doing it again brings nothing new. Raises Contended."""
    received = _receive(desk, stored, on)
    desk.records.keep_letter(certificate_id_of(stored), stored.uploaded_at)
    return received


def _receive(desk: MailDesk, stored: Upload, on: date) -> Received:
    head = desk.documents.head(stored.key, stored.version_id)
    if head is None:
        return Received("GONE")
    raw = desk.documents.get(stored.key, stored.version_id) if head.size <= LARGEST else None
    letter = open_letter(raw) if raw is not None else Unopened("TOO_LARGE")
    if isinstance(letter, Letter) and (dropped := _dropped(desk, letter)):
        return Received(dropped)
    vendor_id = _vendor_of(desk, letter.recipients)
    if vendor_id is None:
        return Received(letter.code if isinstance(letter, Unopened) else "UNMATCHED")
    if isinstance(letter, Unopened):
        return _file(desk, stored, on, Received(letter.code, vendor_id), (letter_task(vendor_id, "unopened", on),))
    if doubt := _doubt(letter):
        return _file(desk, stored, on, Received(doubt, vendor_id), (letter_task(vendor_id, doubt.lower(), on),))
    return _take(desk, stored, on, letter, vendor_id)


def _dropped(desk: MailDesk, letter: Letter) -> str | None:
    """Why a mail is laid aside without a word: it may do harm, or it is our own coming back."""
    if letter.virus != CLEAN or letter.spam == "FAIL":  # no verdict on viruses is none that it passed
        return "MAIL_VERDICT"
    if letter.is_report:
        return "DELIVERY_REPORT"
    return "OUR_OWN" if desk.sender.casefold() in {sender.casefold() for sender in letter.senders} else None


def _doubt(letter: Letter) -> str | None:
    """Why a person must look before anything in it counts as the vendor's."""
    if len(letter.senders) != 1:
        return "AMBIGUOUS_SENDER"
    return "UNAUTHENTICATED_SENDER" if letter.dmarc == "fail" else None


def _vendor_of(desk: MailDesk, recipients: tuple[str, ...]) -> str | None:
    """The vendor whose reply address is genuine and has not been revoked; an address that merely looks like one is nobody's."""
    for address in recipients:
        named = vendor_replied_to(address)
        file = desk.records.vendor(named) if named else None
        if named and file and is_reply_address(desk.link_secret(), address, named, file.generation):
            return named
    return None


def _take(desk: MailDesk, stored: Upload, on: date, letter: Letter, vendor_id: str) -> Received:
    """Its documents first: what the vendor's file says came from it must be there."""
    for attachment in letter.attachments:
        key = _key(vendor_id, letter.message_id, attachment.content)
        if desk.documents.head(key) is None:
            desk.documents.put(key, attachment.content, attachment.content_type, attachment.file_name)
    file = desk.records.vendor(vendor_id)
    if file is None:
        return Received("GONE", vendor_id)
    documents = len(letter.attachments)
    news = policy_news_in(letter.text, file.policy_numbers)
    if news:
        _keep_for_review(desk, stored, on, vendor_id, letter, news)
        return _file(desk, stored, on, Received(news.kind.upper(), vendor_id, documents), (), letter)
    if documents or letter.is_automatic:
        return _file(desk, stored, on, Received("TAKEN" if documents else "AUTO_REPLY", vendor_id, documents), (), letter)
    return _file(desk, stored, on, Received("NO_ATTACHMENT", vendor_id), (letter_task(vendor_id, "no_attachment", on),), letter)


def _keep_for_review(desk: MailDesk, stored: Upload, on: date, vendor_id: str, letter: Letter, news: PolicyNews) -> None:
    """Make a document of the mail's own words, which waits for a person; kept twice, it is one."""
    letter_id = certificate_id_of(stored)
    desk.documents.put(text_of_letter(letter_id), letter.text.encode(), "text/plain; charset=utf-8")
    record = CertificateRecord(
        certificate_id=letter_id,
        upload=stored,
        status=CertificateStatus.IN_REVIEW,
        received_at=stored.uploaded_at,
        changed_at=stored.uploaded_at,
        vendor_id=vendor_id,
        file_name="letter.txt",
        kind=LETTER,
        reasons=(Reason("POLICY_NEWS", "A mail tells of a policy that is cancelled, not renewed or reinstated."),),
        news=news,
    )
    row = HistoryRow(recorded_at=stored.uploaded_at, on=on, actor=ACTOR, event="certificate_received", subject=letter_id)
    desk.records.register(record, row)


def _key(vendor_id: str, message_id: str, content: bytes) -> str:
    """The same file of the same mail has the same key, so that a mail that is delivered twice brings it once."""
    mail, document = hashlib.sha256(message_id.encode()).hexdigest()[:16], hashlib.sha256(content).hexdigest()[:16]
    return f"{UPLOADS}{vendor_id}/mail-{mail}-{document}"


def _file(
    desk: MailDesk, stored: Upload, on: date, received: Received, tasks: tuple[Notice, ...], letter: Letter | None = None
) -> Received:
    """Keep in the vendor's history that the mail came, with where it lies; owe the tasks that nobody has yet, and its acknowledgement."""

    def decide(file: VendorFile | None) -> Change | None:
        if file is None:
            return None
        note = f"{received.code}, {received.documents} documents"
        row = HistoryRow(recorded_at=stored.uploaded_at, on=on, actor=ACTOR, event=MAIL_RECEIVED, subject=stored.key, note=note)
        known = {record.notice.notice_id for record in file.notices}
        owed = (*tasks, *(acknowledgement_of(letter, file, desk.sender, on) if letter else ()))
        return Change(history=(row,), notices=tuple(notice for notice in owed if notice.notice_id not in known))

    file_change(desk, str(received.vendor_id), decide, on=on, at=stored.uploaded_at, actor=ACTOR)
    return received
