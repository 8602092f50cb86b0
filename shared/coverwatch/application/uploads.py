"""How an upload names its vendor, and what makes an upload the same certificate."""

import hashlib

from coverwatch.application.records import Upload

UPLOADS = "uploads/"
UNASSIGNED = "unassigned"
LETTERS = "mail/"
"""Where the mail service puts raw mails."""


def certificate_id_of(upload: Upload) -> str:
    """The same object version is the same certificate, however often its event comes: 32 hexadecimal digits."""
    return hashlib.sha256(f"{upload.bucket}\n{upload.key}\n{upload.version_id}".encode()).hexdigest()[:32]


def vendor_id_in(key: str) -> str | None:
    """The vendor that an upload's key names; None for `uploads/unassigned/…`."""
    name = key.removeprefix(UPLOADS).split("/", 1)[0]
    return None if name == UNASSIGNED else name


def text_of_letter(letter_id: str) -> str:
    """Where the words of a mail that waits for a person are kept: the mail itself is deleted after a while."""
    return f"derived/{letter_id}/letter.txt"
