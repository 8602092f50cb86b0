"""A mail: the envelope of every notice that is due to one recipient on one day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from coverwatch.domain.assessment import Assessment
from coverwatch.domain.facts import VendorFacts
from coverwatch.domain.notice import Answered, Notice
from coverwatch.domain.requirement import RequirementSet
from coverwatch.domain.vendor import Contact, ContactRole
from coverwatch.notices.case import Case
from coverwatch.notices.catalogue import Catalogue, catalogue
from coverwatch.notices.plain import for_header, shown
from coverwatch.notices.recipients import INSIDE, is_address
from coverwatch.notices.sections import sections
from coverwatch.notices.telling import Section, Telling

LINK = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]{1,800}")
MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~@:\[\]-]{3,250}>")
"""A Message-ID that may stand in a header of ours: other people's words, without anything that could end one."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
DARKEST_FOR_DARK_TEXT = 0.45  # relative luminance; white text on anything lighter is hard to read on a phone outdoors


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who writes. `colour` is `#rrggbb`; `contact` is the address where a person answers. Raises ValueError for what is neither."""

    name: str
    colour: str = "#1f4e79"
    contact: str | None = None

    def __post_init__(self) -> None:
        if not COLOUR.fullmatch(self.colour):
            raise ValueError(f"An organisation's colour is written #rrggbb, not {self.colour!r}.")
        if self.contact is not None and not is_address(self.contact):
            raise ValueError("Questions go to exactly one address.")

    @property
    def text_colour(self) -> str:
        """White, or near black where the colour is too light for white."""
        red, green, blue = (int(self.colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return "#1a1a1a" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > DARKEST_FOR_DARK_TEXT else "#ffffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where a mail leads, each made for this vendor and recipient. `reply_to` is an address that takes certificates, if there is one.

    Raises ValueError for what is no plain link or address: it would stand in a header.
    """

    upload: str
    unsubscribe: str | None = None
    reply_to: str | None = None

    def __post_init__(self) -> None:
        if not all(LINK.fullmatch(link) for link in (self.upload, self.unsubscribe) if link is not None):
            raise ValueError("A mail's links are plain http links.")
        if self.reply_to is not None and not is_address(self.reply_to):
            raise ValueError("Replies go to exactly one address.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail as it will be sent: one address, and everything it says."""

    vendor_id: str
    to: str
    sender_name: str
    subject: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    notice_ids: tuple[str, ...]


def compose(
    notices: Sequence[Notice],
    to: Contact,
    facts: VendorFacts,
    assessment: Assessment,
    requirement_set: RequirementSet,
    organisation: Organisation,
    links: Links,
    on: date,
    *,
    time_zone: tzinfo = UTC,
) -> Mail:
    """The mail that carries these notices of one vendor to one recipient. Raises ValueError without a notice, or without one address."""
    if not notices:
        raise ValueError("A mail carries at least one notice.")
    if not is_address(to.email):
        raise ValueError("A mail goes to exactly one address.")
    words = catalogue(facts.vendor.language)
    telling = Telling(
        case=Case(facts, assessment, time_zone),
        requirement_set=requirement_set,
        organisation=organisation.name,
        words=words,
        inside=to.role in INSIDE,
        on=on,
    )
    told = sections(notices, telling)
    subject = _subject(told, organisation, facts.vendor.legal_name, words)
    page = {
        "subject": subject,
        "sections": told,
        "organisation": organisation,
        "heading": shown(organisation.name),
        "links": links,
        "words": words,
        "inside": telling.inside,
        "producer": to.role is ContactRole.PRODUCER,
        "action": any(section.action for section in told),
        "insured": shown(facts.vendor.legal_name),
        "reference": shown(facts.vendor.reference or "") if any(_is_of_the_vendors(notice) for notice in notices) else "",
    }
    return Mail(
        vendor_id=facts.vendor.vendor_id,
        to=to.email,
        sender_name=for_header(organisation.name),
        subject=subject,
        text=_environment().get_template("mail.txt").render(page),
        html=_environment().get_template("mail.html").render(page),
        headers=_headers(links, tuple(notice.answers for notice in notices if notice.answers)),
        notice_ids=tuple(notice.notice_id for notice in notices),
    )


def _is_of_the_vendors(notice: Notice) -> bool:
    """Whether its readers are the vendor's people or ours, and no stranger who sent a letter."""
    return notice.answers is None or notice.answers.is_known


def _subject(told: Sequence[Section], organisation: Organisation, insured: str, words: Catalogue) -> str:
    key = "mail.subject" if len(told) == 1 else "mail.subject_with_more"
    names = {"organisation": for_header(organisation.name), "insured": for_header(insured)}
    return for_header(words.text(key, need=told[0].need, **names), longest=250)


def _headers(links: Links, answered: tuple[Answered, ...]) -> tuple[tuple[str, str], ...]:
    """One-click unsubscription (RFC 8058), the vendor's own address for replies, and the sign that no person wrote this (RFC 3834)."""
    headers = [("Auto-Submitted", "auto-replied" if answered else "auto-generated"), ("X-Auto-Response-Suppress", "OOF, AutoReply")]
    message_ids = [letter.message_id for letter in answered if letter.message_id and MESSAGE_ID.fullmatch(letter.message_id)]
    if len(message_ids) == 1:
        headers += [("In-Reply-To", message_ids[0]), ("References", message_ids[0])]
    if links.reply_to:
        headers.append(("Reply-To", links.reply_to))
    if links.unsubscribe:
        headers.append(("List-Unsubscribe", f"<{links.unsubscribe}>"))
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return tuple(headers)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("coverwatch.notices", "templates"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
