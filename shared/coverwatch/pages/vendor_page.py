"""The vendor's page as HTML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from coverwatch.application.portal import Arrival
from coverwatch.application.records import REFUSED, CertificateRecord
from coverwatch.application.vendor_page import LineShown, Reply, VendorPage
from coverwatch.domain.facts import CertificateStatus
from coverwatch.notices.catalogue import Catalogue
from coverwatch.notices.plain import one_line
from coverwatch.notices.requirements import requirements
from coverwatch.pages import assets
from coverwatch.pages.framing import frame_of
from coverwatch.pages.words import words_for

AWAITED = "awaited"
Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class UploadTold:
    """One upload in words: where it stands, whether that is its end, and a sentence for its sender."""

    status: str
    settled: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What a page is written from, besides what it shows: whose page, under which link, on which day."""

    organisation: str
    token: str
    on: date
    day_of: Callable[[Any], date]
    """The civil day of a moment, where the organisation is."""


def vendor_html(
    page: VendorPage, showing: Showing, arrived: Arrival | None = None, form: Mapping[str, Any] | None = None, said: str = ""
) -> str:
    """The whole page; `arrived` is the upload that it is about, `form` the presigned form if its file is still awaited.

    `said` is what became of a statement that was just made: `kept`, or `nothing` when it had no reason.
    """
    words = words_for(page.language)
    say: Say = partial(_say, words, page, showing)
    return _template("page.html").render(
        page=page,
        showing=showing,
        words=words,
        say=say,
        link=f"/u/{showing.token}",
        asset=f"/u/assets/{assets.version()}",
        requirements=requirements(page.requirement_set, words),
        sent=[_sent(record, words, say, showing) for record in page.sent],
        title_of=partial(_title, words, say),
        one_line=one_line,
        frame_of=frame_of,
        arrived=arrived,
        told=upload_told(arrived, page, showing) if arrived else None,
        form=form,
        said=said,
        lines_asked=[(line.value, words.text(f"lines.{line.value}")) for line in page.requirement_set.required_lines],
    )


def unsubscribe_html(organisation: str, token: str, *, done: bool = False) -> str:
    """The page of a mail's link that stops mails: a button, and then that it is done. It names neither vendor nor address."""
    words = words_for("en")
    asset = f"/u/assets/{assets.version()}"
    say: Say = partial(_plainly, words, organisation)
    return _template("unsubscribe.html").render(words=words, say=say, asset=asset, link=f"/u/{token}/unsubscribe", done=done)


def refused_html(*, later: bool = False) -> str:
    """The page for every link that does not open, and (later) for what cannot be shown now: it says nothing of any vendor."""
    words = words_for("en")
    asset = f"/u/assets/{assets.version()}"
    return _template("refused.html").render(words=words, say=lambda key: words.text(f"page.{key}"), asset=asset, later=later)


def upload_told(arrived: Arrival, page: VendorPage, showing: Showing) -> UploadTold:
    """Where an upload stands, for the page and for who polls."""
    say: Say = partial(_say, words_for(page.language), page, showing)
    record = arrived.record
    if record is None:
        status = CertificateStatus.RECEIVED.value if arrived.came else AWAITED
        return UploadTold(status, False, say(f"upload.{status}"))
    settled = record.status not in {CertificateStatus.RECEIVED, CertificateStatus.READING}
    return UploadTold(record.status.value, settled, _sentence(record, page.reply, say))


def _sentence(record: CertificateRecord, reply: Reply, say: Say) -> str:
    sentence = say(f"upload.{record.status.value}")
    if record.status is CertificateStatus.ACCEPTED and reply is Reply.OPEN:
        return say("upload.accepted_open")
    return f"{sentence} {_refusal(record)}".strip()


def _refusal(record: CertificateRecord) -> str:
    """The sentences for its sender; of documents that a person looks at, the reasons are ours alone."""
    return " ".join(one_line(reason.sentence) for reason in record.reasons) if record.status in REFUSED else ""


def _sent(record: CertificateRecord, words: Catalogue, say: Say, showing: Showing) -> dict[str, str]:
    return {
        "name": one_line(record.file_name, 80) if record.file_name else say("sent.unnamed"),
        "on": say("sent.on", day=words.day(showing.day_of(record.received_at))),
        "status": record.status.value,
        "state": say(f"state.{record.status.value}"),
        "refusal": _refusal(record),
    }


def _title(words: Catalogue, say: Say, shown: LineShown) -> str:
    return words.text(f"lines.{shown.line.value}") if shown.line else say("line.certificate")


def _say(words: Catalogue, page: VendorPage, showing: Showing, key: str, /, **values: object) -> str:
    """A text of the page, with both sides' names filled in, and days as the language writes them."""
    written = {name: words.day(value) if isinstance(value, date) else value for name, value in values.items()}
    return words.text(f"page.{key}", organisation=showing.organisation, vendor=page.legal_name, **written)


def _plainly(words: Catalogue, organisation: str, key: str) -> str:
    return words.text(f"page.{key}", organisation=organisation)


@lru_cache(maxsize=4)
def _template(name: str) -> Template:
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("coverwatch.pages", "vendor"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
