"""The vendor's page in a browser: from the mail's link to a compliant vendor, with and without JavaScript, by eye, key and ear."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from local.demo import Office
from local.examples import certificates
from local.stack import Stack
from tests.journeys.conftest import mails_to

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE = 60_000  # milliseconds; a drawn certificate is read here in a few seconds

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here (Debian's package chromium)"),
]

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    play: Playwright
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens an address in a window of its own; whatever the browser complains of on the way is a failure."""
    complaints: list[str] = []
    windows = []

    def opened(address: str, **window: Any) -> Page:
        context = browser.new_context(**window)
        windows.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in windows:
        context.close()
    assert complaints == []


def put_vendor(office: Office, vendor_id: str, legal_name: str) -> str:
    """Files a vendor, and says where its mails go."""
    address = f"office@{vendor_id}.example"
    body = {
        "legal_name": legal_name,
        "requirement_set": "general-subcontractor",
        "state": "TX",
        "work_states": ["TX"],
        "contacts": [{"role": "vendor", "name": "Office", "email": address}],
    }
    office.ask("PUT", f"/vendors/{vendor_id}", body)
    return address


def a_vendor_with_a_link(stack: Stack, office: Office, vendor_id: str, legal_name: str) -> str:
    """A vendor that has been asked for a certificate, and the link in the mail that it got."""
    address = put_vendor(office, vendor_id, legal_name)
    office.ask("POST", f"/vendors/{vendor_id}/certificate-requests")
    stack.wait_until_idle()
    mail = mails_to(stack, address)[-1]
    found = re.search(re.escape(stack.api) + r"/u/[\w.-]+", mail["text"])
    assert found
    return found[0]


def a_file(stack: Stack, name: str, folder: Path) -> str:
    """An example certificate as a file on the vendor's disk."""
    example = next(one for one in certificates(stack.clock.today()) if one.name == name)
    path = folder / example.filename
    path.write_bytes(example.content)
    return str(path)


def answer_of(page: Page, kind: str) -> str:
    """The answer, once it is of that kind."""
    page.wait_for_selector(f"#answer.{kind}")
    return page.inner_text("#answer-title")


def test_from_the_mail_to_a_compliant_vendor_on_one_page(stack: Stack, office: Office, open_page: Open, tmp_path: Path) -> None:
    link = a_vendor_with_a_link(stack, office, "page-plumbing", "Redbud Plumbing, Inc.")
    page = open_page(link)
    assert answer_of(page, "awaiting") == "We need your certificate of insurance"

    page.set_input_files("#file", a_file(stack, "limits-too-low", tmp_path))
    open_title = answer_of(page, "open")

    assert open_title.startswith("Almost there")
    assert page.evaluate("document.activeElement.id") == "answer-title"
    assert "$500,000" in page.inner_text("#lines")
    frame = page.locator("#lines figure rect").first.bounding_box()
    assert frame
    assert frame["width"] > 10
    assert picture_is_drawn(page)
    assert page.locator("#sent li").count() == 1

    put_vendor(office, "page-plumbing", "Keystone Elevator L.P.")  # as the corrected certificate names it
    page.set_input_files("#file", a_file(stack, "compliant", tmp_path))

    assert answer_of(page, "complete") == "Everything is here, thank you"
    assert page.locator("#sent li").count() == 2
    assert office.ask("GET", "/vendors/page-plumbing/authorization")["authorized"] is True


def picture_is_drawn(page: Page) -> bool:
    """Whether the part of the certificate that is shown has ink on it."""
    shot = page.locator("#lines figure svg").first.screenshot()
    return len(set(shot)) > 100 and len(shot) > 2_000


def test_a_file_that_is_dropped_is_sent_and_its_progress_told(stack: Stack, office: Office, open_page: Open) -> None:
    page = open_page(a_vendor_with_a_link(stack, office, "page-dropping", "Dropping Co."))
    page.evaluate(
        """() => {
            window.heard = [];
            const watch = new MutationObserver(() => window.heard.push(document.querySelector('.words').textContent));
            watch.observe(document.querySelector('.words'), { childList: true, characterData: true, subtree: true });
            const files = new DataTransfer();
            files.items.add(new File(['this is no certificate'], 'notes.txt'));
            document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: files }));
        }"""
    )

    page.wait_for_selector("#sent .badge.unreadable")

    heard = page.evaluate("window.heard")
    assert heard[0] == "Sending notes.txt …"
    assert "could not use this file" in heard[-1]
    assert page.locator(".going").is_hidden()


@pytest.mark.parametrize(("size", "says"), [(25 * 1024 * 1024 + 1, "larger than 25 MB"), (0, "is empty")])
def test_what_the_bucket_would_refuse_is_told_before_it_is_sent(
    stack: Stack, office: Office, open_page: Open, tmp_path: Path, size: int, says: str
) -> None:
    page = open_page(a_vendor_with_a_link(stack, office, "page-refusing", "Refusing Co."))
    path = tmp_path / "file.pdf"
    path.write_bytes(b"x" * size)

    page.set_input_files("#file", str(path))
    page.wait_for_selector(".trouble:not([hidden])")

    assert says in page.inner_text(".trouble")


