"""What every mail owes its reader, and what no mail may do."""

import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest

from coverwatch.domain.assessment import VendorStatus
from coverwatch.domain.vendor import Contact, ContactRole
from coverwatch.notices import INSIDE, Links, Organisation, as_mime, compose
from coverwatch.notices.catalogue import catalogue, languages
from coverwatch.notices.plain import BREAK, for_header, one_line, shown
from tests.builders import a_policy, a_requirement_set, a_vendor, the_facts
from tests.notices.occasions import LINKS, ORGANISATION, D, Occasion, a_notice, an_assessment, an_end, occasions

OCCASIONS = tuple(occasions())
ENDING = an_assessment(D - timedelta(days=14), ends=an_end(D, a_policy()))
REAL_NAMES = [occasion for occasion in OCCASIONS if occasion.name != "hostile-names"]
OUTSIDE = (ContactRole.VENDOR, ContactRole.PRODUCER)
ASKING = [one for one in OCCASIONS if one.role in OUTSIDE and one.name != "thanks" and not one.name.startswith("acknowledgement")]
SENDER = "certificates@holder.example"
HEADERS = {
    "from",
    "to",
    "subject",
    "auto-submitted",
    "x-auto-response-suppress",
    "reply-to",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "mime-version",
    "content-type",
}

each = pytest.mark.parametrize("occasion", OCCASIONS, ids=lambda occasion: occasion.name)
each_asking = pytest.mark.parametrize("occasion", ASKING, ids=lambda occasion: occasion.name)

WORDING = re.compile(
    r"wording|language"
    r"|\b(add|insert|include|write|type|put|enter|amend|alter|edit|modify)\b[^.]{0,60}\b(certificate|description|form|box|text|words?)\b"
    r"|\bstates? (that|in the|on the)\b|\bmust (read|say|state)\b|\bread exactly\b",
    re.IGNORECASE,
)
"""What asks for words on a certificate: unlawful in most states, whoever asks."""


