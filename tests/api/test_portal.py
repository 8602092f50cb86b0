"""The vendor's routes: whoever has the link sees that vendor and no other, and every other link gets one plain page."""

import json
from datetime import timedelta
from urllib.parse import quote

import pytest

from coverwatch.application.links import VALID_FOR, link_token
from coverwatch.application.portal import MOST_UPLOADS_A_DAY
from coverwatch.application.records import Reason
from coverwatch.domain.facts import CertificateStatus
from coverwatch.pages import assets
from tests.builders import a_certificate
from tests.portals import A_BROWSER, AT, ON, SECRET, THE_MODULE, VendorPortal, a_certificate_too_low


def test_a_link_opens_its_vendors_page_and_says_nothing_of_another() -> None:
    portal = VendorPortal()

    page = portal.page()

    assert "Keystone Elevator L.P." in page
    assert "REQUIREMENTS – NOT A CERTIFICATE" in page
    assert "Another" not in page


def test_a_get_changes_nothing() -> None:
    portal = VendorPortal()
    before = repr((portal.records, portal.documents.stored))

    portal.page()
    portal.ask("GET", f"/u/{portal.link()}/uploads/{'0' * 32}")

    assert repr((portal.records, portal.documents.stored)) == before


def _torn(token: str) -> str:
    return token[:-4]


def _another_vendors(token: str) -> str:
    """Another vendor's name under this one's signature."""
    other = link_token(SECRET, "another", 1, ON)
    return other.split(".")[0] + "." + token.split(".")[1]


def _signed_by_another(_: str) -> str:
    return link_token(b"another secret", "keystone-elevator", 1, ON)


