"""What a mail that came to us holds, and what the mail service and the mail itself say of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail; `file_name` is for showing only, never a key."""

    content: bytes
    content_type: str
    file_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail that could be opened. Addresses are bare; a verdict is the mail service's own word, empty where it gave none."""

    message_id: str
    senders: tuple[str, ...]
    recipients: tuple[str, ...]
    text: str
    attachments: tuple[Attachment, ...]
    """What may be a document: neither signatures nor the pictures that decorate a mail."""
    is_report: bool
    """Whether a mail server wrote it, to say that a mail of ours did not arrive."""
    is_automatic: bool
    """Whether a machine wrote it: nobody waits for an answer."""
    takes_no_answer: bool
    """Whether it must not be answered: a machine wrote it, it went to many, or it says so."""
    virus: str
    spam: str
    dmarc: str


@dataclass(frozen=True, slots=True)
class Unopened:
    """A mail that is not opened: a stable code why, and whom it was for as far as its head tells."""

    code: str
    recipients: tuple[str, ...] = ()