def test_when_the_upload_fails_the_plain_form_is_offered(stack: Stack, office: Office, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(f"{stack.aws}/**", lambda route: route.abort())
    page.goto(a_vendor_with_a_link(stack, office, "page-failing", "Failing Co."))

    page.set_input_files("#file", a_file(stack, "compliant", tmp_path))
    page.wait_for_selector(".trouble a")
    page.click(".trouble a")

    assert page.locator("form.plain input[type=file]").count() == 1
    context.close()


def test_without_javascript_plain_forms_do_the_same(stack: Stack, office: Office, open_page: Open, tmp_path: Path) -> None:
    page = open_page(a_vendor_with_a_link(stack, office, "page-plain", "Keystone Elevator L.P."), java_script_enabled=False)

    page.click(".start button")
    page.set_input_files("#plain-file", a_file(stack, "compliant", tmp_path))
    page.click("form.plain button")
    assert page.inner_text(".told") in {"The file is here. It is being checked.", "The file is being read. This takes about a minute."}
    stack.wait_until_idle()
    page.wait_for_selector("#answer.complete")

    assert "Read and accepted." in page.inner_text("#answer")


def test_what_cannot_be_provided_reaches_a_person(stack: Stack, office: Office, open_page: Open) -> None:
    page = open_page(a_vendor_with_a_link(stack, office, "page-unable", "Unable Co."))

    page.click("#cannot summary")
    page.select_option("#cannot-line", "workers_compensation")
    page.fill("#cannot-reason", "We have no employees.")
    page.click("#cannot button")

    assert page.inner_text("#cannot .thanks").startswith("Thank you.")
    assert "We have no employees." in page.inner_text("#cannot .earlier")
    events = office.ask("GET", "/vendors/page-unable/history")["items"]
    assert ("cannot_provide", "We have no employees.") in [(row["event"], row["note"]) for row in events]


def test_a_mails_unsubscribe_link_stops_mails_at_the_press_of_its_button(stack: Stack, office: Office, open_page: Open) -> None:
    a_vendor_with_a_link(stack, office, "page-quiet", "Quiet Co.")
    mail = mails_to(stack, "office@page-quiet.example")[-1]
    found = re.search(re.escape(stack.api) + r"/u/[\w.-]+/unsubscribe", mail["text"])
    assert found
    page = open_page(found[0])

    page.click("button")
    page.wait_for_selector("h1:has-text('Done')")

    (contact,) = office.ask("GET", "/vendors/page-quiet")["contacts"]
    assert contact["closed_because"] == "unsubscribed"


def test_another_page_may_not_post_to_the_bucket(stack: Stack, office: Office, open_page: Open) -> None:
    """The bucket lets in the page's own origin and no other."""
    import requests

    asked = {"Access-Control-Request-Method": "POST"}
    own = requests.options(f"{stack.aws}/{stack.bucket}", headers={**asked, "Origin": stack.api}, timeout=10)
    other = requests.options(f"{stack.aws}/{stack.bucket}", headers={**asked, "Origin": "https://elsewhere.example"}, timeout=10)

    assert own.headers["Access-Control-Allow-Origin"] == stack.api
    assert other.status_code == 403


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_fits_every_width(stack: Stack, office: Office, open_page: Open, width: int) -> None:
    page = open_page(
        a_vendor_with_a_link(stack, office, "page-plumbing", "Keystone Elevator L.P."), viewport={"width": width, "height": 800}
    )

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_is_reached_by_key_in_the_order_of_reading(stack: Stack, office: Office, open_page: Open) -> None:
    page = open_page(a_vendor_with_a_link(stack, office, "page-keys", "Keys Co."))
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className || document.activeElement.tagName"))

    assert reached == ["skip", "file", "SUMMARY", "print"]
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_what_can_be_touched_is_large_enough(stack: Stack, office: Office, open_page: Open) -> None:
    page = open_page(
        a_vendor_with_a_link(stack, office, "page-touch", "Touch Co."),
        viewport={"width": 390, "height": 800},
        has_touch=True,
        is_mobile=True,
    )
    heights = page.eval_on_selector_all(
        "button, .button", "all => all.filter(e => e.offsetParent).map(e => e.getBoundingClientRect().height)"
    )

    assert heights
    assert min(heights) >= 44


def test_on_paper_there_is_the_requirements_sheet_alone(stack: Stack, office: Office, open_page: Open) -> None:
    page = open_page(a_vendor_with_a_link(stack, office, "page-paper", "Paper Co."))
    page.emulate_media(media="print")

    assert page.locator("#sheet").is_visible()
    assert page.inner_text("#sheet-title") == "REQUIREMENTS – NOT A CERTIFICATE"
    assert [page.locator(part).is_visible() for part in ("#answer", "#send", "#sent", ".bottom")] == [False] * 4


def test_a_link_that_does_not_work_says_what_to_do(stack: Stack, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(f"{stack.api}/u/forged.link")

    assert answer
    assert answer.status == 404
    assert page.inner_text("h1") == "This link does not work"
    context.close()