class Page(HTMLParser):
    """An HTML mail's tags and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @property
    def links(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.tags if tag == "a"]


@pytest.mark.parametrize("occasion", REAL_NAMES, ids=lambda occasion: occasion.name)
def test_the_subject_names_organisation_insured_and_what_is_needed(occasion: Occasion):
    subject = occasion.mail().subject

    assert subject.startswith(f"{occasion.organisation.name}: ")
    assert subject.endswith(f"({occasion.facts.vendor.legal_name})")
    assert len(subject.removeprefix(f"{occasion.organisation.name}: ").split("(")[0]) > 10


@each_asking
def test_a_mail_that_asks_says_by_when_and_what_else_happens_with_one_upload_link(occasion: Occasion):
    mail = occasion.mail()

    assert mail.text.count(f"{LINKS.upload}\n") == 1
    assert Page(mail.html).links.count(LINKS.upload) == 1
    for owed in ("What to send:", "By when:", "Otherwise:", "reply to this mail with the certificate attached"):
        assert owed in mail.text


def test_a_deficiency_states_what_is_required_what_is_shown_and_where():
    text = next(occasion for occasion in OCCASIONS if occasion.name == "deficiency").mail().text

    assert "$2,000,000 is required, the certificate shows $1,000,000." in text
    assert "Required: each occurrence $2,000,000" in text
    assert "Certificate shows: $1,000,000 (page 1)" in text


def test_no_consequence_is_threatened_that_will_not_come():
    approved = replace(ENDING, status=VendorStatus.APPROVED_NON_COMPLIANT)
    noted = a_requirement_set({"rules.R12": {"severity": "fix"}})

    assert "is not authorized to work" in _a_mail().text
    assert "is not authorized to work" not in _a_mail(assessment=approved).text
    assert "is not authorized to work" not in _a_mail(requirement_set=noted).text


def test_a_low_limit_on_a_2025_12_form_is_first_asked_to_be_shown_in_full():
    mails = {occasion.name: occasion.mail().text for occasion in OCCASIONS}

    asked = mails["deficiency-of-a-2025-12-form"].split("What to send:")[1].strip()
    assert asked.startswith("- Please show full policy limits")
    assert "full policy limits" not in mails["deficiency"]


@each
def test_no_mail_asks_for_words_on_a_certificate(occasion: Occasion):
    mail = occasion.mail()

    assert not WORDING.search(mail.text.replace(BREAK, ""))
    assert not WORDING.search(re.sub(r"<[^>]+>|&[a-z]+;", " ", mail.html.split("<body")[1]))


@pytest.mark.parametrize("language", sorted(languages()))
def test_no_text_of_the_catalogue_asks_for_words_on_a_certificate(language: str):
    def texts(found: object) -> list[str]:
        if isinstance(found, str):
            return [found]
        parts = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
        return [text for part in parts for text in texts(part)]

    assert [text for text in texts(catalogue(language)._texts) if WORDING.search(text)] == []


def test_the_search_for_words_finds_what_must_not_be_asked():
    for unlawful in (
        "Please add the following wording to the description of operations.",
        "Have your agent type the project into the description box.",
        "The certificate must say that thirty days' notice is given.",
    ):
        assert WORDING.search(unlawful)


@each
def test_nothing_is_fetched_and_nothing_is_tracked(occasion: Occasion):
    page = Page(occasion.mail().html)

    assert not {"img", "script", "link", "iframe", "form", "video", "object", "style"} & {tag for tag, _ in page.tags}
    assert all("url(" not in (attributes.get("style") or "") for _, attributes in page.tags)
    assert {link for link in page.links if not link.startswith("mailto:")} <= {LINKS.upload, LINKS.unsubscribe}


@each
def test_a_mail_holds_together_on_a_narrow_screen(occasion: Occasion):
    html = occasion.mail().html

    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert not re.search(r"(?<!max-)width:\s*\d{3,}px|width=\"\d{3,}\"", html)


@each
def test_the_headers_are_exactly_ours_whatever_a_name_says(occasion: Occasion):
    content = as_mime(occasion.mail(), SENDER)
    head = content.split(b"\r\n\r\n", 1)[0]

    names = [line.split(b":")[0].lower().decode() for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    unwanted = ("list-unsubscribe", "list-unsubscribe-post") if occasion.role in INSIDE else ()
    answers = any(notice.answers and notice.answers.message_id for notice in occasion.notices)
    wanted = {name for name in HEADERS if name not in unwanted} | ({"in-reply-to", "references"} if answers else set())
    assert sorted(names) == sorted(wanted)
    assert b"\nBcc" not in content
    parsed = message_from_bytes(content, policy=default)
    assert [address.addr_spec for address in parsed["To"].addresses] == [occasion.mail().to]
    assert [address.addr_spec for address in parsed["From"].addresses] == [SENDER]


@each
def test_both_bodies_arrive_as_they_were_composed(occasion: Occasion):
    mail = occasion.mail()
    parsed = message_from_bytes(as_mime(mail, SENDER), policy=default)

    for kind, body in (("plain", mail.text), ("html", mail.html)):
        assert parsed.get_body((kind,)).get_content().splitlines() == body.splitlines()
    assert parsed["Subject"] == mail.subject
    assert as_mime(mail, SENDER).isascii()


def test_of_two_steps_of_a_run_only_the_later_speaks():
    """A mail service that was down for a week left both steps waiting."""
    notices = tuple(a_notice("deficiency", "c-1", step, ENDING.on) for step in (3, 0))
    lacking = next(occasion for occasion in OCCASIONS if occasion.name == "deficiency")
    facts = lacking.facts
    mail = compose(notices, facts.vendor.contacts[0], facts, lacking.assessment, a_requirement_set(), ORGANISATION, LINKS, lacking.on)

    assert mail.text.count("STILL OPEN ON THE CERTIFICATE") == 1
    assert "THANK YOU" not in mail.text
    assert mail.notice_ids == ("deficiency.c-1.3", "deficiency.c-1.0")


def test_one_click_unsubscribes_even_by_a_long_link():
    long = f"https://coverage.holder.example/u/{'k' * 300}/unsubscribe"
    mail = _a_mail(links=Links(upload=LINKS.upload, unsubscribe=long))

    head = as_mime(mail, SENDER).split(b"\r\n\r\n")[0].decode()
    assert f"\r\nList-Unsubscribe: <{long}>\r\n" in head
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in head


def test_replies_are_invited_only_where_an_address_takes_them():
    with_none = _a_mail(links=Links(upload=LINKS.upload))

    assert "reply to this mail" not in with_none.text + with_none.html
    assert "Reply-To" not in dict(with_none.headers)
    assert dict(_a_mail().headers)["Reply-To"] == LINKS.reply_to


def test_the_same_mail_has_the_same_bytes():
    assert as_mime(_a_mail(), SENDER) == as_mime(_a_mail(), SENDER)


def test_html_in_a_name_stays_text():
    mail = next(occasion for occasion in OCCASIONS if occasion.name == "hostile-names").mail()

    assert "<script>alert" not in mail.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in mail.html
    assert "&lt;b onclick=" in mail.html
    assert "{{ 7 * 7 }}" in mail.text


def test_names_become_no_links():
    assert shown("Amazon.com Services") == f"Amazon{BREAK}.com Services"
    assert shown("see https://evil.example") == f"see https:{BREAK}//evil{BREAK}.example"
    assert shown("Keystone Elevator L.P.") == "Keystone Elevator L.P."
    assert shown(shown("a@b.example")) == shown("a@b.example")


@pytest.mark.parametrize("character", ["\r", "\n", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x00"])
def test_every_kind_of_line_break_is_gone_from_a_header(character: str):
    assert one_line(f"Key{character}stone") == "Key stone"
    name = f"Keystone{character}Bcc: all@victim.example"
    content = as_mime(_a_mail(legal_name=name), SENDER)
    assert b"\r\nBcc" not in content
    assert message_from_bytes(content, policy=default)["Bcc"] is None


def test_an_encoded_word_in_a_name_is_never_decoded():
    name = "=?utf-8?q?=0ABcc=3A_all=40victim.example?="
    content = as_mime(_a_mail(legal_name=name, organisation=Organisation(name=name)), SENDER)

    assert "=?" not in for_header(name)
    assert message_from_bytes(content, policy=default)["Bcc"] is None
    assert b"\nBcc" not in content


def test_a_mail_made_by_hand_cannot_break_its_headers_either():
    made = replace(_a_mail(), subject="Keystone\r\nBcc: all@victim.example", sender_name="=?utf-8?q?=0ABcc=3A_x?=")

    assert message_from_bytes(as_mime(made, SENDER), policy=default)["Bcc"] is None


def test_direction_marks_and_surrogates_are_gone():
    assert one_line("safe\u202egnp.exe") == "safegnp.exe"
    assert one_line("half \ud800 pair") == "half pair"


def test_a_long_name_leaves_room_for_what_is_needed():
    subject = _a_mail(legal_name="Keystone " * 60).subject

    assert "renewal certificate needed" in subject
    assert len(subject) <= 250


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://a.example/\r\nBcc: x", "https://a.example/>", "ftp://a.example", ""])
def test_a_link_is_a_plain_one(link: str):
    with pytest.raises(ValueError, match="links"):
        Links(upload=link)


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "#12345g", "#123456;background:url(x)"])
def test_a_colour_is_only_a_colour(colour: str):
    with pytest.raises(ValueError, match="colour"):
        Organisation(name="Meridian", colour=colour)


@pytest.mark.parametrize("colour", ["#000000", "#1f4e79", "#c0392b"])
def test_a_dark_colour_is_written_on_in_white(colour: str):
    assert Organisation(name="Meridian", colour=colour).text_colour == "#ffffff"


@pytest.mark.parametrize("colour", ["#ffffff", "#f2c200", "#9be7c4"])
def test_a_light_colour_is_written_on_in_black(colour: str):
    assert Organisation(name="Meridian", colour=colour).text_colour == "#1a1a1a"


@pytest.mark.parametrize(
    "address", ["a@b, c@d", "a@b", "", "Office <a@b.example>", "a@b.example\r\nBcc: c@d.example", "ä@b.example", "a b@c.example"]
)
def test_a_mail_goes_to_exactly_one_address(address: str):
    with pytest.raises(ValueError, match="address"):
        _a_mail(to=Contact(ContactRole.VENDOR, address))


def test_a_language_that_nobody_wrote_is_english():
    assert catalogue("xx").language == "en"
    assert catalogue("EN_us").language == "en"


def test_a_text_that_lacks_a_value_is_an_error():
    with pytest.raises(KeyError):
        catalogue("en").text("expiring.title")
    with pytest.raises(KeyError):
        catalogue("en").text("no.such.text")


def test_a_name_with_a_dot_ends_its_sentence():
    assert catalogue("en").text("thanks.for_good", insured="X Inc.") == "X Inc. is compliant."
    assert catalogue("en").text("first_request.lead", organisation="We", insured="X Inc.").endswith("of X Inc.")


def _a_mail(
    *, legal_name="Keystone Elevator L.P.", organisation=ORGANISATION, links=LINKS, to=None, assessment=ENDING, requirement_set=None
):
    facts = the_facts(vendor=a_vendor(legal_name=legal_name))
    notice = a_notice("expiring", D.isoformat(), -14, ENDING.on)
    recipient = to or facts.vendor.contacts[0]
    return compose((notice,), recipient, facts, assessment, requirement_set or a_requirement_set(), organisation, links, notice.day)
