"""Files that are two things at once: what one program reads is not what another does."""

import re

from coverwatch.reading.file_type import Kind
from coverwatch.reading.safety.refusal import Reason, RefusedError

MAX_TRAILING_BYTES = 1024
"""After a PDF's last %%EOF: some printers and mail gateways add a few."""

_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE = 22
_ZIP_END_WITHIN = 65_557
_OTHER_MAGIC = (
    b"PK\x03\x04",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b\x08",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
)
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|\?xml|\?php|iframe|img|meta)", re.IGNORECASE)


def refuse_polyglot(content: bytes, kind: Kind) -> None:
    """Raises RefusedError (POLYGLOT)."""
    if _ends_as_zip(content):
        raise _polyglot("an archive")
    header = content.find(b"%PDF-", 0, 1029)
    if kind != "pdf":
        if header >= 0:
            raise _polyglot("a PDF")
        return
    before = content[:header]
    if _MARKUP.search(before):
        raise _polyglot("a web page")
    if before.startswith(_OTHER_MAGIC):
        raise _polyglot("another kind of file")
    end = content.rfind(b"%%EOF")
    after = content[end + 5 :].strip(b"\x00\t\n\x0c\r ") if end >= 0 else b""
    if len(after) > MAX_TRAILING_BYTES or after.startswith(_OTHER_MAGIC) or _MARKUP.match(after):
        raise _polyglot("something that follows the document")


def _ends_as_zip(content: bytes) -> bool:
    """A ZIP is read from its end, where its directory is announced together with the length of a comment that ends the file."""
    place = content.rfind(_ZIP_END, max(0, len(content) - _ZIP_END_WITHIN))
    if place < 0 or place + _ZIP_END_SIZE > len(content):
        return False
    comment = int.from_bytes(content[place + 20 : place + 22], "little")
    return place + _ZIP_END_SIZE + comment >= len(content) - 2


def _polyglot(what: str) -> RefusedError:
    return RefusedError(Reason.POLYGLOT, f"The file is also {what}. Please send the document alone.")
