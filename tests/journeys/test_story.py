"""A programme's whole story over HTTP alone: required, asked, refused, corrected, waived, cancelled, reinstated; each step read back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import requests

from local.examples import requirement_sets
from local.examples.certificates import certificate_specimens
from local.specimens import draw_pdf
from local.stack import Stack
from tests.journeys.conftest import mails_to

pytestmark = pytest.mark.journey
VENDOR = "/vendors/story-plumbing"
NUMBER = "BCC-GL-310052"
BODY = {
    "legal_name": "Redbud Plumbing, Inc.",
    "requirement_set": "story",
    "state": "TX",
    "contacts": [{"role": "vendor", "email": "office@story.example"}],
}


class Caller:
    """A person with a role and a browser's patience."""

    def __init__(self, stack: Stack, role: str) -> None:
        self.stack = stack
        self.headers = {"Authorization": f"Bearer {stack.token(role)}"}

    def ask(self, method: str, path: str, body: object = None, status: int = 200) -> Any:
        answer = requests.request(method, self.stack.api + path, json=body, headers=self.headers, timeout=60)
        assert answer.status_code == status, answer.text
        return answer.json()

    def authorized(self, **query: object) -> bool:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        authorized: bool = self.ask("GET", f"{VENDOR}/authorization?{asked}")["authorized"]
        return authorized

    def status(self) -> str:
        self.stack.wait_until_idle()
        status: str = self.ask("GET", f"{VENDOR}/compliance")["status"]
        return status


def the_certificate(stack: Stack, *, short: bool = False) -> bytes:
    """The vendor's certificate; the short one shows half of what is required."""
    specimen = certificate_specimens(stack.clock.today())["limits-too-low"]
    if short:
        return draw_pdf(specimen)
    full = {"GeneralLiability_EachOccurrence_LimitAmount_A": "1,000,000", "GeneralLiability_GeneralAggregate_LimitAmount_A": "2,000,000"}
    issued = {"Form_CompletionDate_A": (stack.clock.today() - timedelta(days=1)).strftime("%m/%d/%Y")}
    return draw_pdf(replace(specimen, fields=specimen.fields | full | issued))


def upload_by_the_link(stack: Stack, link: str, content: bytes) -> dict[str, Any]:
    """What a vendor does who got the mail: no log-in, a form, and an answer on the same page."""
    form = requests.post(f"{link}/uploads", json={"file_name": "coi.pdf"}, headers={"Accept": "application/json"}, timeout=60).json()
    sent = requests.post(form["url"], data=form["fields"], files={"file": ("coi.pdf", content)}, timeout=60)
    assert sent.status_code in {200, 201, 204}, sent.text
    stack.wait_until_idle()
    told: dict[str, Any] = requests.get(f"{link}/uploads/{form['upload_id']}", headers={"Accept": "application/json"}, timeout=60).json()
    return told


def test_a_vendors_story_from_the_requirement_to_the_reinstatement(stack: Stack) -> None:
    admin, reviewer = Caller(stack, "admin"), Caller(stack, "reviewer")
    today = stack.clock.today()
    assert admin.ask("PUT", "/requirement-sets/story", requirement_sets()["general-subcontractor"])["version"] == 1
    assert admin.ask("PUT", VENDOR, BODY, 201)["status"] == "awaiting_certificate"
    assert not admin.authorized()

    reviewer.ask("POST", f"{VENDOR}/certificate-requests", status=202)
    stack.wait_until_idle()
    (request,) = mails_to(stack, "office@story.example")
    link = next(word for word in request["text"].split() if word.startswith(f"{stack.api}/u/"))

    told = upload_by_the_link(stack, link, the_certificate(stack, short=True))
    assert told["status"] == "accepted"
    assert (reviewer.status(), reviewer.authorized()) == ("non_compliant", False)
    short = [one for one in reviewer.ask("GET", f"{VENDOR}/compliance")["findings"] if one["outcome"] == "fail"]
    assert any("1,000,000" in one["required"] and "500,000" in one["found"] for one in short)
    assert "500,000" in mails_to(stack, "office@story.example")[-1]["text"]

    upload_by_the_link(stack, link, the_certificate(stack))
    assert (reviewer.status(), reviewer.authorized()) == ("compliant", True)
    last_day = date.fromisoformat(reviewer.ask("GET", f"{VENDOR}/authorization")["valid_until"])
    assert not reviewer.authorized(on=last_day + timedelta(days=1))

    stricter = requirement_sets()["general-subcontractor"] | {"name": "Stricter"}
    stricter["lines"] = stricter["lines"] | {"professional_liability": {"required": True}}
    assert admin.ask("PUT", "/requirement-sets/story", stricter)["version"] == 2
    assert (reviewer.status(), reviewer.authorized()) == ("non_compliant", False)
    missing = [one for one in reviewer.ask("GET", f"{VENDOR}/compliance")["findings"] if one["outcome"] == "fail"]
    end = today + timedelta(days=20)
    waived = [reviewer.ask("POST", f"{VENDOR}/waivers", a_waiver(one, end), 201) for one in missing]
    assert (waived[-1]["status"], reviewer.authorized()) == ("compliant_with_waiver", True)
    assert not reviewer.authorized(on=end)

    cancelled = {
        "line": "general_liability",
        "policy_number": NUMBER,
        "effective_on": today.isoformat(),
        "reason": "A letter of the insurer",
    }
    assert reviewer.ask("POST", f"{VENDOR}/cancellations", cancelled, 201)["policy_number"] == NUMBER
    assert (reviewer.authorized(), reviewer.authorized(on=today - timedelta(days=1))) == (False, True)
    reinstated = reviewer.ask("POST", f"{VENDOR}/reinstatements", cancelled | {"reason": "Premium paid"}, 201)
    assert (reinstated["reinstated"], reviewer.authorized()) == (True, True)

    told_events = [row["event"] for row in admin.ask("GET", f"{VENDOR}/history")["items"]]
    for event in ("vendor_added", "certificate_requested", "waiver_granted", "policy_cancelled", "policy_reinstated"):
        assert event in told_events


def a_waiver(finding: dict[str, Any], end: date) -> dict[str, Any]:
    return {"rule": finding["rule"], "line": finding["line"], "reason": "Agreed with risk", "expires_on": end.isoformat()}
