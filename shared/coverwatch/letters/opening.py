"""A raw mail opened within limits that are checked before it is parsed: what is nested, repeated or huge costs a count, not a parse.

The mail service writes its verdicts and its `Received` line above everything that the sender wrote, so the first of each counts.
"""

import re
from collections.abc import Iterator
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import getaddresses
from hashlib import sha256

from coverwatch.letters.letter import Attachment, Letter, Unopened

LARGEST = 40 * 1024 * 1024  # bytes; what SES takes in
LONGEST_HEAD = 256 * 1024  # bytes
MOST_HEADER_LINES = 2_000
MOST_BOUNDARIES = 1_000  # lines that begin like one
MOST_CONTAINERS = 60  # multiparts and messages in all: nested in one another they are this deep at most
DEEPEST = 10
MOST_ATTACHMENTS = 20

SMALLEST_PICTURE = 20 * 1024  # bytes; smaller ones are logos, icons and signatures
LARGEST_DECORATION = 150 * 1024  # bytes; a larger picture inside the text is a photograph that somebody took
NO_DOCUMENTS = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "message/delivery-status",
        "text/calendar",
        "text/rfc822-headers",
    }
)
HEAD_END = re.compile(rb"\r?\n\r?\n")
CID = re.compile(r"cid:([^\"'>\s)]+)", re.IGNORECASE)
FOR = re.compile(r"\bfor\s+<?([^\s<>;]+@[^\s<>;]+)>?", re.IGNORECASE)
DMARC = re.compile(r"\bdmarc=(\w+)", re.IGNORECASE)
TAGS = re.compile(r"<[^<>]*>")
NOBODY_READS = re.compile(r"mailer-daemon|postmaster|bounces?|(?:no|do-?not)[-_.]?reply.*")
LONGEST_TEXT = 200_000  # letters; what follows in a letter is the mail that it answers


def open_letter(raw: bytes) -> Letter | Unopened:
    """The mail, or why it is not opened: TOO_LARGE, HEADER_LIMIT, TOO_MANY_PARTS, MIME_DEPTH, MALFORMED."""
    head = raw[: found.start()] if (found := HEAD_END.search(raw, 0, LONGEST_HEAD + 4)) else raw
    if len(head) > LONGEST_HEAD or head.count(b"\n") > MOST_HEADER_LINES:
        return Unopened("HEADER_LIMIT")
    if code := _over_limits(raw):
        return Unopened(code, _recipients(BytesHeaderParser(policy=policy.compat32).parsebytes(head)))
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(raw)
        return _letter(message, raw)
    except _TooDeep:
        return Unopened("MIME_DEPTH", _recipients(message))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # the parser's own, on bytes that are no mail
        return Unopened("MALFORMED")


class _TooDeep(Exception):
    pass


def _over_limits(raw: bytes) -> str | None:
    if len(raw) > LARGEST:
        return "TOO_LARGE"
    if raw.count(b"\n--") > MOST_BOUNDARIES:
        return "TOO_MANY_PARTS"
    folded = raw.lower()
    return "MIME_DEPTH" if folded.count(b"multipart/") + folded.count(b"message/") > MOST_CONTAINERS else None


def _letter(message: Message, raw: bytes) -> Letter | Unopened:
    leaves = list(_leaves(message))
    texts = [(part, _text(part)) for part in leaves if _is_body(part)]
    referenced = frozenset(cid for _, text in texts for cid in CID.findall(text))
    attachments = tuple(found for part in leaves if not _is_body(part) and (found := _attachment(part, referenced)))
    recipients = _recipients(message)
    if len(attachments) > MOST_ATTACHMENTS:
        return Unopened("TOO_MANY_PARTS", recipients)
    return Letter(
        message_id=_header(message, "Message-ID") or sha256(raw).hexdigest(),
        senders=_addresses(message, "From"),
        recipients=recipients,
        text="\n".join(TAGS.sub(" ", text) if part.get_content_subtype() == "html" else text for part, text in texts),
        attachments=attachments,
        is_report=message.get_content_type() == "multipart/report" or _header(message, "Return-Path") == "<>",
        is_automatic=_is_automatic(message),
        takes_no_answer=_is_automatic(message) or _refuses_answers(message),
        virus=_header(message, "X-SES-Virus-Verdict").upper(),
        spam=_header(message, "X-SES-Spam-Verdict").upper(),
        dmarc="".join(DMARC.findall(_header(message, "Authentication-Results"))[:1]).lower(),
    )


def _leaves(message: Message) -> Iterator[Message]:
    """Every part that holds no others, also those of mails within the mail."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop(0)
        if depth > DEEPEST:
            raise _TooDeep
        payload = part.get_payload()
        if isinstance(payload, list):
            waiting[:0] = [(inner, depth + 1) for inner in payload if isinstance(inner, Message)]
        else:
            yield part


def _is_body(part: Message) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and part.get_content_disposition() != "attachment"


def _attachment(part: Message, referenced: frozenset[str]) -> Attachment | None:
    kind = part.get_content_type()
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content or kind in NO_DOCUMENTS:
        return None
    in_text = _header(part, "Content-ID").strip("<>") in referenced
    if kind.startswith("image/") and len(content) < (LARGEST_DECORATION if in_text else SMALLEST_PICTURE):
        return None
    return Attachment(content, kind, _file_name(part))


def _file_name(part: Message) -> str | None:
    """The last part of the name, without what could be taken for a path or a command."""
    try:
        name = str(make_header(decode_header(part.get_filename() or "")))
    except (ValueError, LookupError):
        return None
    bare = "".join(letter for letter in name.replace("\\", "/").split("/")[-1] if letter.isprintable())
    return bare.strip()[:200] or None


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        text = content.decode(part.get_content_charset("utf-8"), errors="replace")
    except LookupError:
        text = content.decode("latin-1")
    return text[:LONGEST_TEXT]


def _recipients(message: Message) -> tuple[str, ...]:
    """Whom it was for: as its own head says, and as the server that took it in says of a blind copy."""
    named = _addresses(message, "To", "Cc", "Delivered-To", "X-Original-To")
    return tuple(dict.fromkeys((*FOR.findall(_header(message, "Received")), *named)))


def _addresses(message: Message, *names: str) -> tuple[str, ...]:
    values = [str(value) for name in names for value in message.get_all(name, [])]
    return tuple(address for _, address in getaddresses(values) if "@" in address)


def _is_automatic(message: Message) -> bool:
    """RFC 3834's own sign, and those of lists and of programs that do not know it."""
    return (
        _header(message, "Auto-Submitted").lower() not in ("", "no")
        or _header(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply")
        or any(_header(message, name) for name in ("List-Id", "X-Autoreply", "X-Autorespond"))
    )


def _refuses_answers(message: Message) -> bool:
    """Mail to many, Exchange's own word that it wants no automatic answer, and senders' names at which nobody reads."""
    suppressed = _header(message, "X-Auto-Response-Suppress").lower()
    names = (address.partition("@")[0].lower() for address in _addresses(message, "From"))
    return (
        bool(_header(message, "List-Unsubscribe"))
        or any(word.strip() in ("all", "autoreply") for word in suppressed.split(","))
        or any(NOBODY_READS.fullmatch(name) for name in names)
    )


def _header(message: Message, name: str) -> str:
    """The first header of that name, on one line."""
    return " ".join(str(message.get(name, "")).split())