FORGED = {
    "torn": _torn,
    "without a signature": lambda token: token.split(".")[0],
    "another vendor's": _another_vendors,
    "signed by another": _signed_by_another,
    "over-long": lambda token: token + "A" * 10_000,
    "long within reason": lambda token: token + "A" * 400,
    "letters of the world": lambda _: "ключ.ключ",
    "a path": lambda _: "..%2f..%2fvendors",
    "null": lambda _: "\0.\0",
    "dots": lambda _: "...",
    "a vendor's id": lambda _: "keystone-elevator",
    "markup": lambda _: "<script>alert(1)</script>",
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_every_forged_link_gets_the_same_plain_page(forge: object) -> None:
    portal = VendorPortal()
    plain = portal.ask("GET", "/u/nonsense")

    for path in ("", f"/uploads/{'0' * 32}"):
        answer = portal.ask("GET", f"/u/{quote(forge(portal.link()))}{path}")  # type: ignore[operator]
        assert (answer["statusCode"], answer["body"]) == (404, plain["body"])
    assert "Keystone" not in plain["body"]


@pytest.mark.parametrize(
    ("link", "on"),
    [
        (lambda portal: portal.link(), ON + VALID_FOR),
        (lambda portal: portal.link(generation=0), ON),
        (lambda portal: portal.link("erased-meanwhile"), ON),
    ],
    ids=["expired", "revoked", "erased"],
)
def test_a_link_that_held_once_is_gone_with_the_same_page(link: object, on: object) -> None:
    portal = VendorPortal()

    answer = portal.ask("GET", f"/u/{link(portal)}", on=on)  # type: ignore[operator, arg-type]

    assert (answer["statusCode"], answer["body"]) == (410, portal.ask("GET", "/u/nonsense")["body"])


def test_a_link_is_good_until_the_day_before_it_ends() -> None:
    portal = VendorPortal()

    assert "Keystone" in portal.page(portal.link(), on=ON + VALID_FOR - timedelta(days=1))


def test_nothing_can_be_sent_by_a_link_that_does_not_hold() -> None:
    portal = VendorPortal()

    answer = portal.ask("POST", f"/u/{portal.link(generation=2)}/uploads", THE_MODULE, "{}")

    assert answer["statusCode"] == 410
    assert portal.records.grants == {}


def test_an_upload_of_another_vendor_is_as_unknown_as_one_that_never_was() -> None:
    portal = VendorPortal()
    upload_id = portal.begin()

    theirs = portal.ask("GET", f"/u/{portal.link('another')}/uploads/{upload_id}")
    nobodys = portal.ask("GET", f"/u/{portal.link('another')}/uploads/{'f' * 32}")

    assert (theirs["statusCode"], theirs["body"]) == (nobodys["statusCode"], nobodys["body"]) == (404, nobodys["body"])


def test_the_module_gets_a_form_for_its_own_vendors_folder() -> None:
    portal = VendorPortal()

    answer = portal.ask("POST", f"/u/{portal.link()}/uploads", THE_MODULE, json.dumps({"file_name": "Prüfung ✓.pdf"}))

    told = json.loads(answer["body"])
    grant = portal.records.grants[told["upload_id"]]
    assert answer["statusCode"] == 201
    assert told["fields"]["key"] == grant.key == f"uploads/keystone-elevator/{told['upload_id']}"
    assert grant.file_name == "Prüfung ✓.pdf"


@pytest.mark.parametrize(
    "body",
    [
        '{"file_name": "' + "x" * 256 + '"}',
        '{"file_name": 7}',
        '{"vendor_id": "another"}',
        "not json",
        "[]",
        "[" * 3000,
        '{"a":' * 4000,
        "x" * 20_000,
    ],
    ids=["long name", "number", "unknown", "text", "list", "deep", "deep and torn", "long"],
)
def test_a_body_that_no_page_of_ours_sends_is_refused(body: str) -> None:
    portal = VendorPortal()

    assert portal.ask("POST", f"/u/{portal.link()}/uploads", THE_MODULE, body)["statusCode"] == 400
    assert portal.records.grants == {}


def test_a_plain_form_is_led_to_the_form_for_the_file_and_back() -> None:
    portal = VendorPortal()

    led = portal.ask("POST", f"/u/{portal.link()}/uploads", A_BROWSER | {"content-type": "application/x-www-form-urlencoded"})
    page = portal.ask("GET", led["headers"]["location"])["body"]

    assert led["statusCode"] == 303
    assert f'value="https://cover.example{led["headers"]["location"]}"' in page
    assert 'enctype="multipart/form-data"' in page


def test_a_form_that_has_waited_too_long_is_not_given_again() -> None:
    portal = VendorPortal()
    upload_id = portal.begin()

    page = portal.ask("GET", f"/u/{portal.link()}/uploads/{upload_id}", on=ON + timedelta(days=1))["body"]

    assert "multipart/form-data" not in page
    assert "start again" in page


def test_after_very_many_documents_in_a_day_no_more_come_by_the_link() -> None:
    portal = VendorPortal()
    for _ in range(MOST_UPLOADS_A_DAY):
        portal.arrives(CertificateStatus.UNREADABLE)

    answer = portal.ask("POST", f"/u/{portal.link()}/uploads", THE_MODULE, "{}")

    assert answer["statusCode"] == 429
    assert portal.ask("POST", f"/u/{portal.link()}/uploads", THE_MODULE, "{}", on=ON + timedelta(days=1))["statusCode"] == 201


def test_an_upload_is_awaited_then_here_then_read() -> None:
    portal = VendorPortal()
    upload_id = portal.begin()
    awaited = portal.told(upload_id)

    portal.documents.upload(f"uploads/keystone-elevator/{upload_id}", b"content")
    here = portal.told(upload_id)
    portal.documents.stored.clear()
    portal.arrives(certificate=a_certificate(), upload_id=upload_id)
    read = portal.told(upload_id)

    assert [told["status"] for told in (awaited, here, read)] == ["awaited", "received", "accepted"]
    assert [told["settled"] for told in (awaited, here, read)] == [False, False, True]
    assert (read["reply"], read["gaps"]) == ("complete", [])


def test_each_gap_is_told_with_its_place_on_the_page() -> None:
    portal = VendorPortal()
    upload_id = portal.begin()
    portal.arrives(certificate=a_certificate_too_low(), upload_id=upload_id)

    told = portal.told(upload_id)

    (gap,) = told["gaps"]
    assert (told["reply"], gap["line"], gap["page"]) == ("open", "general_liability", 1)
    assert gap["boxes"] == [{"left": 0.1, "top": 0.4, "width": 0.2, "height": 0.015}]
    assert "not everything is settled" in told["sentence"].lower()


def test_why_a_file_is_of_no_use_is_told_and_why_a_person_looks_is_not() -> None:
    portal = VendorPortal()
    portal.arrives(CertificateStatus.UNREADABLE, reasons=(Reason("ENCRYPTED", "The file has a password."),), file_name="locked.pdf")
    portal.arrives(CertificateStatus.IN_REVIEW, a_certificate(), reasons=(Reason("FIELDS", "reads disagree: 1,000 / 7,000"),))

    page = portal.page()

    assert "The file has a password." in page
    assert "reads disagree" not in page


def test_other_peoples_words_are_text_and_nothing_else() -> None:
    portal = VendorPortal()
    portal.arrives(CertificateStatus.UNREADABLE, vendor_id="another", file_name="<img src=x onerror=alert(1)>.pdf")

    page = portal.page(portal.link("another"))

    assert "Another &amp; Sons &lt;b&gt;" in page
    assert "<img" not in page
    assert "<b>" not in page


def test_every_answer_keeps_scripts_frames_and_referrers_out() -> None:
    portal = VendorPortal()

    for answer in (portal.ask("GET", f"/u/{portal.link()}"), portal.ask("GET", "/u/nonsense")):
        headers, policy = answer["headers"], answer["headers"]["content-security-policy"]
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "frame-ancestors 'none'" in policy
        assert (headers["referrer-policy"], headers["x-content-type-options"], headers["cache-control"]) == (
            "no-referrer",
            "nosniff",
            "no-store",
        )
        assert "style=" not in answer["body"]
        assert "<script>" not in answer["body"]


def test_the_bucket_is_the_only_other_place_that_the_page_reaches() -> None:
    portal = VendorPortal()

    policy = portal.ask("GET", f"/u/{portal.link()}")["headers"]["content-security-policy"]

    assert {word.rstrip(";") for word in policy.split() if "://" in word} == {"https://upload.example"}


def test_what_the_page_is_made_of_is_kept_for_ever_under_its_version_alone() -> None:
    portal = VendorPortal()

    current = portal.ask("GET", f"/u/assets/{assets.version()}/vendor.css")
    old = portal.ask("GET", "/u/assets/000000000000/vendor.css")

    assert current["headers"]["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in current["headers"]["cache-control"]
    assert (old["statusCode"], old["headers"]["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize("name", ["page.html", "../texts/en.toml", "..%2fpage.html", "", "vendor.css%00"])
def test_nothing_else_is_served(name: str) -> None:
    assert VendorPortal().ask("GET", f"/u/assets/{assets.version()}/{name}")["statusCode"] == 404


def test_without_published_requirements_the_page_says_nothing() -> None:
    portal = VendorPortal()
    portal.records.sets.clear()

    answer = portal.ask("GET", f"/u/{portal.link()}")

    assert answer["statusCode"] == 503
    assert "Keystone" not in answer["body"]


def test_the_documents_that_are_listed_are_the_newest() -> None:
    portal = VendorPortal()
    for number in range(25):
        portal.arrives(CertificateStatus.UNREADABLE, file_name=f"file-{number}.pdf", at=AT + timedelta(minutes=number))

    page = portal.page()

    assert "file-24.pdf" in page
    assert "file-4.pdf" not in page
