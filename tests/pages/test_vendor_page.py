"""The page by itself: what it says in each state, where it points on a page, and that anyone can read it."""

import re
from html.parser import HTMLParser

import pytest

from coverwatch.application.ports import Picture
from coverwatch.application.vendor_page import Place, Reply
from coverwatch.domain.evidence import Box
from coverwatch.domain.facts import CertificateStatus, DecisionKind
from coverwatch.pages import assets
from coverwatch.pages.framing import frame_of
from coverwatch.pages.words import words_for
from tests.builders import a_certificate, a_decision
from tests.pages.colours import contrast, palettes
from tests.portals import AT, VendorPortal, a_certificate_too_low

A_PICTURE = Picture("https://bucket.example/page", 1000, 2000)


def title_of(page: str) -> str:
    found = re.search(r'<h1 id="answer-title"[^>]*>([^<]*)</h1>', page)
    assert found
    return found[1]


def test_before_anything_came_the_page_asks_for_it() -> None:
    assert title_of(VendorPortal().page()) == "We need your certificate of insurance"


def test_what_suffices_is_said_with_the_day_until_which_it_counts() -> None:
    portal = VendorPortal()
    portal.arrives(certificate=a_certificate())

    page = portal.page()

    assert title_of(page) == "Everything is here, thank you"
    assert "It counts until December 31, 2026." in page


def test_a_gap_is_said_with_what_is_asked_what_is_shown_and_a_frame_around_it() -> None:
    portal = VendorPortal()
    record = portal.arrives(certificate=a_certificate_too_low())

    page = portal.page()

    assert title_of(page) == "Almost there: one thing is still open"
    assert "$500,000" in page
    assert f'<image href="https://upload.example/derived/{record.certificate_id}/pages/1.png" width="850" height="1100"' in page
    assert "<rect " in page


def test_while_a_person_looks_nothing_is_asked() -> None:
    portal = VendorPortal()
    portal.arrives(certificate=a_certificate(review={"insured": "smudged"}))

    assert title_of(portal.page()) == "Someone at Meridian Property Group LLC is looking at it"


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (DecisionKind.EXEMPT, "Nothing is needed right now"),
        (DecisionKind.SUSPEND, "Please get in touch with Meridian Property Group LLC"),
    ],
)
def test_what_people_decided_inside_is_not_told_outside(kind: DecisionKind, title: str) -> None:
    portal = VendorPortal()
    portal.arrives(certificate=a_certificate_too_low())
    decision = a_decision(kind, reason="they owe us money", decided_by="risk@holder.example")
    portal.records.facts[("keystone-elevator", "d")] = decision

    page = portal.page()

    assert title_of(page) == title
    assert "owe us" not in page
    assert "risk@holder.example" not in page


@pytest.mark.parametrize("status", CertificateStatus)
def test_every_standing_of_a_document_has_words(status: CertificateStatus) -> None:
    portal = VendorPortal()
    upload_id = portal.begin()
    portal.arrives(status, a_certificate(), upload_id=upload_id)

    told = portal.told(upload_id)

    assert told["status"] == status.value
    assert told["sentence"].endswith(".")
    assert told["settled"] is (status not in {CertificateStatus.RECEIVED, CertificateStatus.READING})


@pytest.mark.parametrize("reply", Reply)
def test_every_reply_has_words(reply: Reply) -> None:
    words = words_for("en")

    assert words.text(f"page.{reply.value}.title", organisation="us", count=2)
    assert words.text(f"page.{reply.value}.lead", organisation="us")


def test_a_frame_shows_its_place_and_stays_on_the_page() -> None:
    frame = frame_of(Place(1, (Box(0.9, 0.97, 0.1, 0.02),), A_PICTURE))

    assert frame
    left, top, width, height = frame.seen
    assert (left + width, top + height) == (1000, 2000)
    assert width >= 360


def test_what_lies_far_apart_is_framed_where_it_begins() -> None:
    frame = frame_of(Place(1, (Box(0.1, 0.1, 0.1, 0.02), Box(0.1, 0.9, 0.1, 0.02)), A_PICTURE))

    assert frame
    assert len(frame.boxes) == 1


def test_without_a_picture_there_is_no_frame() -> None:
    assert frame_of(Place(1, (Box(0, 0, 1, 1),), None)) is None
    assert frame_of(None) is None


def test_a_language_without_texts_is_english() -> None:
    assert words_for("fi").text("page.send.title") == "Send a certificate"


ON_WHICH = [
    ("--ink", "--paper", 7),
    ("--ink", "--card", 7),
    ("--ink", "--accent-soft", 7),
    ("--quiet", "--paper", 4.5),
    ("--quiet", "--card", 4.5),
    ("--accent", "--card", 4.5),
    ("--accent", "--paper", 4.5),
    ("--on-accent", "--accent", 4.5),
    ("--on-accent", "--accent-strong", 4.5),
    ("--good", "--good-soft", 4.5),
    ("--open", "--open-soft", 4.5),
    ("--wait", "--wait-soft", 4.5),
    ("--card", "--open", 4.5),
    ("--field", "--card", 3),
    ("--field", "--accent-soft", 3),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), ON_WHICH)
def test_what_stands_on_what_can_be_read(ink: str, ground: str, least: float, scheme: str) -> None:
    """WCAG 2.2: 4.5 for text, 3 for what must be seen of a control; body text has 7."""
    colours = palettes(assets.assets()["vendor.css"].content)[scheme]

    assert contrast(colours[ink], colours[ground]) >= least


class Outline(HTMLParser):
    """What assistive technology goes by: headings, labels, controls and ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.referred: list[str] = []
        self.controls: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "label":
            self.labelled.add(str(given.get("for")))
        self.referred += [name for key in ("aria-labelledby", "aria-describedby") for name in str(given.get(key) or "").split()]
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            self.controls.append(given)


def _pages() -> list[tuple[str, str]]:
    portal = VendorPortal()
    awaiting = portal.page()
    upload_id = portal.begin()
    form = portal.ask("GET", f"/u/{portal.link()}/uploads/{upload_id}")["body"]
    portal.arrives(certificate=a_certificate_too_low(), at=AT)
    return [("awaiting", awaiting), ("form", form), ("open", portal.page()), ("refused", portal.ask("GET", "/u/nonsense")["body"])]


@pytest.mark.parametrize(("name", "html"), _pages(), ids=lambda value: value if len(value) < 20 else "")
def test_the_page_can_be_heard_as_well_as_seen(name: str, html: str) -> None:
    outline = Outline(html)

    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:]))
    assert len(set(outline.ids)) == len(outline.ids)
    assert set(outline.referred) <= set(outline.ids)
    assert {str(control.get("id")) for control in outline.controls} <= outline.labelled
    assert '<html lang="en">' in html
    assert re.search(r"<title>[^<]+</title>", html)
